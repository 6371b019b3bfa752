"""What the parser hands over: one `ParsedReport`, made of facts that each point at their phrase.

Nothing here knows a database. Unknown is always None (or an empty list), never a guess.
`to_dict()` gives the form documented in docs/report-format.md.
"""

import datetime
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any

from .offsets import PageOffset
from .pictures.linked_files import LinkedFile
from .pictures.page_picture import Picture
from .wording import Wording

PARSER_VERSION = "8"


class Where(StrEnum):
    """The part of the page a phrase stands in."""

    TITLE = "title"
    HEADER = "header"
    LEAD = "lead"
    OUTLINE = "outline"
    CLOSING = "closing"
    FOOTER = "footer"


# The parts that become the report's text; those in which facts are looked for.
BODY = (Where.LEAD, Where.OUTLINE, Where.CLOSING)
TITLE_AND_BODY = (Where.TITLE, *BODY)
FURNITURE = "furniture"  # what is no part of the report


class HonorLevel(StrEnum):
    """Who an honor ranks with; an honor whose level the text does not state has None.

    Counts are kept by the order of these: add new ones at the end.
    """

    NATIONAL = "national"
    AUTONOMOUS_REGION = "autonomous_region"  # also a province or a municipality
    LEAGUE = "league"  # also a prefecture-level city or an autonomous prefecture
    BANNER = "banner"  # also a county, a district or a county-level city


class HonorKind(StrEnum):
    """What kind of bearer an honor's name speaks of."""

    UNIT = "unit"
    BASE = "base"
    REGION_TITLE = "region_title"
    VILLAGE = "village"
    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"
    OTHER = "other"


class HonorStatus(StrEnum):
    """Held: obtained or conferred. Target: aimed at. Described: anything else.

    Counts are kept by the order of these: add new ones at the end.
    """

    HELD = "held"
    TARGET = "target"
    DESCRIBED = "described"


class DocumentKind(StrEnum):
    """What stands between 《 and 》."""

    LAW = "law"
    REGULATION = "regulation"
    PLAN = "plan"
    IMPLEMENTATION_PLAN = "implementation_plan"
    TASK_TABLE = "task_table"
    POLICY = "policy"
    REPORT = "report"
    NEWSPAPER = "newspaper"
    WORK = "work"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an editor should look at.

    `line` counts from 1 in the raw text (None: the page as a whole); `message` is in Chinese.
    """

    code: str
    line: int | None
    excerpt: str
    message: Wording


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the raw text and the one part of the page it belongs to.

    `part` is a `Where` value or `FURNITURE`; `kind` says which furniture (share, footer, …).
    """

    start: PageOffset
    end: PageOffset
    part: str
    kind: str = ""


@dataclass(kw_only=True, slots=True)
class Fact:
    """A phrase of the raw text: `raw_text[offset:offset + len(quote)] == quote`, always.

    `row` is the 1-based position in the outline when `where` is "outline".
    """

    quote: str
    offset: PageOffset
    where: str
    row: int | None = None


@dataclass(kw_only=True, slots=True)
class Text(Fact):
    """A value read from the page as text, such as the title or the source."""

    value: str


OF_ADDRESS = "网址"  # the label of a day that only the page's address states


@dataclass(kw_only=True, slots=True)
class Published(Fact):
    """When the report appeared; `time` is None when the page gives none (or 00:00:00)."""

    date: datetime.date
    time: datetime.time | None = None
    label: str = ""


@dataclass(kw_only=True, slots=True)
class Views(Fact):
    """How often the old site says the page was read."""

    value: int


@dataclass(kw_only=True, slots=True)
class Site:
    """The site the page was taken from, as its footer names it."""

    host_unit: Text | None = None
    site_id: Text | None = None
    icp: Text | None = None


@dataclass(kw_only=True, slots=True)
class Disclosure:
    """What the index block says; `written_on` has an ISO date as value, `validity` a word of ours.

    That is valid, amended, expired or repealed.
    """

    index_number: Text | None = None
    document_number: Text | None = None
    issuing_office: Text | None = None
    topic: Text | None = None
    written_on: Text | None = None
    topic_words: Text | None = None
    validity: Text | None = None


@dataclass(kw_only=True, slots=True)
class Paragraph(Fact):
    """A paragraph, verbatim; it may span several lines of a hard-wrapped text."""


@dataclass(slots=True)
class TableCell:
    """A cell, verbatim; it spans `columns` and `rows`, whose other places have no cell."""

    text: str
    heading: bool
    columns: int
    rows: int


@dataclass(kw_only=True, slots=True)
class BodyTable(Fact):
    """A table of data. Its cells stand among the paragraphs, too, which `quote` spans."""

    caption: str | None
    rows: list[list[TableCell]]


@dataclass(kw_only=True, slots=True)
class Row:
    """One row of the flat outline: a section (level 1) or a sub-measure (level 2).

    `heading` is verbatim (with its number and its 。) and None for text without a heading.
    `number` is a bare integer that stands on a line of its own above the heading.
    """

    level: int
    heading: Fact | None
    number: Fact | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)


