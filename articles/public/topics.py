"""Topic pages (专题): what editors have gathered on one matter, of public reports alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from taggit.models import Tag

from articles.models import Article, Figure, Honor, Measure, ShownPicture, Topic, TopicGroup
from articles.models.querysets import ArticleQuerySet
from articles.public import shown_pictures
from articles.public.wide_tables import scrolling
from unityreports.pages.front import kept
from unityreports.pages.watching import shows
from unityreports.site import links, renditions
from unityreports.site.page_head import REPORTS, Page

_PARTS = {
    TopicGroup.Kind.MEASURES: Measure.objects,
    TopicGroup.Kind.HONORS: Honor.objects,
    TopicGroup.Kind.FIGURES: Figure.objects,
    TopicGroup.Kind.PICTURES: ShownPicture.objects,
}


def shown() -> Any:
    """Return the topics that readers may see."""
    return Topic.objects.filter(shown=True)


@kept
def topic_list(request):
    """List the topics, those that are archived apart."""
    topics = list(shown())
    page = Page(
        gettext("专题"),
        gettext("围绕一件事汇集的报告、举措、荣誉和数据。"),
        reverse("topic_list"),
        REPORTS,
        [(gettext("专题"), "")],
        indexed=not request.GET,
    )
    parts = [
        ("", [each for each in topics if not each.archived]),
        (gettext("往期专题"), [each for each in topics if each.archived]),
    ]
    return render(request, "articles/topic_list.html", {"page": page, "parts": parts})


@kept
def topic_detail(request, slug: str):
    """Show a topic; one that is not shown to readers is not found."""
    return _answer(request, get_object_or_404(shown(), slug=slug))


@require_safe
def topic_preview(request, pk: int):
    """Show an editor how readers will see a topic that is not shown to them yet."""
    response = _answer(request, get_object_or_404(Topic, pk=pk), preview=True)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _answer(request: HttpRequest, topic: Topic, *, preview: bool = False) -> HttpResponse:
    groups = list(topic.groups.select_related("region", "theme"))
    tie(groups)
    images = shown_pictures.images_of(group.text for group in groups)
    for group in groups:
        text = shown_pictures.closed(scrolling(group.text))
        group.shown_text = shown_pictures.drawn(links.guard(text), images)
        group.items = _items(group)
        if group.kind == TopicGroup.Kind.PICTURES:
            group.items = _drawn(group.items)
    page = Page(
        topic.title,
        topic.summary,
        topic.get_absolute_url(),
        REPORTS,
        [(gettext("专题"), reverse("topic_list")), (topic.title, "")],
        indexed=not request.GET,
    )
    context = {"page": page, "topic": topic, "text": scrolling(topic.text), "groups": groups}
    context["preview"] = preview and not topic.shown
    return render(request, "articles/topic_detail.html", context)


def articles_of(topic: Topic) -> ArticleQuerySet[Any]:
    """Return the public reports of all groups of a topic, for its feed."""
    groups = list(topic.groups.select_related("region", "theme"))
    tie(groups)
    found: set[int] = set()
    for group in groups:
        if group.kind != TopicGroup.Kind.TEXT:
            reports = _reports(group)
            newest = reports if group.picked else reports.newest_first()[: group.size]
            found.update(newest.values_list("pk", flat=True))
    return Article.objects.published().filter(pk__in=found)


def tie(groups: list[TopicGroup]):
    """Say what the page shows of the reports, unless a group is drawn from all of them."""
    names: set[str] = set()
    for group in groups:
        if group.kind == TopicGroup.Kind.TEXT:
            continue
        tied = _ties(group)
        if not tied:
            return
        names |= tied
    if names:
        shows(*names)


def _ties(group: TopicGroup) -> set[str]:
    if group.picked:
        return {f"report {pk}" for pk in group.picked}
    if group.region_id:
        return {f"place {group.region_id}"}
    if group.theme_id:
        return {f"theme {group.theme_id}"}
    tag = group.tag and Tag.objects.filter(name=group.tag).first()
    return {f"tag {tag.pk}"} if tag else set()


def _reports(group: TopicGroup) -> ArticleQuerySet[Any]:
    """Return the public reports that a group is drawn from."""
    reports = Article.objects.published()
    if group.picked:
        return reports.filter(pk__in=group.picked)
    if group.region:
        reports = reports.in_region(group.region)
    if group.theme:
        reports = reports.on_theme(group.theme)
    if group.tag:
        reports = reports.filter(pk__in=_tagged(group.tag))
    return reports.in_period(group.since, group.until)


def _tagged(name: str):
    return Article.objects.filter(tagged_items__tag__name=name).values("pk")


def _items(group: TopicGroup) -> list[Any]:
    """Return what a group lists: reports, or rows of them with their report and its place."""
    if group.kind == TopicGroup.Kind.TEXT:
        return []
    if group.kind == TopicGroup.Kind.REPORTS:
        cards = _reports(group).for_cards()
        return _ordered(cards, group) if group.picked else list(cards.newest_first()[: group.size])
    parts = _PARTS[TopicGroup.Kind(group.kind)].published()
    if group.picked:
        return _picked_parts(parts, group)
    parts = parts.filter(article__in=_reports(group).order_by().values("pk"))
    if group.kind == TopicGroup.Kind.MEASURES:
        parts = parts.exclude(heading="")
        if group.theme:
            parts = parts.filter(theme=group.theme)
    return list(parts.select_related("article__region").newest_first()[: group.size])


def _drawn(pictures: list[ShownPicture]) -> list[str]:
    """Return pictures as readers get them, each below it what it shows and where it is from."""
    images = renditions.images(each.image_id for each in pictures)
    return [
        html
        for each in pictures
        if (
            html := shown_pictures.draw(
                images.get(each.image_id), alt=each.alt, caption=each.caption, source=each
            )
        )
    ]


def _picked_parts(parts, group: TopicGroup) -> list[Any]:
    """Return the rows that were picked, each by itself or with all of its report, in that order."""
    order = {picked: position for position, picked in enumerate(group.picked_parts)}
    if group.kind == TopicGroup.Kind.MEASURES:
        parts = parts.exclude(heading="")
    found = []
    # Of thousands of conditions in one question no database makes an answer.
    for row in parts.filter(article__in=group.picked).select_related("article__region"):
        picked = (row.article_id, row.sort_order), (row.article_id, None)
        if places := [order[each] for each in picked if each in order]:
            found.append((min(places), row.sort_order, row.pk, row))
    return [row for *_, row in sorted(found)[: group.size]]


def _ordered(cards, group: TopicGroup) -> list[Article]:
    by_pk = {article.pk: article for article in cards}
    return [by_pk[pk] for pk in group.picked if pk in by_pk][: group.size]
