"""Kept pages as files, which nginx on the same machine hands out without asking the site.

Whoever ends a page removes its file in the transaction that does, while it holds the stamp; whoever
writes one holds the stamp too. So a file is gone before the change that ends it can be seen, and a
kill at any point leaves at most a page without one.

nginx cannot know when a page ends by the clock. It takes files only of a stretch of time that the
server has promised: before it does, files that end within are removed. A server that is gone
promises nothing more.

    FOLDER/BUILD/HEAD/articles/5/_.html   a page, compressed; HEAD is a mark of its header fields
    FOLDER/at/17644255 -> ../BUILD        the seconds 1764425500 to 1764425600 are promised
"""

import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

from unityreports.pages.page import Page

STRETCH = 100  # seconds; nginx's configuration cuts two digits off
TYPES = {
    "text/html; charset=utf-8": "html",
    "application/xml; charset=utf-8": "xml",
    "application/atom+xml; charset=utf-8": "atom",
    "application/rss+xml; charset=utf-8": "rss",
}
NAME = r"(?!.*(?://|/\.))/[A-Za-z0-9/_.~%=&?-]*"  # of an address, as it is sent
_AT, _BUILD = "at", re.compile("[0-9a-f]{32}")
_LONGEST = 240  # bytes of a name that every file system takes, with its ending
# A page that ends soon is not worth a file, and the clock may be put back a little.
_LEFT = 3 * STRETCH


def mark_of(head: Iterable[tuple[str, str]]) -> str:
    """Return a mark of the header fields that pages have in common."""
    return hashlib.sha256(repr(common(head)).encode()).hexdigest()[:12]


def common(head: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the header fields that nginx says of every page: but type and caching."""
    return sorted(
        field for field in head if field[0].lower() not in {"content-type", "cache-control"}
    )


def file_of(build: str, address: str, head: list[tuple[str, str]]) -> str:
    """Return where a page may stand as a file; nothing if it may not, or if none are wanted.

    ``address`` is path and query as WSGI has them, the path decoded.
    """
    ending = TYPES.get(next((v for k, v in head if k.lower() == "content-type"), ""))
    path, _, query = address.partition("?")
    name = quote(path, safe="/_.~-", encoding="latin-1") + (f"?{query}" if query else "")
    if not (settings.PAGE_FILES and ending and re.fullmatch(NAME, name)):
        return ""
    if max(map(len, name.split("/"))) > _LONGEST:
        return ""
    return f"{settings.PAGE_FILES}/{build}/{mark_of(head)}{name}_.{ending}"


def is_due(page: Page) -> bool:
    """Return whether a page is to be written as a file."""
    now = time.time()
    return bool(
        page.file
        # nginx tells versions apart by the second they were made in: one that is written lived
        # past its own, so that the next is of another.
        and now >= int(page.kept_at) + 1
        and (page.ends_at is None or page.ends_at >= now + _LEFT)
        and not os.path.exists(page.file)
    )


def write(page: Page):
    """Write a page's file, whole or not at all. To be called by who holds the stamp."""
    path = Path(page.file)
    _make(path.parent)
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_bytes(page.gzip)
        new.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        os.utime(new, (int(page.kept_at), int(page.kept_at)))
        new.rename(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def remove(paths: Iterable[str]):
    """Remove the files at these paths, of which some may be empty or not be there.

    Raise ``OSError`` when one cannot be removed: what ends it must not happen then.
    """
    for path in filter(None, paths):
        with suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(path)


def empty():
    """Remove every file of a folder that is the site's own, what is promised first."""
    folder = Path(settings.PAGE_FILES or os.devnull)
    builds = [each for each in folder.glob("*") if _BUILD.fullmatch(each.name)]
    for each in (folder / _AT, *builds):
        if each.is_dir():
            shutil.rmtree(each)


# What is promised ---------------------------------------------------------------------------------


def _stretch() -> int:
    return int(time.time()) // STRETCH


def promised_until() -> int:
    """Return when the next stretch ends, in seconds since 1970."""
    return (_stretch() + 2) * STRETCH


def is_promised() -> bool:
    """Return whether the next stretch is promised already, or none is wanted."""
    return (
        not settings.PAGE_FILES or Path(settings.PAGE_FILES, _AT, str(_stretch() + 1)).is_symlink()
    )


def promise(build: str):
    """Promise this stretch and the next for the files of a build, and forget those before.

    To be called by who holds the stamp and has removed the files that end within.
    """
    now, folder = _stretch(), Path(settings.PAGE_FILES, _AT)
    _make(folder)
    for each in folder.iterdir():
        if not each.name.isdigit() or int(each.name) < now:
            each.unlink(missing_ok=True)
    for stretch in (now, now + 1):
        new = folder / f"{stretch}.new"
        new.unlink(missing_ok=True)
        new.symlink_to(Path("..") / build)
        new.rename(folder / str(stretch))


def _make(folder: Path):
    """Make a folder, and those above it, that nginx gets through by name."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        with suppress(FileExistsError):  # another process was first
            each.mkdir()
        each.chmod(settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS)
