"""Lists taken away as files. One registry describes every column once.

``columns`` describes, ``datasets`` says what can be exported, ``filters`` what it can be narrowed
to, ``rows`` reads, ``csv``, ``xlsx`` and ``jsonl`` write, ``download`` answers a request.
"""
