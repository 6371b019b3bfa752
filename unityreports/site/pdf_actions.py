"""Tells whether a PDF does something by itself: runs a script, or starts a program."""

import re
import zlib
from typing import IO

_MOST_UNPACKED = 100_000_000  # bytes of all streams together
_FARTHEST = 2000  # bytes from what a stream is called to where it begins


def _name(word: str) -> bytes:
    """Return a pattern for a name of PDF: each letter may be written by its number (#4A)."""
    letters = "".join(f"(?:{each}|#{ord(each):02X}|#{ord(each):02x})" for each in word)
    return rf"/{letters}(?![\w#])".encode()


_ACTS = re.compile(b"|".join(map(_name, ("JavaScript", "Launch"))))
_PACKED = re.compile(_name("ObjStm"))  # what holds objects, names among them
_BEGINS = re.compile(rb"stream\r?\n")


def acts(file: IO[bytes]) -> bool:
    """Return whether a PDF names a script or a program to start, packed in a stream or not.

    What is packed beyond all measure is looked into as far as it was unpacked.
    """
    file.seek(0)
    content = file.read()
    if _ACTS.search(content):
        return True
    left = _MOST_UNPACKED
    for found in _PACKED.finditer(content):
        begin = _BEGINS.search(content, found.end(), found.end() + _FARTHEST)
        if begin is None or left <= 0:
            continue
        end = content.find(b"endstream", begin.end())
        try:
            told = zlib.decompressobj().decompress(content[begin.end() : end], left)
        except zlib.error:
            continue
        left -= len(told)
        if _ACTS.search(told):
            return True
    return False
