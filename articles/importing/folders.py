"""Reads the files that lie in a folder beside a page, and their names."""

import os
from collections.abc import Callable
from pathlib import Path

from articles.extraction.pictures.sources import LARGEST


def files_in(folder: Path) -> Callable[[str], bytes | None]:
    """Return what reads a file below a folder: no link that leads out, none that is too large."""
    whole = folder.resolve()

    def read(name: str) -> bytes | None:
        try:
            path = (folder / name).resolve()
            if path.is_relative_to(whole) and path.is_file() and path.stat().st_size <= LARGEST:
                return path.read_bytes()
        except (OSError, ValueError):
            return None
        return None

    return read


def spelled(name: str | Path) -> str:
    """Return the name of a file as people read it; old Chinese systems wrote theirs in GBK."""
    written = os.fsencode(name)
    try:
        return written.decode()
    except UnicodeDecodeError:
        return written.decode("gb18030", "replace")
