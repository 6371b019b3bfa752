"""Finds fonts with Chinese and Mongolian letters among those of the system and ``VAR_DIR/fonts``.

The site draws and prints with what is installed and brings no font along. Where there is none,
:func:`missing` names the one command that installs a free one.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

from unityreports.site.scripts import MONGOLIAN_LETTERS

_SYSTEM = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/System/Library/Fonts", "/Library/Fonts"),
)
_ENDINGS = {".ttf", ".otf", ".ttc"}
# Of several, the first of these is taken: clear at small sizes, in the forms of the mainland.
_LIKED = (
    *("notosanscjk", "notosanssc", "sourcehansans", "wqy", "simhei", "msyh", "pingfang"),
    *("notosansmongolian", "monbaiti"),
)
_CHINESE, _MONGOLIAN = "民族团结进步", "ᠮᠠᠯᠰᠴᠬ"
_PACKAGES = {_CHINESE: "fonts-noto-cjk", _MONGOLIAN: "fonts-noto-core"}
_known: dict[str, Path] = {}


def own_folder() -> Path:
    """Return the folder into which an administrator may put fonts without installing them."""
    return Path(settings.VAR_DIR) / "fonts"


def chinese() -> Path | None:
    """Return a font file that has Chinese letters, or ``None``.

    One that was found is remembered; while there is none, each call looks again.
    """
    return _with(_CHINESE)


def missing(text: str) -> str:
    """Return the command that installs a font which a text needs and the machine lacks, or nothing.

    Chinese ones every page needs, be it for the site's own words.
    """
    needed = [_CHINESE, *([_MONGOLIAN] if MONGOLIAN_LETTERS.search(text) else [])]
    packages = [_PACKAGES[letters] for letters in needed if not _with(letters)]
    return f"apt-get install {' '.join(packages)}" if packages else ""


def _with(letters: str) -> Path | None:
    known = _known.get(letters)
    if known is None or not known.exists():
        known = next(_candidates(letters), None)
        if known:
            _known[letters] = known
    return known


def _candidates(letters: str) -> Iterator[Path]:
    folders = [own_folder(), *(Path(each).expanduser() for each in _SYSTEM)]
    files = [
        Path(folder, name)
        for top in folders
        for folder, _, names in os.walk(top)
        for name in sorted(names)
        if Path(name).suffix.lower() in _ENDINGS
    ]
    return (path for path in sorted(files, key=_rank) if _has(letters, path))


def _rank(path: Path) -> tuple[int, bool]:
    name = path.name.lower().replace("-", "").replace("_", "")
    liked = [place for place, each in enumerate(_LIKED) if name.startswith(each)]
    return (liked[0] if liked else len(_LIKED), "regular" not in name)


def _has(letters: str, path: Path) -> bool:
    """Return whether a font has letters: it draws each of them in a way of its own."""
    try:
        font = ImageFont.truetype(str(path), 24)
        drawn = {bytes(font.getmask(letter)) for letter in letters}
    except (OSError, ValueError):
        return False
    return len(drawn) == len(letters)
