"""What stands around the title: source, author, dates, views, breadcrumb.

Labels decide; what stands beside a date without a label counts only if it looks like an outlet.
Order and separators are free, so a line is read as labels, each with the text up to the next.
"""

import re
from dataclasses import dataclass, field

from .dates import Stamp, find_stamps
from .furniture import CRUMB_LEAD, CRUMB_SEPARATOR, strip_tools
from .page import Line

_LABELS = {
    "published": (
        "发布时间|发布日期|公开日期|公开时间|发表时间|发表日期|发布于|发表于|刊发时间|刊发日期"
        "|上线时间|上传时间|公布日期|公布时间"
    ),
    "dated": (
        "更新时间|更新日期|创建时间|创建日期|创建于|发稿时间|编辑时间|录入时间|添加时间"
        "|时\\s*间|日\\s*期"
    ),
    "made": "成文日期|成文时间|发文日期|发文时间|印发日期|印发时间|生成日期|制发日期|签发日期",
    "source": (
        "信息来源|发布来源|消息来源|文章来源|资料来源|稿件来源|内容来源|新闻来源|来源单位"
        "|来\\s*源(?:于|自)?"
        "|发布机构|发文机构|发文机关|发布单位|发文单位|发布部门|发布机关|公开机构|公开单位"
        "|供稿单位|出处|稿源"
    ),
    "author": (
        "作\\s*者|撰\\s*稿\\s*人?|撰\\s*文|供稿人|供\\s*稿|(?:本报|本网|本台|特约|见习"
        "|实习|首席|全媒体|融媒体?)*记\\s*者|通讯员"
        "|文\\s*/\\s*图|图\\s*/\\s*文|文图?\\s*/|文字\\s*(?=:)|采写"
    ),
    "staff": (
        "责任编辑|责\\s*编|编\\s*辑|审\\s*核|初\\s*审|复\\s*审|终\\s*审|一审|二审|三审|校\\s*对"
        "|监\\s*制|编审|录\\s*入(?!时间)"
        "|录入员|签发|审核人|发布人|发布者|摄\\s*影|摄\\s*像|供图|统筹|责任校对|编辑人员|信息员"
        "|上传者"
    ),
    "views": (
        "浏\\s*览\\s*次\\s*数|浏览量|浏览数|浏览人次|阅读次数|阅读量|阅读数|点击次数|点击量"
        "|点击数|点击率|访问量|访问次数"
        "|访问人次|查看次数|浏\\s*览|阅\\s*读|点\\s*击|人\\s*气|访问"
    ),
    "other": (
        "字\\s*体|字\\s*号|打\\s*印|分\\s*享(?:到|至)?|收\\s*藏|关闭|评论数?|点赞|栏目|所属栏目"
        "|专栏|信息类别|索\\s*引\\s*号"
        "|主题分类|发文字号|文\\s*号|关键词|关键字|主题词|版\\s*次|版面|标签|组配分类|有效性|体裁"
    ),
}  # fmt: skip
_LABEL = re.compile(
    "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items()), re.IGNORECASE
)
_INDEX_LABEL = re.compile(
    r"索\s*引\s*号|主题分类|发文字号|文\s*号|主题词|关键词|信息类别|组配分类|有效性"
)
_COLON = re.compile(r"\s*[\])]?\s*[:/]?\s*:?")
_BAR = re.compile(r"\|\s*")
_VIEWS = re.compile(
    r"\s*:?\s*[\[(]?\s*(\d[\d,]{0,11})(?:\.(\d)\d*)?\s*(万)?\s*[\])]?\s*(?:人次|次|人)?"
)
_VIEWS_AFTER = re.compile(r"(\d[\d,]{0,11})\s*(?:人次|次|人)\s*(?:浏览|阅读|点击|访问|查看|看过)")
# 本报讯(记者甲 通讯员乙)近年来…: who reports, run into the first sentence of the report.
_DATELINE = re.compile(r"[^()。]{0,24}\([^()]*(?:记者|通讯员)[^()]*\)[^\s()|][^|]{7}")
_NOTHING = re.compile(
    r"^(?:[-—/\\*·.\s\[\]()]*|无|不详|暂无|null|none|undefined|未知|nbsp)$", re.IGNORECASE
)
_BOUNDARY = re.compile(r"\||\s{2,}|\s/\s|;")
_OUTLET = re.compile(
    r"(?:日报|晚报|早报|晨报|时报|周报|商报|报社|报|网|网站|电视台|广播|台|新闻|发布|客户端"
    r"|公众号|视点|零距离|在线|之窗|之声|融媒体?(?:中心)?|传媒|通讯社|新华社|频道"
    r"|杂志|周刊|期刊|民委|委员会|委|统战部|宣传部|部|局|厅|办公室|办|政府|中心|联合会|学院"
    r"|大学|协会|妇联|团委|工会|法院|检察院)$"
)
_NOT_OUTLET = re.compile(
    r"^(?:星期|周[一二三四五六日天]|第?\s*[A-Z]?\d+\s*版|新闻|要闻|正文|详情|头条|首页|动态"
    r"|综合|原创|转载)|版$|^关于|的|情况|通报$|^\d|[。,;!?]"
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
    start: int
    end: int
    phrase_start: int
    phrase_end: int
    stamp: Stamp | None = None
    number: int | None = None


@dataclass(slots=True)
class HeaderLine:
    """What a line of the header says. `rest` is what no label explains, as (start, end)."""

    items: list[Item] = field(default_factory=list)
    rest: list[tuple[int, int]] = field(default_factory=list)

    def has(self, *kinds: str) -> bool:
        """Say whether any item is of one of these kinds."""
        return any(item.kind in kinds for item in self.items)


def read_header_line(line: Line) -> HeaderLine | None:
    """Return what a line says as part of a header, or None if it is no header line.

    A header line states a date, a source, an author or views, and little else.
    """
    text = line.text
    if _DATELINE.match(text):
        return None
    if len(text) > 240 or ("。" in text[:-1] and not _LABEL.match(text)):
        return None
    stamps = find_stamps(text)
    labels = _labels(text, stamps)
    if not stamps and not labels and not _VIEWS_AFTER.search(text):
        return None
    found = HeaderLine()
    covered: list[tuple[int, int]] = []
    for index, (kind, start, end) in enumerate(labels):
        limit = labels[index + 1][1] if index + 1 < len(labels) else len(text)
        item = _value(kind, text, start, end, limit, stamps, line.start)
        if item is not None:
            covered.append((start, item.phrase_end - line.start))
            if item.kind != "other":
                found.items.append(item)
    for stamp in stamps:
        if not any(start <= stamp.start < end for start, end in covered):
            covered.append((stamp.start, stamp.end))
            found.items.append(
                Item(
                    "dated",
                    text[stamp.start : stamp.end],
                    *_at(line, stamp.start, stamp.end),
                    stamp=stamp,
                )
            )
    for match in _VIEWS_AFTER.finditer(text):
        if not any(start <= match.start() < end for start, end in covered):
            covered.append(match.span())
            number = int(match.group(1).replace(",", ""))
            found.items.append(
                Item("views", match.group(1), *_at(line, *match.span()), number=number)
            )
    found.rest = [(line.start + start, line.start + end) for start, end in _gaps(text, covered)]
    rest = sum(
        len(text[start - line.start : end - line.start].strip()) for start, end in found.rest
    )
    if not found.items and not labels:
        return None
    limit = 24 if stamps or len(labels) > 1 else 6
    if stamps and len(labels) > 1 and found.rest and found.rest[0][0] == line.start:
        limit = 70  # a title with its header in one line
    return found if rest <= limit else None


def _at(line: Line, start: int, end: int) -> tuple[int, int, int, int]:
    return line.start + start, line.start + end, line.start + start, line.start + end


def _labels(text: str, stamps) -> list[tuple[str, int, int]]:
    """Return the labels of a line as (kind, start, end after its colon)."""
    found = []
    matches = list(_LABEL.finditer(text))
    several = len(matches) + len(stamps) > 1
    for match in matches:
        kind = match.lastgroup
        colon = _COLON.match(text, match.end())
        # 来源丨楚雄日报 (folded to |) is a colon; 来源：X | 作者：Y parts two labels.
        if kind in ("source", "author") and text.startswith("|", match.end()):
            colon = _BAR.match(text, match.end())
        # 【信息来源】X: the brackets are the colon.
        boxed = text[max(0, match.start() - 1) : match.start()] == "["
        boxed = boxed and text.startswith("]", match.end())
        has_colon = boxed or bool(colon.group().strip(" ])")) or match.group().endswith("/")
        before = text[: match.start()].rstrip()
        fresh = (
            not before
            or before[-1] in "|]([):/·,;□■◎●"
            or text[match.start() - 1] == " "
            or (found and not has_colon)
            or any(stamp.end >= len(before) > stamp.start for stamp in stamps)
        )
        if kind == "views":
            ok = bool(_VIEWS.match(text, match.end() + boxed)) or has_colon
        elif kind in ("published", "dated", "made"):
            next_stamp = any(0 <= stamp.start - match.end() <= 6 for stamp in stamps)
            ok = next_stamp or (has_colon and fresh)
        elif kind == "other":
            ok = has_colon or fresh
        else:
            ok = has_colon or (several and fresh and len(text) <= 120)
            if kind in ("source", "author") and has_colon and not fresh and len(before) > 30:
                ok = False
        if ok:
            end = match.end() + boxed
            if has_colon and kind != "views":
                end = colon.end()
            if found and match.start() < found[-1][2]:
                continue
            found.append((kind, match.start(), end))
    return found


def _value(kind, text, start, end, limit, stamps, base) -> Item | None:
    def item(value_start, value_end, phrase_end=None, **more):
        return Item(
            kind, text[value_start:value_end], base + value_start, base + value_end,
            base + start, base + (phrase_end or value_end), **more,
        )  # fmt: skip

    if kind in ("published", "dated", "made"):
        stamp = next((stamp for stamp in stamps if end - 1 <= stamp.start < limit), None)
        if stamp is None or text[end : stamp.start].strip(" :[(/"):
            return item(end, end)
        return item(stamp.start, stamp.end, stamp=stamp)
    if kind == "views":
        match = _VIEWS.match(text, end)
        if match is None or match.end() > limit + 2:
            empty = re.compile(r"\s*:?\s*(?:[\[(]\s*[\])])?\s*(?:人次|次)?").match(text, end)
            return item(end, end, empty.end())
        number = int(match.group(1).replace(",", ""))
        if match.group(3):
            number = number * 10_000 + int(match.group(2) or 0) * 1_000
        return item(match.start(1), match.end(1), match.end(), number=number)
    if kind == "other":
        filed = _INDEX_LABEL.match(text, start)
        return item(end, end, limit if filed else None)
    stop = min([limit, *(stamp.start for stamp in stamps if stamp.start >= end)])
    value = text[end:stop]
    skipped = len(value) - len(value.lstrip())
    if boundary := _BOUNDARY.search(value, skipped):
        value = value[: boundary.start()]
    trimmed = strip_tools(value) if value.strip() else ""
    value = value[: value.index(trimmed) + len(trimmed)] if trimmed and trimmed in value else ""
    value = value.rstrip(" |/,;(")
    if value.count("(") < value.count(")"):
        value = value.rstrip(") ")
    lead = len(value) - len(value.lstrip(" :"))
    if _NOTHING.match(value.strip()) or len(value) > 80:
        return item(end, end)
    return item(end + lead, end + len(value))


def _gaps(text: str, covered) -> list[tuple[int, int]]:
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
                    gaps.append((at, at + len(piece)))
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


def crumbs(line: Line) -> list[tuple[int, int]]:
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
            parts.append((line.start + start, line.start + start + len(stripped)))
        position = separator.end() if separator else end
    return parts
