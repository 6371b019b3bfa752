"""Which reports the desk's list shows. The export of the list asks the same questions."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from articles.latest_texts import saying
from articles.models import Article, Channel, Figure, Honor, Measure, Theme
from articles.states import Status, draft, in_review, scheduled
from regions.forms import RegionField
from regions.models import Region

SEARCHED = ("title", "subtitle", "source", "author")


class RegionFilter(django_filters.Filter):
    """Keeps what lies in a place or anywhere below it."""

    field_class = RegionField

    def __init__(self, field_name="region", **kwargs):
        super().__init__(
            field_name=field_name,
            label=_("地区（含下级）"),
            widget=forms.TextInput(attrs={"placeholder": _("名称、代码或拼音")}),
            **kwargs,
        )

    def filter(self, queryset, region):
        """Compare codes as a range: a subtree is one stretch of them."""
        if region is None:
            return queryset
        inside = Region.objects.in_subtree(region)
        return queryset.filter(**{f"{self.field_name}__in": inside.values("pk")})


class ChannelFilter(django_filters.ModelChoiceFilter):
    """Keeps what lies in a channel or anywhere below it."""

    def __init__(self, field_name="channel", **kwargs):
        super().__init__(
            field_name=field_name,
            label=_("栏目（含下级）"),
            queryset=Channel.objects.all(),
            empty_label=_("全部"),
            **kwargs,
        )

    def filter(self, queryset, channel):
        """Ask for the whole subtree."""
        if channel is None:
            return queryset
        return queryset.filter(**{f"{self.field_name}__in": channel.subtree()})


def date_filter(field_name: str = "published_at") -> django_filters.Filter:
    """Return a filter by the report's own date, both ends included."""
    return django_filters.DateFromToRangeFilter(
        field_name=field_name, label=_("发布日期"), widget=DateRangePickerWidget
    )


class ArticleFilterSet(WagtailFilterSet):
    """The filters of the desk's list of reports."""

    region = RegionFilter()
    channel = ChannelFilter()
    status = django_filters.ChoiceFilter(
        label=_("状态"), choices=Status.choices, method="by_status", empty_label=_("全部")
    )
    published_at = date_filter()
    tag = django_filters.CharFilter(
        field_name="tagged_items__tag__name", lookup_expr="iexact", label=_("标签")
    )

    class Meta:
        model = Article
        fields = []

    def by_status(self, queryset, name, value):
        """Keep the reports of one status; those with a new draft are published like the others."""
        return queryset.filter(
            {
                Status.LIVE: Q(live=True),
                Status.CHANGED: Q(live=True, has_unpublished_changes=True),
                Status.DRAFT: draft(),
                Status.REVIEW: in_review(),
                Status.SCHEDULED: scheduled(),
                Status.EXPIRED: Q(live=False, expired=True),
            }[value]
        )


def search(queryset, text: str):
    """Return the reports that say every word of ``text``, be it only in their latest draft."""
    for word in text.split():
        found = saying(word)
        for field in SEARCHED:
            found |= Q(**{f"{field}__icontains": word})
        queryset = queryset.filter(found)
    return queryset


def listed(parameters, request=None):
    """Return the reports the list shows for its query parameters, newest first.

    Nonsense in a parameter filters nothing, as in the list itself.
    """
    filters = ArticleFilterSet(parameters, request=request)
    queryset = Article.objects.newest_first()
    if filters.is_valid():
        queryset = filters.filter_queryset(queryset)
    text = parameters.get("q", "")
    return search(queryset, text) if "\0" not in text else queryset


class MeasureFilterSet(WagtailFilterSet):
    """The filters of the overview of measures."""

    theme = django_filters.ModelChoiceFilter(
        label=_("主题"),
        queryset=Theme.objects.all(),
        null_label=_("未定主题"),
        empty_label=_("全部"),
    )
    level = django_filters.ChoiceFilter(
        label=_("层级"), choices=Measure.Level.choices, empty_label=_("全部")
    )
    region = RegionFilter(field_name="article__region")
    published_at = date_filter("article__published_at")

    class Meta:
        model = Measure
        fields = []


class HonorFilterSet(WagtailFilterSet):
    """The filters of the overview of honors."""

    status = django_filters.ChoiceFilter(
        label=_("状态"), choices=Honor.Status.choices, empty_label=_("全部")
    )
    level = django_filters.ChoiceFilter(
        label=_("级别"),
        choices=Honor.Level.choices,
        empty_label=_("全部"),
        null_label=_("原文未写明"),
        null_value="none",
        method="by_level",
    )
    kind = django_filters.ChoiceFilter(
        label=_("类别"), choices=Honor.Kind.choices, empty_label=_("全部")
    )
    year = django_filters.NumberFilter(label=_("年份"), min_value=1, max_value=9999)
    region = RegionFilter(field_name="article__region")

    class Meta:
        model = Honor
        fields = []

    def by_level(self, queryset, name, value):
        """Keep the honors of one level; "not stated" is kept as an empty string."""
        return queryset.filter(level="" if value == "none" else value)


class FigureFilterSet(WagtailFilterSet):
    """The filters of the overview of figures."""

    name = django_filters.CharFilter(label=_("指标"), lookup_expr="icontains")
    year = django_filters.NumberFilter(label=_("年份"), min_value=1, max_value=9999)
    region = RegionFilter(field_name="article__region")

    class Meta:
        model = Figure
        fields = []
