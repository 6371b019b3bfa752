"""What colleagues say to each other about a draft: no reader ever sees it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST, LONGEST_QUOTE = 2000, 500
MOST = 500  # comments and answers to them, for one report


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments and the answers to them."""

    def threads(self) -> Self:
        """Keep what began a talk, the first on top."""
        return self.filter(thread=None).order_by("pk")

    def open(self) -> Self:
        """Keep the talks that nobody has called done."""
        return self.threads().filter(resolved_at=None)

    def waiting_for(self, user: Any) -> Self:
        """Keep the open talks in which another person has the last word and this one has a part.

        A part has whoever wrote in the talk, is named in it, or saved the newest version of the
        report.
        """
        within = self.model._default_manager.filter(
            Q(pk=OuterRef("pk")) | Q(thread=OuterRef("pk"))
        ).order_by("-pk")
        # Whoever is no more has no number: 0 is nobody's.
        last = Coalesce(
            Subquery(within.values("written_by_id")[:1]), 0, output_field=models.BigIntegerField()
        )
        mine = Q(written_by=user)
        for name in filter(None, (user.get_username(), user.get_full_name())):
            mine |= Q(text__contains=f"@{name}")
        own = self.model._default_manager.filter(mine)
        own_talks = own.values(
            talk=Coalesce("thread_id", F("pk"), output_field=models.BigIntegerField())
        )
        part = Q(article__latest_revision__user=user) | Q(pk__in=own_talks)
        return self.open().filter(part).alias(last=last).exclude(last=user.pk)


class Comment(models.Model):
    """A remark at a report, one of its fields or a passage of it; or the answer to such a remark.

    A passage is kept as it was when it was remarked on: it need not be there any more.
    """

    class Place(models.TextChoices):
        """What of a report a comment is about: the names of its fields."""

        WHOLE = "", _("整篇报告")
        TITLE = "title", _("标题")
        SUBTITLE = "subtitle", _("副标题")
        REGION = "region", _("地区")
        CHANNEL = "channel", _("栏目")
        DATE = "published_at", _("发布日期")
        SOURCE = "source", _("来源")
        AUTHOR = "author", _("作者")
        LEAD = "lead", _("导语")
        MEASURES = "measures", _("举措")
        CLOSING = "closing", _("结语")
        HONORS = "honors", _("荣誉")
        FIGURES = "figures", _("数据")
        PICTURE = "image", _("配图")
        ATTACHMENTS = "attachments", _("附件")
        TAGS = "tags", _("标签")

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="comments"
    )
    thread = models.ForeignKey("self", models.CASCADE, null=True, related_name="answers")
    place = models.CharField(_("位置"), max_length=20, blank=True, choices=Place)
    quote = models.CharField(_("原文"), max_length=LONGEST_QUOTE, blank=True)
    text = models.TextField(_("批注"), max_length=LONGEST)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField(_("时间"), default=timezone.now)
    resolved_at = models.DateTimeField(_("解决时间"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("批注")
        verbose_name_plural = _("批注")

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def field_id(self) -> str:
        """The id of the field of the form that the comment is about."""
        rows = {self.Place.MEASURES, self.Place.HONORS, self.Place.FIGURES, self.Place.ATTACHMENTS}
        if not self.place:
            return ""
        return f"id_{self.place}-ADD" if self.place in rows else f"id_{self.place}"
