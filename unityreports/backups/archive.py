"""The file of a backup: a zip of parts, and a manifest that knows each part's SHA-256.

Written once from front to end and read without loading any part whole, so that its size does not
matter. The manifest is its last part: a file that was cut off has none.
"""

import hashlib
import json
import os
import posixpath
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

FORM = "unityreports backup 1"
MANIFEST, SECRET, TABLES, MEDIA = "manifest.json", "secret_key", "tables/", "media/"
_CHUNK = 1024 * 1024
# What reading spoiled bytes may end in, wherever in the zip or its manifest they are.
_SPOILED = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, LookupError, AttributeError)
_SPOILED += (EOFError, OSError, OverflowError, RuntimeError, TypeError)


class UnreadableBackup(Exception):  # noqa: N818 - says what the file is, not that something erred
    """A file is no backup, or not as it was written; says so in a sentence."""


class Writer:
    """A backup that is being written."""

    def __init__(self, archive: zipfile.ZipFile):
        self._archive = archive
        self._digests: dict[str, str] = {}

    def add(self, name: str, chunks: Iterable[bytes], *, compress: bool = True):
        """Add a part, piece by piece."""
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o600 << 16  # for who unpacks it by hand
        info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        digest = hashlib.sha256()
        with self._archive.open(info, "w", force_zip64=True) as part:
            for chunk in chunks:
                digest.update(chunk)
                part.write(chunk)
        self._digests[name] = digest.hexdigest()

    def finish(self, facts: dict):
        """Add the manifest, which closes the backup."""
        manifest = {"form": FORM, **facts, "sha256": self._digests}
        text = json.dumps(manifest, ensure_ascii=False)
        self._archive.writestr(MANIFEST, text, zipfile.ZIP_DEFLATED)


class Backup:
    """A backup that was found to be whole."""

    def __init__(self, archive: zipfile.ZipFile, manifest: dict):
        self._archive = archive
        self._digests: dict[str, str] = manifest["sha256"]
        self.made_at: str = manifest["made_at"]
        self.migrations = {(app, name) for app, name in manifest["migrations"]}
        self.columns = {name: table["columns"] for name, table in manifest["tables"].items()}
        self.last_numbers: dict[str, int] = manifest["last_numbers"]
        self.secret = archive.read(SECRET).decode()

    def names(self, folder: str) -> list[str]:
        """Return the names of the parts in a folder, without the folder."""
        return [name.removeprefix(folder) for name in self._digests if name.startswith(folder)]

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a part."""
        return self._digests[name]

    def open(self, name: str) -> IO[bytes]:
        """Open a part for reading."""
        return self._archive.open(name)


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Write a backup beside its place, read it again from end to end, and put it there."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
        draft = Path(folder, "backup")
        with draft.open("wb") as file:
            with zipfile.ZipFile(file, "w", compresslevel=6) as archive:
                yield Writer(archive)
            os.fsync(file.fileno())
        with reading(draft):
            os.replace(draft, path)


@contextmanager
def reading(path: Path) -> Iterator[Backup]:
    """Open a backup, each part compared with its checksum.

    Raise ``UnreadableBackup`` for a file that is none or was cut or changed.
    """
    with path.open("rb") as file:
        if not zipfile.is_zipfile(file):
            raise UnreadableBackup("不是备份文件，或没有写完")
        with ExitStack() as closing:
            try:
                archive = closing.enter_context(zipfile.ZipFile(file))
                backup = Backup(archive, _checked(archive))
            except _SPOILED as error:
                raise UnreadableBackup("备份文件不完整，或已被改动") from error
            yield backup


def digest_of(file: IO[bytes]) -> str:
    """Return the SHA-256 of what is left to read of a file."""
    return hashlib.file_digest(file, "sha256").hexdigest()


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """Read a file in pieces."""
    while chunk := file.read(_CHUNK):
        yield chunk


def _checked(archive: zipfile.ZipFile) -> dict:
    """Return the manifest of a backup whose parts are all as they were written."""
    names = archive.namelist()
    if MANIFEST not in names:
        raise UnreadableBackup("不是本站的备份文件")
    manifest = json.loads(archive.read(MANIFEST))
    if manifest.get("form") != FORM:
        raise UnreadableBackup("不是本站的备份文件，或出自更新的版本")
    digests = manifest["sha256"]
    kept = {name.removeprefix(TABLES) for name in digests if name.startswith(TABLES)}
    is_complete = SECRET in digests and kept == manifest["tables"].keys()
    if sorted(names) != sorted([MANIFEST, *digests]) or not is_complete:
        raise UnreadableBackup("备份文件不完整，或已被改动：内容与清单不符")
    for name, digest in digests.items():
        with archive.open(name) as part:
            if not _is_plain(name) or digest_of(part) != digest:
                raise UnreadableBackup(f"备份文件不完整，或已被改动：{name}")
    return manifest


def _is_plain(name: str) -> bool:
    """Return whether a part's name leads nowhere but down."""
    return name == posixpath.normpath(name) and not name.startswith(("/", ".."))
