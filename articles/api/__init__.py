"""The read-only JSON API: the public lists of ``articles.exports``, a page at a time.

``parameters`` and ``schemas`` describe it from the registry of columns and the forms of filters,
so that description and behaviour cannot differ; ``cursors`` pages; ``endpoints`` answer.
"""
