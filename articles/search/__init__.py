"""Search. The one seam: ``search(parse(text), filters, order, cursor)``."""

from articles.search.engine import DATE, RELEVANCE, Hit, Results, search
from articles.search.query import Query, parse

__all__ = ["DATE", "RELEVANCE", "Hit", "Query", "Results", "parse", "search"]
