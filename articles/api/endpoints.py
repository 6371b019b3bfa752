"""What the API answers."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from ninja import NinjaAPI

from articles.api import page_cursors, parameters, schemas
from articles.api.report_parts import PARTS
from articles.exports import rows
from articles.exports.columns import Column, Type, absolute
from articles.exports.datasets import DATASETS, Dataset, UnknownColumnError
from articles.exports.jsonl import objects
from regions.lookup import UnclearPlaceError, find
from unityreports.site.conditional import unless_known
from unityreports.site.filters import Filters


def _kept_by_its_mark(view):
    """Have the description, too, sent only to who has not got it."""
    return lambda request, **kwargs: unless_known(request, view(request, **kwargs))


api = NinjaAPI(
    title="民族团结进步工作动态：开放接口",
    version="1",
    description="只读，只含公开的内容，不需要密钥。列表按游标翻页；每个回答都有 ETag，可用 "
    "If-None-Match 作条件请求。不认识的参数一律拒绝。",
    docs_url=None,
    openapi_url="openapi.json",
    docs_decorator=_kept_by_its_mark,
    urls_namespace="api",
)


class Refusal(Exception):  # noqa: N818 (an answer, not an error)
    """A request that is answered with problems instead."""

    def __init__(self, *problems: str, status: int = 400):
        super().__init__(*problems)
        self.status = status


def list_page(request: HttpRequest, dataset: Dataset) -> HttpResponse:
    """Answer with a page of a list."""
    form = dataset.filters(request.GET, also=parameters.OWN)
    columns, limit = asked(request, dataset, form)
    name = f"{dataset.name}?{filters_of(request.GET)}"
    queryset = dataset.rows(form)
    if cursor := request.GET.get("cursor"):
        queryset = _after(dataset, queryset, read_cursor(name, cursor))
    sort = [_sort_column(key) for key in dataset.order]
    found = rows.page(queryset[: limit + 1], [*columns, *sort])
    items = objects([values[:limit] for values in found[: len(columns)]], columns)
    following = None
    if len(found[0]) > limit:
        following = page_cursors.write(
            name, [values[limit - 1] for values in found[len(columns) :]]
        )
    return answer(request, page_of(request, items, following))


def one_row(request: HttpRequest, dataset: Dataset, queryset) -> HttpResponse:
    """Answer with the only row of ``queryset``, or that there is none."""
    form = Filters(request.GET, also=["fields"])
    columns, _ = asked(request, dataset, form, every=True)
    found = objects(rows.page(queryset[:1], columns), columns)
    if not found:
        raise Refusal(
            gettext("没有这个%(label)s，或者它没有公开。") % {"label": gettext(dataset.label)},
            status=404,
        )
    row = found[0]
    if dataset.name == "articles" and "fields" not in request.GET:
        row |= {name: part.of(queryset) for name, part in PARTS.items()}
    return answer(request, row)


def page_of(request: HttpRequest, items: list[dict], cursor: str | None, **more: Any) -> dict:
    """Return a page: its items, and the cursor and complete address of the next one."""
    following = None
    if cursor:
        query = request.GET.copy()
        query["cursor"] = cursor
        following = absolute(f"{request.path}?{query.urlencode()}")
    return {"items": items, "cursor": cursor, "next": following, **more}


def answer(request: HttpRequest, content: Any, status: int = 200) -> HttpResponse:
    """Return content as JSON, or 304 when the client has just that already."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(body, status=status, content_type="application/json; charset=utf-8")
    # Public data for anyone's program, asked for anew each time but sent only when it changed.
    if status == 200:
        response = unless_known(request, response)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@api.exception_handler(Refusal)
