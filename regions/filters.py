"""What a list of places can be narrowed down to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms import RegionField
from regions.kinds import Kind
from regions.models import Level
from unityreports.site.filters import ChoiceField, Filters


class RegionFilters(Filters):
    """Filters of places."""

    aliases = {"under": "region"}

    region = RegionField(
        label=_("地区"), help_text=_("名称、代码、拼音或以前的名称和代码：这个地区和它的所有下级。")
    )
    level = ChoiceField(label=_("级别"), choices=Level.choices, coerce=int, empty_value=None)
    kind = ChoiceField(label=_("类别"), choices=Kind.choices)
    name = forms.CharField(
        label=_("名称"), max_length=80, help_text=_("名称、别名、代码的一部分，或拼音的开头。")
    )

    def apply_region(self, regions, region):
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


class DeskRegionFilters(RegionFilters):
    """Filters of places on the desk, whose list has those of the past too."""

    is_current = ChoiceField(label=_("现行"), choices=[("true", _("是")), ("false", _("否"))])

    def apply_is_current(self, regions, answer):
        """Places of today, or those of the past."""
        return regions.filter(is_current=answer == "true")
