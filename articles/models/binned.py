"""Reports that were thrown away, and may still be taken back."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# How long a report lies in the bin before it is gone for good.
DAYS_KEPT = 30


class Binned(models.Model):
    """That a report is in the bin. It keeps its rows, versions and history, and is never public.

    A row of its own, not a column of the report: versions of a report copy every column, and going
    back to one must not take the report out of the bin.
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="binned"
    )
    at = models.DateTimeField(_("删除时间"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("删除人"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("回收站中的报告")
        verbose_name_plural = _("回收站中的报告")

    def __str__(self) -> str:
        return str(self.article)

    @property
    def gone_at(self) -> datetime.datetime:
        """When the clock takes it away for good."""
        return self.at + datetime.timedelta(days=DAYS_KEPT)