def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Say what is wrong with a request."""
    return answer(request, {"problems": list(refusal.args)}, status=refusal.status)


def asked(request, dataset: Dataset, form, *, every: bool = False) -> tuple[list[Column], int]:
    """Return the columns and the number of rows asked for; refuse what is not understood."""
    limit, problems = limit_of(request)
    problems = form.problems() + problems
    names = [name for name in request.GET.get("fields", "").split(",") if name]
    if every and not names:
        names = [column.name for column in dataset.offered()]
    columns: list[Column] = []
    try:
        columns = dataset.choose(names)
    except UnknownColumnError as error:
        problems.append(str(error))
    if problems:
        raise Refusal(*problems)
    return columns, limit


def limit_of(request: HttpRequest) -> tuple[int, list[str]]:
    """Return how many rows are asked for, and what is wrong with the parameters so far."""
    problems = [
        gettext("参数“%(name)s”没有值。") % {"name": name[:40]}
        for name, value in request.GET.items()
        if not value
    ]
    limit = request.GET.get("limit", str(parameters.USUAL_PAGE))
    if limit.isascii() and limit.isdigit() and 1 <= int(limit[:9]) <= parameters.LARGEST_PAGE:
        return int(limit), problems
    problems.append(
        gettext("limit 应是 1 至 %(most)d 的整数。") % {"most": parameters.LARGEST_PAGE}
    )
    return parameters.USUAL_PAGE, problems


def filters_of(query: QueryDict) -> str:
    """Return the filters of a request in one spelling: what a cursor is bound to."""
    chosen = [(k, v) for k, v in sorted(query.items()) if k not in parameters.OWN and v]
    return json.dumps(chosen, ensure_ascii=False)


def read_cursor(name: str, cursor: str) -> list[Any]:
    """Return what a cursor of the list called ``name`` holds; refuse any other."""
    try:
        return page_cursors.read(name, cursor)
    except page_cursors.BadCursorError as error:
        raise Refusal(str(error)) from None


def _after(dataset: Dataset, queryset, values: Sequence[Any]):
    if dataset.name == "articles":  # which know a shorter way within a place
        return queryset.older_than(*values)
    return page_cursors.after(queryset, dataset.order, values)


def _sort_column(key: str) -> Column:
    path = key.removeprefix("-")
    return Column(f"sort {path}", Type.TEXT, "", "", "", expression=path)


# Addresses -------------------------------------------------------------------------------------


def add(path: str, view, **options):
    """Add an address for GET and HEAD; the description names GET only."""
    api.api_operation(["GET"], path, **options)(view)
    api.api_operation(["HEAD"], path, include_in_schema=False)(view)


def _add_list(dataset: Dataset, row):
    def view(request):
        return list_page(request, dataset)

    view.__name__ = f"{dataset.name}_list"
    add(
        f"/{dataset.name}",
        view,
        operation_id=f"list_{dataset.name}",
        summary=f"{dataset.label}的列表",
        description=dataset.description,
        tags=[dataset.label],
        response={
            200: schemas.page_schema(row, dataset.name),
            304: None,
            400: schemas.Problems,
        },
        openapi_extra={
            "parameters": parameters.described(
                dataset.filters, [column.name for column in dataset.offered()]
            )
        },
    )


def _add_detail(dataset: Dataset, view, path: str, row):
    described = "全部字段。"
    if dataset.name == "articles":
        parts = "、".join(part.label for part in PARTS.values())
        described += f"报告附有其{parts}，除非用 fields 指定字段。"
    view.__name__ = f"{dataset.name}_detail"
    add(
        f"/{dataset.name}/{path}",
        view,
        operation_id=f"get_{dataset.name}",
        summary=f"一个{dataset.label}",
        description=described,
        tags=[dataset.label],
        response={200: row, 304: None, 400: schemas.Problems, 404: schemas.Problems},
        openapi_extra={
            "parameters": parameters.described(
                Filters,
                [column.name for column in dataset.offered()],
                paged=False,
            )
        },
    )


def _numbered(dataset: Dataset):
    def view(request, id: int):
        return one_row(request, dataset, dataset.public().filter(pk=id))

    return view


def _region(request, code: str):
    dataset = DATASETS["regions"]
    try:
        region = find(code)
    except UnclearPlaceError as error:
        raise Refusal(str(error), status=404) from None
    return one_row(request, dataset, dataset.public().filter(pk=region.pk))


def _one(name: str) -> str:
    return name.removesuffix("s").capitalize()


def _add_all():
    shapes = {
        name: schemas.row_schema(_one(name), dataset.offered())
        for name, dataset in DATASETS.items()
    }
    parts = {
        name: schemas.row_schema(f"{_one(name)}OfArticle", part.columns)
        for name, part in PARTS.items()
    }
    whole = schemas.row_schema(
        "ArticleWithParts",
        DATASETS["articles"].offered(),
        **{name: (list[shape], []) for name, shape in parts.items()},
    )
    for name, dataset in DATASETS.items():
        _add_list(dataset, shapes[name])
        if name == "regions":
            _add_detail(dataset, _region, "{code}", shapes[name])
        else:
            row = whole if name == "articles" else shapes[name]
            _add_detail(dataset, _numbered(dataset), "{int:id}", row)


_add_all()


def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer for addresses below the API that it does not have, as it answers everything."""
    address = absolute(reverse("api:openapi-json"))
    problem = gettext("没有这个接口。全部接口见 %(address)s") % {"address": address}
    return answer(request, {"problems": [problem]}, status=404)
