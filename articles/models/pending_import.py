"""Pages that were handed in and wait for an editor to confirm what was recognised."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.membership import Office
from articles.models.raw_page import RawPage
from articles.models.scope import scope_of


class PendingImportQuerySet(models.QuerySet["PendingImport"]):
    """Imports that wait, and those that were discarded."""

    def of(self, user: Any) -> Self:
        """Keep those of the offices for which a person writes; all on a site without offices."""
        scope = scope_of(user)
        if scope.is_unlimited:
            return self
        duties = scope.allowing("articles.add_article")
        return self.filter(office__in={duty.office for duty in duties})

    def waiting(self) -> Self:
        """Keep those that an editor is still to confirm."""
        return self.filter(discarded_at=None)

    def discarded(self) -> Self:
        """Keep those that can be brought back, the last discarded first."""
        return self.exclude(discarded_at=None).order_by("-discarded_at", "-pk")


class PendingImport(models.Model):
    """A page between hand-in and draft. Becomes a draft, and is gone then, or is discarded."""

    raw_page = models.ForeignKey(
        RawPage, verbose_name=_("原始页面"), on_delete=models.PROTECT, related_name="pending"
    )
    office = models.ForeignKey(
        Office,
        verbose_name=pgettext_lazy("office", "单位"),
        on_delete=models.PROTECT,
        null=True,
        related_name="imports",
    )
    # What the list of waiting pages shows, so that it need not load what follows.
    title = models.CharField(_("标题"), max_length=200, blank=True)
    problem_count = models.PositiveIntegerField(_("提示"), default=0)
    # What the parser read, in the plain form of docs/report-format.md. Working material of one
    # screen, not data of the archive: what is kept becomes rows.
    parsed = models.JSONField(_("识别结果"))
    # Spans [start, end] of the raw text that the editor took back from the page furniture.
    taken_back = models.JSONField(_("收回的文字"), default=list)
    # The reverse: spans of body paragraphs that the editor declared furniture.
    left_out = models.JSONField(_("移出的文字"), default=list)
    # The lines of the page with what its markup said of them (``Page.to_dict``): the raw text
    # alone, read again, would have lost headings, links and table rows.
    lines = models.JSONField(_("版面"), default=dict)
    # What the editor typed and chose on the review so far: "fields" are those of its form as last
    # sent, which count the rows of ``parsed``; "version" counts how often they were kept.
    edits = models.JSONField(_("未保存的修改"), default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("提交人"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("提交时间"), auto_now_add=True)
    # Pages handed in together share a batch, in which each has its number from 1 on.
    batch = models.UUIDField(_("批次"), null=True, blank=True, db_index=True)
    batch_number = models.PositiveSmallIntegerField(_("批内序号"), default=1)
    batch_size = models.PositiveSmallIntegerField(_("批内份数"), default=1)
    # Discarded pages can be brought back until they are removed for good.
    discarded_at = models.DateTimeField(_("放弃时间"), null=True, blank=True, db_index=True)

    objects = PendingImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("待确认的导入")
        verbose_name_plural = _("待确认的导入")
        ordering = ["-created_at", "-pk"]
        # Each office works on a page for itself, and once.
        constraints = [
            models.UniqueConstraint(fields=["raw_page", "office"], name="import_once_an_office"),
            models.UniqueConstraint(
                fields=["raw_page"], condition=Q(office=None), name="import_once_without_office"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.raw_page)

    def get_absolute_url(self) -> str:
        """Return the address of its review screen."""
        return reverse("import_review", args=[self.pk])

    @property
    def typed(self) -> dict[str, str]:
        """The fields of the review's form as they were last kept; empty if nothing was changed."""
        fields: dict[str, str] = self.edits.get("fields", {})
        return fields

    @property
    def version(self) -> int:
        """How often its fields were kept, by which a window knows that another one changed them."""
        return int(self.edits.get("version", 0))

    def following(self, user: Any) -> "PendingImport | None":
        """Return the page of the same batch to confirm next; after the last, one left behind."""
        if self.batch is None:
            return None
        others = (
            PendingImport.objects.of(user)
            .waiting()
            .filter(batch=self.batch)
            .order_by("batch_number")
        )
        others = others.exclude(batch_number=self.batch_number)
        return others.filter(batch_number__gt=self.batch_number).first() or others.first()
