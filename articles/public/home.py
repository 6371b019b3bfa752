"""The home page."""

from collections import Counter

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import Article, HomeSection, Honor
from articles.public import topics
from articles.public.wide_tables import scrolling
from articles.publishing import counts
from regions.models import Level, Region
from unityreports.pages.front import kept
from unityreports.site.page_head import HOME, Page

_MOST_TOPICS = 6


@kept
@counts.at_one_moment()
def home(request):
    """Show the sections that an editor arranged: reports, and the ways in to all of them."""
    sections = list(HomeSection.objects.filter(shown=True).select_related("channel"))
    for section in sections:
        section.content = _CONTENT[section.kind](section)
    sections = [section for section in sections if section.content or section.kind == "latest"]
    page = Page("", HOME.description, reverse("home"), HOME)
    return render(
        request,
        "articles/home.html",
        {
            "page": page,
            "wide": [section for section in sections if section.is_wide],
            "narrow": [section for section in sections if not section.is_wide],
            "totals": counts.totals(),
            "topics": list(topics.shown().filter(archived=False)[:_MOST_TOPICS]),
        },
    )


def _latest(section):
    return list(Article.objects.published().for_cards().newest_first()[: section.size])


def _of_channel(section):
    articles = Article.objects.published().in_channels(section.channel.subtree())
    return list(articles.for_cards().newest_first()[: section.size])


def _regions(section):
    return counts.reporting(Region.objects.for_readers().filter(level=Level.LEAGUE))


def _held_honors(section):
    held: Counter[str] = Counter()
    for (_, level, status), number in counts.honors_in().items():
        if status == Honor.Status.HELD:
            held[level] += number
    levels = [*Honor.Level.choices, ("", gettext("级别未写明"))]
    return [(label, value, held[value]) for value, label in levels if held[value]]


_CONTENT = {
    HomeSection.Kind.LATEST: _latest,
    HomeSection.Kind.CHANNEL: _of_channel,
    HomeSection.Kind.TEXT: lambda section: scrolling(section.text),
    HomeSection.Kind.REGIONS: _regions,
    HomeSection.Kind.THEMES: lambda section: counts.themes_with_counts(),
    HomeSection.Kind.HONORS: _held_honors,
}
