"""What changed since a moment, withdrawals too: what a mirror of the site is kept in step by."""

import datetime
import re
from typing import Literal

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext
from ninja import Schema
from pydantic import Field

from articles.api import parameters, schemas
from articles.api.endpoints import Refusal, add, answer, limit_of
from articles.exports.columns import absolute, local
from articles.models import Article, Change
from unityreports.site.filters import Filters

_CURSOR = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")
_EARLIEST, _LATEST = (datetime.datetime(year, 1, 1, tzinfo=datetime.UTC) for year in (1900, 9000))
OWN = ("since", "limit")


class ReportChange(Schema):
    """The last change of one report."""

    id: int = Field(description="报告的编号。")
    kind: Literal["changed", "withdrawn"] = Field(
        description="changed：发布或改动了，请重新取来；withdrawn：已不公开，请删去。"
    )
    at: datetime.datetime = Field(description="何时改动。")
    address: str | None = Field(description="报告在接口中的网址；已不公开时为 null。")


class ChangesPage(Schema):
    """Changes, the earliest first."""

    items: list[ReportChange] = Field(description="每篇报告只列最后一次改动，先改动的在前。")
    cursor: str = Field(description="读到了哪里：下次用 since 接着取。")
    more: bool = Field(description="后面还有没有。")
    next: str = Field(description="接着取的完整网址。")


def list_changes(request: HttpRequest) -> HttpResponse:
    """Answer with the reports that changed after ``since``."""
    limit, problems = limit_of(request)
    problems = Filters(request.GET, also=OWN).problems() + problems
    since = request.GET.get("since", "")
    after = _after(since)
    if after is None:
        problems.append(gettext("since 应是上次得到的 cursor，或日期、日期时间。"))
    if problems or after is None:
        raise Refusal(*problems)
    found = list(Change.objects.filter(after).order_by("number", "article_id")[: limit + 1])
    shown = found[:limit]
    last = shown[-1] if shown else None
    cursor = f"{last.number}-{last.article_id}" if last else _standing(since)
    items = _items(shown)
    content = {
        "items": items,
        "cursor": cursor,
        "more": len(found) > limit,
        "next": absolute(f"{request.path}?since={cursor}&limit={limit}"),
    }
    return answer(request, content)


def _after(since: str) -> Q | None:
    """Return which changes follow a cursor or a moment, ``None`` for what is neither."""
    if not since:
        return Q()
    if cursor := _CURSOR.fullmatch(since):
        number, article = map(int, cursor.groups())
        return Q(number__gt=number) | Q(number=number, article_id__gt=article)
    moment = _moment(since)
    return None if moment is None else Q(at__gte=moment)


def _moment(text: str) -> datetime.datetime | None:
    try:
        day, moment = parse_date(text), parse_datetime(text.replace(" ", "+"))
        if day:
            moment = datetime.datetime.combine(day, datetime.time.min)
        if moment and timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
        # What PostgreSQL holds and every zone can show.
        return moment if moment and _EARLIEST <= moment <= _LATEST else None
    except (ValueError, OverflowError):
        return None


def _standing(since: str) -> str:
    """Return the cursor of one who has read everything."""
    if _CURSOR.fullmatch(since):
        return since
    last = Change.objects.order_by("number", "article_id").last()
    return f"{last.number}-{last.article_id}" if last else "0-0"


def _items(changes: list[Change]) -> list[dict]:
    pks = [each.article_id for each in changes if not each.withdrawn]
    public = set(Article.objects.published().filter(pk__in=pks).values_list("pk", flat=True))
    return [
        {
            "id": each.article_id,
            "kind": "changed" if each.article_id in public else "withdrawn",
            "at": local(each.at).isoformat(),
            "address": absolute(reverse("api:articles_detail", args=[each.article_id]))
            if each.article_id in public
            else None,
        }
        for each in changes
    ]


list_changes.__name__ = "changes_list"
add(
    "/changes",
    list_changes,
    operation_id="list_changes",
    summary="改动和撤下的报告",
    description="供镜像本站的程序使用：先不带 since 取到 more 为 false，之后隔一段时间用最后的 "
    "cursor 接着取。changed 的按 address 取来替换，withdrawn 的删去，镜像就与本站一致"
    "（浏览次数除外）。",
    tags=["报告"],
    response={200: ChangesPage, 304: None, 400: schemas.Problems},
    openapi_extra={
        "parameters": [
            {
                "in": "query",
                "name": "since",
                "description": "上次得到的 cursor；也可以是日期（2026-07-01）或日期时间。"
                "缺省从头开始。",
                "required": False,
                "schema": {"type": "string", "maxLength": 40, "examples": ["2026-07-01"]},
            },
            parameters.LIMIT,
        ]
    },
)
