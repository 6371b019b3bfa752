"""Who published a report or handed it in: by its label, in brackets, or by signing.

Who published comes before who handed in: what is labelled 来源, the account or outlet, the paper or
bulletin, the office that signs, and only then the office that brackets behind the text name.
"""

import re
from collections.abc import Sequence

from articles.extraction.language.dates import date_only
from articles.extraction.language.normalise import unspaced
from articles.extraction.layout.header_lines.header import HeaderLine, Item, looks_like_outlet
from articles.extraction.layout.header_lines.persons import is_office, read_byline
from articles.extraction.layout.layout import Layout
from articles.extraction.layout.lines import Page
from articles.extraction.offsets import (
    PageOffset,
    ParagraphOffset,
    ParagraphStretch,
    paragraph_span,
)
from articles.extraction.report import Text, Where

from .facts import text_of

Metas = Sequence[tuple[HeaderLine, Where]]  # header lines, each with the part it stands in

# (旗民委供稿), (州公安局政治部供稿 2023年8月3日) behind the last sentence or on a line of its own.
_HANDED_IN = re.compile(
    r"[(\[]\s*(?P<office>[^()\[\]:]{3,30}?)\s*(?:供稿|来稿|提供|报送|推送)\s*[,\s]*"
    r"(?P<rest>[^()\[\]]{0,16})[)\]]$"
)
# (旗民委 张强), (文/图 旗民委) behind the last sentence.
_SIGNED = re.compile(r"[(\[]\s*(?P<inside>[^()\[\]:。,]{4,40}?)\s*[)\]]$")
# (来源:旗融媒体中心), (转自《旗报》) behind the last sentence.
_TAKEN_FROM = re.compile(
    r"[(\[]\s*(?:文章|本文|稿件|信息|资料|新闻)?(?:来源于?|来自|转载?自|摘自|选自|原载于?|据)\s*:?\s*《?(?P<outlet>[^()\[\]:。,》]{2,24}?)》?"
    r"(?:\s(?:记者|通讯员|作者|编辑|有删)[^()\[\]]*|,[^()\[\]]{0,12})?[)\]]\s*$"
)
_TEXT_BY = re.compile(r"图?文\s*[/、]?\s*图?\s|图文\s")
_HANDS_IN = ("供稿", "来稿", "投稿", "撰稿", "信息报送")
_PUTS_UP = ("发布人", "发布者", "上传者")
_SIGNS = re.compile(
    r"(?:委员会|办公室|政府|党委|党组|民委|统战部|宣传部|委|局|部|厅|协会|小组|指挥部)$"
)
_LONGEST_OFFICE, _FARTHEST_SIGNER = 36, 6
_SHORTEST_OFFICE = 4  # 办公室 alone says nothing


def find_source(page: Page, top: Metas, foot: Metas) -> Text | None:
    """Return the source that a label names, or the office that a line of the head says wrote it."""
    return (
        _named_source(page, top)
        or _named_source(page, foot, alone=True)
        or labelled_source(page, top)
        or labelled_source(page, foot)
        or _office_behind(page, top, _HANDS_IN)
    )


def taken_from(page: Page, layout: Layout) -> Text | None:
    """Return the outlet that a bracket behind the last sentence says the text was taken from."""
    for index in [*layout.footer, *layout.body[-1:]]:
        line = page.lines[index]
        match = _TAKEN_FROM.search(line.text, max(0, len(line.text) - 70))
        if match and (is_office(match["outlet"]) or looks_like_outlet(match["outlet"])):
            where = Where.FOOTER if index in layout.footer else Where.CLOSING
            return text_of(page, line.stretch_in_page(paragraph_span(match, "outlet")), where)
    return None


def find_giver(page: Page, layout: Layout, foot: Metas) -> Text | None:
    """Return the office that handed the report in, as its foot says."""
    return _office_behind(page, foot, _HANDS_IN) or _in_brackets(page, layout)


def find_signer(page: Page, layout: Layout, top: Metas, foot: Metas) -> Text | None:
    """Return the office that stands alone under the title, signs the text or put the page up."""
    return (
        _office_alone(page, layout)
        or _office_beside_day(page, foot)
        or _office_behind(page, top, _PUTS_UP)
    )


def hands_in(page: Page, item: Item) -> bool:
    """Say whether a label is one of those who hand in, be it persons or offices: 供稿."""
    return _label(page, item).startswith(_HANDS_IN)


def is_handed_in(page: Page, item: Item) -> bool:
    """Say whether an office, and no person, handed a report in: 供稿:旗民委."""
    return hands_in(page, item) and is_office(item.value)


