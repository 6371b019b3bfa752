"""The home page."""

from django.shortcuts import render
from django.urls import reverse

from articles import counts
from articles.models import Article, Honor
from regions.models import Level, Region
from unityreports.pages import HOME, Page

LATEST = 8


def home(request):
    """Show the newest reports and the ways in: by place, by theme, by honor."""
    leagues = Region.objects.for_readers().filter(level=Level.LEAGUE)
    held = counts.honors_by(Honor.objects.published().held(), "level")
    page = Page("", HOME.description, reverse("home"), HOME)
    return render(
        request,
        "articles/home.html",
        {
            "page": page,
            "latest": list(Article.objects.published().for_list().newest_first()[:LATEST]),
            "regions": counts.reporting(leagues),
            "themes": counts.themes_with_counts(),
            "held": [
                (label, value, held[value])
                for value, label in [*Honor.Level.choices, ("", "级别未写明")]
                if held.get(value)
            ],
            "totals": counts.totals(),
        },
    )
