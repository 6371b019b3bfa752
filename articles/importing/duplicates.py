"""Whether a report is already there: same page, same title and day, or nearly the same text."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q
from django.db.models.signals import post_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from articles.extraction.language.fingerprint import NEARLY_THE_SAME, fingerprint, nearly_same
from articles.extraction.report import ParsedReport
from articles.models import Article, RawPage, TextPrint
from articles.models.text_fingerprint import BANDS
from unityreports.site import richtext

if BANDS <= NEARLY_THE_SAME:
    raise AssertionError("Two nearly equal fingerprints must agree in a band.")
_BANDS = [f"band_{number}" for number in range(BANDS)]
# 64 bits in bands as equal as can be: the fewest reports share one by chance.
_WIDTHS = [64 // BANDS + (number < 64 % BANDS) for number in range(BANDS)]
_AT_ONCE = 100  # reports asked for in one statement
_SAID = {
    "page": _("这个页面已经导入过：《%(title)s》"),
    "title": _("已有同日同题的报告：《%(title)s》"),
    "text": _("已有正文几乎相同的报告：《%(title)s》"),
}


_HIDDEN = {
    "page": _("另一单位已导入过这个页面。"),
    "title": _("另一单位已有同日同题的报告。"),
    "text": _("另一单位已有正文几乎相同的报告。"),
}


@dataclasses.dataclass(frozen=True)
class Duplicate:
    """A report that a new one may repeat. ``reason``: ``page``, ``title`` or ``text``.

    ``pk`` is ``None`` for a report of the same run that is not stored yet, and for one that is
    another office's draft, of which no more is told.
    """

    pk: int | None
    title: str
    reason: str
    own: bool = True  # in the scope of whom it is told to

    @property
    def message(self) -> str:
        """What to tell the editor."""
        return _SAID[self.reason] % {"title": self.title}


def told_to(user, duplicates: Sequence[Duplicate]) -> list[tuple[str, Duplicate]]:
    """Return what a person is told of each: no title of another office's draft."""
    known = Article.objects.filter(pk__in=[each.pk for each in duplicates])
    own = set(known.of(user).values_list("pk", flat=True))
    public = set(known.published().values_list("pk", flat=True))
    told: dict[str, Duplicate] = {}
    for each in duplicates:
        if each.pk in own | public:
            told[each.message] = dataclasses.replace(each, own=each.pk in own)
        else:
            told[str(_HIDDEN[each.reason])] = Duplicate(None, "", each.reason, own=False)
    return list(told.items())


@dataclasses.dataclass(frozen=True)
class Signature:
    """What a read report is known by. ``page``: the hash of its raw text."""

    title: str
    day: datetime.date | None
    page: str
    fingerprint: int

    @classmethod
    def of(cls, report: ParsedReport) -> "Signature":
        """Return the signature of a read report."""
        return cls(
            report.title.value if report.title else "",
            report.published and report.published.date,
            RawPage.digest(report.raw_text),
            report.fingerprint,
        )

    @classmethod
    def of_data(cls, data: dict, raw_text: str) -> "Signature":
        """Return the signature of a read report in the plain form of docs/report-format.md."""
        return cls(
            data["title"]["value"] if data["title"] else "",
            data["published"] and datetime.date.fromisoformat(data["published"]["date"]),
            RawPage.digest(raw_text),
            int(data["fingerprint"], 16),
        )


class KnownReports:
    """Recognises reports: those stored, drafts included, and those of a run before it stores them.

    Stored ones are asked for by index, so that nothing is loaded beforehand however many there
    are; a run adds what it is about to store, and forgets it when it is stored.
    """

    def __init__(self):
        self.forget()

    def forget(self):
        """Forget what was added."""
        self._pages: dict[str, tuple] = {}
        self._titles: dict[tuple, tuple] = {}
        self._bands: dict[tuple, list] = defaultdict(list)

    def add(self, signature: Signature):
        """Take in a report that is about to be stored."""
        name = (None, signature.title)
        self._pages.setdefault(signature.page, name)
        if signature.title and signature.day:
            self._titles.setdefault((signature.title, signature.day), name)
        for key in _keys(signature.fingerprint):
            self._bands[key].append((name, signature.fingerprint))

    def duplicates(self, signature: Signature) -> list[Duplicate]:
        """Return the reports that one with this signature repeats, the surest first."""
        return self.added_duplicates(signature) + self.stored_duplicates([signature])[0]

    def added_duplicates(self, signature: Signature) -> list[Duplicate]:
        """Return those among the reports that were added."""
        found: dict[tuple, str] = {}
        if page := self._pages.get(signature.page):
            found[page] = "page"
        if same := self._titles.get((signature.title, signature.day)):
            found.setdefault(same, "title")
        for key in _keys(signature.fingerprint):
            for name, known in self._bands.get(key, ()):
                if nearly_same(signature.fingerprint, known):
                    found.setdefault(name, "text")
        return [Duplicate(*name, reason) for name, reason in found.items()]

    def stored_duplicates(self, signatures: Sequence[Signature]) -> list[list[Duplicate]]:
        """Return those among the stored reports, for each signature."""
        duplicates = []
        for start in range(0, len(signatures), _AT_ONCE):
            some = signatures[start : start + _AT_ONCE]
            pages, titles, texts = _same_page(some), _same_title(some), _near_text(some)
            for signature in some:
                found: dict[tuple, str] = {}
                for reason, names in (
                    ("page", pages.get(signature.page, ())),
                    ("title", titles.get((signature.title, signature.day), ())),
                    ("text", texts.get(signature.fingerprint, ())),
                ):
                    for name in sorted(names):
                        found.setdefault(name, reason)
                duplicates.append([Duplicate(*name, reason) for name, reason in found.items()])
        return duplicates


