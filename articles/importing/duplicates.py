"""Whether a report is already there: same page, same title and day, or nearly the same text."""

import dataclasses
from collections import defaultdict

from articles.importing.fingerprint import NEARLY_THE_SAME, nearly_same
from articles.models import Article, RawPage

# Two fingerprints that differ in at most NEARLY_THE_SAME bits agree in one of this many bands.
_BANDS = NEARLY_THE_SAME + 1
_WIDTH = 64 // _BANDS + 1


@dataclasses.dataclass(frozen=True)
class Twin:
    """A report that a new one may repeat. ``reason``: ``page``, ``title`` or ``text``."""

    article: Article
    reason: str

    @property
    def message(self) -> str:
        """What to tell the editor."""
        said = {
            "page": "这个页面已经导入过",
            "title": "已有同日同题的报告",
            "text": "已有正文几乎相同的报告",
        }
        return f"{said[self.reason]}：《{self.article.title}》"


class KnownTexts:
    """The fingerprints of all imported pages, to find nearly the same among them.

    Built once for a run: a hundred thousand load in well under a second.
    """

    def __init__(self):
        self._bands: list[dict[int, list[tuple[int, int]]]] = [
            defaultdict(list) for _ in range(_BANDS)
        ]
        stored = RawPage.objects.exclude(fingerprint="").exclude(articles=None)
        for pk, fingerprint in stored.values_list("pk", "fingerprint"):
            self.add(pk, int(fingerprint, 16))

    def add(self, page: int, fingerprint: int):
        """Take in the page with this key."""
        for band, key in zip(self._bands, _keys(fingerprint), strict=True):
            band[key].append((page, fingerprint))

    def like(self, fingerprint: int) -> set[int]:
        """Return the keys of the pages whose text is nearly the same."""
        return {
            page
            for band, key in zip(self._bands, _keys(fingerprint), strict=True)
            for page, known in band.get(key, ())
            if nearly_same(fingerprint, known)
        }


def twins(data: dict, raw_page: RawPage | None, known: KnownTexts | None = None) -> list[Twin]:
    """Return the reports, drafts included, that a read one repeats, the surest reason first.

    ``data`` is the plain form of docs/report-format.md; ``raw_page`` its stored page, if any.
    """
    found: dict[int, Twin] = {}
    for article in Article.objects.filter(raw_page=raw_page) if raw_page else ():
        found.setdefault(article.pk, Twin(article, "page"))
    if data["title"] and data["published"]:
        same = Article.objects.filter(
            title=data["title"]["value"], published_at__date=data["published"]["date"]
        )
        for article in same:
            found.setdefault(article.pk, Twin(article, "title"))
    pages = (known or KnownTexts()).like(int(data["fingerprint"], 16))
    for article in Article.objects.filter(raw_page__in=pages):
        found.setdefault(article.pk, Twin(article, "text"))
    return list(found.values())


def _keys(fingerprint: int) -> list[int]:
    mask = (1 << _WIDTH) - 1
    return [(fingerprint >> (_WIDTH * band)) & mask for band in range(_BANDS)]
