"""What stands around the title: source, author, dates, views, breadcrumb.

Labels decide; what stands beside a date without a label counts only if it looks like an outlet.
Order and separators are free, so a line is read as labels, each with the text up to the next.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from articles.extraction.language.dates import (
    Stamp,
    date_only,
    find_stamps,
    opens_with_date,
    unread_dates,
)
from articles.extraction.language.patterns import always
from articles.extraction.language.quantities import find_quantities
from articles.extraction.layout.furniture import CRUMB_LEAD, CRUMB_SEPARATOR, strip_tools
from articles.extraction.layout.lines import Line
from articles.extraction.offsets import (
    PageOffset,
    PageStretch,
    ParagraphOffset,
    ParagraphStretch,
    paragraph_span,
)

from .header_labels import COUNT, LABEL, NO_VIEWS, VIEWS, Label, find_labels

_DATES = ("published", "dated", "made", "unread")
_INDEX_LABEL = re.compile(
    r"索\s*引\s*号|主\s*题\s*(?:分\s*类|词)|发\s*文\s*字\s*号|文\s*号|编\s*号|有\s*效\s*性|关键[词字]|信息类别|组配分类|有效[性期]"
    r"|[一-鿿]{2}(?:时间|日期)"
    r"|(?:所属)?栏目\s*:|标签\s*:|版\s*[次面]\s*:|体裁"
)
_UNREAD_VIEWS = re.compile(r"\s*[:/=|—-]*\s*[\[(]?\s*[^|\s;]{0,16}\s*[\])]?")
_VIEWS_AFTER = re.compile(rf"({COUNT})\s*(?:人次|次|人)\s*(?:浏览|阅读|点击|访问|查看|看过)")
# 本报讯(记者甲 通讯员乙)近年来…: who reports, run into the first sentence of the report.
_SUBTITLE = re.compile(r"(?:—|-{2}).*[一-鿿]{6}")
_SENTENCE = re.compile(r",?[一-鿿]{6}")
_SIGNED_DATE = re.compile(r"\(.+\)$")  # below a title: the day it was adopted or signed
# 数据截至, 完成时限: the day of something else than the report.
_NOT_ISSUED = re.compile(
    r"(?:时限|期限|截[至止]到?|完成|竣工|开工|成立|出生|生于|始于|建于)[\s:]*$"
)
_TOOL_AS_A_VERB = re.compile(r"(?:打印|分享|收藏|关闭|评论)[一-鿿]{2}")
_DATELINE = re.compile(r"[^()。]{0,24}\([^()]*(?:记者|通讯员)[^()]*\)[^\s()|][^|]{7}")
_ASKS = re.compile(
    r"(?:[^\s:]{0,6}记者|问|主持人)\s*:.*(?:[?!您]|请.{3})"
)  # a question of an interview
_NOTHING = re.compile(
    r"^(?:[-—/\\*·.\s\[\]()]*|无|不详|暂无|null|none|undefined|未知|nbsp)$", re.IGNORECASE
)
_SIZES = re.compile(r"(?:\s+[大中小])+$")  # of letters: 小字号
_BOUNDARY = re.compile(r"[|‖〗〕]|\s{2,}|\s/\s|;")
_OUTLET = re.compile(
    r"(?:日报|晚报|早报|晨报|时报|周报|商报|报社|报|网|网站|电视台|广播|台|新闻|发布|客户端"
    r"|公众号|视点|零距离|在线|之窗|之声|融媒体?(?:中心)?|传媒|通讯社|新华社|频道"
    r"|杂志|周刊|期刊|民委|委员会|委|统战部|宣传部|部|局|厅|办公室|办|政府|中心|联合会|学院"
    r"|大学|协会|妇联|团委|工会|法院|检察院"
    r"|支队|大队|总站|边检站|检查站|海关|监狱|[机车工电]务段|供电段|车辆段|客运段|联社|联合社|党支部|党总支|党委|党组"
    r"|领导小组|政治处|军分区)$"
)
_NOT_OUTLET = re.compile(
    r"^(?:星期|周[一二三四五六日天]|第?\s*[A-Z]?\d+\s*版|新闻|要闻|正文|详情|头条|首页|动态"
    r"|综合|原创|转载)|版$|^关于|的|情况|[通汇喜捷]报$|^\d|[。,;!?]"
)
_URL = re.compile(r"(?:https?://|www\.)[\w./:?=&%#~+-]+", re.IGNORECASE)
_GENERIC_CRUMBS = {
    "正文",
    "详情",
    "详细内容",
    "内容",
    "文章内容",
    "内容页",
    "文章",
    "文章正文",
    "信息内容",
    "浏览文章",
    "详细信息",
}


@dataclass(slots=True)
class Item:
    """A labelled value in a line; offsets count in the page's text."""

    kind: str
    value: str
    start: PageOffset
    end: PageOffset
    phrase_start: PageOffset
    phrase_end: PageOffset
    stamp: Stamp | None = None
    number: int | None = None


