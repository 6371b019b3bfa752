"""The site's addresses for search engines: an index, and files of at most 1,000 addresses.

Rows are cut into files by ranges of their ids, so a file is read by one range of the primary key
and stays the same file when others are added; nothing is counted and no offset is walked.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from taggit.models import Tag

from articles.models import Article, ArticleTag, Channel, Placement, Theme
from articles.models.querysets import public
from articles.public import topics
from regions.models import Region
from unityreports.pages.front import kept
from unityreports.pages.watching import shows
from unityreports.site.conditional import unless_known
from unityreports.site.models import SiteText

BLOCK = 1_000
_NEVER = Value(None, output_field=DateTimeField())
_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True)
class Section:
    """Pages of one kind: their rows, the field their address is made of, and the address.

    ``dated`` is whether a row's page changes when, and only when, the row is published: only then
    is there a date of its last change to tell.
    """

    rows: Callable[[], QuerySet]
    field: str
    address: Callable[[Any], str]
    dated: bool = False


def _reporting_regions() -> QuerySet:
    placed = Placement.objects.filter(public(prefix="article__"), region=OuterRef("pk"))
    return Region.objects.for_readers().filter(Exists(placed))


def _public_tags() -> QuerySet:
    tagged = ArticleTag.objects.filter(public(prefix="content_object__"), tag=OuterRef("pk"))
    return Tag.objects.filter(Exists(tagged))


def _page(name: str) -> Callable[[Any], str]:
    return lambda value: reverse(name, args=[value])


SECTIONS = {
    "articles": Section(
        lambda: Article.objects.published(), "pk", _page("article_detail"), dated=True
    ),
    "regions": Section(_reporting_regions, "code", _page("region_detail")),
    "channels": Section(lambda: Channel.objects.all(), "slug", _page("channel_detail")),
    "themes": Section(
        lambda: Theme.objects.all(), "slug", lambda slug: Theme(slug=slug).get_absolute_url()
    ),
    "tags": Section(_public_tags, "slug", _page("tag_detail")),
    "topics": Section(topics.shown, "slug", _page("topic_detail")),
    "texts": Section(lambda: SiteText.objects.all(), "slug", _page("site_text")),
}
FIXED = (
    *("home", "article_list", "region_index", "measure_list", "honor_list", "figure_list"),
    *("document_list", "statistics", "topic_list", "site_map"),
)


@kept
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the files there are, each with the date of its newest change where there is one."""
    files = [(reverse("sitemap_pages"), None)]
    for name, section in SECTIONS.items():
        files += [
            (reverse("sitemap_section", args=[name, block]), moment)
            for block, moment in _blocks(section)
        ]
    return _answer(request, "sitemapindex", "sitemap", files)


@kept
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """List the pages that are always there."""
    return _answer(request, "urlset", "url", [(reverse(name), None) for name in FIXED])


@kept
def sitemap_section(request: HttpRequest, section: str, block: int) -> HttpResponse:
    """List the pages of one kind whose ids lie in one range."""
    if section not in SECTIONS or block >= 2**40:
        raise Http404
    kind = SECTIONS[section]
    if not kind.dated:
        shows("coverage")
    first = block * BLOCK
    rows = kind.rows().filter(pk__gte=first, pk__lt=first + BLOCK).order_by("pk")
    changed = F("last_published_at") if kind.dated else _NEVER
    pages = [
        (kind.address(value), moment) for value, moment in rows.values_list(kind.field, changed)
    ]
    if not pages:
        raise Http404
    return _answer(request, "urlset", "url", pages)


def _blocks(section: Section) -> list[tuple[int, datetime | None]]:
    """Return the numbers of the files of a section and the newest change in each: one query."""
    rows = section.rows().order_by()
    changed = Max("last_published_at") if section.dated else Max(_NEVER)
    # Division of integers: 1,001 / 1,000 is 1 on both databases.
    whole = BigIntegerField()
    return list(
        rows.annotate(block=Cast("pk", whole) / Value(BLOCK, output_field=whole))
        .values("block")
        .annotate(changed=changed)
        .order_by("block")
        .values_list("block", "changed")
    )


def _answer(
    request: HttpRequest, root: str, element: str, entries: Iterable[tuple[str, datetime | None]]
) -> HttpResponse:
    """Answer with the entries as XML, or 304 when the client has just those."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{_XMLNS}">']
    for path, moment in entries:
        changed = ""
        if moment:
            moment = timezone.localtime(moment).isoformat(timespec="seconds")
            changed = f"<lastmod>{moment}</lastmod>"
        lines.append(
            f"<{element}><loc>{escape(settings.SITE_URL + path)}</loc>{changed}</{element}>"
        )
    body = "\n".join([*lines, f"</{root}>", ""])
    return unless_known(request, HttpResponse(body, content_type="application/xml; charset=utf-8"))
