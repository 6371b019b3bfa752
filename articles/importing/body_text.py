"""The text of a part of a read report as HTML: paragraphs, and tables and pictures among them."""

import datetime
import re

from unityreports.site import richtext, text_pictures
from unityreports.site.text_pictures import Picture

# What stands below a picture: 图1 …, 图为…, （张三摄）.
_CAPTION = re.compile(
    r"[▲△↑].{1,150}"
    r"|(?:图\s?[\d一二三四五六七八九十]{1,3}[\s:：.、　]|图为|图[:：]|[上下]图).{0,150}"
    r"|.{2,80}(?:摄影?|供图)\s?[)）]?"
)
_BREAK = re.compile(r"((?<=[A-Za-z0-9,.;])\s*\n\s*(?=[A-Za-z0-9]))|\s*\n\s*")


def joined(text: str) -> str:
    """Join a phrase that the page broke over lines; only Latin words keep a space between."""
    return _BREAK.sub(lambda found: " " if found.group(1) else "", text)


def name_of(text: str) -> str:
    """Return a name on one line, whether the page broke it or spread it over cells of a row."""
    return " ".join(joined(text).split("\t"))


def html_in(data: dict, paragraphs: list[dict], where: str, row: int | None = None) -> str:
    """Return the text of a part of a read report, given in its plain form, as HTML."""
    # Pages that waited before there were any have no tables and pictures.
    pictures = [
        each for each in data.get("pictures", ()) if (each["where"], each["row"]) == (where, row)
    ]
    return html_of(paragraphs, data.get("tables", []), pictures)


def html_of(paragraphs: list[dict], tables: list[dict], pictures: list[dict]) -> str:
    """Return paragraphs as HTML; those that a table holds stand there as its cells.

    A picture stands before the first paragraph that begins behind it, not within a table, and that
    is its caption if it reads like one.
    """
    text = _Text()
    waiting = [each for each in tables if _within(each, paragraphs)]
    shown = [each for each in pictures if each["image"]]
    for paragraph in paragraphs:
        offset = paragraph["offset"]
        while waiting and waiting[0]["offset"] + len(waiting[0]["quote"]) <= offset:
            waiting.pop(0)
        table = waiting[0] if waiting else None
        if table and offset > table["offset"]:
            continue
        line, above = (
            joined(paragraph["quote"]),
            [each for each in shown if each["offset"] <= offset],
        )
        shown = shown[len(above) :]
        is_caption = bool(above) and table is None and bool(_CAPTION.fullmatch(line))
        text.add_pictures(above, line if is_caption else "")
        if table and offset == table["offset"]:
            text.add(_table(table))
        elif not is_caption:
            text.lines.append(line)
    text.add_pictures(shown)
    text.add("")
    return "".join(text.pieces)


class _Text:
    """What a text is made of so far; ``lines`` are the paragraphs behind its last piece."""

    def __init__(self):
        self.pieces: list[str] = []
        self.lines: list[str] = []

    def add(self, html: str):
        """Put a block behind the paragraphs that wait."""
        self.pieces += [richtext.from_paragraphs("\n".join(self.lines)), html]
        self.lines = []

    def add_pictures(self, pictures: list[dict], caption: str = ""):
        """Put pictures there, the last with a caption."""
        for number, each in enumerate(pictures, 1):
            words = caption if number == len(pictures) else ""
            self.add(figure_of(each, words))


def figure_of(picture: dict, caption: str = "") -> str:
    """Return a picture of a read report as HTML."""
    return text_pictures.write(Picture(picture["image"], picture["alt"] or None, caption))


def _within(table: dict, paragraphs: list[dict]) -> bool:
    return any(each["offset"] == table["offset"] for each in paragraphs)


def _table(table: dict) -> str:
    rows = [
        [(cell["text"], cell["heading"], cell["columns"], cell["rows"]) for cell in row]
        for row in table["rows"]
    ]
    return richtext.table(rows, table["caption"] or "")


def disclosed(block: dict) -> dict:
    """Return the fields of a report that its index block fills, in their own types."""
    said = {name: fact["value"] for name, fact in block.items() if fact}
    if written := said.get("written_on"):
        said["written_on"] = datetime.date.fromisoformat(written)
    return said
