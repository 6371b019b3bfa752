"""Says of every line of a page what it was taken for, and which rule said so."""

from collections.abc import Iterator

from articles.extraction.layout.layout import Layout, lay_out
from articles.extraction.layout.line_kinds import Marks
from articles.extraction.layout.lines import Page
from articles.extraction.layout.phrases import phrase_of
from articles.extraction.outline.headings import find_headings, tiers
from articles.extraction.outline.paragraphs import merge_lines
from articles.extraction.places.gazetteer import Gazetteer


def explain(page: Page, gazetteer: Gazetteer) -> Iterator[tuple[str, str, str]]:
    """Yield part, rule and text of every line of a page, in order.

    Parts: title, subtitle, header, body, footer, furniture. The rule is what a header line states,
    the habit of a heading with its level and the rule that settled or dropped it, or the kind of
    furniture and the phrase of the table that the line is like. Behind it stands the best title
    that the line may be a part of: its score, and what tells for and against it;
    `layout/titles/evidence.toml` has the reasons.
    Raises `PageRefused`.
    """
    layout = lay_out(page, gazetteer)
    headings = _headings(page, layout, gazetteer)
    marks = Marks(page)
    likeliest: dict[int, str] = {}
    for candidate in reversed(layout.candidates):
        likeliest |= dict.fromkeys(candidate.lines, f"title {candidate}")
    for index, line in enumerate(page.lines):
        part = _part(layout, index)
        if part in ("header", "footer") and index in layout.metas:
            items = layout.metas[index].items
            rule = " ".join(f"{item.kind}={item.value}" for item in items)
        elif part == "body":
            rule = headings.get(index, "")
        else:
            rule = layout.furniture.get(index) or marks.kinds[index]
            phrase = None if line.cell else phrase_of(line.text)
            if phrase and phrase.kind == rule:
                rule = f"{rule}: {phrase.example}"
        yield part, " | ".join(filter(None, (rule, likeliest.get(index)))), line.text


def _part(layout: Layout, index: int) -> str:
    parts = {
        "title": layout.title,
        "subtitle": [] if layout.subtitle is None else [layout.subtitle],
        "header": layout.header,
        "body": layout.body,
        "footer": layout.footer,
    }
    return next((part for part, lines in parts.items() if index in lines), "furniture")


def _headings(page: Page, layout: Layout, gazetteer: Gazetteer) -> dict[int, str]:
    """Return the habit and the level of the headings that lines open with, by line."""
    blocks = merge_lines(page, layout)
    decided: dict[int, str] = {}
    found = find_headings(blocks, gazetteer, decided)
    told = {}
    for index, (block, heading, level) in enumerate(
        zip(blocks, found, tiers(blocks, found), strict=True)
    ):
        rule = decided.get(index, "")
        if heading:
            by = f" ({rule})" if rule else ""
            told[block.lines[0]] = f"heading: {heading.style}, {level or '-'}{by}"
        elif rule:
            told[block.lines[0]] = f"no heading: {rule}"
    return told
