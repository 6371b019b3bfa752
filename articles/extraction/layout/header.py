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
from articles.extraction.language.quantities import find_quantities

from .furniture import CRUMB_LEAD, CRUMB_SEPARATOR, strip_tools
from .lines import Line

_LABELS = {
    "published": (
        "发布时间|发布日期|公开日期|公开时间|发表时间|发表日期|发布于|发表于|刊发时间|刊发日期"
        "|上线时间|上传时间|公布日期|公布时间"
    ),
    "dated": (
        "更新时间|更新日期|创建时间|创建日期|创建于|发稿时间|编辑时间|录入时间|添加时间"
        "|最后修改(?:时间|日期|于)?|修改(?:时间|日期)|最后更新|编辑于|创建(?=\\s*:)"
        "|时\\s*间|日\\s*期|(?<![a-z])date(?=\\s*:)"
    ),
    "made": "成文日期|成文时间|发文日期|发文时间|印发日期|印发时间|生成日期|制发日期|签发日期",
    "source": (
        "信息来源|发布来源|消息来源|文章来源|资料来源|稿件来源|内容来源|新闻来源|来源单位"
        "|(?<!数据)(?<!资金)(?<!经费)(?<!收入)(?<!生活)(?<!主要)(?<!人员)来\\s*源(?:于|自)?|来自(?=\\s*:)|转载?自|摘自|选自|(?<![a-z])source(?=\\s*:)"
        "|发布机构|发文机构|发文机关|发布单位|发文单位|发布部门|发布机关|公开机构|公开单位"
        "|供稿单位|出处|稿源"
    ),
    "author": (
        "作\\s*者(?!单位|简介)(?:系(?:本[报刊网台])?(?:特约)?(?:撰稿人|记者|通讯员|评论员))?|撰\\s*稿\\s*人?|撰\\s*文|供稿人|供\\s*稿|(?:本报|本网|本台|特约|见习"
        "|实习|首席|全媒体|融媒体?)*记\\s*者(?!站|协会|节)|通讯员"
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
        "|有效期(?:至|限|到)?|(?:截止|截至|到期|活动|会议|举办|召开|培训|报名|开始|结束|起止|采访|拍摄|调研"
        "|施行|实施|生效|失效|废止)(?:时间|日期)"
        "|专栏|作者单位|作者简介|信息类别|索\\s*引\\s*号"
        "|主题分类|发文字号|文\\s*号|编\\s*号|关键词|关键字|主题词|版\\s*次|版面|标签|组配分类|有效性|体裁"
    ),
}  # fmt: skip
_DATES = ("published", "dated", "made", "unread")
_LABEL = re.compile(
    "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items()), re.IGNORECASE
)
_INDEX_LABEL = re.compile(
    r"索\s*引\s*号|主题分类|发文字号|文\s*号|编\s*号|主题词|关键[词字]|信息类别|组配分类|有效[性期]"
    r"|[一-鿿]{2}(?:时间|日期)"
    r"|(?:所属)?栏目\s*:|标签\s*:|版\s*[次面]\s*:|体裁"
)
_COLON = re.compile(r"\s*[\])]?\s*(?:[:/=→>~]|[-—]{1,2})?\s*:?")
_COUNT = r"\d{1,3}(?: \d{3})+(?!\d)|\d[\d,]{0,11}"  # also 1 234
_BAR = re.compile(r"\|\s*")
_VIEWS = re.compile(
    rf"\s*:?\s*[\[(]?\s*({_COUNT})(\.\d{{1,8}})?\s*(万)?\s*[\])]?\s*(?:人次|次|人)?"
)
# What stands for a number that never came: 载入中, 暂无.
_NO_VIEWS = re.compile(
    r"\s*[\[(]?\s*(?:[加载读]\S{0,2}中|统计中|loading|暂无|null|undefined|-{2})", re.I
)
_UNREAD_VIEWS = re.compile(r"\s*[:/=|—-]*\s*[\[(]?\s*[^|\s;]{0,16}\s*[\])]?")
_VIEWS_AFTER = re.compile(rf"({_COUNT})\s*(?:人次|次|人)\s*(?:浏览|阅读|点击|访问|查看|看过)")
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
_NOTHING = re.compile(
    r"^(?:[-—/\\*·.\s\[\]()]*|无|不详|暂无|null|none|undefined|未知|nbsp)$", re.IGNORECASE
)
# 来源 旗民委: a blank parts label and value where nothing else follows.
_SHORT_VALUE = re.compile(r"\s+[^\s,。、;:|]{2,16}(?:\s[一-鿿]{1,2})?\s*$")
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
    """What a line of the header says. `rest` is what no label explains, as (start, end).

    An item of a date's kind without a stamp is a date that is written but not understood.
    """

    items: list[Item] = field(default_factory=list)
    rest: list[tuple[int, int]] = field(default_factory=list)

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
    if _DATELINE.match(text) or _SUBTITLE.match(text):
        return None
    if len(text) > 240 or ("。" in text[:-1] and not _LABEL.match(text)):
        return None
    if text.endswith("。") and not _VIEWS_AFTER.search(text) and find_quantities(text):
        return None  # 来源：财政拨款30万元。
    stamps = find_stamps(text)
    labels = _labels(text, stamps)
    if labels and not stamps and _ends_in_a_quantity(text, labels):
        return None
    if date_only(text) and not stamps:
        return HeaderLine([Item("unread", text, *_at(line, 0, len(text)))])
    if not labels and not _VIEWS_AFTER.search(text) and (not stamps or _tells(text, stamps[0])):
        return None
    found = HeaderLine()
    covered = _explain(line, labels, stamps, found.items)
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


