"""Reads the files that lie in a folder beside a page, and their names."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from articles.extraction.pictures.sources import LARGEST_FILE
from unityreports.site import characters


def files_in(folder: Path) -> Callable[[str], bytes | None]:
    """Return what reads a file below a folder: no link that leads out, none that is too large."""
    whole = folder.resolve()

    def read(name: str) -> bytes | None:
        for each in _on_disk(name):
            try:
                path = (folder / each).resolve()
                if (
                    path.is_relative_to(whole)
                    and path.is_file()
                    and path.stat().st_size <= LARGEST_FILE
                ):
                    return path.read_bytes()
            except (OSError, ValueError):
                continue
        return None

    return read


def _on_disk(name: str) -> Iterator[str]:
    """Yield how a file of this name may be called: as it is, and as mirrors of old sites have it.

    There each folder and file has its name in GBK or in UTF-8; all are tried alike.
    """
    yield name
    if not name.isascii():
        with suppress(UnicodeEncodeError):
            yield os.fsdecode(name.encode("gb18030"))
            yield quote(name.encode("gb18030"))
            yield quote(name)


def spelled(name: str | Path) -> str:
    """Return the name of a file as people read it."""
    return characters.spelled(os.fsencode(name))
