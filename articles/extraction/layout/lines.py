"""The lines of a page, as every reader hands them over."""

import re
from bisect import bisect_right
from dataclasses import asdict, dataclass, field
from typing import Any

from articles.extraction.language.normalise import fold
from articles.extraction.offsets import PageOffset, PageStretch, ParagraphStretch
from articles.extraction.pictures.linked_files import LinkedFile
from articles.extraction.pictures.page_picture import Picture

# All that counts as blank at the ends of a line, the zero-width characters included.
BLANK = (
    " \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff"
    + "".join(map(chr, range(0x2000, 0x200B)))
)


@dataclass(slots=True)
class Line:
    """One non-blank line: `raw_text[start:end]`, without the blanks around it.

    `text` is the folded line. `group` is the same for lines that stand together (no blank line
    between them, or one HTML block). The other fields are hints only HTML and DOCX give.
    """

    start: PageOffset
    end: PageOffset
    text: str
    group: int
    heading: int = 0  # 1–6 for h1–h6 and Word's headings
    bold: bool = False
    links: int = 0  # characters inside links
    zone: str = ""  # "meta", "nav", "aside", "header", "footer", "article"
    cell: bool = False  # a row of a table of data, its cells parted by tabs, or one of its cells
    item: bool = False  # in an item of a list
    lead: int = 0  # characters in bold that open a line which goes on plain

    def __len__(self) -> int:
        return self.end - self.start

    def stretch_in_page(self, stretch: ParagraphStretch) -> PageStretch:
        """Return where in the page a stretch of this line's own text is."""
        return PageOffset(self.start + stretch[0]), PageOffset(self.start + stretch[1])


def opened_by(words: str, text: str) -> int:
    """Return where words end that open a text, behind a number at most; 0 if they are all of it."""
    at = text.find(words, 0, len(words) + 8) if words else -1
    end = at + len(words)
    return end if at >= 0 and end < len(text) else 0


@dataclass(slots=True)
class Cell:
    """A cell of a table: where its text stands in the page, if it has any, and what it spans."""

    stretch: PageStretch | None
    heading: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Table:
    """A table of data as the markup tells it; its text stands in the lines like any other."""

    rows: list[list[Cell]]
    caption: PageStretch | None = None

    @property
    def stretches(self) -> list[PageStretch]:
        """Where the caption and the cells stand that have a text."""
        texts = [cell.stretch for row in self.rows for cell in row]
        return [stretch for stretch in (self.caption, *texts) if stretch]

    def grid(self, most: int = 100) -> list[list[Cell | None]]:
        """Return the cells by row and column, one that spans several in each; `most` columns."""
        grid: list[list[Cell | None]] = [[None] * most for _ in self.rows]
        width = 0
        for top, row in enumerate(self.rows):
            left = 0
            for cell in row:
                while left < most and grid[top][left] is not None:
                    left += 1
                right = min(left + cell.columns, most)
                for line in grid[top : top + cell.rows]:
                    line[left:right] = [cell] * (right - left)
                left = right
            width = max(width, left)
        return [line[:width] for line in grid]


@dataclass(slots=True)
class Note:
    """Something of a file that is not in its lines: what, how often, and what the first one says.

    Codes: "pictures", "objects", "comments", "page_edges", "revisions", "hidden_text",
    "attachments", "scanned_pages", "unmapped", "turned_text", "recordings",
    "cut_off".
    """

    code: str
    count: int
    excerpt: str = ""


@dataclass(slots=True)
class Page:
    """The decoded text and its lines; all offsets count in `text`."""

    text: str
    lines: list[Line]
    media: str
    encoding: str | None = None
    folded: str = ""
    notes: list[Note] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    files: list[LinkedFile] = field(default_factory=list)
    _breaks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folded = self.folded or fold(self.text)
        self._breaks = [match.start() for match in re.finditer("\n", self.text)]

    def to_dict(self) -> dict[str, Any]:
        """Return all but text and files as JSON-ready data; ``from_dict`` makes the page again."""
        return {
            "media": self.media,
            "encoding": self.encoding,
            "notes": [[note.code, note.count, note.excerpt] for note in self.notes],
            "tables": [asdict(table) for table in self.tables],
            "pictures": [[each.at, each.alt, each.image] for each in self.pictures],
            "files": [[each.at, each.title, each.name, each.file] for each in self.files],
            "lines": [
                [
                    line.start,
                    line.end,
                    None if line.text == fold(self.text[line.start : line.end]) else line.text,
                    line.group,
                    line.heading,
                    int(line.bold),
                    line.links,
                    line.zone,
                    int(line.cell),
                    int(line.item),
                    line.lead,
                ]
                for line in self.lines
            ],
        }

    @classmethod
    def from_dict(cls, text: str, data: dict[str, Any]) -> "Page":
        """Return the page with this text that `to_dict` described."""
        lines = [
            Line(
                start,
                end,
                fold(text[start:end]) if folded is None else folded,
                group,
                heading,
                bool(bold),
                links,
                zone,
                *map(bool, boxed[:2]),
                *([] if len(boxed) < 3 else boxed[2:]),
            )
            for start, end, folded, group, heading, bold, links, zone, *boxed in data["lines"]
        ]
        notes = [Note(*note) for note in data["notes"]]
        tables = [_table(each) for each in data.get("tables", ())]
        pictures = [
            Picture(PageOffset(at), alt, image=image) for at, alt, image in data.get("pictures", ())
        ]
        page = cls(text, lines, data["media"], data["encoding"], notes=notes, tables=tables)
        page.pictures = pictures
        page.files = [
            LinkedFile(PageOffset(at), title, name, file=file)
            for at, title, name, file in data.get("files", ())
        ]
        return page

    def line_number(self, offset: PageOffset) -> int:
        """Return the number, from 1, of the line of the raw text that holds `offset`."""
        return bisect_right(self._breaks, offset - 1) + 1


def _table(data: dict[str, Any]) -> Table:
    def stretch(value: list[int] | None) -> PageStretch | None:
        return None if value is None else (PageOffset(value[0]), PageOffset(value[1]))

    rows = [
        [Cell(**{**cell, "stretch": stretch(cell["stretch"])}) for cell in row]
        for row in data["rows"]
    ]
    return Table(rows, stretch(data["caption"]))
