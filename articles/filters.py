"""What lists of reports and of their parts can be narrowed down to, on every way to them."""

import datetime

from django import forms
from django.db.models import Q
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from articles.models import Article, Channel, DocumentMention, Honor, IndicatorName, Measure, Theme
from articles.models.indicator import gathered_under
from articles.models.querysets import public
from articles.publishing.missing import Missing, lacking
from articles.publishing.status_filters import Status, among
from regions.forms import RegionField
from unityreports.site.filters import (
    NOT_STATED,
    ChoiceField,
    DayField,
    Filters,
    NamedField,
    YearField,
)

PERIODS = [
    ("this-month", _("本月")),
    ("last-month", _("上月")),
    ("this-quarter", _("本季")),
    ("last-quarter", _("上季")),
    ("this-year", _("今年")),
    ("last-year", _("去年")),
]
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def days_of(period: str, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of one of :data:`PERIODS`, as seen from a day."""
    which, _dash, kind = period.partition("-")
    months = _MONTHS[kind]
    begins = (today.year * 12 + today.month - 1) // months * months
    begins -= months if which == "last" else 0
    first, following = (
        datetime.date(month // 12, month % 12 + 1, 1) for month in (begins, begins + months)
    )
    return first, following - datetime.timedelta(days=1)


class DatedFilters(Filters):
    """What reports and their parts can be narrowed down to: by the place and date of the report."""

    countless = {"since", "until", "report"}

    region = RegionField(
        label=_("地区"),
        help_text=_("报告所写的地区，含其下级：名称、代码、拼音，以前的名称和代码也可以。"),
    )
    since = DayField(label=_("起始日期"), help_text=_("发布日期不早于这一天，如 2020-07-01。"))
    until = DayField(label=_("截止日期"), help_text=_("发布日期不晚于这一天，如 2020-07-31。"))
    scope = ChoiceField(
        label=_("范围"), choices=[("own", _("只含本级"))], help_text=_("与地区合用：不含其下级。")
    )

    def apply_region(self, rows, region):
        """Those of a place or anywhere below it."""
        return rows.in_region(region)

    def apply_scope(self, rows, scope):
        """Those of the chosen place itself, without what is below it."""
        region = self.chosen.get("region")
        return rows.filter(**{rows.region_field: region}) if region else rows

    def apply_since(self, rows, day):
        """Those dated on a day or later."""
        return rows.in_period(first=day)

    def apply_until(self, rows, day):
        """Those dated on a day or earlier."""
        return rows.in_period(last=day)


class ArticleFilters(DatedFilters):
    """Filters of reports."""

    channel = NamedField(
        Channel, ids=True, label=_("栏目"), help_text=_("栏目的网址名或名称，含其下级栏目。")
    )
    theme = NamedField(
        Theme, label=_("主题"), help_text=_("主题的网址名或名称：至少有一项举措属于它。")
    )
    tag = NamedField(Tag, label=_("标签"), help_text=_("标签的网址名或名称。"))
    year = YearField()
    honor = ChoiceField(
        label=_("荣誉级别"),
        choices=Honor.Level.choices,
        help_text=_("至少有一项荣誉是这一级的。"),
    )
    language = ChoiceField(label=_("语言"), choices=Article.Language.choices)

    def apply_channel(self, reports, channel):
        """Reports of a channel or any below it."""
        return reports.in_channels(channel.subtree())

    def apply_theme(self, reports, theme):
        """Reports with a measure on a theme."""
        return reports.on_theme(theme)

    def apply_tag(self, reports, tag):
        """Reports that carry a tag."""
        return reports.tagged(tag)

    def apply_year(self, reports, year):
        """Reports of a year."""
        return reports.in_year(year)

    def apply_honor(self, reports, level):
        """Reports with an honor of a tier."""
        return reports.having(Honor.objects.filter(level=level))

    def apply_language(self, reports, language):
        """Reports in a language."""
        return reports.filter(language=language)


class PartFilters(DatedFilters):
    """What measures, honors and figures can all be narrowed down to."""

    report = forms.IntegerField(
        label=_("报告编号"), min_value=1, max_value=2**31 - 1, help_text=_("只要这一篇报告的。")
    )

    def apply_report(self, parts, report):
        """Those of one report."""
        return parts.filter(article=report)


class MeasureFilters(PartFilters):
    """Filters of measures."""

    theme = NamedField(
        Theme,
        none=_("未归主题"),
        ids=True,
        label=_("主题"),
        help_text=_("主题的网址名或名称；“未归主题”是没有归主题的。"),
    )
    level = ChoiceField(
        label=_("层级"), choices=Measure.Level.choices, coerce=int, empty_value=None
    )
    year = YearField(label=_("报告年份"))

    def apply_theme(self, measures, theme):
        """Measures on a theme, or on none."""
        return measures.filter(theme=None if theme == NOT_STATED else theme)

    def apply_level(self, measures, level):
        """Measures of one tier of the outline."""
        return measures.filter(level=level)

    def apply_year(self, measures, year):
        """Measures of reports of a year."""
        return measures.in_year(year)


class StatedFilters(PartFilters):
    """What honors and figures can both be narrowed down to."""

    year = YearField(none=_("未写明"), help_text=_("原文写明的年份；“未写明”是没有写明的。"))

    def apply_year(self, facts, year):
        """Facts of a year that the report states, or of none."""
        return facts.filter(year=None if year == NOT_STATED else year)


class HonorFilters(StatedFilters):
    """Filters of honors."""

    level = ChoiceField(label=_("级别"), choices=[*Honor.Level.choices, (NOT_STATED, _("未写明"))])
    kind = ChoiceField(label=_("类别"), choices=Honor.Kind.choices)
    status = ChoiceField(label=_("状态"), choices=Honor.Status.choices)

    def apply_level(self, honors, level):
        """Honors of a tier, or those whose tier the report does not state."""
        return honors.filter(level="" if level == NOT_STATED else level)

    def apply_kind(self, honors, kind):
        """Honors given to one kind of recipient."""
        return honors.filter(kind=kind)

    def apply_status(self, honors, status):
        """Honors held, aimed at, or described."""
        return honors.filter(status=status)


class FigureFilters(StatedFilters):
    """Filters of figures."""

    name = forms.CharField(label=_("指标"), max_length=120, help_text=_("指标名称中的文字。"))
    indicator = forms.CharField(
        label=_("指标全名"),
        max_length=120,
        help_text=_("指标的完整名称，含归入它的其他名称。"),
    )
    unit = forms.CharField(label=_("单位"), max_length=20, help_text=_("计量单位，如“万元”。"))

    def apply_indicator(self, figures, name):
        """Figures of one indicator: their name is this, or gathered under the same."""
        return figures.filter(gathered_under(name))

    def apply_name(self, figures, text):
        """Figures whose name contains a text, or another name of their indicator does."""
        alike = IndicatorName.like(text).values("name")
        return figures.filter(Q(name__icontains=text) | Q(name__in=alike))

    def apply_unit(self, figures, unit):
        """Figures counted in a unit."""
        return figures.filter(unit=unit)


class DocumentFilters(PartFilters):
    """Filters of the documents that reports cite."""

    title = forms.CharField(label=_("名称"), max_length=200, help_text=_("文献名称中的文字。"))
    kind = ChoiceField(label=_("类别"), choices=DocumentMention.Kind.choices)

    def apply_title(self, mentions, text):
        """Documents whose title contains a text."""
        return mentions.filter(title__icontains=text)

    def apply_kind(self, mentions, kind):
        """Documents of a kind."""
        return mentions.filter(kind=kind)


class WithDrafts(Filters):
    """Filters of lists that hold drafts too: on the desk, and for who has a shell."""

    aliases = {"published_at_from": "since", "published_at_to": "until"}

    period = ChoiceField(
        label=_("期间"),
        choices=PERIODS,
        help_text=_("按打开或导出的那一天算：定期导出选“上月”，每月交出的都是上个月的。"),
    )

    def apply_period(self, rows, period):
        """Those dated in a stretch of time, as seen from today."""
        return rows.in_period(*days_of(period, timezone.localdate()))

    def worded(self, name, value):
        """Say of a stretch of time which days it is."""
        if name != "period":
            return super().worded(name, value)
        first, last = days_of(value, timezone.localdate())
        told = {"period": super().worded(name, value), "first": first, "last": last}
        return gettext("%(period)s（%(first)s 至 %(last)s）") % told

    def apply_region(self, rows, region):
        """Those of a place or anywhere below it, public or not."""
        return rows.placed_in(region)


class StaffArticleFilters(WithDrafts, ArticleFilters):
    """Filters of reports for who may see drafts."""

    field_order = (
        "region",
        "channel",
        "status",
        "missing",
        "source",
        "person",
        "period",
        "since",
        "until",
    )
    countless = ArticleFilters.countless | {"source", "person"}

    status = ChoiceField(
        label=_("状态"),
        choices=[*Status.choices, ("unpublished", _("未公开")), ("all", _("全部"))],
    )
    missing = ChoiceField(label=_("缺少"), choices=Missing.choices)
    source = forms.CharField(label=_("来源"), max_length=100, help_text=_("来源名称中的文字。"))
    person = forms.CharField(
        label=_("人员"), max_length=100, help_text=_("作者，或最后修改的人：姓名、用户名中的文字。")
    )

    def apply_missing(self, reports, what):
        """Reports that lack something."""
        return reports.filter(lacking(what))

    def apply_source(self, reports, text):
        """Reports whose source contains a text."""
        return reports.filter(source__icontains=text)

    def apply_person(self, reports, text):
        """Reports whose author, or who saved the newest version, is called so."""
        user = "latest_revision__user"
        named = reports.alias(person=Concat(f"{user}__last_name", f"{user}__first_name"))
        return named.filter(
            Q(author__icontains=text)
            | Q(**{f"{user}__username__icontains": text})
            | Q(person__icontains=text)
        )

    def apply_status(self, reports, status):
        """Reports of one status, all that are not public, or all."""
        if status == "all":
            return reports
        return (
            reports.exclude(public()) if status == "unpublished" else reports.filter(among(status))
        )


class StaffMeasureFilters(WithDrafts, MeasureFilters):
    """Filters of measures for who may see drafts."""


class StaffHonorFilters(WithDrafts, HonorFilters):
    """Filters of honors for who may see drafts."""


class StaffFigureFilters(WithDrafts, FigureFilters):
    """Filters of figures for who may see drafts."""
