"""Lists of reports, and a report."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from taggit.models import Tag

from articles.filters import ArticleFilters
from articles.models import Article, Channel, ViewCount
from articles.models.shown_by import LATEST
from articles.public import facets, paging
from articles.publishing import counts, view_counts
from unityreports.pages.front import kept
from unityreports.pages.watching import shows
from unityreports.site.page_head import REPORTS, Page, PageColumn


@kept
@counts.at_one_moment()
def article_list(request):
    """List public reports, narrowed down by the filters in the address."""
    filters = ArticleFilters(request.GET)
    reports = _listed(filters, request)
    labels = [wording for _, wording in filters.described()]
    choices = facets.choices(filters)
    page = Page(
        "，".join([gettext("工作报告"), *labels]) + _continued(reports),
        gettext("%(chosen)s的民族团结进步工作报告，按日期排列。%(later)s")
        % {"chosen": "、".join(labels) or gettext("各地"), "later": _continued(reports)},
        reverse("article_list"),
        REPORTS,
        [(gettext("工作报告"), "")],
        indexed=not (request.GET or reports.continued),
    )
    return render(
        request,
        "articles/article_list.html",
        {
            "page": page,
            "reports": reports,
            "filters": filters,
            "choices": choices,
            "total": facets.total(filters, choices) if filters.chosen else None,
            "months": []
            if "year" in filters.chosen
            else facets.months(
                request.GET.get("from", ""),
                filters.chosen.get("region"),
                numbered=set(filters.chosen) <= {"region"},
            ),
            "kept": filters.kept,
            "others": filters.besides("channel", "theme", "year", "region"),
            "ignored": ignored(filters, reports),
            "notices": filters.notices,
        },
    )


@kept
def article_detail(request, pk: int):
    """Show a public report."""
    article = get_object_or_404(Article.objects.published().for_page(), pk=pk)
    here = Article.objects.published().filter(region=article.region)
    at = (article.published_at, article.pk)
    older, newer = here.older_than(*at).newest_first(), here.newer_than(*at).oldest_first()
    context = {
        "object": article,
        "older": older.first(),
        "newer": newer.first(),
        "same_region": list(here.exclude(pk=pk).for_list().newest_first()[: LATEST - 1]),
        "themes": {each.theme.name: each.theme for each in article.measures.all() if each.theme},
    }
    seen = [context["older"], context["newer"], *context["same_region"]]
    shows(f"page {pk}", f"latest {article.region_id}", f"report {pk}")
    shows(*(f"report {each.pk}" for each in seen if each))
    return render(request, "articles/article_detail.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def article_view(request, pk: int):
    """Tell how often a report was read or, posted to, take note that it was; set nothing."""
    if request.method != "POST":
        article = get_object_or_404(Article.objects.published(), pk=pk)
        row = ViewCount.objects.filter(article=article).first()
        return JsonResponse({"total": row.total if row else 0})
    if view_counts.is_reader(request.headers):
        view_counts.count(pk)
    return HttpResponse(status=204)


@kept
@counts.at_one_moment()
def channel_detail(request, slug: str):
    """Show the reports of a channel and the channels below it."""
    channel = get_object_or_404(Channel, slug=slug)
    shows(f"channel {channel.pk}")
    filters = ArticleFilters(request.GET, fixed={"channel": channel.slug})
    reports = _listed(filters, request)
    above = channel.path()[:-1]
    column = PageColumn(channel.name, channel.description, channel.keywords, channel.column_type)
    page = Page(
        " - ".join([channel.name + _continued(reports), *(each.name for each in reversed(above))]),
        (channel.description or gettext("%(name)s栏目的工作报告。") % {"name": channel.name})
        + _continued(reports),
        channel.get_absolute_url(),
        column,
        [*((each.name, each.get_absolute_url()) for each in above), (channel.name, "")],
        indexed=not request.GET,
    )
    return render(
        request,
        "articles/channel_detail.html",
        {
            "page": page,
            "channel": channel,
            "children": channel.children.all(),
            "filters": filters,
            "reports": reports,
            "ignored": ignored(filters, reports),
            "notices": filters.notices,
        },
    )


@kept
def tag_detail(request, slug: str):
    """Show the reports that carry a tag; a tag that no public report carries is not found."""
    tag = get_object_or_404(Tag, slug=slug)
    if not Article.objects.published().tagged(tag).exists():
        raise Http404
    shows(f"tag {tag.pk}")
    filters = ArticleFilters(request.GET, fixed={"tag": tag.slug})
    reports = _listed(filters, request)
    page = Page(
        gettext("标签：%(name)s") % {"name": tag.name} + _continued(reports),
        gettext("带有“%(name)s”标签的工作报告。") % {"name": tag.name} + _continued(reports),
        reverse("tag_detail", args=[tag.slug]),
        REPORTS,
        [
            (gettext("工作报告"), reverse("article_list")),
            (gettext("标签：%(name)s") % {"name": tag.name}, ""),
        ],
        indexed=not request.GET,
    )
    return render(
        request,
        "articles/tag_detail.html",
        {
            "page": page,
            "tag": tag,
            "filters": filters,
            "reports": reports,
            "ignored": ignored(filters, reports),
            "notices": filters.notices,
        },
    )


def _listed(filters: ArticleFilters, request) -> paging.Page:
    """Return the page of the public reports that the filters let through."""
    articles = filters.apply(Article.objects.published()).for_cards()
    return paging.kept_page_of(articles, filters, request.GET)


def ignored(filters, reports) -> list[str]:
    """Return what of the address was not understood, for the notice on the page."""
    return filters.ignored + ([gettext("翻页位置")] if reports.ignored else [])


def _continued(reports) -> str:
    """Return what tells a later page of a list from its first one."""
    first = reports.first_if_continued
    if first is None:
        return ""
    return gettext("（%(date)s 起，第 %(pk)s 号以前）") % {
        "date": f"{first.published_date:%Y-%m-%d}",
        "pk": first.pk,
    }
