"""What a list can be narrowed to. What is not understood is refused, never ignored.

The same forms serve the command line, the public downloads and the API, whose OpenAPI
description is read off their fields.
"""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from articles.models import Article, Channel, Honor, Measure, Theme
from articles.querysets import midnight, public
from regions.models import Level, Region
from regions.names import Kind as RegionKind
from regions.year_range import FIRST_STATED_YEAR, LAST_YEAR
from unityreports.language import for_readers

NOT_STATED = "none"  # as in the addresses of the public lists


class RegionCodeField(forms.CharField):
    """A place by its code in any form: fixed width, padded with zeros, or former."""

    def __init__(self, **kwargs):
        super().__init__(max_length=24, **kwargs)

    def clean(self, value):
        """Return the ``Region``, or ``None`` for nothing."""
        code = super().clean(value)
        if not code:
            return None
        try:
            return Region.objects.resolve(code)
        except Region.DoesNotExist:
            raise ValidationError(
                gettext("没有代码是“%(code)s”的地区。") % {"code": code}
            ) from None


class SlugField(forms.ModelChoiceField):
    """A channel, theme or tag by the name it has in addresses."""

    def __init__(self, model, **kwargs):
        super().__init__(
            queryset=model.objects.all(),
            to_field_name="slug",
            error_messages={"invalid_choice": _("没有“%(value)s”这个网址名。")},
            **kwargs,
        )


class Filters(forms.Form):
    """Filters of one list. Subclasses name the fields and, in ``apply``, what they mean.

    ``also`` are the parameters that the caller understands itself (``format``, ``columns`` …).
    """

    def __init__(self, data=None, *, also=()):
        super().__init__(data or MultiValueDict())
        self.also = set(also)
        for field in self.fields.values():
            field.required = False

    def clean(self):
        """Refuse parameters that are unknown or given twice."""
        unknown = [name for name in self.data if name not in self.fields and name not in self.also]
        if unknown:
            known = gettext("、").join([*self.fields, *sorted(self.also)])
            shown = gettext("、").join(f"“{name[:40]}”" for name in sorted(unknown)[:5])
            raise ValidationError(
                gettext("不认识的参数%(names)s。可用的有：%(known)s。")
                % {"names": shown, "known": known}
            )
        twice = [
            name
            for name in self.data
            if hasattr(self.data, "getlist") and len(self.data.getlist(name)) > 1
        ]
        if twice:
            raise ValidationError(gettext("参数“%(name)s”写了不止一次。") % {"name": twice[0]})
        return self.cleaned_data

    def problems(self) -> list[str]:
        """Return what is wrong, one sentence each, in Chinese whatever the browser prefers."""
        found = []
        with for_readers():
            for name, errors in self.errors.items():
                if name == forms.forms.NON_FIELD_ERRORS:
                    found += errors
                    continue
                label = self.fields[name].label
                found += [
                    gettext("%(label)s：%(text)s") % {"label": label, "text": error}
                    for error in errors
                ]
        return found

    def chosen(self) -> dict[str, object]:
        """Return the filters that were set, by name."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    def described(self) -> list[tuple[str, str]]:
        """Return the label and the wording of each filter that was set."""
        return [
            (str(self.fields[name].label), self._worded(name, value))
            for name, value in self.chosen().items()
        ]

    def _worded(self, name, value) -> str:
        choices = getattr(self.fields[name], "choices", None)
        if isinstance(self.fields[name], forms.ChoiceField) and not hasattr(value, "pk"):
            return str(dict(choices).get(value, value))
        return str(value)

    def apply(self, queryset):
        """Return the rows that fit every filter. The form must be valid."""
        for name, value in self.chosen().items():
            queryset = getattr(self, f"apply_{name}")(queryset, value)
        return queryset


def _year_field(label) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=FIRST_STATED_YEAR, max_value=LAST_YEAR)


class DayField(forms.DateField):
    """A day within the years that reports are of."""

    def __init__(self, **kwargs):
        first, last = datetime.date(FIRST_STATED_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31)
        super().__init__(validators=[MinValueValidator(first), MaxValueValidator(last)], **kwargs)


class StatedYearField(forms.IntegerField):
    """A year that a report states, or that it states none."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("年份"),
            min_value=FIRST_STATED_YEAR,
            max_value=LAST_YEAR,
            help_text=_("原文写明的年份；none 是没有写明的。"),
            **kwargs,
        )

    def clean(self, value):
        """Return the year, or ``NOT_STATED``."""
        return NOT_STATED if value == NOT_STATED else super().clean(value)


def _of_stated_year(facts, year):
    return facts.filter(year=None if year == NOT_STATED else year)


