"""A file that a process holds while it works at something: the system lets go when it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Hold a file, made for it and taken away after; give ``False`` where another process does."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a") as file:
        if not _lock(file.fileno()):
            yield False
            return
        try:
            yield True
        finally:
            path.unlink(missing_ok=True)


def is_let_go(path: Path) -> bool:
    """Say whether whoever held a file has ended without taking it away."""
    try:
        with path.open() as file:
            return _lock(file.fileno())
    except FileNotFoundError:
        return False


def _lock(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
