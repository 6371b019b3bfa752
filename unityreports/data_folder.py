"""``VAR_DIR``, the folder of everything the site writes: where it is, and who may read it.

Its owner alone may, but for static files and pictures, which a proxy hands out as a user of its
own. It gets through the folders above them by name and can list none of them: names that cannot be
guessed are what keeps the picture of a draft from being found.
"""

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

PASSAGE, PUBLIC_FILE = 0o711, 0o644
OTHERS = 0o077  # what group and others may do


def path(environ: Mapping[str, str]) -> Path:
    """Return where the folder is: ``VAR_DIR``, or ``var`` beside ``manage.py``."""
    return Path(environ.get("VAR_DIR") or Path(__file__).parents[1] / "var").absolute()


def keep_to_owner():
    """Have whatever this process and its children make be their owner's alone."""
    os.umask(OTHERS)


def make_passage(folder: Path):
    """Make a folder, and what is missing above it, that others get through by name."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        with suppress(FileExistsError):  # another process was first
            each.mkdir()
        each.chmod(PASSAGE)


def restrict(paths: Iterable[Path]) -> list[Path]:
    """Take files and folders, with all they hold, from everyone but their owner.

    Return what could not be changed, as it is somebody else's.
    """
    return _change(paths, lambda mode: mode & ~OTHERS)


def open_to_proxy(paths: Iterable[Path]) -> list[Path]:
    """Let everyone read the files of folders by name; return what could not be changed."""
    return _change(paths, lambda mode: PASSAGE if stat.S_ISDIR(mode) else PUBLIC_FILE)


def _change(paths: Iterable[Path], wanted: Callable[[int], int]) -> list[Path]:
    """Give files and folders the modes that are wanted; symbolic links lead out and are left."""
    failed = []
    for path in paths:
        try:
            mode = path.lstat().st_mode
            if stat.S_ISLNK(mode):
                continue
            if stat.S_IMODE(mode) != stat.S_IMODE(wanted(mode)):
                path.chmod(stat.S_IMODE(wanted(mode)))
            if stat.S_ISDIR(mode):
                failed += _change(path.iterdir(), wanted)
        except FileNotFoundError:  # gone meanwhile, as the files that SQLite keeps beside its own
            continue
        except OSError:
            failed.append(path)
    return failed
