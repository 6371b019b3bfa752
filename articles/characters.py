"""Which simplified character stands for a traditional one; for search and for the importer."""

from functools import cache
from pathlib import Path


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
