"""The pictures and files of a report: those of the page that stand beside a piece of its body."""

from bisect import bisect_left
from collections.abc import Iterable

from .layout.lines import Page
from .pictures.linked_files import LinkedFile
from .pictures.page_picture import Picture
from .report import BodyPicture, Fact, Paragraph, Row, Where


def find_pictures(
    page: Page, lead: list[Paragraph], rows: list[Row], closing: list[Paragraph]
) -> list[BodyPicture]:
    """Return the pictures right above, below or within a paragraph or heading, in order.

    One between two parts belongs to what stands above it. Others are the page's own: emblems,
    signs of buttons.
    """
    pieces = list(_pieces(lead, rows, closing))
    starts = [piece.offset for piece in pieces]
    found = []
    for picture in page.pictures:
        following = bisect_left(starts, picture.at)
        above = pieces[following - 1] if following else None
        below = pieces[following] if following < len(pieces) else None
        if above and not page.text[above.offset + len(above.quote) : picture.at].strip():
            found.append(_placed(picture, above.where, above.row))
        elif below and not page.text[picture.at : below.offset].strip():
            # Above the first heading a text begins with it.
            leads = following == 0 and not isinstance(below, Paragraph)
            place = (Where.LEAD, None) if leads else (below.where, below.row)
            found.append(_placed(picture, *place))
    return found


def find_files(
    page: Page, lead: list[Paragraph], rows: list[Row], closing: list[Paragraph]
) -> list[LinkedFile]:
    """Return the files that the page links to in the text of the report or behind it, in order."""
    first = next((piece.offset for piece in _pieces(lead, rows, closing)), None)
    return [each for each in page.files if first is not None and each.at >= first]


def _placed(picture: Picture, where: str, row: int | None) -> BodyPicture:
    return BodyPicture(picture.at, where, row, picture)


def _pieces(lead: list[Paragraph], rows: list[Row], closing: list[Paragraph]) -> Iterable[Fact]:
    yield from lead
    for row in rows:
        if row.heading:
            yield row.heading
        yield from row.paragraphs
    yield from closing
