"""Rearranging the outline in a review: the posted fields of its rows, to those shown next.

Pure functions, so that every act works without a script and keeps all else that was typed. The lead
stands above the first row and takes what is joined to it.
"""

import dataclasses
import re
from collections.abc import Callable

from articles.desk.forms import is_number
from articles.desk.row_formsets import MOST_ROWS
from articles.models import Measure

PREFIX = "measures"
LEAD = "head-lead_text"
SECTION, SUB_MEASURE = (str(each.value) for each in Measure.Level)
_SENTENCE_END = re.compile(r"[。！？；：.!?;:]$")
_WORD = re.compile(r"[A-Za-z0-9]")


@dataclasses.dataclass(frozen=True)
class Row:
    """A row of the outline; ``number``: its own in the form, ``None`` for the lead or a new row."""

    number: int | None
    level: str = SECTION
    heading: str = ""
    text: str = ""
    is_dismissed: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not (self.heading.strip() or self.text.strip())


class NothingToDoError(Exception):
    """An act that would change nothing."""


def arrange(posted: dict[str, str], act: str, number: str) -> tuple[dict[str, str], int | None]:
    """Return the posted fields after an act on the row of this number, and the row it ends in.

    That is ``None`` for the lead. Raises ``NothingToDoError`` for an act that changes nothing,
    made-up ones included.
    """
    rows = [Row(None, text=_text(posted.get(LEAD, ""))), *read(posted)]
    at = next((index for index in range(1, len(rows)) if str(rows[index].number) == number), None)
    if at is None:
        raise NothingToDoError
    changed = rows
    if act == "split":
        changed = _split(rows, at, *_cut(rows[at], posted))
    elif act in ACTS:
        changed = ACTS[act](rows, at)
    if changed == rows:
        raise NothingToDoError
    is_there = any(row.number == rows[at].number for row in changed)
    entered = rows[at] if is_there else rows[_above(rows, at)]
    return _posted(posted, rows, changed), entered.number


def _join(rows: list[Row], at: int) -> list[Row]:
    """Let a row go on where the one above ends: heading with heading, or text with text."""
    above, row = _above(rows, at), rows[at]
    upper = rows[above]
    if upper.number is not None and not upper.text:
        heading = _run_on(upper.heading, row.heading)
        whole = dataclasses.replace(upper, heading=heading, text=row.text)
    else:
        text = _run_on(upper.text, _as_text(row))
        whole = dataclasses.replace(upper, text=text)
    return _instead(rows, above, at, whole)


def _to_text(rows: list[Row], at: int) -> list[Row]:
    """Make a row paragraphs of the one above."""
    above = _above(rows, at)
    text = "\n".join(filter(None, [rows[above].text, _as_text(rows[at])]))
    return _instead(rows, above, at, dataclasses.replace(rows[above], text=text))


def _level(level: str):
    def change(rows: list[Row], at: int) -> list[Row]:
        row = dataclasses.replace(rows[at], level=level)
        return [*rows[:at], row, *rows[at + 1 :]]

    return change


def _split(rows: list[Row], at: int, field: str, start: int, end: int) -> list[Row]:
    """Part a row where words stand, which become the new heading, or at a caret.

    In a text what follows is a new row; in a heading it is the beginning of the row's text.
    """
    row = rows[at]
    value = getattr(row, field)
    before, phrase, after = value[:start], value[start:end], value[end:]
    if field == "heading":
        text = "\n".join(filter(None, [(phrase + after).strip(), row.text]))
        parts = [dataclasses.replace(row, heading=before.strip(), text=text)]
    else:
        heading, text = (phrase, after) if phrase.strip() else _headed(after)
        new = Row(None, row.level, heading.strip(), text.strip())
        parts = [dataclasses.replace(row, text=before.strip()), new]
    if any(part.is_empty for part in parts):
        raise NothingToDoError
    return [*rows[:at], *parts, *rows[at + 1 :]]


def _up(rows: list[Row], at: int) -> list[Row]:
    """Move a row up by one, a section with all that is below it past the section above."""
    start, end = _block(rows, at)
    above = start - 1
    while rows[at].level == SECTION and above > 1 and rows[above].level != SECTION:
        above -= 1
    if above < 1:
        raise NothingToDoError
    return [*rows[:above], *rows[start:end], *rows[above:start], *rows[end:]]


def _down(rows: list[Row], at: int) -> list[Row]:
    """Move a row down by one, a section with all that is below it past the section below."""
    start, end = _block(rows, at)
    if end == len(rows):
        raise NothingToDoError
    _, stop = _block(rows, end) if rows[at].level == SECTION else (end, end + 1)
    return [*rows[:start], *rows[end:stop], *rows[start:end], *rows[stop:]]


