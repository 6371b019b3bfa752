"""The filters of the search page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms import RegionField, ReportFilter
from articles.models import Honor
from articles.search import places


class PlaceField(RegionField):
    """A place by code, name, pinyin or initials."""

    def named(self, text):
        """Return the places that a text may mean."""
        return places.named(text)


class SearchFilter(ReportFilter):
    """What a search can be narrowed down to."""

    region = PlaceField(required=False, label=_("地区"), max_length=80)
    honor = forms.ChoiceField(choices=Honor.Level, required=False, label=_("荣誉级别"))

    def narrow(self, articles):
        """Return the reports that the understood filters let through."""
        articles = super().narrow(articles)
        if "honor" in self.chosen:
            honors = Honor.objects.filter(level=self.chosen["honor"])
            articles = articles.having(honors)
        return articles

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """The label and value of each filter that applies."""
        return [
            (self.fields[name].label, Honor.Level(value).label if name == "honor" else str(value))
            for name, value in self.chosen.items()
        ]
