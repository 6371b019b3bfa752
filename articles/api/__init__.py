"""The read-only JSON API: the public lists of ``articles.exports``, a page at a time.

``parameters`` and ``schemas`` describe it from the registry of columns and the forms of filters,
so that description and behaviour cannot differ; ``cursors`` pages; ``endpoints``, ``searching`` and
``mirroring`` answer.
"""

from articles.api import mirroring, searching  # noqa: F401 (add their addresses)
from articles.api.endpoints import api, nothing_here

__all__ = ["api", "nothing_here"]