@dataclass(slots=True)
class HeaderLine:
    """What a line of the header says. `rest` is what no label explains, as (start, end).

    An item of a date's kind without a stamp is a date that is written but not understood.
    """

    items: list[Item] = field(default_factory=list)
    rest: list[PageStretch] = field(default_factory=list)

    def has(self, *kinds: str) -> bool:
        """Say whether any item is of one of these kinds."""
        return any(item.kind in kinds for item in self.items)

    def dates(self, *, read: bool) -> list[Item]:
        """Return the items that are dates, those understood or those written but not."""
        return [
            item for item in self.items
            if item.kind in _DATES and item.start < item.end and (item.stamp is not None) == read
        ]  # fmt: skip


def read_header_line(line: Line) -> HeaderLine | None:
    """Return what a line says as part of a header, or None if it is no header line.

    A header line states a date, a source, an author or views, and little else.
    """
    text = line.text
    if _DATELINE.match(text) or _SUBTITLE.match(text) or _ASKS.match(text):
        return None
    if len(text) > 240 or ("。" in text[:-1] and not LABEL.match(text)):
        return None
    if text.endswith("。") and not _VIEWS_AFTER.search(text) and find_quantities(text):
        return None  # 来源：财政拨款30万元。
    stamps = find_stamps(text)
    labels = find_labels(text, stamps)
    if labels and not stamps and _ends_in_a_quantity(text, labels):
        return None
    if date_only(text) and not stamps:
        return HeaderLine(
            [Item("unread", text, *_at(line, (ParagraphOffset(0), ParagraphOffset(len(text)))))]
        )
    if not labels and not _VIEWS_AFTER.search(text) and (not stamps or _tells(text, stamps[0])):
        return None
    found = HeaderLine()
    found.items, covered = _explain(line, labels, stamps)
    found.rest = [line.stretch_in_page(gap) for gap in _gaps(text, covered)]
    rest = sum(
        len(_URL.sub("", text[start - line.start : end - line.start]).strip())
        for start, end in found.rest
    )
    if not found.items and not labels:
        return None
    limit = 24 if stamps or len(labels) > 1 else 6
    if stamps and len(labels) > 1 and found.rest and found.rest[0][0] == line.start:
        limit = 70  # a title with its header in one line
    return found if rest <= limit else None


def _ends_in_a_quantity(text: str, labels: list[Label]) -> bool:
    """Say whether a line gives an amount where a header has a name: 来源:财政拨款30万元."""
    verb = _TOOL_AS_A_VERB.match(text)  # 分享经验12次
    if {label.kind for label in labels} - {
        "source",
        "author",
        "staff",
        "made",
        "dated",
    } and not verb:
        return False
    quantities = find_quantities(text)
    return bool(quantities) and quantities[-1].end >= len(text.rstrip("。;, "))


