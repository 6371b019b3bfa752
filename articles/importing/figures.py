"""Numbers with their units: name, value, year, growth, approximation, and 分别 pairs."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal

from .documents import bracketed
from .figure_counts import counts, counts_bearers, is_slogan
from .figure_names import HEAD_WORD, RawFigure, name_figure
from .numerals import chinese_to_int, to_decimal
from .report import Figure
from .segments import Segment, Segments
from .years import Years, sentence_bounds

_UNIT = (
    r"人民币元|美元|欧元|港元|日元|元|个百分点|百分点|%|‰|平方公里|平方千米|平方米|立方米|公里"
    r"|千米|厘米|米(?![面粮])|公顷|公斤|千克|斤|吨|千瓦时|千瓦|兆瓦"
    r"|千伏安|千伏|亩次|亩|人次|户次|件次|场次|批次|班次|车次|例次|课时|学时|人份|个(?!月|小时"
    r"|工作日|民族一家)|名|位(?!一体)|人(?!民|均|员|类"
    r"|心|大)|户(?!外|口|籍|均)|家(?!庭|乡|园|长)|对(?!口|于|接|象|外)|项|件|所(?!有|以)|处|座|条"
    r"|场(?!地|所|馆)|期|批|套|册|份(?!额)|篇|部(?!门|分|队|委)|间|台|辆|只(?!有|要|是)|头|口"
    r"|匹|峰|群(?!众)|支(?!持|部)"
    r"|队(?!伍)|组(?!织|长)|类|种(?!植|养)|门|堂|节(?!目|日)|幅|块|面(?!积|向|对|貌)|张|栋|幢"
    r"|棵|株|盏|次"
    r"|本(?!地|级|土)|枚|首|集(?!体|中|市)|例|起|宗|天(?!然)|小时|学期|盘|桶|箱|袋|瓶|盒|床|双"
    r"|把|顶|艘|架(?!构)|副|扇|根|卷|轮|款"
    r"|样|枝|束|层|步|万头|羽|尾|穴|口井|眼|孔|封|倍|列(?!为|入|车|出|席|支)"
)
_SCALE = r"(?:百万|千万|万|亿)"
# 突破10万 tells that a mark was passed; the words of 约 leave the value itself open.
_ABOUT_BEFORE = r"近|约|大约|将近|接近|超过|超|逾|不少于|不低于"
# Both patterns start with the number itself, so that the search skips from digit to digit; what
# stands in front is looked at afterwards.
_NUMBER = re.compile(
    r"(?P<number>\d(?:\d{0,2}(?:[, ]\d{3})+|\d{0,11})(?:\.\d+)?)\s*(?P<more>余|多|来|几)?\s*"
    rf"(?P<scale>{_SCALE})?(?P<more2>余|多|来)?\s*(?P<unit>{_UNIT})"
    r"(?P<after>左右|以上|上下|之多|以下|以内)?"
)
_ABOUT = re.compile(rf"(?:{_ABOUT_BEFORE})\s*$")
_NOT_BEFORE_NUMBER = re.compile(r"[\d.A-Za-z第+×]$|\d,$")
_NOT_BEFORE_CHINESE = re.compile(r"[第零一二三四五六七八九十百千万亿两\d每周期]$")
# 常住人口8.6万 counts people without saying 人; no other number goes without its unit.
_PEOPLE = re.compile(
    r"人口(?:数|总数|总量)?(?:达到?|有|为|共|是)?\s*(?P<about>近|约|超过?)?(?P<number>\d{1,5}(?:\.\d+)?)"
    r"\s*(?P<more>余|多)?(?P<scale>[万亿])(?P<more2>余|多)?(?=[,。;、)\s]|$|左右)"
)
_HUNDREDTHS = re.compile(r"百分之(?P<number>[零一二三四五六七八九十百点]{1,8}|\d+(?:\.\d+)?)")
_CHINESE = re.compile(
    r"(?P<number>[一二两三四五六七八九十百][零一二三四五六七八九十百千万]{0,8})(?P<more>余|多)?\s*"
    r"(?P<scale>万|亿)?(?P<unit>元|亩|公里|吨|人次|场次|个|名|位|人|户|家|项|件|所|处|座|条|场|期|批|套"
    r"|册|份|篇|部|间|台|辆|支|次|类|种|对|组|幅|面|块|首|例|起)(?P<after>左右|以上)?"
)
# 三家子村, 五家子村, 二人台 and 四家班子 count nothing.
_NOT_A_COUNT = re.compile(
    r"(?:家|户|间|座|棵)(?:子|窝铺|店|堡|庄|沟|湾|屯|营|寨|坪|台)[一-鿿]{0,2}(?:村|嘎查|屯|镇|乡|社区)|人[台转]|[家套]班子"
)
_COUNT_WORD = re.compile(r"[二两三四五六七八九十]|百[零一二三四五六七八九十]|一[十百千万]")
_GROWTH = re.compile(
    r"\s*[,、(]?\s*(?:分别|均)?(?:(?:同比|比上年同期|比上年|较上年同期|较上年|比去年同期|较去年同期|比去年"
    r"|[比较](?:19|20)\d\d年(?:同期)?|增速|增幅"
    r"|较去年|比前年|年均|与上年相比|环比|可比价"
    r"|按可比价格计算|名义|实际|其中)[,]?)*(?:分别|均)?(?P<verb>增长率?(?:为|达)?|增加|上升"
    r"|提高|增幅(?:为|达到?)?|增速(?:为"
    r"|达到?)?|下降|减少|降低|回落|负增长)了?(?=\s*-?\d+(?:\.\d+)?\s*(?:%|、|和))"
)
_PERCENT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(%|个百分点)?")
# 较上年增加520万元 is an increment of the value before it, not a value that grows.
_INCREMENT = re.compile(r"(?:较|比)[^,。;]{0,8}(?:增加|增长|增|减少|多|少)了?\s*$")
_INCREMENT_PHRASE = re.compile(
    r"(?:较|比)[^,。;]{0,8}(?:增加|增长|增|减少|多|少)了?\s*[\d.,]+[万亿]?[一-鿿]{1,2}"
)
_REMARK = re.compile(r"^\s*\([^()]{1,8}\)")  # 14.7万头(只)
_FALL = ("下降", "减少", "降低", "回落", "负增长")
_RESPECTIVE = re.compile(
    r"分别(?P<verb>(?:同比)?(?:达到?了?|为|是|实现|完成|增长|增加|下降|减少|提高|占|有|投入"
    r"|建成|发放|培训|到)?(?:到|至"
    r"|了)?)\s*(?=近|约|\d)"
)
_LIST_ITEM = re.compile(
    rf"\s*(?:近|约)?(-?\d{{1,12}}(?:,\d{{3}})*(?:\.\d+)?)\s*({_SCALE}?)(余"
    rf"|多)?\s*((?:{_UNIT})?)\s*(?:和|及|与|以及|、|,(?=\s*\d))?"
)
_DAY_AND_NIGHT = re.compile(r"(?:24小时|365天|7×24小时)")


@dataclass(slots=True)
class FigureNotes:
    """What the checks need besides the figures: 分别 with unequal lists, as (start, end)."""

    unequal: list[tuple[int, int]] = field(default_factory=list)


def find_figures(
    segments: Segments,
    published_year: int | None,
    taken: list[tuple[int, int]],
) -> tuple[list[Figure], FigureNotes]:
    """Return the figures of title, lead, outline and closing.

    `taken` are stretches already read as honors, whose counts are not figures. Figures of the
    title count only when the body does not give them.
    """
    notes = FigureNotes()
    found: list[Figure] = []
    titled: list[Figure] = []
    blocked = set()
    for start, end in taken:
        blocked.update(range(start, end))
    for segment in segments.of("title", "lead", "outline", "closing"):
        if segment.heading and segment.where == "outline":
            continue
        raws = _in_paragraph(segments.folded, segment, blocked, notes)
        if not raws:
            continue
        years = Years(segments.folded, segment.start, segment.end, published_year)
        for raw in raws:
            when = years.at(
                raw.number_start,
                opening=years.alone or not _summed_up(segments.folded, raw, segment),
            )
            start, end = raw.quote or (raw.start, raw.end)
            named = segments.folded.find(raw.name, segment.start, segment.end)
            if named >= 0:  # as the page writes it
                raw.name = segments.raw[named : named + len(raw.name)]
            figure = Figure(
                name=raw.name,
                value=raw.value,
                unit=raw.unit,
                year=when.year,
                period=when.period,
                growth=raw.growth,
                approximate=raw.approximate,
                **segments.fact(start, end, segment),
            )
            (titled if segment.where == "title" else found).append(figure)
    known = {(figure.value, figure.unit) for figure in found}
    titled = [figure for figure in titled if (figure.value, figure.unit) not in known]
    return titled + found, notes


def _summed_up(text: str, raw: RawFigure, segment: Segment) -> bool:
    """Say whether a sentence gives the sum of several years, so that no earlier one dates it."""
    begin, _ = sentence_bounds(text, raw.number_start, segment.start, segment.end)
    return "累计" in text[begin : raw.number_start]


def _in_paragraph(
    folded: str, segment: Segment, blocked: set, notes: FigureNotes
) -> list[RawFigure]:
    text = folded[segment.start : segment.end]
    if not re.search(r"\d|[二两三四五六七八九十百]", text):
        return []
    masked = list(text)
    for start, end in bracketed(text):
        masked[start:end] = "\x01" * (end - start)
    for match in _DAY_AND_NIGHT.finditer(text):
        masked[match.start() : match.end()] = "\x01" * (match.end() - match.start())
    text = "".join(masked)
    raws: list[RawFigure] = []
    used: set[int] = set()
    for match in _RESPECTIVE.finditer(text):
        if segment.start + match.start() not in blocked:  # the counts of honors are not figures
            raws += _respective(text, match, used, notes, segment.start)
    raws += _plain(text, used, segment.start, blocked)
    raws.sort(key=lambda raw: raw.number_start)
    _growths(text, raws)
    raws = [raw for raw in raws if raw.unit]
    previous_end, previous_name = 0, ""
    for raw in raws:
        if not raw.fixed:
            begin = raw.start
            name_figure(text, raw, previous_end)
            if raw.name == raw.unit and not re.search("[,。;:!?]", text[previous_end:begin]):
                raw.name = previous_name or raw.name  # 受益群众246户995人
        previous_end, previous_name = raw.end, raw.name
        if raw.quote:
            raw.quote = (segment.start + raw.quote[0], segment.start + raw.quote[1])
        raw.start += segment.start
        raw.end += segment.start
        raw.number_start += segment.start
    return raws


# Single numbers --------------------------------------------------------------------------------
def _plain(text: str, used: set[int], base: int, blocked: set) -> list[RawFigure]:
    raws = []
    for match in _NUMBER.finditer(text):
        start = match.start()
        if start in used or base + start in blocked:
            continue
        value = to_decimal(match["number"])
        if value is None or _NOT_BEFORE_NUMBER.search(text[max(0, start - 2) : start]):
            continue
        if not is_slogan(text, match, value) and not counts_bearers(text, match):
            raws.append(_raw(text, match, value))
            used.update(range(start, match.end("unit")))
    for match in _PEOPLE.finditer(text):
        start = match.start("number")
        value = to_decimal(match["number"])
        if start not in used and value is not None:
            about = any(match[name] for name in ("about", "more", "more2"))
            begin = match.start("about") if match["about"] else start
            raws.append(RawFigure(begin, match.end(), start, value, match["scale"], about))
            used.update(range(start, match.end()))
    for match in _HUNDREDTHS.finditer(text):
        value = _hundredths(match["number"])
        if value is not None and match.start() not in used:
            raws.append(
                RawFigure(match.start(), match.end(), match.start("number"), value, "%", False)
            )
            used.update(range(*match.span()))
    for match in _CHINESE.finditer(text):
        start = match.start()
        if start in used or base + start in blocked:
            continue
        if _NOT_BEFORE_CHINESE.search(text[max(0, start - 1) : start]):
            continue
        value = chinese_to_int(match["number"])
        if value is None or not _COUNT_WORD.match(match["number"]):
            continue
        if _NOT_A_COUNT.match(text, match.start("unit")):
            continue
        if counts(text, match, value) and not counts_bearers(text, match):
            raws.append(_scaled(_raw(text, match, Decimal(value)), match["number"]))
    return raws


def _scaled(raw: RawFigure, number: str) -> RawFigure:
    """Put a closing 万 with the unit, as digits do: 四十五万元 is 45 万元 like 45万元."""
    if number[-1] == "万" and len(number) > 1 and raw.value % 10_000 == 0:
        raw.value, raw.unit = raw.value / 10_000, "万" + raw.unit
    return raw


def _raw(text: str, match: re.Match, value: Decimal) -> RawFigure:
    unit = (match["scale"] or "") + match["unit"]
    if unit == "百分点":
        unit = "个百分点"
    start = match.start()
    before = _ABOUT.search(text[max(0, start - 6) : start])
    groups = match.groupdict()
    about = any(groups.get(name) for name in ("more", "more2", "after"))
    if before:
        start -= len(before.group())
    return RawFigure(start, match.end(), match.start(), value, unit, about or before is not None)


def _hundredths(number: str) -> Decimal | None:
    if number[0].isdigit():
        return to_decimal(number)
    whole, _, part = number.partition("点")
    value = chinese_to_int(whole)
    if value is None:
        return None
    digits = chinese_to_int(part) if part else None
    return Decimal(value) if digits is None else Decimal(f"{value}.{digits}")


# 分别 -------------------------------------------------------------------------------------------
def _respective(
    text: str, match: re.Match, used: set, notes: FigureNotes, base: int
) -> list[RawFigure]:
    items, position = [], match.end()
    while (item := _LIST_ITEM.match(text, position)) and len(items) < 20:
        if not item.group(4) and not item.group().rstrip().endswith(("、", "和", "及", "与", ",")):
            break
        items.append(item)
        position = item.end()
        if not item.group().rstrip().endswith(("、", "和", "及", "与", ",")):
            break
    if len(items) < 2 or not items[-1].group(4):
        return []
    window = max(0, match.start() - 200)
    begin = max(window, *(text.rfind(mark, window, match.start()) + 1 for mark in ",。;:!?"))
    subject = text[begin : match.start()].rsplit("\x01", 1)[-1].strip()
    names = _names(subject)
    end = items[-1].end(4) + (1 if text[items[-1].end(4) : items[-1].end(4) + 1] == "" else 0)
    growing = match["verb"].endswith(("增长", "增加", "下降", "减少", "提高"))
    if growing and not names:
        return []
    pair = len(items) == 2 and "城乡" in subject  # one word that names two
    if names and len(names) != len(items) and not pair:
        notes.unequal.append((base + begin, base + end))
    raws = []
    for index, item in enumerate(items):
        following = next((other for other in items[index:] if other.group(4)), items[-1])
        unit = (item.group(2) or ("" if item.group(4) else following.group(2))) + following.group(4)
        value = to_decimal(item.group(1))
        if value is None:
            continue
        name = names[index] if len(names) == len(items) else subject
        raw = RawFigure(
            item.start(1), item.end(4) if item.group(4) else item.end(1), item.start(1),
            value, unit, bool(item.group(3)), name=name, fixed=True,
            quote=(begin + len(text[begin:]) - len(text[begin:].lstrip()), end),
        )  # fmt: skip
        raws.append(raw)
        used.update(range(item.start(), item.end()))
    return raws


def _names(subject: str) -> list[str]:
    """Split 城镇、农村常住居民人均可支配收入 into its full names."""
    subject = HEAD_WORD.sub("", re.sub(r"^.*?(?:19|20)\d\d年", "", subject))
    parts = [
        part.strip() for part in re.split(r"、|和(?!谐|平)|与|及|以及", subject) if part.strip()
    ]
    if len(parts) < 2:
        return parts
    last, first = parts[-1], parts[0]
    size = min(len(part) for part in parts[:-1])
    if len(last) > len(first) + 2 and not any(part[-2:] == last[-2:] for part in parts[:-1]):
        suffix = last[size:]
        return [part + suffix for part in parts[:-1]] + [last]
    return parts


# Growth ----------------------------------------------------------------------------------------
def _growths(text: str, raws: list[RawFigure]) -> None:
    """Give each value its growth; a rate that follows no value is a figure of its own."""
    if "%" not in text:
        return
    by_start = {raw.number_start: raw for raw in raws}
    for match in _GROWTH.finditer(text):
        sign = -1 if match["verb"].startswith(_FALL) else 1
        rates, position = [], match.end()
        while (item := _PERCENT.match(text, position)) and item.group(1):
            rates.append((item.start(1), Decimal(item.group(1)) * sign, item.group(2), item.end()))
            position = item.end()
            separator = re.compile(r"\s*[、和]\s*(?=-?\d)").match(text, position)
            if not separator:
                break
            position = separator.end()
        rates = [rate for rate in rates if rate[2] != "个百分点"]
        if not rates or not any(rate[2] == "%" for rate in rates):
            continue
        index = bisect_right(raws, match.start(), key=lambda raw: raw.number_start)
        owners = [
            raw for raw in raws[max(0, index - 20) : index]
            if raw.end <= match.start() + 1
            and raw.growth is None
            and raw.unit not in ("%", "")
            and not _INCREMENT.search(text[max(0, raw.number_start - 16) : raw.number_start])
        ]  # fmt: skip
        group = [raw for raw in owners if raw.quote and owners and raw.quote == owners[-1].quote]
        between = text[owners[-1].end : match.start()] if owners else ""
        between = _REMARK.sub("", _INCREMENT_PHRASE.sub("", between))
        adjacent = owners and not between.strip(" ,(、")
        if not adjacent:
            _named_growth(text, match, rates, by_start)
            continue
        receivers = group if len(group) == len(rates) > 1 else owners[-len(rates) :]
        for raw, rate in zip(receivers, rates, strict=False):
            raw.growth = rate[1]
        if group:
            for raw in group:
                raw.quote = (raw.quote[0], rates[-1][3])
        else:
            owners[-1].end = max(owners[-1].end, rates[-1][3])
        for rate in rates:
            if rate[0] in by_start:
                by_start[rate[0]].unit = ""  # taken up as a growth


def _named_growth(text, match, rates, by_start) -> None:
    for start, value, _, _ in rates:
        raw = by_start.get(start)
        if raw is not None:
            raw.growth = value
