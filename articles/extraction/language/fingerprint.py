"""A fingerprint of a text that stays nearly the same when the text stays nearly the same."""

import re
import zlib

from .normalise import fold

_BITS = 64
_SHINGLE = 4
_FEW = 64
_PICKED = re.compile(
    "(?=([{}].{{{}}}))".format("".join(map(chr, range(0x4E03, 0xA000, 16))), _SHINGLE - 1)
)
NEARLY_THE_SAME = 6  # bits; two unrelated reports differ in about 32


def fingerprint(text: str) -> int:
    """Return the 64-bit simhash of a text's overlapping four-character shingles.

    Spaces and punctuation do not count. An empty text gives 0.
    """
    letters = re.sub(r"[\W_]+", "", fold(text))
    ends = len(letters) - _SHINGLE + 1
    # A sixteenth of the shingles, picked by their own first character, tells as much for less.
    picked = set(_PICKED.findall(letters))
    if len(picked) < _FEW:
        picked = {letters[i : i + _SHINGLE] for i in range(ends)}
    if not picked:
        return 0
    # 64 counters of 32 bits are added up in one large integer: one addition a shingle.
    total = sum(map(_spread, picked))
    half = len(picked) / 2
    return sum(1 << bit for bit in range(_BITS) if (total >> (32 * bit)) & 0xFFFFFFFF > half)


_SPREAD = [sum(((byte >> bit) & 1) << (32 * bit) for bit in range(8)) for byte in range(256)]
_MIX = 0x9E3779B97F4A7C15


def _spread(shingle: str) -> int:
    """Return 64 well mixed bits of a shingle, each in a counter of its own."""
    crc = zlib.crc32(shingle.encode("utf-8", "surrogatepass"))
    mixed = (crc + 1) * _MIX & 0xFFFFFFFFFFFFFFFF
    mixed ^= mixed >> 29
    mixed = mixed * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    return sum(
        _SPREAD[byte] << (256 * index) for index, byte in enumerate(mixed.to_bytes(8, "little"))
    )


def distance(one: int, other: int) -> int:
    """Return in how many bits two fingerprints differ (0–64)."""
    return (one ^ other).bit_count()


def nearly_same(one: int, other: int) -> bool:
    """Say whether two texts with these fingerprints are nearly the same."""
    return one != 0 and other != 0 and distance(one, other) <= NEARLY_THE_SAME
