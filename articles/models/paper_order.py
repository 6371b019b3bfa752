"""A collection of reports that somebody ordered as one file, which is made in the background."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperOrder(models.Model):
    """An order: what is to be in the file, how far it is, and what became of it.

    It is private to who ordered it: an editor, or the reader who knows its token. The file stands
    outside of the database, under the token; both go after some days.
    """

    class State(models.TextChoices):
        """Where an order stands."""

        WAITING = "waiting", _("等待制作")
        WORKING = "working", _("正在制作")
        DONE = "done", _("已做好")
        FAILED = "failed", _("没有做成")

    # A name that nobody guesses.
    token = models.CharField(
        max_length=50, unique=True, default=secrets.token_urlsafe, editable=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("制作人"),
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    title = models.CharField(_("书名"), max_length=100)
    kind = models.CharField(_("格式"), max_length=10)
    form = models.CharField(_("版式"), max_length=20)
    notes = models.BooleanField(_("附脚注"), default=False)
    # An editor may have newest versions, public or not; then each page says that it is a draft.
    drafts = models.BooleanField(_("用最新稿"), default=False)
    reports = models.JSONField(_("报告"))  # their ids, in the order of the file
    composed = models.PositiveIntegerField(_("已编入"), default=0)
    left_out = models.PositiveIntegerField(_("未编入"), default=0)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    problem = models.CharField(_("说明"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(_("时间"), auto_now_add=True)
    begun_at = models.DateTimeField(null=True)  # what is public may have changed since
    touched_at = models.DateTimeField(auto_now=True)  # who makes it gives a sign of life

    class Meta:
        verbose_name = _("汇编")
        verbose_name_plural = _("汇编")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["owner", "-id"], name="paper_order_of_owner"),
            models.Index(fields=["state", "id"], name="paper_order_waiting"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def total(self) -> int:
        """How many reports were ordered."""
        return len(self.reports)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will become of it."""
        return self.state in (self.State.DONE, self.State.FAILED)
