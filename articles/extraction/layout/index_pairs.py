"""Index blocks whose labels stand apart from their values: on lines of their own, or in a row.

A list of terms, boxes side by side and a plain copy of either have a label and its value on two
lines, which say nothing alone. A table may name all labels in its first row.
"""

from collections.abc import Iterator

from articles.extraction.language.dates import find_stamps
from articles.extraction.language.normalise import fold
from articles.extraction.offsets import PageOffset, PageStretch

from .header_lines import header_labels
from .header_lines.header import HeaderLine, Item
from .header_lines.index_labels import FEWEST, LABEL
from .lines import BLANK, Line, Page

_LONGEST_VALUE = 60  # characters
_DATES = ("published", "dated", "made")


def join_index_pairs(page: Page) -> None:
    """Make one line of a label and the value below it, where several follow each other."""
    joined: list[Line] = []
    for run in _runs(page.lines):
        pairs = sum(len(each) == 2 for each in run)
        if pairs >= FEWEST:
            joined += [_joined(page, *each) if len(each) == 2 else each[0] for each in run]
        else:
            joined += [line for each in run for line in each]
    page.lines[:] = joined


def _runs(lines: list[Line]) -> Iterator[list[list[Line]]]:
    """Yield all lines in order, those of a block together: each label with its value, if any."""
    run: list[list[Line]] = []
    for line in lines:
        if _is_label(line):
            run.append([line])
        elif run and len(run[-1]) == 1 and _may_be_value(run[-1][0], line):
            run[-1].append(line)
        else:
            if run:
                yield run
            run = []
            yield [[line]]
    if run:
        yield run


def _is_label(line: Line) -> bool:
    return len(line.text) <= _LONGEST_VALUE and LABEL.fullmatch(line.text) is not None


def _may_be_value(label: Line, line: Line) -> bool:
    return (
        len(line) <= _LONGEST_VALUE
        and not line.heading
        and line.zone == label.zone
        and not line.text.endswith("。")
    )


def _joined(page: Page, label: Line, value: Line) -> Line:
    text = " ".join(fold(page.text[label.start : value.end]).splitlines())
    links = label.links + value.links
    return Line(label.start, value.end, text, label.group, 0, False, links, label.zone, cell=True)


def read_index_rows(page: Page) -> dict[int, HeaderLine]:
    """Return what index blocks in two rows say of day and source, by the numbers of both lines."""
    found: dict[int, HeaderLine] = {}
    for index, (above, below) in enumerate(zip(page.lines, page.lines[1:], strict=False)):
        if "\t" not in page.text[above.start : above.end]:
            continue
        labels, values = _cells(page, above), _cells(page, below)
        whole = all(LABEL.fullmatch(fold(page.text[slice(*each)])) for each in labels)
        if whole and len(labels) == len(values) >= FEWEST:
            pairs = zip(labels, values, strict=True)
            items = [item for label, value in pairs for item in _items(page, label, value)]
            found |= {index: HeaderLine(), index + 1: HeaderLine(items)}
    return found


def _cells(page: Page, line: Line) -> list[PageStretch]:
    """Return where the cells of a row stand."""
    cells, start = [], line.start
    for part in page.text[line.start : line.end].split("\t"):
        words = part.strip(BLANK)
        first = PageOffset(start + part.index(words))
        cells.append((first, PageOffset(first + len(words))))
        start = PageOffset(start + len(part) + 1)
    return cells


def _items(page: Page, label: PageStretch, value: PageStretch) -> Iterator[Item]:
    """Yield the item of a header that a label and its value are, if they are one."""
    known = header_labels.LABEL.match(fold(page.text[slice(*label)]))
    kind = known.lastgroup if known else None
    text = fold(page.text[slice(*value)])
    stamps = find_stamps(text) if kind in _DATES else []
    if kind == "source" or stamps:
        stamp = stamps[0] if stamps else None
        yield Item(kind or "", text, *value, label[0], value[1], stamp=stamp)
