"""The home page."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.models import OuterRef, Subquery
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import Article, HomeSection, Honor
from articles.models.cached_counts import Facet
from articles.public import topics
from articles.public.charts import Columns
from articles.public.indicators import stated
from articles.public.wide_tables import scrolling
from articles.publishing import counts
from regions.models import Level, Region
from unityreports.pages.front import kept
from unityreports.site.page_head import HOME, Page

_MOST_TOPICS = 6
_MOST_WAYS = 12  # places that stand in a column beside the reports
_MONTHS = 12
_FINDINGS = 2  # of a kind


@kept
@counts.at_one_moment()
def home(request):
    """Show the sections that an editor arranged: reports, and the ways in to all of them."""
    sections = list(HomeSection.objects.filter(shown=True).select_related("channel"))
    for section in sections:
        section.content = _CONTENT[section.kind](section)
    sections = [section for section in sections if section.content or section.kind == "latest"]
    wide = [section for section in sections if section.is_wide]
    _lead(wide)
    page = Page("", HOME.description, reverse("home"), HOME)
    return render(
        request,
        "articles/home.html",
        {
            "page": page,
            "wide": wide,
            "narrow": [section for section in sections if not section.is_wide],
            "totals": counts.totals(),
            "topics": list(topics.shown().filter(archived=False)[:_MOST_TOPICS]),
        },
    )


def _lead(sections: list[HomeSection]):
    """Let a report lead the first section of reports, as its ``lead``, out of its ``content``.

    It is the newest with a picture or a held honor there, or the newest at all. Its
    ``lead_honors`` and ``lead_figures`` are what it is shown to have found.
    """
    lists = [each for each in sections if each.kind in {"latest", "channel"} and each.content]
    if not lists:
        return
    reports = lists[0].content
    lead = next((each for each in reports if each.image or each.held_honors), reports[0])
    reports.remove(lead)
    lead.lead_honors = lead.held_honors[:_FINDINGS]
    lead.lead_figures = list(stated().filter(article=lead).newest_first()[:_FINDINGS])
    lists[0].lead = lead


def _latest(section):
    return list(Article.objects.published().for_cards().newest_first()[: section.size])


def _of_channel(section):
    articles = Article.objects.published().in_channels(section.channel.subtree())
    return list(articles.for_cards().newest_first()[: section.size])


def _newest_of_places(section) -> list[tuple[Region, Article]]:
    """Return the newest report of each part of the place that holds all: four queries."""
    of_place = Article.objects.published().filter(placements__region=OuterRef("pk"))
    newest = of_place.order_by("-placements__published_at", "-placements__article_id")
    parts = Region.objects.filter(parent=counts.place_of_all())
    places = list(parts.annotate(newest=Subquery(newest.values("pk")[:1])))
    reports = Article.objects.published().for_list().in_bulk([each.newest for each in places])
    found = [(each, reports[each.newest]) for each in places if each.newest in reports]
    found.sort(key=lambda pair: (pair[1].published_at, pair[1].pk), reverse=True)
    return found[: section.size]


def _months(section) -> Columns | None:
    """Return how many reports came in each month, up to the newest month that has any."""
    found = counts.amounts_by_value(Facet.MONTH)
    if not found:
        return None
    year, month = divmod(max(found), 100)
    last = year * 12 + month - 1
    months = [divmod(number, 12) for number in range(last - _MONTHS + 1, last + 1)]
    worded = [
        gettext("%(year)s年%(month)s月") % {"year": year, "month": month + 1}
        for year, month in (months[0], months[-1])
    ]
    return Columns(
        gettext("%(first)s至%(last)s（篇）") % {"first": worded[0], "last": worded[1]},
        gettext("月份"),
        [gettext("报告")],
        [
            (
                gettext("%(number)s月") % {"number": month + 1},
                [found[key].reports if (key := year * 100 + month + 1) in found else 0],
            )
            for year, month in months
        ],
        narrow=True,
    )


def _regions(section):
    """Return the leagues that report, or where they are many those that report most."""
    leagues = counts.reporting(Region.objects.for_readers().filter(level=Level.LEAGUE))
    most = sorted(leagues, key=lambda each: -each.report_count)[:_MOST_WAYS]
    return [each for each in leagues if each in most]


def _held_honors(section):
    held: Counter[str] = Counter()
    for (_, level, status), number in counts.honors_in().items():
        if status == Honor.Status.HELD:
            held[level] += number
    levels = [*Honor.Level.choices, ("", gettext("级别未写明"))]
    return [(label, value, held[value]) for value, label in levels if held[value]]


_CONTENT: dict[str, Callable[[HomeSection], Any]] = {
    HomeSection.Kind.LATEST: _latest,
    HomeSection.Kind.CHANNEL: _of_channel,
    HomeSection.Kind.TEXT: lambda section: scrolling(section.text),
    HomeSection.Kind.REGIONS: _regions,
    HomeSection.Kind.THEMES: lambda section: counts.themes_with_counts(),
    HomeSection.Kind.HONORS: _held_honors,
    HomeSection.Kind.PLACES: _newest_of_places,
    HomeSection.Kind.MONTHS: _months,
}
