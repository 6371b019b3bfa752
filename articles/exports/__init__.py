"""Lists taken away as files. One registry describes every column once.

``columns`` says what a column is, one module a list (``honor_columns`` and its like) describes
those it has and ``shared_columns`` those that several have, ``datasets`` says what can be exported,
``rows`` reads, ``csv``, ``xlsx`` and ``jsonl`` write, ``download`` answers a request.
"""