def _explain(
    line: Line, labels: list[Label], stamps: list[Stamp]
) -> tuple[list[Item], list[tuple[int, int]]]:
    """Return what labels, dates and views of a line say, and what of the line they cover."""
    text = line.text
    items: list[Item] = []
    covered: list[tuple[int, int]] = []
    unread = unread_dates(text, stamps) if labels else []
    dates = [*(stamp.start for stamp in stamps), *(start for start, _ in unread)]
    for index, label in enumerate(labels):
        limit: int = labels[index + 1].start if index + 1 < len(labels) else len(text)
        if label.kind in ("source", "author", "staff"):
            limit = min([limit, *(date for date in dates if date >= label.end)])
        item = _value(line, label, limit, stamps)
        covered.append((label.start, item.phrase_end - line.start))
        if item.kind != "other":
            items.append(item)

    unlabelled = "made" if _SIGNED_DATE.match(text) and date_only(text) else "dated"
    more = [
        *(Item(unlabelled, text[each.start : each.end], *_at(line, (each.start, each.end)), each)
          for each in stamps if not _NOT_ISSUED.search(text, 0, each.start)),
        *(Item("unread", text[start:end], *_at(line, (start, end))) for start, end in unread),
        *(Item("views", match[1], *_at(line, paragraph_span(match)), number=_count(match[1]))
          for match in _VIEWS_AFTER.finditer(text)),
    ]  # fmt: skip
    for item in more:
        start, end = item.start - line.start, item.end - line.start
        if not any(first <= start < last for first, last in covered):
            covered.append((start, end))
            items.append(item)
    return items, covered


def _count(written: str) -> int:
    """Return a number that may be written with commas or blanks."""
    return int(re.sub("[, ]", "", written))


def _tells(text: str, stamp: Stamp) -> bool:
    """Say whether a line tells what was done on a day: 2020年7月7日某旗召开…."""
    rest = text[: stamp.start] + text[stamp.end :]
    if text.endswith(("。", "!", "?", ";")) and len(rest.strip()) > 2:
        return True
    return stamp.start == 0 and bool(_SENTENCE.match(rest)) and not looks_like_outlet(rest)


def _at(
    line: Line, stretch: ParagraphStretch
) -> tuple[PageOffset, PageOffset, PageOffset, PageOffset]:
    """Return where an item stands that is a phrase of its own, and where that phrase does."""
    start, end = line.stretch_in_page(stretch)
    return start, end, start, end


def _value(line: Line, label: Label, limit: int, stamps: list[Stamp]) -> Item:
    """Return the value that follows a label, up to a limit in the line."""
    text = line.text
    kind, start, end = label

    def item(
        value_start: int,
        value_end: int,
        phrase_end: int | None = None,
        stamp: Stamp | None = None,
        number: int | None = None,
    ) -> Item:
        return Item(
            kind,
            text[value_start:value_end],
            PageOffset(line.start + value_start),
            PageOffset(line.start + value_end),
            PageOffset(line.start + start),
            PageOffset(line.start + (phrase_end or value_end)),
            stamp,
            number,
        )

    if kind in ("published", "dated", "made"):
        stamp = next((stamp for stamp in stamps if end - 1 <= stamp.start < limit), None)
        if stamp is not None and not text[end : stamp.start].strip(" :[(])/|=→>~—-"):
            return item(stamp.start, stamp.end, stamp=stamp)
        return item(*_unread_date(text, start, end, limit))
    if kind == "views":
        match = VIEWS.match(text, end)
        if match is None or match.end() > limit + 2:
            return item(end, end, always(_UNREAD_VIEWS.match(text, end, limit)).end())
        number = _count(match.group(1))
        if match.group(3):  # 1.25万
            number = int(Decimal(f"{number}{match.group(2) or ''}") * 10_000)
        return item(match.start(1), match.end(1), match.end(), number=number)
    if kind == "other":
        filed = _INDEX_LABEL.match(text, start)
        return item(end, end, limit if filed else None)
    value = text[end:limit]
    skipped = len(value) - len(value.lstrip())
    if boundary := _BOUNDARY.search(value, skipped):
        value = value[: boundary.start()]
    trimmed = strip_tools(value) if value.strip() else ""
    value = value[: value.index(trimmed) + len(trimmed)] if trimmed and trimmed in value else ""
    value = _SIZES.sub("", _balanced(value.rstrip(" |/,;(["), text[end:limit]))
    lead = len(value) - len(value.lstrip(" :["))
    if _NOTHING.match(value.strip()) or len(value) > 80 or value.startswith("系"):
        return item(end, end)
    return item(end + lead, end + len(value))


