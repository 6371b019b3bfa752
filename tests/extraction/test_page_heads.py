"""Heads and feet of pages as sites, papers, accounts and offices of all provinces write them.

`page_heads.toml` says what must be read from each page; it was written and labelled before the
importer had read it. What is not named there is not asked.
"""

import tomllib
from pathlib import Path

import pytest

from articles.extraction.parse import parse_page

BODY = (
    (
        "近年来，{0}坚持以铸牢中华民族共同体意识为主线，把民族团结进步创建工作同经济社会发展各项任务结合"
        "起来，各族群众交往交流交融不断加深。"
    ),
    (
        "{0}组织干部走村入户，听取群众意见建议，帮助解决就业、就学、就医等方面的实际困难，群众的获得感、"
        "幸福感、安全感持续增强。"
    ),
)
HEADS = [
    head
    for path in sorted(Path(__file__).parent.glob("page_heads*.toml"))
    for head in tomllib.loads(path.read_text("utf-8"))["head"]
]


def written(head):
    """Return a page of the table in full."""
    page = head["page"].lstrip("\n")
    paragraphs = [text.format(head["place"]) for text in BODY]
    if page.startswith("<html"):
        return page.replace("BODY", "".join(f"<p>{text}</p>" for text in paragraphs))
    return page.replace("BODY", "\n\n".join(paragraphs))


def plain(value):
    """Return a text without blanks, which pages put between names and halves of titles at will."""
    return "".join(value.split()) if isinstance(value, str) else value


def facts(report):
    values = {
        key: getattr(report, key) and getattr(report, key).value
        for key in ("title", "subtitle", "source", "author", "views")
    }
    published = report.published and report.published.date.isoformat()
    return {**values, "published": published, "region": report.region}


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head["name"])
def test_a_head_is_read(head, gazetteer):
    report = parse_page(written(head), gazetteer=gazetteer)
    found = facts(report)
    wanted = {key: head[key] for key in found if key in head}
    asked = {key: plain(found[key] or type(wanted[key])()) for key in wanted}
    assert asked == {key: plain(value) for key, value in wanted.items()}
    rows = [text for row in report.outline for text in [row.heading, *row.paragraphs] if text]
    body = "".join(text.quote for text in [*report.lead, *rows, *report.closing])
    assert "BODY" not in head["page"] or "结合起来" in body
