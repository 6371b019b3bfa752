"""Cuts a report into the passages that are indexed.

PostgreSQL keeps at most 256 positions of a term and 16,383 positions in all for one vector, so a
long report in one piece would lose what stands late in it. Passages overlap by one unit less than
the longest permitted phrase: each phrase stands whole in one of them.
"""

from collections.abc import Iterator

from articles.models import Article, Passage
from articles.models.passage import Terms, passage_id
from articles.search.analysis import pairs, singles, unit_texts, units
from unityreports.site import richtext

LENGTH = 200
LONGEST_PHRASE = 50
_OVERLAP = LONGEST_PHRASE - 1
# Marks the terms that only 标题: and 来源: look for.
TITLE_MARK, SOURCE_MARK = "@", "#"


def passages_of(article: Article) -> Iterator[Passage]:
    """Yield the passages of a report, not yet saved."""
    number = 0
    for kind, row, text in parts_of(article):
        for stretch, row_of_units in _windows(text):
            yield Passage(
                id=passage_id(article.pk, kind, number),
                article_id=article.pk,
                row=row,
                text=stretch,
                terms=_terms(kind, row_of_units),
            )
            number += 1


def parts_of(article: Article) -> Iterator[tuple[int, int | None, str]]:
    """Yield each part of a report as ``(kind, row of the outline or None, plain text)``."""
    kinds = Passage.Kind
    yield kinds.TITLE, None, article.title
    yield kinds.TITLE, None, article.subtitle
    yield kinds.SOURCE, None, article.source
    yield kinds.LEAD, None, richtext.to_text(article.lead)
    for position, measure in enumerate(article.measures.all()):
        row = (position if measure.sort_order is None else measure.sort_order) + 1
        yield kinds.HEADING, row, measure.heading
        yield kinds.MEASURE, row, richtext.to_text(measure.body)
    yield kinds.CLOSING, None, richtext.to_text(article.closing)


def _windows(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield overlapping stretches of a text with their units; none for a text without units."""
    texts = unit_texts(text)
    if not texts:
        return
    if len(texts) < LENGTH + _OVERLAP:  # what a second one would add is a crumb
        yield text, texts
        return
    row = units(text)
    start, end = 0, LENGTH
    while True:
        last = len(row) - end < _OVERLAP
        end = len(row) if last else end
        first_character = row[start].start if start else 0
        last_character = len(text) if last else row[end - 1].end
        yield text[first_character:last_character], texts[start:end]
        if last:
            return
        start, end = end - _OVERLAP, end - _OVERLAP + LENGTH


def _terms(kind: int, row: list[str]) -> Terms:
    """Return the terms of a passage's units. Titles are found by 标题: and without it."""
    placed, loose = pairs(row), singles(row)
    if kind == Passage.Kind.SOURCE:
        return Terms(_marked(SOURCE_MARK, placed), _marked(SOURCE_MARK, loose))
    if kind == Passage.Kind.TITLE:
        return Terms(placed + _marked(TITLE_MARK, placed), loose + _marked(TITLE_MARK, loose))
    return Terms(placed, loose)


def _marked(mark: str, terms: list[str]) -> list[str]:
    return [mark + term for term in terms]
