"""The block of a government page that an index lists it by: its numbers, office and topic."""

import re
from itertools import pairwise

from articles.extraction.language.dates import find_stamps
from articles.extraction.layout.layout import Layout
from articles.extraction.layout.lines import BLANK, Page
from articles.extraction.offsets import PageOffset, PageStretch
from articles.extraction.report import Disclosure, Text, Where

from .facts import text_of

_LABELS = {
    "index_number": r"索\s*引\s*号|信息索引号?",
    "document_number": r"发文字号|发文文号|文\s*号|文件编号",
    "issuing_office": r"发文机[关构]|发文单位|制发机[关构]|发布机[关构]",
    "topic": r"主题分类|所属主题",
    "written_on": r"成文日期|成文时间|生成日期|制发日期",
    "topic_words": r"主\s*题\s*词",
    "validity": r"有\s*效\s*性|效力状态|公文时效|时\s*效\s*性?|是否有效",
}
# What else stands in such a block, and so ends the value before it.
_OTHERS = (
    r"公开(?:方式|形式|范围|属性|类别|类型|时限|日期|时间|机[关构]|责任部门)|发[布文](?:日期|时间)"
    r"|印发日期|名\s*称|信息名称|标\s*题|信息(?:分类|类别|来源)|体裁分类|服务对象|组配分类|内容概述"
    r"|生效日期|废止日期|分\s*类|概\s*述|关\s*键\s*[词字]|来\s*源|作\s*者|责任科室|文件类型|浏览次数|点击[数量]|字体"
)
# Between the characters of a label may stand blanks that make all labels as long as each other.
_SPACED = re.compile(r"(\[[^\]]*\]|[\u4e00-\u9fff])(?=[\u4e00-\u9fff\[])")
_NAMES = _SPACED.sub(
    r"\1 *",
    "|".join([*(f"(?P<{name}>{form})" for name, form in _LABELS.items()), f"(?:{_OTHERS})"]),
)
_LABEL = re.compile(rf"(?<![^\s:\[(|])(?:{_NAMES})(?:[ \u3000]*(?:\][ \u3000]*:?|:|(?=[\t\n]|$)))")
# Where no colon parts them: a label alone in front of its line, its value behind it.
_BARE = re.compile(rf"(?m)^[ \t]*(?:{_NAMES})(?=[^:\n])")
_FEWEST_BARE = 3  # of one block, each another
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
    labels = list(_LABEL.finditer(folded))
    bare = list(_BARE.finditer(folded))
    if not labels and len({each.group().strip() for each in bare}) >= _FEWEST_BARE:
        return bare
    return labels


def _read_below(page: Page, start: PageOffset, folded: str, found: Disclosure) -> bool:
    """Read a row of labels with their values in the row below; return whether there was one."""
    at = 0
    lines = folded.split("\n")
    for above, below in pairwise(lines):
        at += len(above) + 1
        names = [_LABEL.fullmatch(cell.strip(BLANK)) for cell in above.split("\t")]
        cells = below.split("\t")
        if len(names) < _FEWEST_BARE or not all(names) or len(cells) > len(names):
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
