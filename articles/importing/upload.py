"""What both ways in, the desk and the command line, do with a page that was handed in."""

import dataclasses
import datetime
import uuid
from collections.abc import Sequence
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.extraction import Gazetteer, ParsedReport
from articles.extraction.layout.lines import Page
from articles.extraction.parse import parse_page
from articles.importing import attachment_files, drafts, picture_files
from articles.importing.duplicates import Duplicate, KnownReports, Signature
from articles.models import Article, PendingImport, RawPage, Theme
from articles.publishing.belongings import office_for
from articles.publishing.bin import oldest_kept
from regions.models import FormerDivision, Region, TreeStamp


class Outcome(StrEnum):
    """What became of a page."""

    IMPORTED = "imported"
    ALREADY_THERE = "already_there"
    NEEDS_ATTENTION = "needs_attention"
    FAILED = "failed"
    SKIPPED = "skipped"  # a file of a folder that is no page


class Reader:
    """The parser with this site's places and themes handed in."""

    def __init__(self):
        self.gazetteer = gazetteer()
        self.themes = {
            theme.slug: theme.keywords.split() for theme in Theme.objects.exclude(keywords="")
        }

    def read(
        self,
        data: bytes | str | Page,
        *,
        filename="",
        media=None,
        address="",
        taken_back=(),
        left_out=(),
    ) -> ParsedReport:
        """Return what a page says. Raises ``PageRefused`` for what cannot become a report."""
        return parse_page(
            data,
            filename=filename,
            media=media,
            address=address,
            gazetteer=self.gazetteer,
            themes=self.themes,
            taken_back=[tuple(span) for span in taken_back],
            left_out=[tuple(span) for span in left_out],
        )


_kept: tuple[uuid.UUID, Gazetteer] | None = None


def gazetteer() -> Gazetteer:
    """Return all places by their names, kept in this process for as long as none changes.

    Twenty thousand places take most of a second to load and prepare. The stamp is asked for
    first: a change in between makes the next call load again.
    """
    global _kept
    stamp = TreeStamp.current()
    if _kept is None or stamp is None or _kept[0] != stamp:
        _kept = (stamp, Gazetteer(_places()))
    return _kept[1]


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
def hand_in(report: ParsedReport, page: Page, user) -> PendingImport:
    """Keep a read page until its editor has confirmed it.

    The same page waits only once for an office; what an editor has begun to correct waits as it is,
    also when it was discarded since.
    """
    picture_files.take_over(report, user)
    attachment_files.take_over(report, user)
    raw_page = drafts.raw_page_of(report)
    known = PendingImport.objects.of(user).filter(raw_page__sha256=raw_page.sha256).first()
    if known and known.typed:
        return bring_back(known.pk) or known
    stored = RawPage.objects.keep(raw_page)
    read = _shown(report) | {"lines": page.to_dict()}
    anew = {"taken_back": [], "left_out": [], "edits": {}, "discarded_at": None}
    region = Region.objects.filter(code=report.region).first() if report.region else None
    office = known.office_id if known else office_for(user, region)
    return PendingImport.objects.update_or_create(
        raw_page=stored,
        office_id=office,
        defaults=read | anew,
        create_defaults=read | {"created_by": user},
    )[0]


def gather(taken: Sequence[PendingImport]):
    """Make one batch of pages that were handed in together.

    A page that comes alone stays in the batch in which it waits already, if any.
    """
    pages = {pending.pk: pending for pending in taken}.values()
    if len(pages) < 2:
        return
    batch = uuid.uuid4()
    for number, pending in enumerate(pages, start=1):
        pending.batch, pending.batch_number, pending.batch_size = batch, number, len(pages)
    with transaction.atomic():
        # Who hands in the same pages at the same moment waits here, and does not part them.
        same = PendingImport.objects.filter(pk__in=[pending.pk for pending in pages])
        list(same.select_for_update().order_by("pk").values_list("pk"))
        PendingImport.objects.bulk_update(pages, ["batch", "batch_number", "batch_size"])


def _shown(report: ParsedReport) -> dict:
    """Return the fields of a waiting page that say what was read."""
    title = report.title.value if report.title else ""
    parsed = report.to_dict()
    for kept, problem in zip(parsed["problems"], report.problems, strict=True):
        # The desk says it in the language of whoever looks.
        kept |= {"template": problem.message.template, "parts": problem.message.parts}
    return {
        "title": title[: PendingImport._meta.get_field("title").max_length],
        "problem_count": len(report.problems),
        "parsed": parsed,
    }


@transaction.atomic
def keep(pending: PendingImport, edits: dict[str, str], version: str | None = None) -> bool:
    """Keep what the editor typed and chose so far, until the report is saved.

    ``version``: the one that this goes on from, ``None`` where it is not known. Returns whether it
    was kept: not if another window kept something else since, or the page waits no longer.
    """
    # PostgreSQL holds no NUL; no field of the form does either.
    fields = {name: value.replace("\0", "") for name, value in edits.items()}
    locked = PendingImport.objects.waiting().select_for_update().filter(pk=pending.pk)
    now = locked.only("edits").first()
    if now is None:
        return False
    if version not in (None, str(now.version)):
        # The same once more, after a double click or a lost answer, overwrites nothing.
        pending.edits = now.edits if now.typed == fields else pending.edits
        return now.typed == fields
    pending.edits = {"fields": fields, "version": now.version + 1}
    PendingImport.objects.filter(pk=pending.pk).update(edits=pending.edits)
    return True


