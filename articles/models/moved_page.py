"""Pages of an old site: what became of each when it was moved over, and where it leads now."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MovedPage(models.Model):
    """An address of the old site. It leads to its report once that is public, and says so after.

    Written by ``manage.py import_site`` together with the drafts, so that a run that was broken off
    goes on where it was. A page may have two addresses (``/a/`` and ``/a/index.html``).
    """

    class Outcome(models.TextChoices):
        """What became of a page."""

        TAKEN = "taken", _("已导入")
        DOUBTFUL = "doubtful", _("已导入，需核对")
        KNOWN = "known", _("已存在")
        JOINED = "joined", _("并入首页")
        PASSED_OVER = "passed_over", _("不是报告")
        FAILED = "failed", _("失败")

    address = models.CharField(_("旧网址"), max_length=500, unique=True)
    file = models.CharField(_("文件"), max_length=500, db_index=True)
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome)
    reason = models.TextField(_("原因"), blank=True)
    article_id = models.PositiveBigIntegerField(_("报告编号"), null=True)  # outlives its report

    class Meta:
        verbose_name = _("旧网址")
        verbose_name_plural = _("旧网址")

    def __str__(self) -> str:
        return self.address
