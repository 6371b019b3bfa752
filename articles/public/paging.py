"""Long lists in pages whose links stay right while reports come and go.

A page is told by the report it begins after (``before=`` older, ``after=`` newer), never by a
number: page 900 costs what page 1 costs, and nothing is shown twice or left out when a report is
published in between. ``from=2020`` or ``from=2020-07`` leads to the newest report of that year or
month, or the next older one.
"""

import datetime
import re
from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.translation import gettext

from articles.models import Article
from articles.models.querysets import midnight
from unityreports.pages.watching import answers_query
from unityreports.site.filters import Filters
from unityreports.site.year_range import FIRST_STATED_YEAR, LAST_YEAR

SIZE = 20
_CURSOR = re.compile(r"([0-9]{1,17})-([0-9]{1,18})")
_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


@dataclass
class Page:
    """A stretch of a list, newest first.

    ``newer`` and ``older`` are the query strings of the neighbouring pages, or empty;
    ``continued`` is whether this is not the beginning of the list; ``ignored`` is whether a
    cursor was given that leads nowhere.
    """

    items: list
    newer: str = ""
    older: str = ""
    continued: bool = False
    ignored: bool = False

    @property
    def first_if_continued(self):
        """The report that a later page begins with, by which its title tells it from the first."""
        return self.items[0] if self.continued and self.items else None

    @property
    def mark_if_continued(self) -> str:
        """What the title of a later page ends in."""
        first = self.first_if_continued
        return gettext("（第 %(pk)s 号以前）") % {"pk": first.pk} if first else ""


def cursor_of(article) -> str:
    """Return the cursor of a report: microseconds since 1970 and its id."""
    since = article.published_at - _EPOCH
    return f"{since // datetime.timedelta(microseconds=1)}-{article.pk}"


def read_cursor(text: str) -> tuple[datetime.datetime, int] | None:
    """Return the date and id a cursor stands for, or ``None`` for anything else."""
    match = _CURSOR.fullmatch(text)
    if not match:
        return None
    try:
        moment = _EPOCH + datetime.timedelta(microseconds=int(match[1]))
    except OverflowError:
        return None
    return moment, int(match[2])


def read_period(text: str) -> tuple[datetime.datetime, int] | None:
    """Return the cursor that lies just after a year or month, or ``None`` for anything else."""
    match = _PERIOD.fullmatch(text)
    if not match:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    if not (FIRST_STATED_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return midnight(datetime.date(year + month // 12, month % 12 + 1, 1)), 0


def kept_page_of(articles, filters: Filters, params) -> Page:
    """Return the page of a list with filters, which is kept by the queries that the site links to.

    Those are one filter and one page; any two filters are too many to keep.
    """
    page = page_of(articles, params)
    answers_query(urlencode([*filters.one_of_few, *_begins_at(params)]))
    return page


def _begins_at(params) -> list[tuple[str, str]]:
    """Return the cursor in an address as the site writes it, if it is one of a bounded number."""
    given = [(name, params[name]) for name in ("before", "after", "from") if name in params]
    if len(given) != 1:
        return []
    name, text = given[0]
    if name == "from":
        return given if read_period(text) else []
    cursor = read_cursor(text)
    there = cursor and Article.objects.published().filter(pk=cursor[1]).first()
    return given if there and cursor_of(there) == text else []


def page_of(articles, params, size: int = SIZE) -> Page:
    """Return the page of a queryset of reports that the address asks for.

    ``params`` is the address's query (a ``QueryDict``) with ``before``, ``after`` or ``from``;
    its other parameters are kept in the links to the neighbouring pages.
    """
    before, after = params.get("before", ""), params.get("after", "")
    period = "" if before or after else params.get("from", "")
    cursor = read_period(period) if period else read_cursor(before or after)
    if cursor and (before or period):
        rows = list(articles.older_than(*cursor).newest_first()[: size + 1])
        has_newer = not period or articles.newer_than(cursor[0], -1).exists()
        has_older = len(rows) > size
        page = Page(rows[:size], continued=has_newer)
    elif cursor:
        rows = list(articles.newer_than(*cursor).oldest_first()[: size + 1])
        has_older, has_newer = True, len(rows) > size
        page = Page(rows[:size][::-1], continued=has_newer)
    if not cursor or not page.items:
        rows = list(articles.newest_first()[: size + 1])
        page = Page(rows[:size], ignored=bool(before or after or period))
        has_older, has_newer = len(rows) > size, False
    if has_newer:
        page.newer = _link(params, after=cursor_of(page.items[0]))
    if has_older:
        page.older = _link(params, before=cursor_of(page.items[-1]))
    return page


def _link(params, **cursor: str) -> str:
    """Return the query string of a neighbouring page."""
    query = params.copy()
    for name in ("before", "after", "from"):
        query.pop(name, None)
    query.update(cursor)
    return f"?{query.urlencode()}"