def labelled_source(page: Page, metas: Metas, kind: str = "source") -> Text | None:
    """Return what the first label of a kind names, without reporters behind it."""
    for meta, where in metas:
        for item in meta.items:
            if item.kind != kind or item.start >= item.end:
                continue
            start, end = item.start, item.end
            byline = read_byline(page.folded[start:end]) if " " in item.value else None
            if byline and byline.office and byline.names:  # 来源:通辽日报 张强
                end = PageOffset(start + byline.office[1])
                start = PageOffset(start + byline.office[0])
            return text_of(page, (start, end), where)
    return None


def _label(page: Page, item: Item) -> str:
    return "".join(page.folded[item.phrase_start : item.start].split()).lstrip("([")


def _named_source(page: Page, metas: Metas, alone: bool = False) -> Text | None:
    """Return what stands behind 来源, before whoever put the page up (发布机构).

    At the foot the word must stand `alone`: 信息来源 is who told of it.
    """
    for meta, where in metas:
        for item in meta.items:
            label = _label(page, item)
            named = label.rstrip(":|/") == "来源" if alone else "来源" in label
            if item.kind == "source" and item.start < item.end and named:
                return labelled_source(page, [(HeaderLine([item]), where)])
    return None


def _office_behind(page: Page, metas: Metas, labels: tuple[str, ...]) -> Text | None:
    """Return the office that stands where a person's name could."""
    for meta, where in metas:
        for item in meta.items:
            known = item.kind in ("author", "staff") and item.start < item.end
            whole = is_office(item.value) and len(item.value) >= _SHORTEST_OFFICE
            if known and whole and _label(page, item).startswith(labels):
                return text_of(page, (item.start, item.end), where)
    return None


def _in_brackets(page: Page, layout: Layout) -> Text | None:
    """Return the office that brackets at the end of the text say handed it in, or wrote it."""
    for index in [*layout.footer, *layout.body[-1:]]:
        line = page.lines[index]
        match = _HANDED_IN.search(line.text, max(0, len(line.text) - 60))
        if match is None and (signed := _SIGNED.search(line.text, max(0, len(line.text) - 60))):
            inside = _signing_office(signed)
            if inside:
                where = Where.FOOTER if index in layout.footer else Where.CLOSING
                return text_of(page, line.stretch_in_page(inside), where)
        if match is None or (match["rest"] and not date_only(match["rest"])):
            continue
        byline = read_byline(match["office"])
        if is_office(match["office"]) or looks_like_outlet(match["office"]):
            stretch = paragraph_span(match, "office")
            where = Where.FOOTER if index in layout.footer else Where.CLOSING
            if byline is None or not byline.names:
                return text_of(page, line.stretch_in_page(stretch), where)
    return None


def _signing_office(brackets: re.Match[str]) -> ParagraphStretch | None:
    """Return the office in brackets that name who wrote it: (旗民委 张强), (文/图 旗民委)."""
    start = brackets.start("inside")
    byline = read_byline(brackets["inside"])
    if byline is None or byline.office is None:
        return None
    office = brackets["inside"][slice(*byline.office)]
    labelled = bool(_TEXT_BY.match(brackets["inside"]))
    if not (byline.names or labelled) or len(office) < _SHORTEST_OFFICE:
        return None
    begin, end = byline.office
    return ParagraphOffset(start + begin), ParagraphOffset(start + end)


def _office_beside_day(page: Page, foot: Metas) -> Text | None:
    """Return the office that signs in one line with the day: 旗委办公室 2020年5月20日印发.

    Who wrote it for the office may stand behind: (旗民委 张强 2025年2月20日).
    """
    for meta, where in foot:
        if not meta.has("dated", "made") or len(meta.items) > 1:
            continue
        for start, end in meta.rest:
            piece = page.folded[start:end]
            byline = read_byline(piece) if " " in piece else None
            if byline and byline.office and byline.names:
                start, end = (PageOffset(start + offset) for offset in byline.office)
                piece = page.folded[start:end]
            if is_office(piece):
                return text_of(page, (start, end), where)
    return None


def _office_alone(page: Page, layout: Layout) -> Text | None:
    """Return an outlet or office that stands alone under the title, or signs the text."""
    for index in layout.header:
        line = page.lines[index]
        known = index in layout.metas or index in layout.crumbs
        if not known and looks_like_outlet(unspaced(line.text)):
            return text_of(page, (line.start, line.end), Where.HEADER)
    for index in layout.footer:
        line = page.lines[index]
        signs = _SIGNS.search(line.text) and ":" not in line.text
        near = layout.body and index - layout.body[-1] <= _FARTHEST_SIGNER
        if index not in layout.metas and signs and near and len(line.text) <= _LONGEST_OFFICE:
            return text_of(page, (line.start, line.end), Where.FOOTER)
    return None
