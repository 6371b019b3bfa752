"""Documents and places that reports name."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from articles.extraction.report import DocumentKind
from articles.models.fact import Fact, row_only_in_outline
from regions.models import Region


class DocumentMention(Fact):
    """Something in 《》: a law, a plan, a newspaper, a song."""

    class Kind(models.TextChoices):
        """What stands between the brackets."""

        LAW = DocumentKind.LAW, _("法律")
        REGULATION = DocumentKind.REGULATION, _("法规条例")
        PLAN = DocumentKind.PLAN, _("规划计划")
        IMPLEMENTATION_PLAN = DocumentKind.IMPLEMENTATION_PLAN, _("实施方案")
        TASK_TABLE = DocumentKind.TASK_TABLE, _("任务分解表")
        POLICY = DocumentKind.POLICY, _("政策文件")
        REPORT = DocumentKind.REPORT, _("报告")
        NEWSPAPER = DocumentKind.NEWSPAPER, _("报刊")
        WORK = DocumentKind.WORK, _("作品")
        OTHER = DocumentKind.OTHER, _("其他")

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("名称"), max_length=200, help_text=_("不含书名号。"))
    kind = models.CharField(
        _("类别"),
        max_length=20,
        choices=Kind,
        default=Kind.OTHER,
        help_text=_("书名号里是什么：法规、规划、报刊、作品等。"),
    )
    status = models.CharField(
        _("原文动作"), max_length=20, blank=True, help_text=_("例如“编制出台”“研究制定”。")
    )

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
        FieldPanel("quote"),
    ]

    class Meta(Fact.Meta):
        verbose_name = _("文献")
        verbose_name_plural = _("文献")
        indexes = [
            models.Index(fields=["article", "sort_order"], name="document_in_order"),
            models.Index(fields=["title", "article"], name="document_by_title"),
        ]
        constraints = [
            row_only_in_outline("document_row_only_in_outline"),
            models.CheckConstraint(condition=~Q(title=""), name="document_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"《{self.title}》"


class PlaceMention(Fact):
    """A place that a report names."""

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="places")
    region = models.ForeignKey(
        Region,
        verbose_name=_("地区"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mentions",
        help_text=_("认不准是哪一处的留空。"),
    )
    name = models.CharField(_("名称"), max_length=80, help_text=_("读者看到的写法。"))
    aliases = models.CharField(
        _("文中其他写法"), max_length=200, blank=True, help_text=_("用空格分隔，例如“该旗 全旗”。")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("region"),
        FieldPanel("aliases"),
        FieldPanel("quote"),
    ]

    class Meta(Fact.Meta):
        verbose_name = _("地点")
        verbose_name_plural = _("地点")
        indexes = [
            models.Index(fields=["article", "sort_order"], name="place_in_order"),
            models.Index(F("region"), F("article"), name="place_by_region"),
        ]
        constraints = [
            row_only_in_outline("place_row_only_in_outline"),
            models.CheckConstraint(condition=~Q(name=""), name="place_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
