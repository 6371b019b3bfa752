"""A fingerprint of a text that stays nearly the same when the text stays nearly the same."""

import re
import zlib

from .normalise import fold

_SHINGLE = 4
_FEW = 64
_PICKED = re.compile(
    "(?=([{}].{{{}}}))".format("".join(map(chr, range(0x4E03, 0xA000, 16))), _SHINGLE - 1)
)
NEARLY_THE_SAME = 6  # bits; two unrelated reports differ in about 32


def fingerprint(text: str, *, folded: bool = False) -> int:
    """Return the 64-bit simhash of a text's overlapping four-character shingles.

    Spaces and punctuation do not count. An empty text gives 0. `folded`: as rules read it.
    """
    letters = _NO_LETTERS.sub("", text if folded else fold(text))
    ends = len(letters) - _SHINGLE + 1
    # A sixteenth of the shingles, picked by their own first character, tells as much for less.
    picked = set(_PICKED.findall(letters))
    if len(picked) < _FEW:
        picked = {letters[i : i + _SHINGLE] for i in range(ends)}
    if not picked:
        return 0
    mixed = b"".join(map(_mixed, picked))
    half = len(picked) / 2
    found = 0
    for place in range(8):
        # Eight counters of 32 bits are added up in one large integer: one addition a byte.
        total = sum(map(_SPREAD.__getitem__, mixed[place::8]))
        for bit in range(8):
            if (total >> (32 * bit)) & 0xFFFFFFFF > half:
                found |= 1 << (8 * place + bit)
    return found


_NO_LETTERS = re.compile(r"[\W_]+")
_SPREAD = [sum(((byte >> bit) & 1) << (32 * bit) for bit in range(8)) for byte in range(256)]
_MIX = 0x9E3779B97F4A7C15


def _mixed(shingle: str) -> bytes:
    """Return 64 well mixed bits of a shingle, in eight bytes."""
    crc = zlib.crc32(shingle.encode("utf-8", "surrogatepass"))
    mixed = (crc + 1) * _MIX & 0xFFFFFFFFFFFFFFFF
    mixed ^= mixed >> 29
    mixed = mixed * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    return mixed.to_bytes(8, "little")


def distance(one: int, other: int) -> int:
    """Return in how many bits two fingerprints differ (0–64)."""
    return (one ^ other).bit_count()


def nearly_same(one: int, other: int) -> bool:
    """Say whether two texts with these fingerprints are nearly the same."""
    return one != 0 and other != 0 and distance(one, other) <= NEARLY_THE_SAME
