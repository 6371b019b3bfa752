"""The folder that exports by schedule go to."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def folder(environ: Mapping[str, str], public: Iterable[Path]) -> str:
    """Return the folder that ``EXPORT_FOLDER`` names; nothing if there is none.

    Raise ``ImproperlyConfigured`` for one that is no full path, or lies in a ``public`` one:
    exports hold drafts.
    """
    given = environ.get("EXPORT_FOLDER", "").strip()
    if not given:
        return ""
    path = Path(given)
    if not path.is_absolute():
        raise ImproperlyConfigured(f"EXPORT_FOLDER 应是一个文件夹的完整路径，现在是“{given}”。")
    real = path.resolve()
    if any(real.is_relative_to(each.resolve()) for each in public):
        raise ImproperlyConfigured(f"EXPORT_FOLDER 不能放在对外公开的文件夹里，现在是“{given}”。")
    return str(path)
