"""Who wrote a report, by the lines below its title, its dateline and the brackets that close it."""

import re

from articles.extraction.layout.header_lines.persons import (
    POST,
    is_name,
    may_be_name,
    read_byline,
    speaker,
    strip_names,
)
from articles.extraction.layout.layout import Layout
from articles.extraction.layout.lines import Line, Page
from articles.extraction.offsets import (
    PageOffset,
    PageStretch,
    ParagraphOffset,
    ParagraphStretch,
    paragraph_span,
)
from articles.extraction.report import Fact, Paragraph, Text, Where

from .facts import text_of, without_roles

_SPEAKER = re.compile(r"上\s+(?P<who>\S.*)$")
_CLOSING_BRACKETS = re.compile(r"[(\[]([^()\[\]。]{2,60})[)\]]\s*$")
_ROLES = (
    r"(?:本报|本网|本台|全媒体|见习|实习|特约|融媒体?)*(?:记者|通讯员"
    r"|作者(?:系(?:本[报刊网台])?(?:特约)?(?:撰稿人|记者|通讯员|评论员)(?=[\s:]))?"
    r"|供稿|撰稿|文\s*/\s*图|图\s*/\s*文|文)"
)
_REPORTERS = re.compile(
    rf"{_ROLES}\s*:?\s*(?P<names>[^()\[\]。,;:0-9]{{2,40}}?)\s*"
    r"(?=[,)\]]|$|(?:报道|摄影报道|文/图))"
)
_SPEECH = re.compile(
    r"(?P<who>[一-鿿·、()]{2,40}?:?)在[^。]{4,60}(?:讲话|致辞|发言|讲稿|报告|汇报|党课)(?:提纲|摘要|材料|稿|要点)?(?:\([^()]*\))?$"
)
_FARTHEST_DATELINE = 2  # paragraphs
_MOST_NAMES = 4
_LABEL = re.compile(rf"{_ROLES}\s*:|作者")
_NO_PERSON = re.compile(r"\s*(?:单位|站|协会)")
# 本报讯(记者 …), and 中新网呼和浩特3月6日电 (…), where names may stand without a role.
_DATELINE = re.compile(
    r"^[^。()]{0,30}?\(\s*(?P<inner>[^()。]{0,10}(?:记者|通讯员)[^()。]{2,40})\)"
)
_AGENCY = re.compile(r"^[^。()]{2,24}[电讯]\s*\(\s*(?P<inner>[^()。]{2,40})\)")


def find_author(
    page: Page,
    layout: Layout,
    paragraphs: list[Paragraph],
    titles: tuple[Text | None, Text | None],
    labelled: tuple[Text | None, Text | None],
) -> Text | None:
    """Return who wrote a report or gave a speech.

    `titles` are title and subtitle, `labelled` are the authors that head and foot name by labels.
    Where the foot names one more than the head, it names all; then come the dateline, the title,
    the closing brackets and the lines of the foot.
    """
    head, foot = labelled
    author = _more_of(head or _in_dateline(page, paragraphs), foot)
    title, subtitle = titles
    author = author or (subtitle and _speaker(page, subtitle)) or (title and _speaks(page, title))
    if author is None and paragraphs:
        last = paragraphs[-1]
        tail = page.folded[last.offset : last.offset + len(last.quote)]
        if match := _CLOSING_BRACKETS.search(tail, max(0, len(tail) - 70)):
            inside = paragraph_span(match, 1)
            author = _labelled(page, last, inside) or _signed(page, last, inside)
    for index in layout.footer:
        if author is None:
            author = _from_foot(page, page.lines[index])
    return author


def _more_of(top: Text | None, foot: Text | None) -> Text | None:
    """Return the author that the head names, or the foot where it names more beside that one."""
    if top is None or foot is None:
        return top or foot
    named = set(top.value.split()) < set(foot.value.split())
    return foot if named else top


def _in_dateline(page: Page, paragraphs: list[Paragraph]) -> Text | None:
    """Return whom the dateline of the first paragraph, or of that below a note, names."""
    for first in paragraphs[:_FARTHEST_DATELINE]:
        text = page.folded[first.offset : first.offset + min(len(first.quote), 90)]
        if match := _DATELINE.match(text) or _AGENCY.match(text):
            return _reporters(page, first, paragraph_span(match, "inner"))
    return None


