"""Search, as the API answers it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

from articles.api import page_cursors, parameters, schemas
from articles.api.endpoints import Refusal, add, answer, asked, filters_of, page_of, read_cursor
from articles.exports import rows
from articles.exports.columns import Column, absolute
from articles.exports.datasets import DATASETS
from articles.exports.jsonl import objects
from articles.filters import ArticleFilters
from articles.models import Article
from articles.search import DATE, RELEVANCE, parse, search
from articles.search import cursors as search_cursors
from articles.search.snippets import Found, show
from unityreports.site.filters import ChoiceField

ARTICLES = DATASETS["articles"]


class SearchFilters(ArticleFilters):
    """What is looked for, and what the reports it is looked for in are narrowed down to."""

    q = forms.CharField(
        label=_("查找"),
        max_length=200,
        help_text=_("几个词都要有；“……”内为短语；减号后的词不要；标题: 来源: 地区: 只在其中查找。"),
    )
    order = ChoiceField(
        label=_("次序"),
        choices=[(RELEVANCE, _("相关")), (DATE, _("日期"))],
        help_text=_("缺省按相关；查找的词很常见时按日期。"),
    )

    field_order = ("q", "order")

    def apply_q(self, reports, text):
        """Leave it to the search."""
        return reports

    apply_order = apply_q


class Place(Schema):
    """A stretch of a report in which something was found."""

    where: str = Field(description="在报告的哪一部分。")
    html: str = Field(description="文字，找到的词在 <mark> 中，其余已转义。")
    address: str = Field(description="在本站报告页上的位置。")


def search_reports(request: HttpRequest) -> HttpResponse:
    """Answer with a page of what a query finds."""
    form = SearchFilters(request.GET, also=parameters.OWN)
    columns, limit = asked(request, ARTICLES, form)
    query = parse(form.cleaned_data["q"])
    if not query:
        raise Refusal(gettext("请用 q 写明要查找的文字。"))
    name = f"search?{filters_of(request.GET)}"
    order = form.cleaned_data["order"] or RELEVANCE
    start = None
    if cursor := request.GET.get("cursor"):
        (key,) = read_cursor(name, cursor)
        start = search_cursors.read(key, older=True)
    results = search(query, form, order, start, size=limit)
    following = results.older and page_cursors.write(name, [str(results.older)])
    page = page_of(
        request,
        _items(show(results), columns),
        following,
        total=results.total,
        exact=results.exact,
        order=results.order,
        notes=results.notes,
    )
    return answer(request, page)


def _items(found: list[Found], columns: list[Column]) -> list[dict[str, Any]]:
    """Return the reports that were found, in that order, each with the places that say why."""
    key = Column("key", columns[0].type, "", "", "", expression="pk")
    reports = Article.objects.published().filter(pk__in=[each.article.pk for each in found])
    by_key = {
        row.pop("key"): row for row in objects(rows.page(reports, [*columns, key]), [*columns, key])
    }
    return [
        by_key[each.article.pk]
        | {
            "found": [
                {"where": place.where, "html": str(place.html), "address": absolute(place.address)}
                for place in [*each.snippets, *each.facts]
            ]
        }
        for each in found
        if each.article.pk in by_key
    ]


_found = schemas.row_schema(
    "Found", ARTICLES.offered(), found=(list[Place], Field([], description="在哪里找到的。"))
)
search_reports.__name__ = "search"
add(
    "/search",
    search_reports,
    operation_id="search",
    summary="查找报告",
    description="在公开报告的全文中查找，与本站的搜索页相同。",
    tags=["查找"],
    response={
        200: schemas.page_schema(
            _found,
            "search",
            total=(int, Field(description="找到几篇。")),
            exact=(bool, Field(description="total 是否准确；不准确时是下限。")),
            order=(str, Field(description="实际所用的次序。")),
            notes=(list[str], Field(description="关于这次查找的说明。")),
        ),
        304: None,
        400: schemas.Problems,
    },
    openapi_extra={
        "parameters": parameters.described(
            SearchFilters, [column.name for column in ARTICLES.offered()]
        )
    },
)
