"""What a page depends on besides the database: the program, its libraries and its settings."""

import hashlib
import sys
from importlib.metadata import distributions

from django.conf import settings

_FOLDERS = ("articles", "regions", "unityreports", "templates", "locale", "static")
_KINDS = {".py", ".html", ".xml", ".txt", ".mo", ".css", ".js", ".svg", ".json", ".csv"}


def fingerprint() -> str:
    """Return a mark that differs wherever the same rows could give another page."""
    digest = hashlib.sha256(sys.version.encode())
    for name in sorted(f"{each.name} {each.version}" for each in distributions()):
        digest.update(name.encode())
    for name in sorted(name for name in dir(settings) if name.isupper()):
        digest.update(f"{name} {getattr(settings, name)!r}".encode())
    for folder in _FOLDERS:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in _KINDS:
                digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:32]