def _ends_in_a_quantity(text: str, labels: list[tuple[str, int, int]]) -> bool:
    """Say whether a line gives an amount where a header has a name: 来源:财政拨款30万元."""
    verb = _TOOL_AS_A_VERB.match(text)  # 分享经验12次
    if {kind for kind, _, _ in labels} - {
        "source",
        "author",
        "staff",
        "made",
        "dated",
    } and not verb:
        return False
    quantities = find_quantities(text)
    return bool(quantities) and quantities[-1].end >= len(text.rstrip("。;, "))


def _explain(line: Line, labels, stamps: list[Stamp], items: list[Item]) -> list[tuple[int, int]]:
    """Add what labels, dates and views of a line say to its items; return what they cover."""
    text = line.text
    covered: list[tuple[int, int]] = []
    unread = unread_dates(text, stamps) if labels else []
    dates = [*(stamp.start for stamp in stamps), *(start for start, _ in unread)]
    for index, (kind, start, end) in enumerate(labels):
        limit = labels[index + 1][1] if index + 1 < len(labels) else len(text)
        if kind in ("source", "author", "staff"):
            limit = min([limit, *(date for date in dates if date >= end)])
        item = _value(kind, text, start, end, limit, stamps, line.start)
        covered.append((start, item.phrase_end - line.start))
        if item.kind != "other":
            items.append(item)

    def add(kind, start, end, value_end=None, **more):
        if not any(first <= start < last for first, last in covered):
            covered.append((start, end))
            items.append(Item(kind, text[start : value_end or end], *_at(line, start, end), **more))

    unlabelled = "made" if _SIGNED_DATE.match(text) and date_only(text) else "dated"
    for stamp in stamps:
        if not _NOT_ISSUED.search(text, 0, stamp.start):
            add(unlabelled, stamp.start, stamp.end, stamp=stamp)
    for start, end in unread:
        add("unread", start, end)
    for match in _VIEWS_AFTER.finditer(text):
        add("views", *match.span(), match.end(1), number=_number(match.group(1)))
    return covered


def _tells(text: str, stamp: Stamp) -> bool:
    """Say whether a line tells what was done on a day: 2020年7月7日某旗召开…."""
    rest = text[: stamp.start] + text[stamp.end :]
    if text.endswith(("。", "!", "?", ";")) and len(rest.strip()) > 2:
        return True
    return stamp.start == 0 and bool(_SENTENCE.match(rest)) and not looks_like_outlet(rest)


def opens_with_label(text: str) -> bool:
    """Say whether a folded line opens with a known label and what parts it from its value."""
    label = _LABEL.match(text.lstrip(" [("))
    return bool(label) and bool(_COLON.match(text.lstrip(" [("), label.end()).group().strip())


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
        if kind not in ("views", "other") and text.startswith("|", match.end()):
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
            ok = ok or bool(fresh and _NO_VIEWS.match(text, match.end()))
        elif kind in ("published", "dated", "made"):
            next_stamp = any(0 <= stamp.start - match.end() <= 6 for stamp in stamps)
            ok = next_stamp or (fresh and (has_colon or opens_with_date(text[colon.end() :])))
        elif kind == "other":
            ok = has_colon or fresh
        else:
            ok = has_colon or (several and fresh and len(text) <= 120)
            ok = ok or (not before and bool(_SHORT_VALUE.match(text, match.end())))
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


def _value(kind, text, start, end, limit, stamps, base) -> Item:
    def item(value_start, value_end, phrase_end=None, **more):
        return Item(
            kind, text[value_start:value_end], base + value_start, base + value_end,
            base + start, base + (phrase_end or value_end), **more,
        )  # fmt: skip

    if kind in ("published", "dated", "made"):
        stamp = next((stamp for stamp in stamps if end - 1 <= stamp.start < limit), None)
        if stamp is not None and not text[end : stamp.start].strip(" :[(])/|=→>~—-"):
            return item(stamp.start, stamp.end, stamp=stamp)
        return item(*_unread_date(text, start, end, limit))
    if kind == "views":
        match = _VIEWS.match(text, end)
        if match is None or match.end() > limit + 2:
            return item(end, end, _UNREAD_VIEWS.match(text, end, limit).end())
        number = _number(match.group(1))
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
    value = _balanced(value.rstrip(" |/,;("), text[end:limit])
    lead = len(value) - len(value.lstrip(" :"))
    if _NOTHING.match(value.strip()) or len(value) > 80 or value.startswith("系"):
        return item(end, end)
    return item(end + lead, end + len(value))


def _balanced(value: str, whole: str) -> str:
    """Return a value with both brackets or none: 旗民委网(www.example.cn)."""
    if value.count("(") < value.count(")"):
        return value.rstrip(") ")
    more = value.count("(") > value.count(")") and whole.startswith(")", len(value))
    return value + ")" if more else value


def _number(text: str) -> int:
    return int(re.sub("[, ]", "", text))


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
    if _NOTHING.match(value) or _NO_VIEWS.match(value) or len(value) > 40 or "。" in value:
        return end, end
    return (end, end) if vague and not opens_with_date(value) else (begin, begin + len(value))


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
