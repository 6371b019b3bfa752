"""What both ways in, the desk and the command line, do with a page that was handed in."""

import dataclasses
import datetime
from collections.abc import Sequence
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from articles.importing import Gazetteer, ParsedReport, drafts, parse_page
from articles.importing.duplicates import KnownReports, Twin
from articles.models import Article, PendingImport, RawPage, Theme
from regions.models import FormerDivision, Region


class Outcome(StrEnum):
    """What became of a page."""

    IMPORTED = "imported"
    ALREADY_THERE = "already_there"
    NEEDS_ATTENTION = "needs_attention"
    FAILED = "failed"


class Reader:
    """The parser with this site's places and themes handed in, loaded once for a run."""

    def __init__(self):
        self.gazetteer = Gazetteer(_places())
        self.themes = {
            theme.slug: theme.keywords.split() for theme in Theme.objects.exclude(keywords="")
        }

    def read(self, data: bytes | str, *, filename="", media=None, taken_back=()) -> ParsedReport:
        """Return what a page says. Raises ``PageRefused`` for what cannot become a report."""
        return parse_page(
            data,
            filename=filename,
            media=media,
            gazetteer=self.gazetteer,
            themes=self.themes,
            taken_back=[tuple(span) for span in taken_back],
        )


def _places():
    """Yield every place as (code, official name, parent's code, other names …)."""
    others: dict[str, list[str]] = {}
    for code, name in FormerDivision.objects.values_list("region__code", "name"):
        others.setdefault(code, []).append(name)
    rows = Region.objects.current().values_list(
        "code", "name", "parent__code", "short_name", "aliases"
    )
    for code, name, parent, short_name, aliases in rows.iterator(chunk_size=5000):
        yield code, name, parent, short_name, *aliases.split(), *others.get(code, ())


@transaction.atomic
def hand_in(report: ParsedReport, user) -> PendingImport:
    """Keep a read page until its editor has confirmed it. The same page waits only once."""
    raw_page = drafts.raw_page_of(report)
    stored = RawPage.objects.filter(sha256=raw_page.sha256).first()
    if stored is None:
        raw_page.save()
    return PendingImport.objects.update_or_create(
        raw_page=stored or raw_page,
        defaults={"parsed": report.to_dict(), "taken_back": []},
        create_defaults={"parsed": report.to_dict(), "created_by": user},
    )[0]


@transaction.atomic
def discard(pending: PendingImport):
    """Forget a page that was handed in, unless a report was made from it."""
    raw_page = pending.raw_page
    pending.delete()
    if not raw_page.articles.exists():
        raw_page.delete()


@dataclasses.dataclass
class Result:
    """What became of a page that was imported without asking, and why."""

    outcome: Outcome
    reasons: list[str]


def import_pages(
    reports: Sequence[ParsedReport],
    *,
    known: KnownReports,
    vocabulary: drafts.Vocabulary,
    dry_run: bool = False,
) -> list[Result]:
    """Make drafts of read pages without asking; return what became of each.

    A page that was imported before is left as it is. What looks like a repeated report is still
    imported, as a draft that needs attention: whether it is one, a person says. A report that
    cannot be stored fails alone and leaves nothing behind.
    """
    results, waiting = [], []
    for report in reports:
        data = report.to_dict()
        result = _judge(report, data, known)
        results.append(result)
        if result.outcome == Outcome.ALREADY_THERE:
            continue
        article = drafts.build(data, vocabulary)
        try:
            drafts.clean(article)
        except ValidationError as error:
            result.outcome, result.reasons = Outcome.FAILED, error.messages
            continue
        known.add(report)
        waiting.append((report, article, result))
    if not dry_run:
        _store(waiting, vocabulary)
    return results


def _judge(report: ParsedReport, data: dict, known: KnownReports) -> Result:
    twins = twins_of(data, report.raw_text, known)
    if any(twin.reason == "page" for twin in twins):
        return Result(Outcome.ALREADY_THERE, [twins[0].message])
    reasons = [twin.message for twin in twins]
    reasons += [problem.message for problem in report.problems]
    return Result(Outcome.NEEDS_ATTENTION if reasons else Outcome.IMPORTED, reasons)


def _store(waiting: list[tuple[ParsedReport, Article, Result]], vocabulary: drafts.Vocabulary):
    """Store reports together; when the database refuses, one by one to find the one it refuses."""
    pages = [drafts.raw_page_of(report) for report, _, _ in waiting]
    stored = RawPage.objects.in_bulk([page.sha256 for page in pages], field_name="sha256")
    try:
        drafts.save(
            [
                drafts.Draft(
                    article=article,
                    raw_page=stored.get(page.sha256, page),
                    tags=report.tags,
                    views=report.views.value if report.views else 0,
                )
                for page, (report, article, _) in zip(pages, waiting, strict=True)
            ]
        )
    except DatabaseError as error:
        if len(waiting) == 1:
            result = waiting[0][2]
            result.outcome, result.reasons = Outcome.FAILED, [f"数据库拒绝写入（{error}）"]
            return
        for report, _, result in waiting:
            # The rows were given keys that the database took back: build them anew.
            _store([(report, drafts.build(report.to_dict(), vocabulary), result)], vocabulary)


def twins_of(data: dict, raw_text: str, known: KnownReports) -> list[Twin]:
    """Return the reports that a read one, in its plain form, may repeat."""
    day = data["published"] and datetime.date.fromisoformat(data["published"]["date"])
    title = data["title"]["value"] if data["title"] else ""
    return known.twins(title, day, raw_text, int(data["fingerprint"], 16))
