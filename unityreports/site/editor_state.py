"""Rich text as the JSON that the desk's editor opens and posts: Draft.js's raw content state."""

import json
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from itertools import groupby, pairwise

from unityreports.site import text_pictures, text_tables
from unityreports.site.text_blocks import PARAGRAPH, PICTURE, Block, settled
from unityreports.site.text_pictures import Picture
from unityreports.site.text_runs import STYLES, Form, Run, address

_LISTS = {"ul": "unordered-list-item", "ol": "ordered-list-item"}
_HEADINGS = {"h2": "header-two", "h3": "header-three"}
_NAMES = {PARAGRAPH: "unstyled"} | _LISTS | _HEADINGS


def to_editor(blocks: Iterable[Block], sources: Mapping[int, str]) -> str:
    """Return blocks as the JSON that the editor opens; of pictures with where they lie.

    Its script fails without any block: an empty text is an empty paragraph. Above and below every
    table and picture stands a paragraph to type in.
    """
    entities: list[dict] = []
    rows: list[dict] = []
    for block in _with_room(list(settled(blocks))):
        if block.table:
            html = text_tables.write(block.table)
            row = _atomic_row(_entity("TABLE", "IMMUTABLE", html=html), entities)
        elif block.picture:
            row = _atomic_row(_picture_entity(block.picture, sources), entities)
        else:
            row = _text_row(block, entities)
        rows.append({"key": f"{len(rows):05}"} | row)
    return json.dumps({"blocks": rows, "entityMap": dict(enumerate(entities))})


def _with_room(blocks: list[Block]) -> list[Block]:
    """Return blocks with an empty paragraph wherever one would else find no place to type."""
    roomy: list[Block] = []
    for block in blocks:
        if block.is_atomic and (not roomy or roomy[-1].is_atomic):
            roomy.append(Block(PARAGRAPH))
        roomy.append(block)
    return [*roomy, Block(PARAGRAPH)] if not roomy or roomy[-1].is_atomic else roomy


def _picture_entity(picture: Picture, sources: Mapping[int, str]) -> dict:
    return _entity(
        "PICTURE",
        "IMMUTABLE",
        id=picture.number,
        alt=picture.alt or "",
        decorative=picture.alt == "",
        caption=picture.caption,
        src=sources.get(picture.number, ""),
    )


def _atomic_row(entity: dict, entities: list[dict]) -> dict:
    entities.append(entity)
    here = [{"offset": 0, "length": 1, "key": len(entities) - 1}]
    return _row("atomic", " ", entityRanges=here)


def _text_row(block: Block, entities: list[dict]) -> dict:
    styles, links = [], []
    at = 0
    for line in block.lines:
        for href, runs in groupby(line, key=lambda run: run[1].href):
            start = at
            for text, form in runs:
                length = len(text)
                styles += [
                    {"offset": at, "length": length, "style": STYLES[style]}
                    for style in form.styles
                ]
                at += length
            if href:
                links.append({"offset": start, "length": at - start, "key": len(entities)})
                entities.append(_entity("LINK", "MUTABLE", url=href))
        at += 1
    return _row(
        _NAMES[block.kind],
        block.text,
        depth=block.depth,
        inlineStyleRanges=styles,
        entityRanges=links,
    )


def _row(kind: str, text: str, **more) -> dict:
    plain = {"depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return {"type": kind, "text": text} | plain | more


def _entity(kind: str, mutability: str, **data) -> dict:
    return {"type": kind, "mutability": mutability, "data": data}


def from_editor(
    posted: str, features: Collection[str], read: Callable[[str], list[Block]]
) -> list[Block]:
    """Return the blocks of the editor's JSON. What the field does not offer is plain text.

    ``read`` makes blocks of the HTML that a table is posted as.

    Raises ``ValueError``, ``TypeError``, ``LookupError``, ``AttributeError``, ``ArithmeticError``
    or ``RecursionError`` for what no editor posts.
    """
    kinds = {name: tag for tag, name in _LISTS.items()}
    kinds |= {name: tag for tag, name in _HEADINGS.items() if tag in features}
    state = json.loads(posted)
    if state is None:  # an empty field
        return []
    blocks = []
    entities = state.get("entityMap") or {}
    for row in state["blocks"]:
        if row["type"] == "atomic":
            for each in row.get("entityRanges") or ():
                entity = entities[str(each["key"])]
                if entity["type"] == "TABLE":
                    blocks += _table(entity["data"], read)
                elif entity["type"] == "PICTURE":
                    blocks += _picture(entity["data"])
            if not row["text"].strip():
                continue
        block = Block(kinds.get(row["type"], PARAGRAPH), int(row.get("depth") or 0))
        block.lines = _lines_of(row, entities)
        blocks.append(block)
    return blocks


def _table(data: dict, read: Callable[[str], list[Block]]) -> list[Block]:
    """Return a posted table. One that was pasted whole has nobody who said what heads it."""
    blocks = read(str(data["html"]))
    for block in blocks if data.get("pasted") else ():
        if block.table:
            text_tables.give_headings(block.table)
    return blocks


def _picture(data: dict) -> list[Block]:
    """Return a posted picture; of one that is said to decorate only, no other words are kept."""
    alt = "" if data.get("decorative") is True else str(data.get("alt") or "").strip() or None
    picture = text_pictures.of_attributes(data["id"], alt)
    caption = str(data.get("caption") or "")
    return [Block(PICTURE, picture=replace(picture, caption=caption))] if picture else []


def _lines_of(row: dict, entities: dict) -> list[list[Run]]:
    """Return the text of one of the editor's blocks cut where its form changes."""
    text = row["text"]
    spans = []  # start, end, form: of one style or one link each
    for each in row.get("inlineStyleRanges") or ():
        tags = [tag for tag, name in STYLES.items() if name == each["style"]]
        spans += [(*_span(text, each), Form(styles=tag)) for tag in tags]
    for each in row.get("entityRanges") or ():
        entity = entities[str(each["key"])]
        if entity["type"] == "LINK":
            spans.append((*_span(text, each), Form(address(entity["data"].get("url")))))
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    forms = [Form()] * len(edges)
    for start, end, form in spans:
        for at in range(bisect_left(edges, start), bisect_left(edges, end)):
            forms[at] = forms[at].with_(form)
    lines: list[list[Run]] = [[]]
    for (start, end), form in zip(pairwise(edges), forms, strict=False):
        first, *others = text[start:end].split("\n")
        lines[-1].append((first, form))
        lines += [[(other, form)] for other in others]
    return lines


def _span(text: str, span: dict) -> tuple[int, int]:
    """Return where a stretch of a text begins and ends; the editor counts characters as Python."""
    start, end = span["offset"], span["offset"] + span["length"]
    return min(max(start, 0), len(text)), min(max(end, 0), len(text))
