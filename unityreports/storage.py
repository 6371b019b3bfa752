"""Where uploaded files are kept."""

import secrets

from django.core.files.storage import FileSystemStorage


class UnguessableNames(FileSystemStorage):
    """Keeps files under names that cannot be guessed.

    Files are served to whoever knows their address, and the picture of a draft is no more public
    than the draft: its address becomes known with the page that shows it.
    """

    def generate_filename(self, filename):
        """Return the name a file is stored by: with 96 random bits in front, its folder kept."""
        folder, slash, name = super().generate_filename(filename).rpartition("/")
        return f"{folder}{slash}{secrets.token_urlsafe(12)}-{name}"
