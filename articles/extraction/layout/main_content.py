"""Which stretch of a page's lines holds the report, among menus, lists and other articles."""

from dataclasses import dataclass
from typing import NoReturn

from articles.extraction.errors import PageRefused
from articles.extraction.language.dates import date_only
from articles.extraction.wording import Wording as _

from .furniture import is_dated_item, is_teaser
from .header_lines.header import looks_like_outlet
from .header_lines.persons import is_office
from .line_kinds import Marks
from .not_reports import refuse_by_name
from .short_lines import take_short_lines

MIN_BODY = 30
_MOST_SIGNERS = 3


@dataclass(frozen=True, slots=True)
class MainStretch:
    """Where the report's lines start and stop, and the blocks of header lines in between.

    `several`: the first line of a second article on the page, None if there is none.
    """

    start: int
    stop: int
    blocks: list[list[int]]
    several: int | None = None


def find_main_stretch(marks: Marks) -> MainStretch:
    """Return where the report stands.

    Raises `PageRefused`: "no_report", "list_page" or "several_articles".
    """
    refuse_by_name(marks)
    blocks = _header_blocks(marks)
    if _weight(marks, 0, len(marks.lines)) < MIN_BODY and not _is_list(marks):
        take_short_lines(marks)
    bounds = [block[0] for block in blocks]
    starts = [0, *bounds]
    weights = []
    for index, begin in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else len(marks.lines)
        weights.append(_weight(marks, begin, end))
    total = sum(weights)
    if total < MIN_BODY and not marks.forced_body:
        refuse_empty(marks)
    articles = [
        index for index, weight in enumerate(weights) if weight >= 100 and index > 0
        and _opens_article(marks, blocks[index - 1])
    ]  # fmt: skip
    if len(articles) >= 3 and not marks.forced_body:
        raise PageRefused(
            "several_articles",
            _("页面里有 %(count)d 篇文章，请打开其中一篇的页面再导入。", count=len(articles)),
        )
    best = max(range(len(weights)), key=lambda index: (weights[index], -index))
    if len(articles) == 2:
        first = articles[0]
        if weights[first] * 4 >= weights[best]:
            best = first
    several = articles[1] if len(articles) == 2 else None
    begin = starts[best]
    stop = starts[best + 1] if best + 1 < len(starts) else len(marks.lines)
    if stop < len(marks.lines) and not (
        len(articles) == 2 and blocks[best][0] == blocks[articles[1] - 1][0] and best == articles[0]
    ):
        stop = len(marks.lines) if _weight(marks, stop, len(marks.lines)) < weights[best] else stop
    inside = [block for block in blocks if begin <= block[0] < stop]
    return MainStretch(begin, stop, inside, several)


def _header_blocks(marks: Marks) -> list[list[int]]:
    """Return runs of header lines: at most three other short lines may stand between two."""
    blocks: list[list[int]] = []
    for index in sorted(marks.metas):
        meta = marks.metas[index]
        if not meta.has("published", "dated", "made", "source", "views", "author"):
            continue
        if has_a_headline(marks, index) or _signs(marks, index):
            continue
        if blocks and index - blocks[-1][-1] <= 4 and not any(marks.prose[blocks[-1][-1] : index]):
            blocks[-1].append(index)
        else:
            blocks.append([index])
    return blocks


def _signs(marks: Marks, index: int) -> bool:
    """Say whether a line is the day under a letter whose office stands right above, below text."""
    office = index - 1
    while office > 0 and index - office <= _MOST_SIGNERS and is_office(marks.lines[office].text):
        office -= 1
    signed = office < index - 1 and marks.prose[office]
    return signed and date_only(marks.lines[index].text)


def has_a_headline(marks: Marks, index: int) -> bool:
    """Say whether what stands beside the date of a header line is a headline, no outlet."""
    line, meta = marks.lines[index], marks.metas[index]
    if not is_dated_item(line.text) or not meta.rest or meta.has("source", "views"):
        return False
    rest = [line.text[start - line.start : end - line.start] for start, end in meta.rest]
    return not all(map(looks_like_outlet, rest))


def _opens_article(marks: Marks, block: list[int]) -> bool:
    """Say whether a header block has both a date and a headline above it."""
    if not any(marks.metas[index].has("published", "dated", "made") for index in block):
        return False
    above = block[0] - 1
    return (
        above >= 0
        and not marks.prose[above]
        and not marks.kinds[above]
        and (above not in marks.metas and 6 <= len(marks.lines[above].text) <= 60)
    )


def _weight(marks: Marks, begin: int, end: int) -> int:
    weight, ended = 0, False
    for index in range(begin, end):
        if marks.prose[index]:
            weight += len(marks.lines[index]) if not ended else 0
        elif weight and marks.kinds[index] in ("prevnext", "related", "site"):
            ended = True
    return weight


def _is_list(marks: Marks) -> bool:
    """Say whether a page has as many links and headlines as lists of articles have."""
    items = sum(
        is_dated_item(line.text) or is_teaser(line.text) or line.links * 2 > len(line)
        for line in marks.lines
    )
    return items >= 5


def refuse_empty(marks: Marks) -> NoReturn:
    """Refuse a page without a report, saying whether it is a list of reports."""
    if _is_list(marks):
        raise PageRefused(
            "list_page", _("这是文章列表页，不是一篇报告。请打开其中一篇的页面再导入。")
        )
    raise PageRefused("no_report", _("页面里没有找到报告正文（没有成段的文字）。"))
