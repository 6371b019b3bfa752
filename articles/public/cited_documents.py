"""Documents that reports cite: which there are, and who cites each in what words."""

from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from articles.filters import DocumentFilters
from articles.models import Article, DocumentMention, shown_facts
from articles.public import facets, paging
from articles.public.articles import ignored
from unityreports.pages.front import kept
from unityreports.pages.watching import shows
from unityreports.site.page_head import DOCUMENTS, Page

MOST = 200


@kept
def document_list(request):
    """List the documents that most reports cite, narrowed down by the address."""
    shows("documents")
    filters = DocumentFilters(request.GET)
    mentions = filters.apply(DocumentMention.objects.published())
    cited = mentions.order_by().values("title").annotate(reports=Count("article", distinct=True))
    found = list(cited.order_by("-reports", "title")[: MOST + 1])
    page = Page(
        gettext("文献"),
        str(DOCUMENTS.description),
        reverse("document_list"),
        DOCUMENTS,
        [(gettext("文献"), "")],
        indexed=not request.GET,
    )
    return render(
        request,
        "articles/document_list.html",
        {
            "page": page,
            "filters": filters,
            "choices": {"kind": facets.of_field(filters, "kind")},
            "others": filters.besides("kind", "title", "region"),
            "documents": found[:MOST],
            "is_cut": len(found) > MOST,
            "ignored": filters.ignored,
            "notices": filters.notices,
        },
    )


@kept
def document_detail(request, name: str):
    """Show who cites a document; one that no public report cites is not found."""
    every = DocumentMention.objects.published().filter(title=name)
    total = every.aggregate(mentions=Count("pk"), reports=Count("article", distinct=True))
    if not total["mentions"]:
        raise Http404
    shows(shown_facts.named("document", name))
    filters = DocumentFilters(request.GET, fixed={"title": name})
    mentions = filters.apply(every)
    articles = Article.objects.published().for_list().showing(documents=mentions)
    reports = paging.page_of(articles, request.GET)
    for report in reports.items:
        for mention in report.shown_documents:
            mention.article = report
    page = Page(
        f"《{name}》" + reports.mark_if_continued,
        gettext("引用《%(title)s》的报告及原句。") % {"title": name},
        reverse("document_detail", args=[name]),
        DOCUMENTS,
        [(gettext("文献"), reverse("document_list")), (f"《{name}》", "")],
        indexed=not request.GET,
    )
    return render(
        request,
        "articles/document_detail.html",
        {
            "page": page,
            "title": name,
            "total": total,
            "filters": filters,
            "reports": reports,
            "ignored": ignored(filters, reports),
            "notices": filters.notices,
        },
    )
