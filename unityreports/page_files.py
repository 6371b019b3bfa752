"""Where public pages stand as files, for nginx on the same machine."""

from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def folder(environ: Mapping[str, str]) -> str:
    """Return the folder that ``PAGE_FILES`` names; nothing if there are to be no files.

    Raise ``ImproperlyConfigured`` for what nginx's configuration could not name.
    """
    given = environ.get("PAGE_FILES", "").strip().rstrip("/")
    if given and (not Path(given).is_absolute() or any(c in given for c in " \t\n\"'{};$\\#")):
        raise ImproperlyConfigured(
            f"PAGE_FILES 应是一个文件夹的完整路径，不含空格和标点，现在是“{given}”。"
        )
    return given