def _same_page(signatures: Iterable[Signature]) -> dict[str, list[tuple]]:
    """Return (pk, title) of the reports made from each page."""
    found = defaultdict(list)
    for page, *name in (
        Article.objects.order_by()
        .filter(raw_page__sha256__in={each.page for each in signatures})
        .values_list("raw_page__sha256", "pk", "title")
    ):
        found[page].append(tuple(name))
    return found


def _same_title(signatures: Iterable[Signature]) -> dict[tuple, list[tuple]]:
    """Return (pk, title) of the reports of each title and day."""
    found = defaultdict(list)
    for pk, title, moment in (
        Article.objects.order_by()
        .filter(
            title__in={each.title for each in signatures if each.title and each.day},
            published_at__isnull=False,
        )
        .values_list("pk", "title", "published_at")
    ):
        found[title, timezone.localdate(moment)].append((pk, title))
    return found


def _near_text(signatures: Iterable[Signature]) -> dict[int, list[tuple]]:
    """Return (pk, title) of the reports with nearly the same text as each fingerprint's."""
    wanted = defaultdict(set)
    for signature in signatures:
        for key in _keys(signature.fingerprint):
            wanted[key].add(signature.fingerprint)
    if not wanted:
        return {}
    in_bands = defaultdict(list)
    for band, value in wanted:
        in_bands[_BANDS[band]].append(value)
    alike = reduce(or_, (Q(**{f"{band}__in": values}) for band, values in in_bands.items()))
    near = defaultdict(set)
    for pk, signed in TextPrint.objects.filter(alike).values_list("article_id", "fingerprint"):
        known = signed & (2**64 - 1)
        for key in _keys(known):
            for mine in wanted.get(key, ()):
                if nearly_same(mine, known):
                    near[mine].add(pk)
    titles = dict(
        Article.objects.order_by()
        .filter(pk__in=set().union(*near.values()))
        .values_list("pk", "title")
    )
    return {mine: [(pk, titles[pk]) for pk in pks if pk in titles] for mine, pks in near.items()}


def _keys(value: int) -> list[tuple[int, int]]:
    """Return (number, value) of each band of a fingerprint; none of an empty text's."""
    keys, shift = [], 0
    for number, width in enumerate(_WIDTHS if value else ()):
        keys.append((number, (value >> shift) & ((1 << width) - 1)))
        shift += width
    return keys


# Upkeep -----------------------------------------------------------------------------------------


def text_print(article_id: int, value: int) -> TextPrint:
    """Return the row, not stored, that a report is known by; ``value`` is its fingerprint."""
    return TextPrint(article_id=article_id, **columns_of(value))


def columns_of(value: int) -> dict[str, int]:
    """Return what the table holds of a fingerprint, by column."""
    bands = {_BANDS[number]: band for number, band in _keys(value)}
    return {"fingerprint": value - 2**64 if value >= 2**63 else value, **bands}


def connect():
    """Listen to revisions being saved. Called once, when the app is ready."""
    post_save.connect(remember_revision, sender=Revision, dispatch_uid="articles.remember_text")


def remember_revision(instance: Revision, **kwargs):
    """Keep the fingerprint of a report's text in step with its latest version."""
    if instance.base_content_type_id == Article.get_base_content_type().pk:
        remember(int(instance.object_id), instance.content)


def remember(article_id: int, content: dict):
    """Keep the fingerprint of the text that a revision's content holds."""
    value = fingerprint_of(content)
    if not value:
        TextPrint.objects.filter(article_id=article_id).delete()
        return
    row = text_print(article_id, value)
    if not TextPrint.objects.filter(article_id=article_id, fingerprint=row.fingerprint).exists():
        row.save()


def fingerprint_of(content: dict) -> int:
    """Return the fingerprint of a report's text without its head, given a revision's content."""
    rows = sorted(content.get("measures", ()), key=lambda row: row.get("sort_order") or 0)
    parts = [content.get("lead") or ""]
    for row in rows:
        parts += [row.get("heading") or "", row.get("body") or ""]
    parts.append(content.get("closing") or "")
    return fingerprint("\n".join(richtext.to_text(each) if "<" in each else each for each in parts))