@dataclass(kw_only=True, slots=True)
class Honor(Fact):
    """A title or award, held, aimed at or described; `rule` says by which rule it is so."""

    name: str
    level: HonorLevel | None
    kind: HonorKind
    status: HonorStatus
    count: int | None = None
    count_derived: bool = False
    year: int | None = None
    batch: int | None = None
    recipients: list[str] = field(default_factory=list)
    conferred_by: str | None = None
    rule: str = ""


@dataclass(kw_only=True, slots=True)
class Figure(Fact):
    """A number with its unit. `growth` is in percent (minus for a fall).

    `part_of` is the name of the figure that its sentence tells it to be a part of, `rule` says how
    it was named.
    """

    name: str
    value: Decimal
    unit: str
    year: int | None = None
    period: str | None = None
    growth: Decimal | None = None
    approximate: bool = False
    part_of: str | None = None
    rule: str = ""


@dataclass(kw_only=True, slots=True)
class DocumentMention(Fact):
    """A title between 《 and 》; `action` is the verb in front of it (印发, 学习, …)."""

    title: str
    kind: DocumentKind
    action: str | None = None
    others: list[Fact] = field(default_factory=list)


@dataclass(kw_only=True, slots=True)
class PlaceMention(Fact):
    """A place the report names, at its first mention; `others` are the later mentions.

    `code` is None when the name could not be resolved; `candidates` then lists the codes it may
    mean. `name` is what people write, `official_name` the divisions file's.
    """

    code: str | None
    name: str
    official_name: str | None = None
    parent_code: str | None = None
    candidates: list[str] = field(default_factory=list)
    others: list[Fact] = field(default_factory=list)


@dataclass(slots=True)
class BodyPicture:
    """A picture of the report: it stands before the paragraph at `offset` or behind it.

    Once the site keeps it, `of_page` has its number.
    """

    offset: PageOffset
    where: str
    row: int | None
    of_page: Picture

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, without its file."""
        return {
            "offset": self.offset,
            "where": self.where,
            "row": self.row,
            "alt": self.of_page.alt,
            "image": self.of_page.image,
        }


@dataclass(kw_only=True, slots=True)
class ParsedReport:
    """Everything read from one page."""

    raw_text: str
    sha256: str
    media: str  # "text", "html" or "docx"
    encoding: str | None
    filename: str = ""
    parser_version: str = PARSER_VERSION
    fingerprint: int = 0
    language: str | None = None  # "mn-Mong": most of it is traditional Mongolian
    title: Text | None = None
    subtitle: Text | None = None
    source: Text | None = None
    author: Text | None = None
    published: Published | None = None
    views: Views | None = None
    breadcrumb: list[Text] = field(default_factory=list)
    channel: str | None = None
    site: Site = field(default_factory=Site)
    disclosure: Disclosure = field(default_factory=Disclosure)
    region: str | None = None
    lead: list[Paragraph] = field(default_factory=list)
    outline: list[Row] = field(default_factory=list)
    closing: list[Paragraph] = field(default_factory=list)
    tables: list[BodyTable] = field(default_factory=list)
    pictures: list[BodyPicture] = field(default_factory=list)
    attachments: list[LinkedFile] = field(default_factory=list)
    honors: list[Honor] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    documents: list[DocumentMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    @property
    def furniture(self) -> list[Span]:
        """The spans taken for page furniture; hand any of them back as `taken_back`."""
        return [span for span in self.spans if span.part == FURNITURE]

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain JSON-ready data (docs/report-format.md)."""
        result = {
            item.name: _plain(getattr(self, item.name))
            for item in fields(self)
            if item.name not in _OF_THEIR_OWN_FORM
        }
        result["attachments"] = [
            {"title": each.title, "name": each.name, "file": each.file} for each in self.attachments
        ]
        result["pictures"] = [each.to_dict() for each in self.pictures]
        result["fingerprint"] = f"{self.fingerprint:016x}"
        result["outline"] = [
            {
                "level": row.level,
                "heading": row.heading.quote if row.heading else None,
                "offset": row.heading.offset if row.heading else None,
                "number": row.number.quote if row.number else None,
                "text": "\n".join(paragraph.quote for paragraph in row.paragraphs),
                "paragraphs": _plain(row.paragraphs),
                "themes": row.themes,
            }
            for row in self.outline
        ]
        return result


_OF_THEIR_OWN_FORM = {
    *("raw_text", "outline", "furniture", "fingerprint", "pictures", "attachments"),
}
_ALREADY_PLAIN = {str, int, bool, type(None)}


def _plain(value: Any) -> Any:
    if type(value) in _ALREADY_PLAIN:
        return value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, StrEnum):
        return str(value)
    if hasattr(value, "__dataclass_fields__"):
        return {
            name: _plain(getattr(value, name))
            for name in value.__dataclass_fields__
            if name != "rule"
        }
    return value
