"""Carries what was typed into a text over to another reading of the page it was read from."""

from difflib import SequenceMatcher


def carried_over(typed: str, before: str, now: str) -> str:
    """Return a typed text with what changed between two readings of its paragraphs, one a line.

    A paragraph that the page gave since stands behind the one that it follows there; one that it
    gives no more is gone, unless it was reworded.
    """
    lines, old, new = typed.splitlines(), before.splitlines(), now.splitlines()
    for kind, first, last, start, end in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind == "equal":
            continue
        for gone in old[first:last]:
            if gone in lines:
                lines.remove(gone)
        place = next(
            (lines.index(each) + 1 for each in reversed(old[:first]) if each in lines),
            0 if first == 0 else len(lines),
        )
        lines[place:place] = new[start:end]
    return "\n".join(lines)
