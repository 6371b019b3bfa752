"""Which lines of a body are its lead, its headings with their levels, its closing and furniture.

`outline_fragments.txt` holds bodies of many genres, labelled before the importer had read them.
A line opens with what it is: `L` lead, `1` and `2` headings, `P` text, `C` closing, `F` furniture;
`=` names a body, `|` parts a heading from the text behind it. `+` goes on the line above: a heading
broken over two lines (`+`), or one inside the paragraph (`+1`). A mark (◆) is no part of a heading.
"""

import html
import re
from pathlib import Path

import pytest

from articles.extraction.parse import parse_page
from tests.extraction.make_docx import docx

TITLE = "青川县民族团结进步工作情况"
HEAD = f"{TITLE}\n\n来源：青川县民委　发布时间：2023-10-20\n\n"
FRAGMENTS = re.split(
    r"^= ", Path(__file__).with_name("outline_fragments.txt").read_text("utf-8"), flags=re.MULTILINE
)[1:]
NAMES = [fragment.partition("\n")[0] for fragment in FRAGMENTS]


def lines_of(fragment):
    """Return (kind, whether it goes on the line above, heading, text) of each line."""
    for line in fragment.splitlines()[1:]:
        kind, text = line.split(" ", 1)
        heading, bar, rest = text.partition("|")
        if kind.lstrip("+") not in ("1", "2") or not bar or re.match("[壹贰叁]", text):
            heading, rest = text, ""
        yield kind.lstrip("+"), kind.startswith("+"), heading, rest


def labelled(fragment):
    """Return headings with levels, lead and closing of a fragment."""
    headings, lead, closing = [], [], []
    for kind, _, heading, _ in lines_of(fragment):
        if kind == "":  # the second line of a heading
            level, words = headings.pop()
            headings.append((level, words + heading))
        elif kind in ("1", "2"):
            headings.append((int(kind), re.sub(r"^[▌◆★]\s*", "", heading)))
        elif kind in "LC":
            (lead if kind == "L" else closing).append(heading)
    return headings, lead, closing


def told(report):
    """Return headings with levels, lead and closing of a report."""
    headings = [
        (row.level, "".join(row.heading.quote.split("\n"))) for row in report.outline if row.heading
    ]
    return headings, *([each.quote for each in part] for part in (report.lead, report.closing))


def paragraphs(fragment):
    """Return the paragraphs of a fragment, each as the pieces (text, whether bold) of its lines."""
    found = []
    for kind, goes_on, heading, rest in lines_of(fragment):
        pieces = [(heading, kind in ("1", "2", "")), (rest, False)]
        if kind == "":
            found[-1] += [("\n", False), *pieces]
        elif goes_on:
            found[-1] += pieces
        else:
            found.append(pieces)
    return [[piece for piece in pieces if piece[0]] for pieces in found]


def as_text(fragment):
    body = "\n".join("　　" + "".join(text for text, _ in each) for each in paragraphs(fragment))
    return HEAD + body


def as_page(fragment, bold):
    def piece(text, heading):
        text = "<br>" if text == "\n" else html.escape(text)
        return f"<b>{text}</b>" if bold and heading else text

    body = "".join(
        f"<p>　　{''.join(piece(*part) for part in pieces)}</p>" for pieces in paragraphs(fragment)
    )
    return f"<h1>{TITLE}</h1><p>来源：青川县民委 2023-10-20</p><div>{body}</div>".encode()


def as_word(fragment):
    return docx(f"T:{TITLE}", *("".join(text for text, _ in each) for each in paragraphs(fragment)))


FORMS = {
    "text": as_text,
    "page": lambda fragment: as_page(fragment, bold=False),
    "page in bold": lambda fragment: as_page(fragment, bold=True),
    "Word file": as_word,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("fragment", FRAGMENTS, ids=NAMES)
def test_a_body_has_its_lead_headings_and_closing(fragment, form, gazetteer):
    report = parse_page(FORMS[form](fragment), gazetteer=gazetteer)
    headings, lead, closing = labelled(fragment)
    if not headings:  # a body without headings leads with its first paragraph
        lead = lead[:1]
    assert told(report) == (headings, lead, closing)


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=NAMES)
def test_furniture_around_a_body_stays_out(fragment, gazetteer):
    report = parse_page(as_text(fragment), gazetteer=gazetteer)
    parts = [*report.lead, *(each for row in report.outline for each in row.paragraphs)]
    body = {each.quote for each in [*parts, *report.closing]}
    furniture = [heading for kind, _, heading, _ in lines_of(fragment) if kind == "F"]
    assert body.isdisjoint(furniture)
