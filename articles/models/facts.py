"""What was read from a report, each with the sentence it was read from."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from articles.models.querysets import PartQuerySet
from articles.models.text_fields import PrintableTexts
from regions.models import Region
from unityreports.site.year_range import FIRST_STATED_YEAR, FIRST_YEAR, LAST_YEAR


class Where(models.TextChoices):
    """Where in the page a quote stands."""

    TITLE = "title", _("标题")
    HEADER = "header", _("页头（导航、来源、日期）")
    LEAD = "lead", _("导语")
    OUTLINE = "outline", _("举措")
    CLOSING = "closing", _("结语")
    FOOTER = "footer", _("页脚")
    GONE = "gone", _("原句已不在文中")


class Fact(PrintableTexts, Orderable):
    """What every fact has: the exact phrase it was read from, and where that stands."""

    quote = models.CharField(_("原文依据"), max_length=500, help_text=_("报告中的原话，一字不改。"))
    where = models.CharField(
        _("所在位置"), max_length=10, choices=Where, default=Where.LEAD, editable=False
    )
    outline_row = models.PositiveSmallIntegerField(
        _("第几行举措"), null=True, blank=True, editable=False
    )
    offset = models.PositiveIntegerField(
        _("在原始文本中的位置"), null=True, blank=True, editable=False
    )

    objects = PartQuerySet.as_manager()

    class Meta(Orderable.Meta):
        abstract = True

    @property
    def anchor(self) -> str:
        """The fragment of the fact's sentence on its report's page."""
        return f"{self._meta.model_name}-{self.sort_order + 1}"

    def get_absolute_url(self):
        """Return the place of the fact's sentence on its report's page."""
        return f"{self.article.get_absolute_url()}#{self.anchor}"


def _row_only_in_outline(name: str) -> models.CheckConstraint:
    """Return the constraint that a row is named exactly when the quote stands in the outline."""
    return models.CheckConstraint(
        condition=Q(where="outline", outline_row__gte=1)
        | (~Q(where="outline") & Q(outline_row=None)),
        name=name,
    )


def _check_year(year: int | None, first: int):
    """Raise ``ValidationError`` for a year that no report means."""
    if year is not None and not first <= year <= LAST_YEAR:
        raise ValidationError(
            {
                "year": gettext("年份应在 %(first)s 与 %(last)s 之间。")
                % {"first": first, "last": LAST_YEAR}
            }
        )


class HonorQuerySet(PartQuerySet):
    """Honors."""

    def held(self):
        """Those the report says were obtained or conferred."""
        return self.filter(status=Honor.Status.HELD)


class Honor(Fact):
    """A title that a report states: held, aimed at, or merely described."""

    class Level(models.TextChoices):
        """Tier of the title. A province counts with the autonomous regions. Empty: not stated."""

        NATIONAL = "national", _("国家级")
        AUTONOMOUS_REGION = "autonomous_region", _("自治区（省）级")
        LEAGUE = "league", _("盟（市）级")
        BANNER = "banner", _("旗（县）级")

    class Kind(models.TextChoices):
        """What is honored."""

        UNIT = "unit", _("单位")
        BASE = "base", _("基地")
        REGION_TITLE = "region_title", _("地区称号")
        VILLAGE = "village", _("村镇")
        COLLECTIVE = "collective", _("集体")
        INDIVIDUAL = "individual", _("个人")
        OTHER = "other", _("其他")

    class Status(models.TextChoices):
        """What the report says of it; an aim is never shown as a title held."""

        HELD = "held", _("已获得")
        TARGET = "target", _("创建目标")
        DESCRIBED = "described", _("文中提及")

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

    objects = HonorQuerySet.as_manager()

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
            _row_only_in_outline("honor_row_only_in_outline"),
            models.CheckConstraint(condition=~Q(name=""), name="honor_has_a_name"),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="honor_year_plausible",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """Say at the field what the constraint would say of the row."""
        super().clean()
        _check_year(self.year, FIRST_YEAR)

    @property
    def recipient_list(self) -> list[str]:
        """The recipients, one string each."""
        return self.recipients.splitlines()


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

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("value"), FieldPanel("unit"), FieldPanel("growth_percent")]),
        FieldRowPanel([FieldPanel("year"), FieldPanel("period"), FieldPanel("approximate")]),
        FieldPanel("quote"),
    ]

    class Meta(Fact.Meta):
        verbose_name = _("数据")
        verbose_name_plural = _("数据")
        indexes = [models.Index(fields=["article", "sort_order"], name="figure_in_order")]
        constraints = [
            _row_only_in_outline("figure_row_only_in_outline"),
            models.CheckConstraint(condition=~Q(name=""), name="figure_has_a_name"),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__gte=FIRST_STATED_YEAR, year__lte=LAST_YEAR),
                name="figure_year_plausible",
            ),
        ]

    def clean(self):
        """Say at the field what the constraint would say of the row."""
        super().clean()
        _check_year(self.year, FIRST_STATED_YEAR)

    def __str__(self):
        return f"{self.name} {self.value.normalize():f}{self.unit}"


class DocumentMention(Fact):
    """Something in 《》: a law, a plan, a newspaper, a song."""

    class Kind(models.TextChoices):
        """What stands between the brackets."""

        LAW = "law", _("法律")
        REGULATION = "regulation", _("法规条例")
        PLAN = "plan", _("规划计划")
        IMPLEMENTATION_PLAN = "implementation_plan", _("实施方案")
        TASK_TABLE = "task_table", _("任务分解表")
        POLICY = "policy", _("政策文件")
        REPORT = "report", _("报告")
        NEWSPAPER = "newspaper", _("报刊")
        WORK = "work", _("作品")
        OTHER = "other", _("其他")

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
        indexes = [models.Index(fields=["article", "sort_order"], name="document_in_order")]
        constraints = [
            _row_only_in_outline("document_row_only_in_outline"),
            models.CheckConstraint(condition=~Q(title=""), name="document_has_a_title"),
        ]

    def __str__(self):
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
            _row_only_in_outline("place_row_only_in_outline"),
            models.CheckConstraint(condition=~Q(name=""), name="place_has_a_name"),
        ]

    def __str__(self):
        return self.name
