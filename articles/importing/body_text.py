"""The text of a part of a read report as HTML: its paragraphs, and the tables among them."""

import re

from unityreports.site import richtext

_BREAK = re.compile(r"((?<=[A-Za-z0-9,.;])\s*\n\s*(?=[A-Za-z0-9]))|\s*\n\s*")


def joined(text: str) -> str:
    """Join a phrase that the page broke over lines; only Latin words keep a space between."""
    return _BREAK.sub(lambda found: " " if found.group(1) else "", text)


def name_of(text: str) -> str:
    """Return a name on one line, whether the page broke it or spread it over cells of a row."""
    return " ".join(joined(text).split("\t"))


def html_of(paragraphs: list[dict], tables: list[dict]) -> str:
    """Return paragraphs as HTML; those that a table holds stand there as its cells."""
    pieces: list[str] = []
    lines: list[str] = []
    waiting = [each for each in tables if _within(each, paragraphs)]
    for paragraph in paragraphs:
        while waiting and waiting[0]["offset"] + len(waiting[0]["quote"]) <= paragraph["offset"]:
            waiting.pop(0)
        table = waiting[0] if waiting else None
        if table is None or paragraph["offset"] < table["offset"]:
            lines.append(joined(paragraph["quote"]))
        elif paragraph["offset"] == table["offset"]:
            pieces += [richtext.from_paragraphs("\n".join(lines)), _table(table)]
            lines = []
    return "".join([*pieces, richtext.from_paragraphs("\n".join(lines))])


def _within(table: dict, paragraphs: list[dict]) -> bool:
    return any(each["offset"] == table["offset"] for each in paragraphs)


def _table(table: dict) -> str:
    rows = [
        [(cell["text"], cell["heading"], cell["columns"], cell["rows"]) for cell in row]
        for row in table["rows"]
    ]
    return richtext.table(rows, table["caption"] or "")
