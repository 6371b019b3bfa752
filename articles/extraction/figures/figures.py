"""Numbers with their units: name, value, year, growth, approximation, and 分别 pairs."""

import re
from dataclasses import dataclass, field

from articles.extraction.documents import bracketed
from articles.extraction.language.quantities import find_quantities
from articles.extraction.language.years import When, Years, sentence_bounds
from articles.extraction.offsets import PageOffset, PageStretch
from articles.extraction.parts import Segment, Segments
from articles.extraction.report import TITLE_AND_BODY, Figure, Where

from .countables import counts, counts_bearers, is_slogan
from .growth import give_growths
from .naming import RawFigure, name_figure
from .shared_out import find_lists
from .sums import Difference, find_differences, tie_parts

# 三家子村, 五家子村, 二人台 and 四家班子 count nothing.
_NOT_A_COUNT = re.compile(
    r"(?:家|户|间|座|棵)(?:子|窝铺|店|堡|庄|沟|湾|屯|营|寨|坪|台)[一-鿿]{0,2}(?:村|嘎查|屯|镇|乡|社区)|[家户]村(?!民|[均])|人[台转]|[家套]班子"
)
_ADDRESS = re.compile(r"\d+[栋幢号座](?:楼|院)?\d+(?:单元|室|层)")  # 3栋2单元
_DAY_AND_NIGHT = re.compile(r"(?:24小时|365天|7×24小时)")
_MAY_HOLD_A_NUMBER = re.compile(r"\d|[二两三四五六七八九十百千万亿廿卅壹贰叁伍陆柒捌玖]")


@dataclass(slots=True)
class FigureNotes:
    """What the checks need besides the figures. Offsets count in the page, as (start, end).

    `unequal`: 分别 with lists of unequal length. `open`: ranges and other numbers of no one value.
    """

    unequal: list[PageStretch] = field(default_factory=list)
    open: list[PageStretch] = field(default_factory=list)
    differences: list[Difference[PageOffset]] = field(default_factory=list)

    def add(self, other: "FigureNotes") -> None:
        """Take up what was noted of another paragraph."""
        self.unequal += other.unequal
        self.open += other.open
        self.differences += other.differences


def find_figures(
    segments: Segments,
    published_year: int | None,
    taken: list[PageStretch],
) -> tuple[list[Figure], FigureNotes]:
    """Return the figures of title, lead, outline and closing.

    `taken` are stretches already read as honors, whose counts are not figures. Figures of the
    title count only when the body does not give them.
    """
    notes = FigureNotes()
    found: list[Figure] = []
    titled: list[Figure] = []
    blocked: set[int] = set()
    for start, end in taken:
        blocked.update(range(start, end))
    for segment in segments.of(*TITLE_AND_BODY):
        if segment.heading and segment.where == Where.OUTLINE:
            continue
        raws, noted = _in_paragraph(segments.text(segment), segment, blocked)
        notes.add(noted)
        if not raws:
            continue
        years = Years(segments.folded, segment.start, segment.end, published_year)
        made: dict[int, Figure] = {}
        for raw in raws:
            when = years.at(
                segment.in_page(raw.number_start),
                opening=years.alone or not _summed_up(segments.folded, raw, segment),
            )
            if raw.years:
                when = When(raw.years[0])
            start, end = segment.stretch_in_page(raw.quote or (raw.start, raw.end))
            named = segments.folded.find(raw.name, segment.start, segment.end)
            if named >= 0:  # as the page writes it
                raw.name = segments.raw[named : named + len(raw.name)]
            figure = Figure(
                name=raw.name,
                value=raw.known,
                unit=raw.unit,
                year=when.year,
                period=when.period,
                growth=raw.growth,
                approximate=raw.approximate,
                rule=raw.rule,
                **segments.fact(start, end, segment),
            )
            made[id(raw)] = figure
        for raw in raws:
            if raw.whole is not None:
                made[id(raw)].part_of = made[id(raw.whole)].name
        (titled if segment.where == Where.TITLE else found).extend(made.values())
    known = {(figure.value, figure.unit) for figure in found}
    titled = [figure for figure in titled if (figure.value, figure.unit) not in known]
    return titled + found, notes


def _summed_up(text: str, raw: RawFigure, segment: Segment) -> bool:
    """Say whether a sentence gives the sum of several years, so that no earlier one dates it."""
    at = segment.in_page(raw.number_start)
    begin, _ = sentence_bounds(text, at, segment.start, segment.end)
    return "累计" in text[begin:at]


def _in_paragraph(
    text: str, segment: Segment, blocked: set[int]
) -> tuple[list[RawFigure], FigureNotes]:
    notes = FigureNotes()
    if not _MAY_HOLD_A_NUMBER.search(text):
        return [], notes
    hidden: list[tuple[int, int]] = [*bracketed(text)]
    for pattern in (_DAY_AND_NIGHT, _ADDRESS):
        hidden += [match.span() for match in pattern.finditer(text)]
    for start, end in hidden:
        text = text[:start] + "\x01" * (end - start) + text[end:]
    listed, unequal, read = find_lists(text, lambda at: segment.in_page(at) in blocked)
    notes.unequal = [segment.stretch_in_page(stretch) for stretch in unequal]
    raws = listed + _plain(text, segment, read, blocked)
    raws.sort(key=lambda raw: raw.number_start)
    give_growths(text, raws)
    raws = [raw for raw in raws if raw.unit]
    previous = None
    for raw in raws:
        if not raw.fixed and raw.value is not None:
            name_figure(text, raw, previous)
        if raw.fixed:
            raw.subject = raw.name
        previous = raw
    notes.open = [
        segment.stretch_in_page((raw.start, raw.end)) for raw in raws if raw.value is None
    ]
    raws = [raw for raw in raws if raw.value is not None]
    notes.differences = [each.in_page(segment) for each in find_differences(text, raws)]
    tie_parts(text, raws)
    return raws, notes


def _plain(text: str, segment: Segment, read: set[int], blocked: set[int]) -> list[RawFigure]:
    """Return the numbers that count or measure something, and ranges, without the lists' values."""
    raws = []
    for number in find_quantities(text):
        if number.digits in read or segment.in_page(number.digits) in blocked:
            continue
        if number.value is None:
            raws.append(RawFigure.of(number))
            continue
        if number.words and number.counter not in ("%", "‰"):
            at = number.end - len(number.counter)
            if _NOT_A_COUNT.match(text, at) or not counts(text, number):
                continue
        elif is_slogan(text, number):
            continue
        if not counts_bearers(text, number):
            raws.append(RawFigure.of(number))
    return raws
