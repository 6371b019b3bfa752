"""Finds a font with Chinese letters among those of the system and of ``VAR_DIR/fonts``.

The site draws and prints with what is installed and brings no font along. Where there is none,
:data:`COMMAND` installs a free one.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

COMMAND = "apt-get install fonts-noto-cjk"
_SYSTEM = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/System/Library/Fonts", "/Library/Fonts"),
)
_ENDINGS = {".ttf", ".otf", ".ttc"}
# Of several, the first of these is taken: clear at small sizes, in the forms of the mainland.
_LIKED = ("notosanscjk", "notosanssc", "sourcehansans", "wqy", "simhei", "msyh", "pingfang")
_LETTERS = "民族团结进步"
_known: list[Path] = []


def own_folder() -> Path:
    """Return the folder into which an administrator may put fonts without installing them."""
    return Path(settings.VAR_DIR) / "fonts"


def chinese() -> Path | None:
    """Return a font file that has Chinese letters, or ``None``.

    One that was found is remembered; while there is none, each call looks again.
    """
    if not (_known and _known[0].exists()):
        _known[:] = [found] if (found := next(_candidates(), None)) else []
    return _known[0] if _known else None


def _candidates() -> Iterator[Path]:
    folders = [own_folder(), *(Path(each).expanduser() for each in _SYSTEM)]
    files = [
        Path(folder, name)
        for top in folders
        for folder, _, names in os.walk(top)
        for name in sorted(names)
        if Path(name).suffix.lower() in _ENDINGS
    ]
    return (path for path in sorted(files, key=_rank) if _has_letters(path))


def _rank(path: Path) -> tuple[int, bool]:
    name = path.name.lower().replace("-", "").replace("_", "")
    liked = [place for place, each in enumerate(_LIKED) if name.startswith(each)]
    return (liked[0] if liked else len(_LIKED), "regular" not in name)


def _has_letters(path: Path) -> bool:
    """Return whether a font has Chinese letters: it draws each of them in a way of its own."""
    try:
        font = ImageFont.truetype(str(path), 24)
        drawn = {bytes(font.getmask(letter)) for letter in _LETTERS}
    except (OSError, ValueError):
        return False
    return len(drawn) == len(_LETTERS)