class ArticleFilters(Filters):
    """Filters of reports."""

    region = RegionCodeField(label=_("地区"), help_text=_("地区代码，含其下级；以前的代码也可以。"))
    channel = SlugField(Channel, label=_("栏目"), help_text=_("栏目的网址名，含其下级栏目。"))
    theme = SlugField(Theme, label=_("主题"), help_text=_("主题的网址名：至少有一项举措属于它。"))
    tag = SlugField(Tag, label=_("标签"), help_text=_("标签的网址名。"))
    year = _year_field(_("年份"))
    since = DayField(label=_("起始日期"), help_text=_("发布日期不早于这一天，如 2020-07-01。"))
    until = DayField(label=_("截止日期"), help_text=_("发布日期不晚于这一天，如 2020-07-31。"))
    language = forms.ChoiceField(label=_("语言"), choices=Article.Language.choices)

    def apply_region(self, reports, region):
        """Reports of a place or anywhere below it."""
        return reports.in_region(region)

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

    def apply_since(self, reports, day):
        """Reports dated on a day or later."""
        return reports.filter(published_at__gte=midnight(day))

    def apply_until(self, reports, day):
        """Reports dated on a day or earlier."""
        return reports.filter(published_at__lt=midnight(day + datetime.timedelta(days=1)))

    def apply_language(self, reports, language):
        """Reports in a language."""
        return reports.filter(language=language)


class PartFilters(Filters):
    """What measures, honors and figures can all be narrowed to."""

    region = RegionCodeField(label=_("地区"), help_text=_("报告所写地区的代码，含其下级。"))
    report = forms.IntegerField(
        label=_("报告编号"), min_value=1, max_value=2**31 - 1, help_text=_("只要这一篇报告的。")
    )

    def apply_region(self, parts, region):
        """Those of reports of a place or anywhere below it."""
        return parts.in_region(region)

    def apply_report(self, parts, report):
        """Those of one report."""
        return parts.filter(article=report)


class MeasureFilters(PartFilters):
    """Filters of measures."""

    theme = SlugField(Theme, label=_("主题"), help_text=_("主题的网址名。"))
    level = forms.TypedChoiceField(
        label=_("层级"), choices=Measure.Level.choices, coerce=int, empty_value=None
    )
    year = _year_field(_("报告年份"))

    def apply_theme(self, measures, theme):
        """Measures on a theme."""
        return measures.filter(theme=theme)

    def apply_level(self, measures, level):
        """Measures of one tier of the outline."""
        return measures.filter(level=level)

    def apply_year(self, measures, year):
        """Measures of reports of a year."""
        return measures.filter(article__published_at__year=year)


class HonorFilters(PartFilters):
    """Filters of the honors ledger."""

    level = forms.ChoiceField(
        label=_("级别"),
        choices=[*Honor.Level.choices, (NOT_STATED, _("原文未写明"))],
    )
    kind = forms.ChoiceField(label=_("类别"), choices=Honor.Kind.choices)
    status = forms.ChoiceField(label=_("状态"), choices=Honor.Status.choices)
    year = StatedYearField()

    def apply_level(self, honors, level):
        """Honors of a tier, or those whose tier the report does not state."""
        return honors.filter(level="" if level == NOT_STATED else level)

    def apply_kind(self, honors, kind):
        """Honors given to one kind of recipient."""
        return honors.filter(kind=kind)

    def apply_status(self, honors, status):
        """Honors held, aimed at, or described."""
        return honors.filter(status=status)

    def apply_year(self, honors, year):
        """Honors of a year that the report states, or of none."""
        return _of_stated_year(honors, year)


class FigureFilters(PartFilters):
    """Filters of figures."""

    name = forms.CharField(label=_("指标"), max_length=60, help_text=_("指标名称中的文字。"))
    unit = forms.CharField(label=_("单位"), max_length=20, help_text=_("计量单位，如“万元”。"))
    year = StatedYearField()

    def apply_name(self, figures, text):
        """Figures whose name contains a text."""
        return figures.filter(name__contains=text)

    def apply_unit(self, figures, unit):
        """Figures counted in a unit."""
        return figures.filter(unit=unit)

    def apply_year(self, figures, year):
        """Figures of a year that the report states, or of none."""
        return _of_stated_year(figures, year)


class RegionFilters(Filters):
    """Filters of places."""

    under = RegionCodeField(label=_("上级"), help_text=_("地区代码：这个地区和它的所有下级。"))
    level = forms.TypedChoiceField(
        label=_("级别"), choices=Level.choices, coerce=int, empty_value=None
    )
    kind = forms.ChoiceField(label=_("类别"), choices=RegionKind.choices)
    name = forms.CharField(
        label=_("名称"), max_length=80, help_text=_("名称、别名、代码的一部分，或拼音的开头。")
    )

    def apply_under(self, regions, region):
        """A place and everything below it."""
        return regions.in_subtree(region)

    def apply_level(self, regions, level):
        """Places of one tier."""
        return regions.filter(level=level)

    def apply_kind(self, regions, kind):
        """Places of one kind."""
        return regions.filter(kind=kind)

    def apply_name(self, regions, text):
        """Places that a text may mean."""
        return regions.filter(pk__in=regions.model.objects.matching(text).order_by().values("pk"))


class StaffArticleFilters(ArticleFilters):
    """Filters of reports on the command line, where drafts may be asked for."""

    status = forms.ChoiceField(
        label=_("状态"),
        choices=[("live", _("已发布")), ("unpublished", _("未公开")), ("all", _("全部"))],
        help_text=_("缺省只有公开的报告。"),
    )

    def apply_region(self, reports, region):
        """Reports, drafts included, of a place or anywhere below it."""
        return reports.filter(region__in=Region.objects.in_subtree(region).values("pk"))

    def apply_status(self, reports, status):
        """Public reports, the others, or all."""
        if status == "all":
            return reports
        return reports.filter(public()) if status == "live" else reports.exclude(public())
