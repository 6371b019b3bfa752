"""Takes the reports of an old site over as drafts, and remembers its addresses."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from articles.extraction import PageRefused, ParsedReport
from articles.extraction.layout.lines import Page
from articles.extraction.pictures.sources import by_path
from articles.extraction.readers import check_size, read_page
from articles.importing import old_copies, old_sites
from articles.importing.drafts import Vocabulary
from articles.importing.duplicates import KnownReports
from articles.importing.folders import files_in
from articles.importing.old_sites import OldPage
from articles.importing.upload import Outcome, Reader, Result, import_pages
from articles.models import Article, MovedPage, RawPage

logger = logging.getLogger(__name__)
BATCH = 50  # pages in a transaction
SHORTEST = 60  # characters of a report's text: less is a notice of the site itself
_BECAME = {
    Outcome.IMPORTED: MovedPage.Outcome.TAKEN,
    Outcome.NEEDS_ATTENTION: MovedPage.Outcome.DOUBTFUL,
    Outcome.ALREADY_THERE: MovedPage.Outcome.KNOWN,
    Outcome.FAILED: MovedPage.Outcome.FAILED,
    Outcome.SKIPPED: MovedPage.Outcome.PASSED_OVER,
}


class _Read(NamedTuple):
    """A page of the mirror, what was read of it, and the result, unless it is a report."""

    page: OldPage
    report: ParsedReport | None
    result: Result | None
    joined: tuple[OldPage, ...]

    @property
    def own(self) -> ParsedReport | None:
        """The report to import, unless it is a copy of another."""
        return None if self.result else self.report


def move(
    folder: Path, progress: Callable[[list[OldPage]], Iterable[OldPage]] = iter
) -> Iterator[MovedPage]:
    """Take over what a mirror holds and was not taken yet; yield what became of each address.

    Fifty pages at a time, their drafts and addresses in one transaction: a run that is killed
    leaves whole reports, and the next goes on behind them.
    """
    done = set(MovedPage.objects.values_list("file", flat=True))
    waiting = [page for page in old_sites.pages(folder) if page.name not in done]
    reader, known, vocabulary = Reader(), KnownReports(), Vocabulary()
    going = iter(progress(waiting))
    while batch := list(islice(going, BATCH)):
        read = [_read(page, reader) for page in batch]
        with transaction.atomic():
            rows = list(_rows(read, known, vocabulary))
            MovedPage.objects.bulk_create(rows, ignore_conflicts=True)
        yield from rows


def _read(page: OldPage, reader: Reader) -> _Read:
    joined: tuple[OldPage, ...] = ()
    try:
        whole = _page(page)
        if page.further:
            further = [(each, _page(each)) for each in page.further]
            same = [(each, its) for each, its in further if _same_head(whole, its)]
            joined = tuple(each for each, _ in same)
            whole = old_sites.joined(whole, [its for _, its in same])
        report = reader.read(whole, filename=page.name.rpartition("/")[2], address=page.name)
    except PageRefused as refusal:
        return _Read(page, None, Result(Outcome.SKIPPED, [refusal.message]), joined)
    except OSError as error:
        return _Read(page, None, Result(Outcome.FAILED, [f"无法读取（{error.strerror}）"]), joined)
    except Exception:  # whatever a page does to the parser, the others are still read
        logger.exception("The parser failed on %s", page.name)
        return _Read(page, None, Result(Outcome.FAILED, ["识别时出错，已记入日志"]), joined)
    why = _is_none(report)
    return _Read(page, report, Result(Outcome.SKIPPED, [why]) if why else None, joined)


def _page(page: OldPage) -> Page:
    check_size(page.path.stat().st_size)
    mirror = page.path.parents[page.name.count("/")]
    return read_page(page.path.read_bytes(), "html", by_path(page.name, files_in(mirror)))


def _same_head(one: Page, other: Page) -> bool:
    """Return whether two pages stand under one title: the largest heading, or the first lines."""
    heads = [
        [line.text for line in page.lines if line.heading] or [each.text for each in page.lines[:1]]
        for page in (one, other)
    ]
    return bool(set(heads[0]) & set(heads[1]))


def _is_none(report: ParsedReport) -> str:
    """Return why a page that can be read is no report of the old site, "" if it is one.

    Pages about the office, contacts and instructions bear no date: every report has one.
    """
    if report.published is None:
        return "没有发布日期，不像报告；如是报告，请用 import_reports 单独导入"
    texts = [*report.lead, *report.closing]
    texts += [each for row in report.outline for each in row.paragraphs]
    if sum(len(each.quote) for each in texts) < SHORTEST:
        return "正文太短，不像报告"
    return ""


def _rows(
    read: Sequence[_Read], known: KnownReports, vocabulary: Vocabulary
) -> Iterator[MovedPage]:
    copies = old_copies.found([(each.page.name, each.report, bool(each.own)) for each in read])
    own = {
        number: each.own for number, each in enumerate(read) if each.own and number not in copies
    }
    imported = import_pages(list(own.values()), known=known, vocabulary=vocabulary)
    results = dict(zip(own, imported, strict=True))
    for number, each in enumerate(read):
        if copy := copies.get(number):
            results[number] = _of_copy(copy, results)
        elif each.result:
            results[number] = each.result
        elif results[number].article_id is None:  # the same page stood at another address
            same = Article.objects.filter(raw_page__sha256=RawPage.digest(own[number].raw_text))
            results[number].article_id = same.values_list("pk", flat=True).first()
        yield from _of_page(each, results[number])


def _of_copy(copy: old_copies.Known, results: dict[int, Result]) -> Result:
    """Return what became of a copy: its addresses lead to the report that it is one of."""
    article_id = copy.article_id if copy.number is None else results[copy.number].article_id
    reason = f"与《{copy.title}》同题、同日、同文，是同一篇报告的另一版本"
    return Result(Outcome.ALREADY_THERE if article_id else Outcome.FAILED, [reason], article_id)


def _of_page(each: _Read, result: Result) -> Iterator[MovedPage]:
    outcome, reason = _BECAME[result.outcome], "；".join(map(str, result.reasons))
    yield from _addresses(each.page, outcome, reason, result.article_id)
    for further in each.joined:
        yield from _addresses(further, MovedPage.Outcome.JOINED, each.page.name, result.article_id)
    for further in set(each.page.further) - set(each.joined):
        reason = "与首页标题不同，没有并入，也没有导入"
        yield from _addresses(further, MovedPage.Outcome.PASSED_OVER, reason, None)


def _addresses(
    page: OldPage, outcome: MovedPage.Outcome, reason: str, article_id: int | None
) -> Iterator[MovedPage]:
    for address in page.addresses:
        yield MovedPage(
            address=address.replace("\0", "")[:500],
            file=page.name[:500],
            outcome=outcome,
            reason=reason,
            article_id=article_id,
        )
