"""Tells whether a PDF does something by itself: runs a script, or starts a program."""

import re
import zlib
from collections.abc import Iterator
from typing import IO

from unityreports.site.archive_contents import PROGRAMS

_MOST_UNPACKED = 100_000_000  # bytes of all streams together
_FARTHEST = 2000  # bytes from what a stream is called to where it begins


def _name(word: str) -> bytes:
    """Return a pattern for a name of PDF: each letter may be written by its number (#4A)."""
    letters = "".join(f"(?:{each}|#{ord(each):02X}|#{ord(each):02x})" for each in word)
    return rf"/{letters}(?![\w#])".encode()


# XFA is a form of Acrobat's with scripts of its own, which lie in streams.
_ACTS = re.compile(b"|".join(map(_name, ("JavaScript", "Launch", "XFA"))))
_BRINGS = re.compile(b"|".join(map(_name, ("EmbeddedFile", "EmbeddedFiles", "FileAttachment"))))
_ENDINGS = [each.encode() for each in PROGRAMS if each != ".com"]  # which addresses end in, too
# The end of a file's name: in brackets, or letter by letter in numbers, as UTF-16 or not.
_PROGRAM = re.compile(
    rb"(?i)(?:"
    + b"|".join(map(re.escape, _ENDINGS))
    + rb")\s*\)|(?:"
    + b"|".join(b"".join(b"(?:00)?%02x" % letter for letter in each) for each in _ENDINGS)
    + rb")\s*>"
)
_PACKED = re.compile(_name("ObjStm"))  # what holds objects, names among them
_BEGINS = re.compile(rb"stream\r?\n")


def acts(file: IO[bytes]) -> bool:
    """Return whether a PDF names a script or a program to start, packed in a stream or not.

    What is packed beyond all measure is looked into as far as it was unpacked.
    """
    return any(_ACTS.search(told) for told in _objects(file))


def brings_programs(file: IO[bytes]) -> bool:
    """Return whether a PDF has a program attached to itself."""
    objects = list(_objects(file))
    if not any(map(_BRINGS.search, objects)):
        return False
    return any(_PROGRAM.search(told.replace(b"\0", b"")) for told in objects)


def _objects(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the file, and the objects that are packed in it."""
    file.seek(0)
    content = file.read()
    yield content
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
        yield told
