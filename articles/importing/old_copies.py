"""One report at several addresses of an old site: print version, mobile page, all parts in one.

What a page says decides whether it is one, whatever its address is called: the same title on the
same day, and nothing in its text that the other does not say. Names only say which one is the
page itself, and where a day may be missing.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils import timezone

from articles.extraction import ParsedReport
from articles.models import Article

_KIND = r"(?:print|printer|printpage|m|wap|mobile|3g|h5|amp|all|full|text)"
# m.old.gov.cn/…, /wap/…, t1_print.html, print.aspx?id=1, t1.amp.html, show.php?id=1&print=1
_COPY = re.compile(
    rf"(?:^|/)(?:m|wap|mobile|3g|amp)\.[\w.-]+/"
    rf"|(?:^|/){_KIND}/"
    rf"|(?:^|/){_KIND}(?:[_.-]\w+)?\.\w+(?:[?@]|$)"
    rf"|[_.-]{_KIND}\.\w+(?:[?@]|$)"
    r"|[?@&](?:print|amp|mobile|wap|showall|all)(?:[=.&]|$)"
    r"|[?@&]\w+=(?:print|amp|mobile|wap|all)(?:[.&]|$)",
    re.I,
)
_SPACE = re.compile(r"\s+")
_MOST_OTHER = 0.05  # of the characters of a copy: a note of its own, such as who printed it


class Known(NamedTuple):
    """A report that a page may be a copy of: one of the same run by its number, or a stored one."""

    number: int | None
    article_id: int | None
    title: str
    day: datetime.date | None
    text: str


def is_named_so(name: str) -> bool:
    """Return whether a page's name says that it is a copy of another."""
    return bool(_COPY.search(name))


def found(pages: Sequence[tuple[str, ParsedReport | None, bool]]) -> dict[int, Known]:
    """Return what report each page is a copy of, by the number of the page; others are left out.

    ``pages`` are names, what was read there, and whether that would be a report of its own. A page
    is compared with those before it, and with the reports that are stored.
    """
    known: dict[str, list[Known]] = defaultdict(list)
    for each in _stored({_title(report) for _name, report, _own in pages if report}):
        known[_squeezed(each.title)].append(each)
    copies = {}
    for number, (name, report, own) in enumerate(pages):
        if report is None or not (title := _title(report)):
            continue
        day = report.published and report.published.date
        of = [
            each
            for each in known[_squeezed(title)]
            if each.day == day or (day is None and is_named_so(name))
        ]
        if same := next((each for each in of if _says_all(each, report)), None):
            copies[number] = same
        elif own:
            text = _squeezed(report.raw_text)
            known[_squeezed(title)].append(Known(number, None, title, day, text))
    return copies


def _stored(titles: set[str]) -> Iterator[Known]:
    rows = Article.objects.order_by("pk").filter(title__in=titles, raw_page__isnull=False)
    for pk, title, moment, text in rows.values_list(
        "pk", "title", "published_at", "raw_page__text"
    ):
        yield Known(None, pk, title, moment and timezone.localdate(moment), _squeezed(text))


def _says_all(known: Known, report: ParsedReport) -> bool:
    """Return whether a report's page says whatever another page says in its text."""
    texts = [*report.lead, *report.closing]
    for row in report.outline:
        texts += [row.heading, *row.paragraphs]
    said = [_squeezed(each.quote) for each in texts if each]
    other = sum(len(each) for each in said if each not in known.text)
    return bool(said) and other <= _MOST_OTHER * sum(map(len, said))


def _title(report: ParsedReport) -> str:
    return report.title.value if report.title else ""


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text)