ACTS: dict[str, Callable[[list[Row], int], list[Row]]] = {
    "join": _join,
    "to_text": _to_text,
    "raise": _level(SECTION),
    "lower": _level(SUB_MEASURE),
    "up": _up,
    "down": _down,
}


def read(posted: dict[str, str]) -> list[Row]:
    """Return the rows that hold something, in the order that their numbers say.

    Numbers beyond those of the form are made up, and passed over.
    """
    numbers = {
        int(name.split("-")[1])
        for name in posted
        if name.startswith(f"{PREFIX}-") and is_number(name.split("-")[1])
    }
    known = posted.get(f"{PREFIX}-TOTAL_FORMS", "")
    total = min(int(known) if is_number(known) else 0, MOST_ROWS)
    rows = []
    for number in sorted(each for each in numbers if each < total):
        fields = {key: posted.get(f"{PREFIX}-{number}-{key}", "") for key in _FIELDS}
        row = Row(
            number,
            level=fields["level"],
            heading=fields["heading"],
            text=_text(fields["text"]),
            is_dismissed=bool(fields["DELETE"]),
        )
        if not row.is_empty:
            rows.append((place(fields["ORDER"]), row))
    return [row for _, row in sorted(rows, key=lambda each: each[0])]


_FIELDS = ("level", "heading", "text", "DELETE", "ORDER")


def place(order: str) -> float:
    """Return the number by which a row is ordered; one without stands last."""
    return int(order) if is_number(order) else float("inf")


def _text(typed: str) -> str:
    return "\n".join(typed.splitlines())


def _above(rows: list[Row], at: int) -> int:
    """Return the row above that is not dismissed; the lead never is."""
    return max(index for index in range(at) if not rows[index].is_dismissed)


def _instead(rows: list[Row], above: int, at: int, whole: Row) -> list[Row]:
    """Return the rows with one in the place of two."""
    return [*rows[:above], whole, *rows[above + 1 : at], *rows[at + 1 :]]


def _block(rows: list[Row], at: int) -> tuple[int, int]:
    """Return where a row begins and ends, a section together with the rows of lower level."""
    end = at + 1
    while rows[at].level == SECTION and end < len(rows) and rows[end].level != SECTION:
        end += 1
    return at, end


def _run_on(before: str, after: str) -> str:
    """Join what the page broke; only Latin words keep a space between."""
    both = before and after and _WORD.match(before[-1]) and _WORD.match(after[0])
    return f"{before} {after}" if both else before + after


def _as_text(row: Row) -> str:
    """Return a row as text: a heading that is a sentence runs on, another is a line by itself."""
    if _SENTENCE_END.search(row.heading):
        return row.heading + row.text
    return "\n".join(filter(None, [row.heading, row.text]))


def _headed(text: str) -> tuple[str, str]:
    """Take the first line for a heading if it is no sentence and more follows."""
    first, _, rest = text.strip().partition("\n")
    return (first, rest) if rest.strip() and not _SENTENCE_END.search(first) else ("", text)


def _cut(row: Row, posted: dict[str, str]) -> tuple[str, int, int]:
    """Return field, start and end of the cut: of the words typed for it, else of the caret."""
    phrase = posted.get(f"cut-{row.number}", "").strip()
    if phrase:
        for field in ("text", "heading"):
            start = getattr(row, field).find(phrase)
            if start >= 0:
                return field, start, start + len(phrase)
        raise NothingToDoError
    field, *bounds = posted.get("caret", "").split(":")
    if field not in ("text", "heading") or len(bounds) != 2 or not all(map(is_number, bounds)):
        raise NothingToDoError
    start, end = map(int, bounds)
    return field, start, max(start, end)


def _posted(posted: dict[str, str], before: list[Row], after: list[Row]) -> dict[str, str]:
    """Return the posted fields with the outline as it is after an act."""
    data = posted | {LEAD: after[0].text}
    known = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    total = max(
        int(known) if is_number(known) else 0,
        *(row.number + 1 for row in before if row.number is not None),
    )
    kept = {row.number for row in after}
    for row in before:
        if row.number not in kept:
            # An empty row stays in the form, hidden: what was read is counted by its number.
            data |= _fields(row.number, dataclasses.replace(row, heading="", text=""), "")
            data[f"{PREFIX}-{row.number}-DELETE"] = "on"
    for place, row in enumerate(after[1:], start=1):
        number = row.number
        if number is None:
            number, total = total, total + 1
        data |= _fields(number, row, str(10 * place))
    return data | {f"{PREFIX}-TOTAL_FORMS": str(total)}


def _fields(number: int | None, row: Row, order: str) -> dict[str, str]:
    fields = {"level": row.level, "heading": row.heading, "text": row.text, "ORDER": order}
    return {f"{PREFIX}-{number}-{name}": value for name, value in fields.items()}
