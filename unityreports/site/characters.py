"""What the site knows of single characters: which it cannot hold, and which mean the same."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

# Characters that XML, and so lxml and every feed, cannot hold. No reader ever sees them.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return ``text`` without the characters that markup cannot hold."""
    return _UNPRINTABLE.sub("", text)


def spelled(octets: bytes) -> str:
    """Return a name as people read it; old Chinese systems wrote theirs in GBK."""
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("gb18030", "replace")


def decoded(address: str) -> str:
    """Return an address with what stands in it as %B5%D8 spelled out, be it UTF-8 or GBK."""
    return spelled(unquote_to_bytes(address))


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