def take_back(pending: PendingImport, start: int, end: int):
    """Read a waiting page again with a stretch of its furniture as text.

    Raises ``PageRefused``, and changes nothing, for what cannot become a report, and
    ``PendingImport.DoesNotExist`` for what waits no longer.
    """
    left_out = [span for span in pending.left_out if not _touch(span, (start, end))]
    _read_again(pending, [*pending.taken_back, [start, end]], left_out)


def leave_out(pending: PendingImport, start: int, end: int):
    """Read a waiting page again with a stretch of its text as furniture.

    Raises ``PageRefused``, and changes nothing, when no report would be left, and
    ``PendingImport.DoesNotExist`` for what waits no longer.
    """
    taken_back = [span for span in pending.taken_back if not _touch(span, (start, end))]
    _read_again(pending, taken_back, [*pending.left_out, [start, end]])


def _touch(one: Sequence[int], other: Sequence[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _read_again(pending: PendingImport, taken_back: list, left_out: list):
    raw_page = pending.raw_page
    page = raw_page.text
    if pending.lines:
        page = Page.from_dict(raw_page.text, pending.lines)
    report = Reader().read(
        page,
        filename=raw_page.filename,
        media=None if pending.lines else "text",
        taken_back=taken_back,
        left_out=left_out,
    )
    fields = _shown(report) | {"taken_back": taken_back, "left_out": left_out}
    # Reading takes its time: it may have been saved or discarded meanwhile.
    if not PendingImport.objects.waiting().filter(pk=pending.pk).update(**fields):
        raise PendingImport.DoesNotExist
    for name, value in fields.items():
        setattr(pending, name, value)


def discard(pending: PendingImport):
    """Put a page that was handed in aside; it can be brought back for some weeks."""
    _set_aside(pending.pk, timezone.now())


def bring_back(pk: int) -> PendingImport | None:
    """Let a discarded page wait again, with all that was typed; ``None`` if it is gone."""
    return _set_aside(pk, None)


@transaction.atomic
def _set_aside(pk: int, moment: datetime.datetime | None) -> PendingImport | None:
    """Note since when a page is discarded. The row is saved, so that whoever listens is told."""
    pending = PendingImport.objects.select_for_update().filter(pk=pk).first()
    if pending:
        pending.discarded_at = moment
        pending.save(update_fields=["discarded_at"])
    return pending


def overdue(now: datetime.datetime) -> QuerySet[PendingImport]:
    """Return the discarded pages that have been kept for as long as they are."""
    return PendingImport.objects.discarded().filter(discarded_at__lte=oldest_kept(now))


@transaction.atomic
def remove(pending: PendingImport):
    """Forget a discarded page for good, unless a report was made from it."""
    raw_page = pending.raw_page
    pictures = picture_files.images_of(pending.parsed.get("pictures", []))
    pending.delete()
    picture_files.forget(pictures)
    if not (raw_page.articles.exists() or raw_page.pending.exists()):
        raw_page.delete()


@dataclasses.dataclass
class Result:
    """What became of a page that was imported without asking, why, and the report it is now."""

    outcome: Outcome
    reasons: list[str]
    article_id: int | None = None


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
    signatures = [Signature.of(report) for report in reports]
    stored = known.stored_duplicates(signatures)
    for report, signature, duplicates in zip(reports, signatures, stored, strict=True):
        result = _judge(report, [*known.added_duplicates(signature), *duplicates])
        results.append(result)
        if result.outcome == Outcome.ALREADY_THERE:
            continue
        if not dry_run:
            refused = picture_files.take_over(report) + attachment_files.take_over(report)
            result.outcome = Outcome.NEEDS_ATTENTION if refused else result.outcome
            result.reasons += [problem.message for problem in refused]
        article = drafts.build(report.to_dict(), vocabulary)
        try:
            drafts.clean(article)
        except ValidationError as error:
            result.outcome, result.reasons = Outcome.FAILED, error.messages
            continue
        known.add(signature)
        waiting.append((report, article, result))
    if waiting and not dry_run:
        _store(waiting, vocabulary)
        known.forget()
    return results


def _judge(report: ParsedReport, duplicates: Sequence[Duplicate]) -> Result:
    for duplicate in duplicates:
        if duplicate.reason == "page":
            return Result(Outcome.ALREADY_THERE, [duplicate.message], duplicate.pk)
    reasons = [duplicate.message for duplicate in duplicates]
    reasons += [problem.message for problem in report.problems]
    return Result(Outcome.NEEDS_ATTENTION if reasons else Outcome.IMPORTED, reasons)


def _store(waiting: list[tuple[ParsedReport, Article, Result]], vocabulary: drafts.Vocabulary):
    """Store reports together; when the database refuses, one by one to find the one it refuses."""
    pages = [drafts.raw_page_of(report) for report, _, _ in waiting]
    stored = RawPage.objects.in_bulk([page.sha256 for page in pages], field_name="sha256")
    try:
        saved = drafts.save(
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
        return
    for article, (_, _, result) in zip(saved, waiting, strict=True):
        result.article_id = article.pk
