"""What the site knows of single characters: which it cannot hold, and which mean the same."""

import re
from functools import cache
from pathlib import Path

# Characters that XML, and so lxml and every feed, cannot hold. No reader ever sees them.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return ``text`` without the characters that markup cannot hold."""
    return _UNPRINTABLE.sub("", text)


@cache
def simplified() -> dict[str, str]:
    """Return the simplified character for each traditional one."""
    lines = Path(__file__).with_name("simplified.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    return dict(
        pair
        for traditional, simple in zip(rows[::2], rows[1::2], strict=True)
        for pair in zip(traditional, simple, strict=True)
    )
