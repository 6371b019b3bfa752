"""Filters in the addresses of public lists: what is understood applies, the rest is named."""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from articles.models import Channel, Honor, Theme
from regions.models import Region
from regions.year_range import FIRST_STATED_YEAR, LAST_YEAR

NOT_STATED = "none"


class RegionField(forms.CharField):
    """A place by its name, where only one bears it, or by its code in any form."""

    def clean(self, value):
        """Return the place of today, or ``None`` for an empty field."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return Region.objects.resolve(typed)
        except Region.DoesNotExist:
            found = self.named(typed)
        if len(found) != 1:
            raise ValidationError(gettext("没有这个地区，或有几个同名的地区。"))
        return found[0]

    def named(self, text: str) -> list[Region]:
        """Return the places of exactly this name, two at most."""
        named = Q(short_name=text) | Q(name=text) | Q(full_name=text)
        return list(Region.objects.for_readers().filter(named)[:2])


class YearField(forms.TypedChoiceField):
    """A year, or that the report states none."""

    def __init__(self, **kwargs):
        super().__init__(coerce=str, required=False, label=_("年份"), **kwargs)

    def valid_value(self, value):
        """Accept four digits or "not stated"."""
        return value == NOT_STATED or (
            value.isascii() and value.isdigit() and FIRST_STATED_YEAR <= int(value) <= LAST_YEAR
        )


class FilterForm(forms.Form):
    """Filters of a list, all of them optional."""

    @cached_property
    def chosen(self) -> dict:
        """The filters that were given and understood, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}

    def without(self, name: str) -> "FilterForm":
        """Return these filters with one left out."""
        data = self.data.copy()
        data.pop(name, None)
        return type(self)(data)

    @property
    def ignored(self) -> list[str]:
        """The labels of the filters that were given and not understood."""
        return [self.fields[name].label for name in self.errors]


def _choice(label: str, queryset):
    return forms.ModelChoiceField(queryset, to_field_name="slug", required=False, label=label)


class ReportFilter(FilterForm):
    """What a list of reports can be narrowed down to."""

    region = RegionField(required=False, label=_("地区"), max_length=80)
    channel = _choice(_("栏目"), Channel.objects.all())
    theme = _choice(_("主题"), Theme.objects.all())
    tag = _choice(_("标签"), Tag.objects.all())
    year = YearField()

    def narrow(self, articles):
        """Return the reports that the understood filters let through."""
        chosen = self.chosen
        if "region" in chosen:
            articles = articles.in_region(chosen["region"])
        if "channel" in chosen:
            articles = articles.in_channels(chosen["channel"].subtree())
        if "theme" in chosen:
            articles = articles.on_theme(chosen["theme"])
        if "tag" in chosen:
            articles = articles.tagged(chosen["tag"])
        if chosen.get("year", NOT_STATED) != NOT_STATED:
            articles = articles.in_year(int(chosen["year"]))
        return articles


class MeasureFilter(FilterForm):
    """What the list of measures can be narrowed down to."""

    theme = _choice(_("主题"), Theme.objects.all())
    region = RegionField(required=False, label=_("地区"), max_length=80)


class HonorFilter(FilterForm):
    """What the ledger of honors can be narrowed down to."""

    status = forms.ChoiceField(choices=Honor.Status, required=False, label=_("状态"))
    level = forms.ChoiceField(
        choices=[*Honor.Level.choices, (NOT_STATED, _("未写明"))], required=False, label=_("级别")
    )
    kind = forms.ChoiceField(choices=Honor.Kind, required=False, label=_("类别"))
    year = YearField()
    region = RegionField(required=False, label=_("地区"), max_length=80)

    def narrow(self, honors):
        """Return the honors that the understood filters let through."""
        for name, value in self.chosen.items():
            if name == "region":
                honors = honors.in_region(value)
            elif name == "level":
                honors = honors.filter(level="" if value == NOT_STATED else value)
            elif name == "year":
                honors = honors.filter(year=None if value == NOT_STATED else int(value))
            else:
                honors = honors.filter(**{name: value})
        return honors
