"""HTML, whole page or fragment, to lines.

A parser target hears tags as they come, so depth costs nothing and no tree is built; scripts,
styles and hidden parts are never read. White space folds as in a browser.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from lxml import etree

from articles.extraction.errors import PageRefused
from articles.extraction.language.address_days import day_in_address
from articles.extraction.language.clock import CHINA
from articles.extraction.language.normalise import fold, set_small
from articles.extraction.layout.lines import BLANK, Line, Note, Page, opened_by
from articles.extraction.offsets import PageOffset
from articles.extraction.pictures.linked_files import FileLinks
from articles.extraction.pictures.page_picture import Picture
from articles.extraction.pictures.recordings import Recordings
from articles.extraction.pictures.sources import Beside, Loader, addresses, nothing_beside
from articles.extraction.wording import Wording as _

from .html_lists import ITEMS, LISTS, Lists, lengths_of_lists, parser_for
from .private_use import is_private, without_private_use
from .tables import Tables
from .web.unread import HELD_BACK, SKIPPED, Unread
from .word_numbers import number_of

_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "foreignobject", "form",
    "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre",
    "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
])  # fmt: skip
_ZONES = {"nav": "nav", "aside": "aside", "footer": "footer", "article": "article", "menu": "nav"}
_OWN_FOOT = ("footer", "article")
_AROUND = ("nav", "aside", "footer", "header")  # the zones of the page around the text
# Names CMSs give to the parts of a page, as whole words of class and id.
_ZONE_WORDS = [
    ("aside", re.compile(r"side-?bar|\baside\b|related|recommend|\bhot\b|rank|xiangguan|tuijian")),
    ("footer", re.compile(r"foot(er)?\b|copyright|\bcopy\b|bottom-?nav|banquan")),
    ("nav", re.compile(r"\bnav|navbar|\bmenu|top-?bar|header-?nav|toolbar|share|bdshare")),
]
_ARTICLE_WORDS = re.compile(
    r"trs_editor|\bcontent-?(text|body|main)\b|article-?(content|body|text)|\bzoom\b|news-?content"
    r"|view-?content|ucapcontent|pages_content|\bdetail-?content|txt_?con|con_?text"
)
# Boxes around fields of a header, or the fields themselves: their style keeps them apart, no blank.
_FIELDS = re.compile(
    r"(?<![a-z])(?:meta|info|infos|msg|tips|attr|bar|source|src|from|ly|laiyuan|author|zz|zuozhe|editor"
    r"|reporter|writer|byline|time|date|sj|shijian|riqi|pub\w*|views?|hits?|clicks?|djl|llcs|xinxi|sub-?title)(?![a-z])"
)
_FAR_APART = 160  # characters: a longer line is text, whose pieces stand as close as they are
# Signs of icon fonts that stand for a word; nothing else tells what the number beside them counts.
_ICON = re.compile(r"(?<![a-z])(?:icon|fa|glyphicon|ico)")
_SIGNS = [
    ("\U0001f441", re.compile(r"eye|view|liulan|yuedu|browse|read")),
    ("\U0001f44d", re.compile(r"zan|like|thumb|praise")),
]
_META = {
    "sitename", "siteidcode", "sitedomain", "columnname", "articletitle", "pubdate",
    "contentsource", "author", "source", "publishdate",
}  # fmt: skip
# Where pages for search engines say when they were published.
_PUBLISHED = {"article:published_time", "og:published_time", "datepublished"}
# What pages tell those who share them, and the standard meta tag that says the same.
_SHARED = {
    "og:title": "PageTitle",
    "twitter:title": "PageTitle",
    "og:article:author": "author",
    "article:author": "author",
}
_SAVED_FROM = re.compile(r"^\s*saved from url=\(\d+\)(\S+)")
_LINKED_DATE = re.compile(
    r'"datePublished"\s*:\s*"([^"]{8,40})"'
    r"|\bvar\s+(?:createTime|publish_time)\s*=\s*[\"']((?:19|20)\d\d-[\d :-]{4,16})[\"']"
)
# WeChat's scripts count the seconds since 1970.
_COUNTED_DATE = re.compile(r"\bvar\s+ct\s*=\s*[\"'](1\d{9})[\"']")
_VOID = frozenset([
    "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track",
    "wbr", "param",
])  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Bodies that a page's script shows once it runs, which it never does on a saved page.
_SHOWN_LATER = re.compile(r"\bjs_content\b|\brich_media_content\b")
_LEAST_BODY = 30  # characters: less than that on show is no report, and what is hidden may be it
_OFFICE = re.compile(r"(?:Libre|Open)Office")
_SIGN = 32  # pixels: a picture of that size is a sign of the page, such as a button's
_HAN = re.compile(r"[一-鿿]")
# White space as browsers fold it, and control characters (&#1;), which no page shows.
_SPACE = re.compile(r"[ \t\n\r\f\x00-\x08\x0b\x0e-\x1f\x7f]+")


# Browsers read &#128; to &#159; as code page 1252.
_AS_WINDOWS = {
    code: char for code in range(0x80, 0xA0)
    if (char := bytes([code]).decode("cp1252", errors="ignore"))
}  # fmt: skip


@dataclass(slots=True)
class _Open:
    tag: str
    zone: str
    heading: int
    bold: bool
    link: bool
    pre: bool
    names: str = ""  # class and id
    since: int = 0  # pieces of the line that stand in front of it


class _Collector:
    """The parser's target: gathers text runs into lines."""

    def __init__(self, lengths: list[int], *, beside: Beside, hides: bool = True):
        self.hides = hides  # whether what a style hides is left out
        self.unread = Unread()
        self.stack = [_Open("", "", 0, False, False, False)]
        self.office = False  # whether an office program wrote the page
        self.comments: list[str] = []
        self.counted = ""  # a moment that a script states in seconds
        self.dated = False
        self.address = ""  # where the page says it stands
        self.pieces: list[str] = []
        self.length = 0
        self.lines: list[Line] = []
        self.group = 0
        self.buffer: list[tuple[str, bool, bool]] = []  # text, in a link, bold
        self.apart: list[int] = []  # where in it two fields of a header touch
        self.closed: _Open | None = None  # the element that ended right before, inside a line
        self.context = self.stack[0]
        self.tables = Tables(self.lines, self.pieces)
        self.lists = Lists(lengths)
        self.loader, self.files = Loader(beside), FileLinks(beside)
        self.recordings = Recordings(self.files)
        self.pictures: list[Picture] = []
        self.within: list[Picture] = []  # those behind words of the line that is being gathered

    # The parser's interface -------------------------------------------------------------------
    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open a tag."""
        if not isinstance(tag, str):
            return
        tag = tag.lower()
        if self.unread.tag and self.unread.start(tag, attributes):
            self.recordings.inside(tag, attributes)
            return
        if tag == "meta":
            self._meta(attributes)
            return
        if tag == "link" and (attributes.get("rel") or "").lower() == "canonical":
            self.address = self.address or attributes.get("href") or ""
        if tag == "time" and (attributes.get("itemprop") or "").lower() in _PUBLISHED:
            self._published(attributes.get("datetime") or "")
        skipped = tag in SKIPPED and (self.hides or tag not in HELD_BACK)
        if skipped or tag == "input" or (attributes and self._hidden(attributes)):
            self.recordings.start(tag, attributes, self.stack[-1].zone in _AROUND)
            if tag in _VOID:
                self.recordings.end(PageOffset(self.length))
            else:
                self.unread.begin(tag)
            return
        if self._is_remark(tag, attributes):
            return
        if tag in _BLOCKS:
            self._flush(new_group=tag != "br")
        if tag == "img":
            self._picture(attributes)
        if tag == "a" and self.stack[-1].zone not in _AROUND:
            self.files.start(attributes, PageOffset(self.length))
        if tag in _VOID:
            return
        above = self.stack[-1]
        heading = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0
        names = _names(attributes) if attributes else ""
        self.stack.append(
            _Open(
                tag,
                self._zone(tag, names, above.zone),
                heading or above.heading,
                above.bold or tag in ("b", "strong") or bool(attributes and self._bold(attributes)),
                above.link or tag == "a",
                above.pre or tag in ("pre", "textarea"),
                names,
                len(self.buffer),
            )
        )
        if tag in _BLOCKS:
            self.context = self.stack[-1]
        elif self.closed is not None:
            self._part(above, self.closed, self.stack[-1])
        self._open_box(tag, attributes)

    def end(self, tag: str) -> None:
        """Close a tag."""
        if not isinstance(tag, str):
            return
        tag = tag.lower()
        if self.unread.tag and self.unread.end(tag):
            if not self.unread.tag:
                self.recordings.end(PageOffset(self.length))
            return
        if tag in _VOID:
            return
        if tag in _BLOCKS:
            self._flush(new_group=True)
        self._close_box(tag)
        self.unread.end_outside(tag)
        if tag == "a":
            self.files.end()
        if len(self.stack) > 1 and self.stack[-1].tag == tag:
            ended = self.stack.pop()
            if ended.names and len(self.buffer) == ended.since and tag not in _BLOCKS:
                self._show_sign(ended)
            self.closed = ended if self.buffer else None
        self.context = self.stack[-1]

    def _is_remark(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Leave out a remark in the margin or what was struck out; say whether it is one."""
        here = self.stack[-1].tag
        if not self.unread.begins(tag, attributes, here if here == "p" else ""):
            return False
        last = self.buffer[-1][0].rstrip() if self.buffer else ""
        if tag == "span" and last.endswith("."):
            self.buffer.append((" ", False, False))  # behind the number of a paragraph
        return True

    def _part(self, box: _Open, one: _Open, other: _Open) -> None:
        """Keep two elements apart that touch, if they or their box say that they are fields."""
        fields = any(each.tag == "time" or _FIELDS.search(each.names) for each in (box, one, other))
        if fields and self.apart[-1:] != [len(self.buffer)]:
            self.apart.append(len(self.buffer))

    def _show_sign(self, icon: _Open) -> None:
        """Write the sign that an empty element stands for in a font of icons."""
        if _ICON.search(icon.names):
            sign = next((sign for sign, words in _SIGNS if words.search(icon.names)), "")
            if sign:
                self.apart.append(len(self.buffer))
                self.buffer.append((sign + " ", False, False))

    def _open_box(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            self.tables.start_table(_is_ruled(attributes))
        elif tag == "tr":
            self.tables.start_row()
        elif tag in ("td", "th"):
            head = tag == "th" or self.stack[-3:][0].tag == "thead"
            columns, rows = (number_of(attributes.get(name), 1) for name in ("colspan", "rowspan"))
            self.tables.start_cell(head, columns, rows)
        elif tag in LISTS:
            names = _names(attributes)
            plain = self.stack[-1].zone in ("nav", "aside", "footer") or "crumb" in names
            self.lists.start_list(tag, attributes, plain)
        elif tag in ITEMS:
            self.lists.start_item(attributes)

    def _picture(self, attributes: Mapping[str, str]) -> None:
        """Note a picture, unless it is one of the page around the text, or a mere sign."""
        small = any(0 < _pixels(attributes.get(name)) <= _SIGN for name in ("width", "height"))
        if small or self.stack[-1].zone in _AROUND:
            return
        alt = _SPACE.sub(" ", attributes.get("alt") or "").strip(BLANK)
        content = self.loader.load(addresses(attributes))
        picture = Picture(PageOffset(self.length), alt, content)
        self.pictures.append(picture)
        if any(piece.strip(BLANK) for piece, _, _ in self.buffer):
            self.within.append(picture)

    def _close_box(self, tag: str) -> None:
        if tag == "table":
            self.tables.end_table()
        elif tag == "tr":
            self.tables.end_row()
        elif tag in LISTS:
            self.lists.end_list()
        elif tag in ITEMS:
            self.lists.end_item()

    def data(self, text: str) -> None:
        """Take text."""
        if self.unread.tag:
            if self.unread.tag == "script" and (linked := _LINKED_DATE.search(text)):
                self._published(linked[1] or linked[2])
            if self.unread.tag == "script" and (counted := _COUNTED_DATE.search(text)):
                self.counted = self.counted or counted[1]
            self.unread.take(text)
            return
        here = self.stack[-1]
        if here.tag == "i" and is_private(text.strip()):
            return  # a lone private character is the icon of a page's own font
        self.closed = None
        text = text.translate(_AS_WINDOWS)
        if here.tag in ("sup", "sub"):
            text = set_small(text, here.tag == "sup")
        self.files.take(text)
        self.context = here if not self.buffer else self.context
        if here.pre and "\n" in text:
            for index, part in enumerate(text.split("\n")):
                if index:
                    self._flush(new_group=here.tag == "textarea" and not part.strip())
                self.context = here
                self.buffer.append((part, here.link, here.bold))
            return
        self.buffer.append((text, here.link, here.bold))

    def comment(self, text: str) -> None:
        """Leave comments out; LibreOffice writes those of a document so, browsers the address."""
        if saved := _SAVED_FROM.search(text):
            self.address = self.address or saved[1]
        if self.office and _HAN.search(text):
            self.comments.append(text.strip())

    def close(self) -> None:
        """Finish the last line; say the moment that a script counts, if the page says no other."""
        self._flush(new_group=True)
        if self.counted and not self.dated:
            in_china = datetime.datetime.fromtimestamp(int(self.counted), CHINA)
            self._published(f"{in_china:%Y-%m-%d %H:%M}")
        if not self.dated and day_in_address(self.address):
            self._emit(f"Address: {_SPACE.sub(' ', self.address).strip(BLANK)}", zone="meta")

    # Lines ------------------------------------------------------------------------------------
    def _flush(self, new_group: bool) -> None:
        self._gather(new_group)
        for picture in self.within:
            picture.at = PageOffset(self.length)
        self.within = []

    def _gather(self, new_group: bool) -> None:
        if self.buffer:
            context = self.context
            self._keep_apart()
            text = "".join(piece for piece, _, _ in self.buffer)
            text = _SPACE.sub(" ", without_private_use(text)).strip(BLANK)
            if text:
                solid = [(len(piece.strip(BLANK)), link, bold) for piece, link, bold in self.buffer]
                links = sum(size for size, link, _ in solid if link)
                label = self.lists.label(text)
                if links * 10 <= len(text) * 6:  # the number of a link is no part of it
                    text = label + text
                self._emit(
                    text,
                    heading=context.heading,
                    bold=all(bold for size, _, bold in solid if size),
                    links=min(links, len(text)),
                    zone="meta" if context.tag == "title" else context.zone,
                )
                bold = takewhile(lambda part: part[2] or not part[0].strip(BLANK), self.buffer)
                words = without_private_use("".join(piece for piece, _, _ in bold))
                self.lines[-1].lead = opened_by(_SPACE.sub(" ", words).strip(BLANK), text)
            self.buffer = []
        self.closed, self.apart = None, []
        if new_group:
            self.group += 1

    def _keep_apart(self) -> None:
        """Put a blank between the fields of a line that is no text."""
        if self.apart and sum(len(piece) for piece, _, _ in self.buffer) <= _FAR_APART:
            for at in reversed(self.apart):
                self.buffer.insert(at, (" ", False, False))

    def _emit(
        self, text: str, heading: int = 0, bold: bool = False, links: int = 0, zone: str = ""
    ) -> None:
        start, end = PageOffset(self.length), PageOffset(self.length + len(text))
        self.pieces.append(text + "\n")
        self.length += len(text) + 1
        line = Line(start, end, fold(text), self.group, heading, bold, links, zone)
        self.lines.append(line)
        self.tables.take(line)
        self.lists.take(line)

    def _meta(self, attributes: Mapping[str, str]) -> None:
        name = (attributes.get("name") or "").strip()
        kind = attributes.get("property") or attributes.get("itemprop") or ""
        content = without_private_use(attributes.get("content") or "")
        content = _SPACE.sub(" ", content).strip(BLANK)
        if name.lower() == "generator" and _OFFICE.match(content):
            self.office = True
        elif name.lower() in _META and content:
            self._flush(new_group=True)
            self._emit(f"{name}: {content}", zone="meta")
        elif kind.strip().lower() in _PUBLISHED:
            self._published(content)
        elif kind.strip().lower() == "og:url":
            self.address = self.address or content
        elif (shared := _SHARED.get((kind.strip() or name).lower())) and content:
            self._flush(new_group=True)
            self._emit(f"{shared}: {content}", zone="meta")

    def _published(self, moment: str) -> None:
        """Hand over a date that the page does not show as the standard meta tag would."""
        if moment.strip():
            self.dated = True
            self._emit(f"PubDate: {moment.strip()}", zone="meta")

    def shown(self) -> int:
        """Return how many characters stand in lines that read as sentences."""
        return sum(
            len(line) for line in self.lines
            if "。" in line.text and line.links * 2 <= len(line) and line.zone != "meta"
        )  # fmt: skip

    # Hints ------------------------------------------------------------------------------------
    def _hidden(self, attributes: Mapping[str, str]) -> bool:
        if "hidden" in attributes and attributes.get("hidden") != "until-found":
            return True
        if not self.hides or not _HIDDEN.search(attributes.get("style") or ""):
            return False
        return not _SHOWN_LATER.search(_names(attributes))

    @staticmethod
    def _bold(attributes: Mapping[str, str]) -> bool:
        return bool(re.search(r"font-weight\s*:\s*(bold|[6-9]00)", attributes.get("style") or ""))

    @staticmethod
    def _zone(tag: str, names: str, above: str) -> str:
        if tag in ("body", "html"):
            return ""
        # An article has a foot of its own.
        if tag in _ZONES and not (tag == "article" and above) and (tag, above) != _OWN_FOOT:
            return _ZONES[tag]
        if names:
            if _ARTICLE_WORDS.search(names):
                return "article"
            if above != "article":
                for zone, words in _ZONE_WORDS:
                    if words.search(names):
                        return zone
        return above


def _names(attributes: Mapping[str, str]) -> str:
    """Return class and id of an element in small letters."""
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip().lower()


def _is_ruled(attributes: Mapping[str, str]) -> bool:
    """Say whether a table is drawn with lines between its cells."""
    border = (attributes.get("border") or "0").strip()
    return border.rstrip("px") not in ("", "0") or "MsoTableGrid" in (attributes.get("class") or "")


def _pixels(value: str | None) -> int:
    return number_of((value or "").strip().removesuffix("px"), 0) if value else 0


def read_html(text: str, beside: Beside = nothing_beside) -> Page:
    """Return the page of an HTML text; its `text` is the extracted text, one block a line.

    ``beside`` has the pictures that lie beside it.
    """
    cleaned = _strip_declarations(text)
    try:
        lengths = lengths_of_lists(cleaned)
        collector = _collect(cleaned, _Collector(lengths, beside=beside))
        if collector.unread.hidden >= _LEAST_BODY > collector.shown():
            # A page that shows no report hides it until its script runs.
            collector = _collect(cleaned, _Collector(lengths, beside=beside, hides=False))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise PageRefused(
            "broken_html", _("网页代码残缺，无法读取，请改为复制页面文字粘贴。")
        ) from error
    page_text = "".join(collector.pieces).removesuffix("\n")
    page = Page(page_text, collector.lines, "html", tables=collector.tables.found)
    page.pictures, page.files = collector.pictures, collector.files.found
    if recordings := collector.recordings.count:
        page.notes.append(Note("recordings", recordings, collector.recordings.first))
    page.notes += collector.unread.notes()
    if collector.comments:
        page.notes.append(Note("comments", len(collector.comments), collector.comments[0]))
    return page


def _collect(text: str, collector: _Collector) -> _Collector:
    """Let a collector hear a whole page."""
    parser = parser_for(collector)
    for start in range(0, len(text), 65536):
        parser.feed(text[start : start + 65536])
    parser.close()
    return collector


def _strip_declarations(text: str) -> str:
    """Drop an XML declaration, which lxml refuses on text that is already decoded."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"), count=1)