def _from_foot(page: Page, line: Line) -> Text | None:
    """Return the author that a line at the foot names: in brackets, or with a name alone."""
    fact = Fact(quote="", offset=line.start, where=Where.FOOTER)
    if is_name(line.text):
        return _name(page, (line.start, line.end), fact)
    match = re.match(r"[(\[](.*?)[)\]]?$", line.text)
    return _reporters(page, fact, paragraph_span(match, 1)) if match else None


def _in_page(fact: Fact, stretch: ParagraphStretch) -> PageStretch:
    """Return where in the page a stretch of a fact's own phrase is."""
    return PageOffset(fact.offset + stretch[0]), PageOffset(fact.offset + stretch[1])


def _speaker(page: Page, subtitle: Text) -> Text | None:
    """Return who gave a speech: ——2022年10月20日在会议上 副县长 陈 小 满."""
    folded = page.folded[subtitle.offset : subtitle.offset + len(subtitle.quote)]
    match = _SPEAKER.search(folded)
    found = speaker(match["who"]) if match else None
    if match is None or found is None:
        return None
    begin = match.start("who")
    names = ParagraphOffset(begin + found[0]), ParagraphOffset(begin + found[1])
    return _name(page, _in_page(subtitle, names), subtitle)


def _speaks(page: Page, title: Text) -> Text | None:
    """Return who gave a speech, as its title says: 县委书记张强在全县大会上的讲话."""
    folded = page.folded[title.offset : title.offset + len(title.quote)]
    match = _SPEECH.match(folded)
    if match is None:
        return None
    who = match["who"].removesuffix("同志").rstrip(":")
    post = max((found.end() for found in POST.finditer(who)), default=0)
    name = who[post:]
    if not (is_name(name) or (post and may_be_name(name))):
        return None
    names = (
        ParagraphOffset(match.start("who") + post),
        ParagraphOffset(match.start("who") + len(who)),
    )
    return _name(page, _in_page(title, names), title)


def _signed(page: Page, fact: Fact, inside: ParagraphStretch) -> Text | None:
    """Return the names alone in the brackets behind the last sentence."""
    begin, _ = _in_page(fact, inside)
    closes = page.folded[fact.offset : begin - 1].rstrip().endswith(("。", "!", "?", "”"))
    return _reporters(page, fact, inside) if closes else None


def _name(page: Page, stretch: PageStretch, fact: Fact) -> Text:
    name = text_of(page, stretch, fact.where)
    name.value, name.row = "".join(name.quote.split()), fact.row
    return name


def _reporters(page: Page, fact: Fact, inside: ParagraphStretch) -> Text | None:
    """Return whom brackets name: with roles, or nothing but names and their office."""
    start, end = _in_page(fact, inside)
    labelled = _LABEL.match(page.folded, start, end)  # 供稿:旗民委 张强 keeps its office
    byline = None if labelled else read_byline(page.folded[start:end])
    if byline is None or byline.names is None:
        words = page.folded[start:end].split()
        if not labelled and 2 <= len(words) <= _MOST_NAMES and all(map(may_be_name, words)):
            return text_of(page, (start, end), fact.where)
        return _labelled(page, fact, inside)
    first, last = byline.names
    names = PageOffset(start + first), PageOffset(start + last)
    if is_name(page.folded[names[0] : names[1]]):
        return _name(page, names, fact)
    found = without_roles(text_of(page, names, fact.where))
    found.row = fact.row
    return found


def _labelled(page: Page, fact: Fact, inside: ParagraphStretch) -> Text | None:
    """Return whom a stretch of a fact names behind 记者, 作者 and the like."""
    start, end = _in_page(fact, inside)
    match = _REPORTERS.search(page.folded[start:end])
    if not match or _NO_PERSON.match(match["names"]):
        return None
    begin = match.start("names")
    first, last = strip_names(match["names"])
    names = PageOffset(start + begin + first), PageOffset(start + begin + last)
    found = without_roles(text_of(page, names, fact.where))
    found.row = fact.row
    return found
