"""Reports written in short lines, as pages for telephones are: each a clause, none a sentence.

Such lines are no prose by themselves. Where a page has no other text, a run of them below a header
or a heading is the report, if it speaks of what reports are about.
"""

import re

from .line_kinds import Marks

_FEWEST, _SHORTEST = 4, 30  # lines and characters of a run
_LONGEST_LINE = 80
# What stands between characters as help to read them: 團(tuán)結.
_PINYIN = re.compile(r"\([a-zà-ǜü]{1,6}\)", re.IGNORECASE)
_THEME = re.compile(r"民族|团结|團結|各族|石榴|同心|共同体|共同體|守望相助|铸牢|鑄牢|中华|中華")


def without_pinyin(text: str) -> str:
    """Return a text without the readings of its characters."""
    return _PINYIN.sub("", text)


def take_short_lines(marks: Marks) -> bool:
    """Mark the longest run of short lines as prose and return True, if it reads as a report."""
    best: list[int] = []
    for run in _runs(marks):
        if sum(len(marks.lines[index]) for index in run) > sum(
            len(marks.lines[index]) for index in best
        ):
            best = run
    texts = [without_pinyin(marks.lines[index].text) for index in best]
    if len(best) < _FEWEST or sum(map(len, texts)) < _SHORTEST:
        return False
    if not any(map(_THEME.search, texts)):
        return False
    marks.take_as_prose(best)
    return True


def _runs(marks: Marks) -> list[list[int]]:
    """Return the runs of plain short lines that a header or the page's heading stands above."""
    runs: list[list[int]] = []
    run: list[int] = []
    opened = False
    for index, line in enumerate(marks.lines):
        if marks.metas.get(index) or line.heading == 1:
            opened = True
        if _is_plain(marks, index):
            run.append(index)
        elif run and (marks.kinds[index] not in ("caption", "tools")):
            runs += [run] if opened else []
            run = []
            opened = opened and marks.kinds[index] not in ("related", "prevnext", "site", "index")
        if not opened:
            run = []
    return [*runs, run] if run else runs


def _is_plain(marks: Marks, index: int) -> bool:
    line = marks.lines[index]
    return (
        not marks.kinds[index]
        and index not in marks.metas
        and line.heading != 1
        and line.links * 2 <= len(line)
        and line.zone not in ("nav", "aside", "footer")
        and len(line) <= _LONGEST_LINE
    )
