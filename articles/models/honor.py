"""Titles that reports state: held, aimed at, or merely described."""

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from articles.extraction.report import HonorKind, HonorLevel, HonorStatus
from articles.models.fact import Fact, check_year, row_only_in_outline
from articles.models.querysets import PartQuerySet
from unityreports.site.year_range import FIRST_YEAR, LAST_YEAR


class HonorQuerySet(PartQuerySet["Honor"]):
    """Honors."""

    def held(self) -> Self:
        """Those the report says were obtained or conferred."""
        return self.filter(status=Honor.Status.HELD)


class Honor(Fact):
    """A title that a report states: held, aimed at, or merely described."""

    class Level(models.TextChoices):
        """Tier of the title. A province counts with the autonomous regions. Empty: not stated."""

        NATIONAL = HonorLevel.NATIONAL, _("国家级")
        AUTONOMOUS_REGION = HonorLevel.AUTONOMOUS_REGION, _("自治区（省）级")
        LEAGUE = HonorLevel.LEAGUE, _("盟（市）级")
        BANNER = HonorLevel.BANNER, _("旗（县）级")

    class Kind(models.TextChoices):
        """What is honored."""

        UNIT = HonorKind.UNIT, _("单位")
        BASE = HonorKind.BASE, _("基地")
        REGION_TITLE = HonorKind.REGION_TITLE, _("地区称号")
        VILLAGE = HonorKind.VILLAGE, _("村镇")
        COLLECTIVE = HonorKind.COLLECTIVE, _("集体")
        INDIVIDUAL = HonorKind.INDIVIDUAL, _("个人")
        OTHER = HonorKind.OTHER, _("其他")

    class Status(models.TextChoices):
        """What the report says of it; an aim is never shown as a title held."""

        HELD = HonorStatus.HELD, _("已获得")
        TARGET = HonorStatus.TARGET, _("创建目标")
        DESCRIBED = HonorStatus.DESCRIBED, _("文中提及")

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="honors")
    name = models.CharField(
        _("名称"), max_length=120, help_text=_("称号的全称，照原文录入，不含数量和获得者。")
    )
    level = models.CharField(
        _("级别"), max_length=20, choices=Level, blank=True, help_text=_("原文没有写明的留空。")
    )
    kind = models.CharField(
        _("类别"),
        max_length=20,
        choices=Kind,
        default=Kind.OTHER,
        help_text=_("称号授予谁：单位、基地、地区、集体还是个人。"),
    )
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=Status,
        help_text=_(
            "原文写明获得、命名、表彰的为“已获得”；争创、打造的为“创建目标”；其余为“文中提及”。"
        ),
    )
    count = models.PositiveIntegerField(
        _("数量"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(1_000_000)],
        help_text=_("获得者的个数；原文没有写明的留空。"),
    )
    count_derived = models.BooleanField(
        _("数量由名单数得"), default=False, help_text=_("原文只列名单、没有写出数字。")
    )
    year = models.PositiveSmallIntegerField(
        _("年份"),
        null=True,
        blank=True,
        help_text=_("原文写明的年份（“截至”的年份也算）；没有写明的留空。"),
    )
    recipients = models.TextField(_("获得者"), blank=True, help_text=_("每行一个单位或地方。"))
    conferred_by = models.CharField(
        _("授予机关"), max_length=120, blank=True, help_text=_("例如“国务院”；没有写明的留空。")
    )

    objects: ClassVar = HonorQuerySet.as_manager()

    panels = [
        FieldPanel("name", required_on_save=True),
        FieldRowPanel([FieldPanel("status"), FieldPanel("level"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("count"), FieldPanel("count_derived"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("recipients"), FieldPanel("conferred_by")]),
        FieldPanel("quote"),
    ]

    class Meta(Fact.Meta):
        verbose_name = _("荣誉")
        verbose_name_plural = _("荣誉")
        indexes = [
            models.Index(fields=["article", "sort_order"], name="honor_in_order"),
            models.Index(fields=["status", "level", "year"], name="honor_ledger"),
        ]
        constraints = [
            row_only_in_outline("honor_row_only_in_outline"),
            models.CheckConstraint(condition=~Q(name=""), name="honor_has_a_name"),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="honor_year_plausible",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Say at the field what the constraint would say of the row."""
        super().clean()
        check_year(self.year, FIRST_YEAR)

    @property
    def recipient_list(self) -> list[str]:
        """The recipients, one string each."""
        return self.recipients.splitlines()
