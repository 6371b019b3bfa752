"""The block of a government page that an index lists it by: its numbers, office and topic."""

import re
from itertools import pairwise

from articles.extraction.language.dates import find_stamps
from articles.extraction.layout.header_lines.index_labels import BARE, FEWEST, LABEL
from articles.extraction.layout.layout import Layout
from articles.extraction.layout.lines import BLANK, Page
from articles.extraction.offsets import PageOffset, PageStretch
from articles.extraction.report import Disclosure, Text, Where

from .facts import text_of

_NOTHING = re.compile(r"[-—/\s]*|无|暂无|空")
_NUMBER = re.compile(r"\S{2,30}?\s*[\[(]\s*(?:19|20)\d\d\s*[\])]\s*\d{1,4}\s*号")
_VALIDITY = {
    "有效": "valid",
    "现行有效": "valid",
    "是": "valid",
    "已修改": "amended",
    "部分失效": "amended",
    "失效": "expired",
    "已失效": "expired",
    "无效": "expired",
    "否": "expired",
    "废止": "repealed",
    "已废止": "repealed",
}
_LONGEST = 100
_AROUND = f"{BLANK}|"  # a value: bars part one from the next label


def read_index_block(page: Page, layout: Layout) -> Disclosure:
    """Return what the lines above the text say of the document, each as far as it is said."""
    found = Disclosure()
    last = layout.body[0] if layout.body else len(page.lines)
    above = [index for index in range(last) if index not in layout.title]
    for stretch in _stretches(page, above):
        _read(page, stretch, found)
    return found


def _stretches(page: Page, indexes: list[int]) -> list[PageStretch]:
    """Return where the runs of lines stand; the title parts them."""
    runs: list[PageStretch] = []
    before = None
    for index in indexes:
        line = page.lines[index]
        if line.zone == "meta":
            continue
        if before is not None and index == before + 1:
            runs[-1] = (runs[-1][0], line.end)
        else:
            runs.append((line.start, line.end))
        before = index
    return runs


def _read(page: Page, stretch: PageStretch, found: Disclosure) -> None:
    start, end = stretch
    # Cells of a table are parted by tabs, which folding takes for blanks.
    pairs = zip(page.folded[start:end], page.text[start:end], strict=True)
    folded = "".join("\t" if raw == "\t" else char for char, raw in pairs)
    labels = _labels(folded)
    if _read_below(page, start, folded, found):
        return
    ends = [*(label.start() for label in labels), len(folded)][1:]
    for label, stop in zip(labels, ends, strict=True):
        name = label.lastgroup
        if name is None or getattr(found, name) is not None:
            continue
        piece = folded[label.end() : stop]
        value = piece.strip(_AROUND).split("\n")[0].strip(_AROUND)
        if value:
            _take(page, found, name, value, start + label.end() + piece.index(value))


def _labels(folded: str) -> list[re.Match[str]]:
    """Return the labels of a stretch; those without a colon only where several lines have one."""
    labels = list(LABEL.finditer(folded))
    bare = list(BARE.finditer(folded))
    if not labels and len({each.group().strip() for each in bare}) >= FEWEST:
        return bare
    return labels


def _read_below(page: Page, start: PageOffset, folded: str, found: Disclosure) -> bool:
    """Read a row of labels with their values in the row below; return whether there was one."""
    at = 0
    lines = folded.split("\n")
    for above, below in pairwise(lines):
        at += len(above) + 1
        names = [LABEL.fullmatch(cell.strip(BLANK)) for cell in above.split("\t")]
        cells = below.split("\t")
        if len(names) < FEWEST or not all(names) or len(cells) > len(names):
            continue
        here = at
        for label, cell in zip(names, cells, strict=False):
            name, value = label.lastgroup if label else None, cell.strip(BLANK)
            if name and value and getattr(found, name) is None:
                _take(page, found, name, value, start + here + cell.index(value))
            here += len(cell) + 1
        return True
    return False


def _take(page: Page, found: Disclosure, name: str, value: str, at: int) -> None:
    """Take a value that stands at an offset, if it can be what its label says."""
    if len(value) > _LONGEST or _NOTHING.fullmatch(value):
        return
    stretch = PageOffset(at), PageOffset(at + len(value))
    text = text_of(page, stretch, Where.HEADER)
    if _told(name, text, value):
        setattr(found, name, text)


def _told(name: str, text: Text, folded: str) -> bool:
    """Return whether a value can be what its label says; give it the form it is kept in."""
    if name == "index_number":
        return bool(re.search(r"\d", folded)) and len(folded) <= 60
    if name == "document_number":
        return bool(_NUMBER.fullmatch(folded))
    if name == "validity":
        text.value = _VALIDITY.get(folded, "")
        return bool(text.value)
    if name == "written_on":
        stamps = find_stamps(folded)
        text.value = stamps[0].date.isoformat() if stamps else ""
        return bool(stamps)
    return True
