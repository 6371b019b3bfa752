"""Atom and RSS: the newest reports of the site, a place, a channel, a theme, a tag or a search."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import gettext
from taggit.models import Tag

from articles.filters import ArticleFilters
from articles.models import Article, Channel, Theme
from articles.public import topics
from articles.public.presentation import teaser
from articles.search import DATE, parse, search
from regions.lookup import UnclearPlaceError, find
from unityreports.pages.front import kept
from unityreports.pages.watching import shows
from unityreports.site.characters import printable
from unityreports.site.conditional import mark_of, unless_marked
from unityreports.site.models import SiteIdentity

NEWEST = 50
_BEGINNING = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class Undated:
    """A feed of nothing has changed when it last held something, which is long ago, not now."""

    def latest_post_date(self):
        """Return when the feed last changed."""
        return super().latest_post_date() if self.items else _BEGINNING


class Atom(Undated, Atom1Feed):
    """Atom 1.0."""


class Rss(Undated, Rss201rev2Feed):
    """RSS 2.0."""


FORMATS = {"atom": Atom, "rss": Rss}


@dataclass
class Feed:
    """A list of reports as a feed. ``path`` is the page that shows the same reports."""

    title: str
    path: str
    articles: QuerySet


@kept
def feed_of_all(request: HttpRequest, form: str) -> HttpResponse:
    """Answer with the newest reports, with the filters of their list."""
    filters = _filters(request)
    if problems := filters.problems():
        return _refuse(problems)
    worded = gettext("、").join(wording for _, wording in filters.described())
    title = gettext("最新报告：%(chosen)s") % {"chosen": worded} if worded else gettext("最新报告")
    articles = filters.apply(Article.objects.published())
    return _answer(request, form, Feed(title, reverse("article_list") + filters.query(), articles))


@kept
def feed_of_region(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Answer with the newest reports of a place and everything below it."""
    try:
        region = find(code)
    except UnclearPlaceError:
        raise Http404 from None
    if region.code != code:
        return redirect("feeds:region", code=region.code, form=form, permanent=code.isdigit())
    shows(f"place {region.pk}")
    articles = Article.objects.published().in_region(region)
    return _answer(request, form, Feed(region.full_name, region.get_absolute_url(), articles))


@kept
def feed_of_channel(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Answer with the newest reports of a channel and those below it."""
    channel = get_object_or_404(Channel, slug=slug)
    shows(f"channel {channel.pk}")
    articles = Article.objects.published().in_channels(channel.subtree())
    return _answer(request, form, Feed(channel.name, channel.get_absolute_url(), articles))


@kept
def feed_of_theme(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Answer with the newest reports that have a measure on a theme."""
    theme = get_object_or_404(Theme, slug=slug)
    shows(f"theme {theme.pk}")
    articles = Article.objects.published().on_theme(theme)
    return _answer(
        request,
        form,
        Feed(gettext("主题：%(name)s") % {"name": theme.name}, theme.get_absolute_url(), articles),
    )


@kept
def feed_of_tag(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Answer with the newest reports that carry a tag; one that none carries is not found."""
    tag = get_object_or_404(Tag, slug=slug)
    shows(f"tag {tag.pk}")
    articles = Article.objects.published().tagged(tag)
    if not articles.exists():
        raise Http404
    path = reverse("tag_detail", args=[tag.slug])
    return _answer(
        request, form, Feed(gettext("标签：%(name)s") % {"name": tag.name}, path, articles)
    )


@kept
def feed_of_topic(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Answer with the newest reports of a topic that readers may see."""
    topic = get_object_or_404(topics.shown(), slug=slug)
    found = topics.articles_of(topic)
    return _answer(request, form, Feed(topic.title, topic.get_absolute_url(), found))


def feed_of_search(request: HttpRequest, form: str) -> HttpResponse:
    """Answer with the newest reports that a search finds, with the filters of its page."""
    filters = _filters(request)
    query = parse(request.GET.get("q", ""))
    problems = filters.problems()
    if not query:
        problems.append(gettext("订阅搜索要有查找的文字。"))
    if problems:
        return _refuse(problems)
    found = search(query, filters, DATE, size=NEWEST).hits
    articles = Article.objects.published().filter(pk__in=[hit.pk for hit in found])
    page = reverse("search") + filters.query(q=query.text)
    return _answer(
        request, form, Feed(gettext("搜索：%(text)s") % {"text": query.text}, page, articles)
    )


def _filters(request: HttpRequest) -> ArticleFilters:
    """Return the filters of a feed. Readers of feeds add parameters of their own: those may be."""
    return ArticleFilters(request.GET, also=request.GET)


def _refuse(problems: list[str]) -> HttpResponse:
    """A feed cannot say what it passes over."""
    return HttpResponseBadRequest("\n".join(problems), content_type="text/plain; charset=utf-8")


def _answer(request: HttpRequest, form: str, feed: Feed) -> HttpResponse:
    """Answer with a feed, or 304: one short query tells whether anything in it has changed."""
    identity = SiteIdentity.load(request_or_site=request)
    newest = feed.articles.newest_first()[:NEWEST]
    shown = ("pk", "last_published_at", "region__full_name", "channel__name")
    state = list(newest.values_list(*shown))
    mark = mark_of(repr((form, identity.name, feed.title, settings.SITE_URL, state)).encode())

    def write():
        own = settings.SITE_URL + request.get_full_path()
        content = _written(form, feed, own, identity, newest)
        return HttpResponse(content, f"application/{form}+xml; charset=utf-8")

    return unless_marked(request, mark, write)


def _written(form: str, feed: Feed, own: str, identity: SiteIdentity, newest: QuerySet) -> str:
    writer = FORMATS[form](
        title=printable(f"{feed.title} - {identity.name}"),
        link=settings.SITE_URL + feed.path,
        description=printable(identity.description or f"{identity.name}：{feed.title}"),
        language="zh-Hans",
        feed_url=own,
        feed_guid=own,
    )
    for article in newest.select_related("region", "channel").defer("closing"):
        writer.add_item(**_item(article))
    return writer.writeString("utf-8")


def _item(article: Article) -> dict[str, Any]:
    return {
        "title": printable(article.title),
        "link": settings.SITE_URL + article.get_absolute_url(),
        "description": escape(teaser(article, 200)),  # both formats take it for HTML
        "author_name": printable(article.source or article.author) or None,
        "unique_id": f"urn:uuid:{article.uid}",
        "unique_id_is_permalink": False,
        # In local time: a report that states no time is dated midnight, of the right day.
        "pubdate": timezone.localtime(article.published_at),
        "updateddate": timezone.localtime(article.last_published_at or article.published_at),
        "categories": [printable(article.region.full_name), printable(article.channel.name)],
    }
