"""Whether a report is already there: same page, same title and day, or nearly the same text."""

import dataclasses
from collections import defaultdict

from django.utils import timezone

from articles.importing.fingerprint import NEARLY_THE_SAME, nearly_same
from articles.importing.report import ParsedReport
from articles.models import Article, RawPage

# Two fingerprints that differ in at most NEARLY_THE_SAME bits agree in one of this many bands.
_BANDS = NEARLY_THE_SAME + 1
_WIDTH = 64 // _BANDS + 1
_SAID = {
    "page": "这个页面已经导入过",
    "title": "已有同日同题的报告",
    "text": "已有正文几乎相同的报告",
}


@dataclasses.dataclass(frozen=True)
class Twin:
    """A report that a new one may repeat. ``reason``: ``page``, ``title`` or ``text``.

    ``pk`` is ``None`` for a report of the same run that is not stored yet.
    """

    pk: int | None
    title: str
    reason: str

    @property
    def message(self) -> str:
        """What to tell the editor."""
        return f"{_SAID[self.reason]}：《{self.title}》"


class KnownReports:
    """What is needed of every stored report, drafts included, to recognise it again.

    One query; a hundred thousand reports load in about a second. Built once for a run, which
    adds what it imports.
    """

    def __init__(self):
        self._pages: dict[str, tuple] = {}
        self._titles: dict[tuple, tuple] = {}
        self._bands: list[dict[int, list]] = [defaultdict(list) for _ in range(_BANDS)]
        stored = Article.objects.order_by().values_list(
            "pk", "title", "published_at", "raw_page__sha256", "raw_page__fingerprint"
        )
        for pk, title, published_at, page, fingerprint in stored.iterator(chunk_size=5000):
            day = published_at and timezone.localtime(published_at).date()
            self._take_in((pk, title), day, page, int(fingerprint or "0", 16))

    def add(self, report: ParsedReport, pk: int | None = None):
        """Take in a report that is being imported."""
        name = (pk, report.title.value if report.title else "")
        day = report.published and report.published.date
        self._take_in(name, day, RawPage.digest(report.raw_text), report.fingerprint)

    def twins(self, title: str, day, raw_text: str, fingerprint: int) -> list[Twin]:
        """Return the reports that one with this title, date and text repeats, the surest first."""
        found: dict[tuple, str] = {}
        if page := self._pages.get(RawPage.digest(raw_text)):
            found[page] = "page"
        if same := self._titles.get((title, day)):
            found.setdefault(same, "title")
        for band, key in zip(self._bands, _keys(fingerprint), strict=True):
            for name, known in band.get(key, ()):
                if nearly_same(fingerprint, known):
                    found.setdefault(name, "text")
        return [Twin(*name, reason) for name, reason in found.items()]

    def _take_in(self, name: tuple, day, page: str | None, fingerprint: int):
        if page:
            self._pages.setdefault(page, name)
        if name[1] and day:
            self._titles.setdefault((name[1], day), name)
        if fingerprint:
            for band, key in zip(self._bands, _keys(fingerprint), strict=True):
                band[key].append((name, fingerprint))


def _keys(fingerprint: int) -> list[int]:
    mask = (1 << _WIDTH) - 1
    return [(fingerprint >> (_WIDTH * band)) & mask for band in range(_BANDS)]
