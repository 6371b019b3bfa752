"""What was done to many reports at once: the record from which it is told, continued and undone."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class BulkAct(models.Model):
    """One act on many reports. Its rows are written before anything is done to the first report."""

    class Kind(models.TextChoices):
        """What is done to each report."""

        PUBLISH = "publish", _("发布")
        SUBMIT = "submit", _("提交审核")
        WITHDRAW = "withdraw", _("取消发布")
        CHANGE = "change", _("修改栏目、标签")
        DELETE = "delete", _("移入回收站")
        CORRECT = "correct", _("用表格修改")
        UNDO = "undo", _("撤销")

    kind = models.CharField(_("操作"), max_length=10, choices=Kind)
    # For CHANGE: "channel" (an id), "tag" and "untag" (names), and "then": what follows it.
    changes = models.JSONField(_("改动"), default=dict)
    undoes = models.OneToOneField(
        "self",
        verbose_name=_("撤销的操作"),
        on_delete=models.CASCADE,
        null=True,
        related_name="undone_by",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("操作人"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("批量操作")
        verbose_name_plural = _("批量操作")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["user", "-id"], name="bulk_act_of_user")]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        """Return the address of what became of it."""
        return reverse("bulk_act", args=[self.pk])


class BulkActRow(models.Model):
    """What became of one report. Written in the transaction that changes the report."""

    class Outcome(models.TextChoices):
        """What became of the report; waiting rows of an act that is over were never begun."""

        WAITING = "waiting", _("没有处理")
        DONE = "done", _("完成")
        REFUSED = "refused", _("未处理")
        FAILED = "failed", _("出错，未作改动")

    act = models.ForeignKey(BulkAct, on_delete=models.CASCADE, related_name="rows")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    title = models.CharField(_("标题"), max_length=200)  # outlives the report
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome, default=Outcome.WAITING)
    reason = models.CharField(_("说明"), max_length=300, blank=True)
    # For CORRECT: what is changed in this report (``articles.publishing.correcting``).
    corrections = models.JSONField(null=True)
    # Where the report stood (``articles.publishing.standing``) before and after: for the undoing.
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        verbose_name = _("批量操作的一篇")
        verbose_name_plural = _("批量操作的一篇")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["act", "article"], name="bulk_act_once_a_report")
        ]

    def __str__(self) -> str:
        return f"{self.title}：{self.get_outcome_display()}"
