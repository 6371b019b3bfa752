"""Path converters of the site's addresses."""

from django.urls import register_converter


class NameConverter:
    """A name in any script, without slash or control character (PostgreSQL refuses NUL)."""

    regex = r"[^/\x00-\x1f\x7f]+"

    def to_python(self, value: str) -> str:
        """Return the name as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """Return the name as it is."""
        return value


def register():
    """Make the converters known to the maps of addresses."""
    register_converter(NameConverter, "name")
