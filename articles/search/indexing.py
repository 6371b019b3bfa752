"""Keeps the passages of public reports: written and removed in the transaction that publishes."""

from articles.models import Article, Passage
from articles.search.passages import passages_of


def index(article: Article):
    """Write the passages of a public report anew."""
    remove(article)
    Passage.objects.bulk_create(passages_of(article))


def remove(article: Article):
    """Remove the passages of a report from what is searched."""
    Passage.objects.filter(article=article).delete()
