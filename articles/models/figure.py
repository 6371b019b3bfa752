"""Numbers that reports state."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from articles.models.fact import Fact, check_year, row_only_in_outline
from unityreports.site.year_range import FIRST_STATED_YEAR, LAST_YEAR


class Figure(Fact):
    """A number that a report states."""

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="figures")
    name = models.CharField(
        _("指标"), max_length=120, help_text=_("数字说的是什么，例如“生产总值”。")
    )
    value = models.DecimalField(
        _("数值"), max_digits=24, decimal_places=6, help_text=_("只写数字，“万”“亿”写在单位里。")
    )
    unit = models.CharField(
        _("单位"), max_length=20, blank=True, help_text=_("照原文，例如“亿元”“人次”“%”。")
    )
    year = models.PositiveSmallIntegerField(
        _("年份"), null=True, blank=True, help_text=_("原文没有写明的留空。")
    )
    period = models.CharField(
        _("时期"), max_length=40, blank=True, help_text=_("原文的说法，例如“目前”“2013年以来”。")
    )
    growth_percent = models.DecimalField(
        _("增长（%）"),
        max_digits=10,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("原文写明的增长率，下降的写负数；没有写明的留空。"),
    )
    approximate = models.BooleanField(_("约数"), default=False, help_text=_("近、约、余、多。"))

    part_of = models.CharField(
        _("总数"),
        max_length=120,
        blank=True,
        help_text=_("原文写明它是本报告另一项数据的一部分（其中）时，填那一项的“指标”。"),
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("value"), FieldPanel("unit"), FieldPanel("growth_percent")]),
        FieldRowPanel([FieldPanel("year"), FieldPanel("period"), FieldPanel("approximate")]),
        FieldPanel("part_of"),
        FieldPanel("quote"),
    ]

    class Meta(Fact.Meta):
        verbose_name = _("数据")
        verbose_name_plural = _("数据")
        indexes = [
            models.Index(fields=["article", "sort_order"], name="figure_in_order"),
            models.Index(fields=["name", "article"], name="figure_by_name"),
        ]
        constraints = [
            row_only_in_outline("figure_row_only_in_outline"),
            models.CheckConstraint(condition=~Q(name=""), name="figure_has_a_name"),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__gte=FIRST_STATED_YEAR, year__lte=LAST_YEAR),
                name="figure_year_plausible",
            ),
        ]

    def clean(self) -> None:
        """Say at the field what the constraint would say of the row."""
        super().clean()
        check_year(self.year, FIRST_STATED_YEAR)

    @property
    def growth_beside(self) -> Decimal | None:
        """The growth to show beside the value; none when the value is that growth itself."""
        if self.unit == "%" and self.value == self.growth_percent:
            return None
        return self.growth_percent

    def __str__(self) -> str:
        return f"{self.name} {self.value.normalize():f}{self.unit}"