def _balanced(value: str, whole: str) -> str:
    """Return a value with both brackets or none: 旗民委网(www.example.cn)."""
    if value.count("(") < value.count(")"):
        return value.rstrip(") ")
    more = value.count("(") > value.count(")") and whole.startswith(")", len(value))
    return value + ")" if more else value


def _unread_date(text: str, start: int, end: int, limit: int) -> tuple[int, int]:
    """Return where the value of a date's label stands that is no date; empty if there is none.

    时间 and 日期 alone also label what is no date at all.
    """
    begin = end + len(text[end:limit]) - len(text[end:limit].lstrip(" :[(/|"))
    value = text[begin:limit]
    if boundary := _BOUNDARY.search(value):
        value = value[: boundary.start()]
    value = value.rstrip(" |/,;()[]")
    vague = re.match(r"时\s*间|日\s*期", text[start:])
    if _NOTHING.match(value) or NO_VIEWS.match(value) or len(value) > 40 or "。" in value:
        return end, end
    return (end, end) if vague and not opens_with_date(value) else (begin, begin + len(value))


def _gaps(text: str, covered: list[tuple[int, int]]) -> list[ParagraphStretch]:
    """Return the pieces of a line that nothing covers, without page tools."""
    gaps, position = [], 0
    for start, end in [*sorted(covered), (len(text), len(text))]:
        if start > position:
            for match in re.finditer(
                r"[^|\s\[\]()](?:[^|]*?[^|\s\[\]()])??(?=[\s()\[\]]*(?:\||\s{2}|$))",
                text[position:start],
            ):
                piece = strip_tools(match.group())
                if piece and not _NOTHING.match(piece) and piece in match.group():
                    at = position + match.start() + match.group().index(piece)
                    gaps.append((ParagraphOffset(at), ParagraphOffset(at + len(piece))))
        position = max(position, end)
    return gaps


def looks_like_outlet(text: str, strict: bool = False) -> bool:
    """Say whether a folded piece of a header names who published (and is no column or page)."""
    text = re.sub(r"\([^()]{1,12}\)$", "", text.strip())
    if not 2 < len(text) <= 24 or _NOT_OUTLET.search(text):
        return bool(_URL.fullmatch(text))
    if text.startswith("《") and text.endswith("》"):
        return True
    return bool(_OUTLET.search(text)) and not (strict and len(text) > 18)


def crumbs(line: Line) -> list[PageStretch]:
    """Return the parts of a breadcrumb line as (start, end) in the page's text."""
    text = line.text
    lead = CRUMB_LEAD.match(text)
    position = lead.end() if lead else 0
    parts = []
    separators = list(CRUMB_SEPARATOR.finditer(text, position))
    if any(">" in match.group() or "»" in match.group() for match in separators):
        separators = [match for match in separators if re.search("[>»›]", match.group())]
    for separator in [*separators, None]:
        end = separator.start() if separator else len(text)
        piece = text[position:end]
        stripped = piece.strip(" []\u2022")
        if stripped and stripped not in _GENERIC_CRUMBS:
            start = position + piece.index(stripped)
            part = ParagraphOffset(start), ParagraphOffset(start + len(stripped))
            parts.append(line.stretch_in_page(part))
        position = separator.end() if separator else end
    return parts
