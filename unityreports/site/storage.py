"""Where uploaded files and static ones are kept."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from unityreports.site import picture_metadata

_RENDITIONS = "images"  # the folder that Wagtail keeps them in
_NEVER_NAMED = "attachments"  # what is sent by a view alone


class PublicFiles(FileSystemStorage):
    """Keeps files that are served to whoever knows their address.

    Names cannot be guessed: the picture of a draft is no more public than the draft, and its
    address becomes known with the page that shows it. Nor does the name of a picture that readers
    get, which goes when its report does, tell that of the one it was made of, which stays.
    Pictures tell nothing beside what they show.
    """

    def generate_filename(self, filename):
        """Return the name a file is stored by: with 96 random bits in front, its folder kept."""
        folder, slash, name = super().generate_filename(filename).rpartition("/")
        if folder in (_RENDITIONS, _NEVER_NAMED):
            return f"{folder}/{secrets.token_urlsafe(12)}{os.path.splitext(name)[1]}"
        return f"{folder}{slash}{secrets.token_urlsafe(12)}-{name}"

    def _save(self, name, content):
        content.seek(0)
        if name.startswith(f"{_NEVER_NAMED}/"):  # checked before, and too long to be held whole
            return super()._save(name, content)
        return super()._save(name, ContentFile(picture_metadata.strip(content.read())))


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Keeps static files under names that tell their content, beside each its gzip.

    The list of those names is written aside and renamed: a start that is cut off leaves the old
    one. One that is spoiled all the same counts as missing, and the next start makes it anew.
    """

    def create_compressor(self, **kwargs) -> Compressor:
        """Return a compressor by gzip.

        WhiteNoise would add brotli at its best, which takes seven times as long as all else of
        collecting; browsers keep these files for ever, so they come once.
        """
        return super().create_compressor(use_brotli=False, **kwargs)

    def load_manifest(self):
        """Return the names, none when the list cannot be read."""
        try:
            return super().load_manifest()
        except (ValueError, AttributeError):  # no JSON, or none of this kind
            return {}, ""

    def save_manifest(self):
        """Write the list."""
        name, self.manifest_name = self.manifest_name, f"{self.manifest_name}.new"
        try:
            super().save_manifest()
            os.replace(self.path(self.manifest_name), self.path(name))
        finally:
            self.manifest_name = name


def strip_stored(root: Path) -> Iterator[Path]:
    """Take out of all pictures below a folder what they tell beside themselves; names stay.

    Yields each file that was written anew. A picture that cannot be read is left alone.
    """
    for path in sorted(each for each in root.rglob("*") if each.is_file()):
        before = path.read_bytes()
        try:
            after = picture_metadata.strip(before)
        except picture_metadata.BrokenPicture:
            continue
        if after == before:
            continue
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as aside:
            aside.write(after)
        os.chmod(aside.name, path.stat().st_mode)
        os.replace(aside.name, path)
        yield path
