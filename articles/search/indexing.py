"""Keeps the passages of public reports: written and removed in the transaction that publishes."""

from collections.abc import Sequence
from contextlib import AbstractContextManager

from django.db import connection

from articles.models import Article, Passage
from articles.models.passage import Terms
from articles.publishing.derived import DerivedRows, register
from articles.search.backends import backend
from articles.search.passages import passages_of


@register
class SearchIndex(DerivedRows[Passage]):
    """The passages of public reports, and the database's index of their terms."""

    model = Passage
    label = "检索段落"

    def rows_of(self, articles: Sequence[Article]) -> dict[int, list[Passage]]:
        """Return the passages that each report is cut into."""
        return {article.pk: list(passages_of(article)) for article in articles}

    def key(self, row: Passage) -> tuple[int, int | None, str, str]:
        """Compare by everything, the terms as the database gives them back."""
        terms = row.terms
        if isinstance(terms, Terms):
            terms = terms.as_vector() if connection.vendor == "postgresql" else terms.as_words()
        return row.pk, row.row, row.text, terms

    def settle(self, *, repair: bool) -> list[str]:
        """Return whether the database's index disagrees with the passages."""
        if backend().is_sound():
            return []
        if repair:
            backend().repair()
        return ["全文索引与检索段落不一致"]

    def many_writes(self) -> AbstractContextManager[None]:
        """Return the context of the database's index."""
        return backend().many_writes()
