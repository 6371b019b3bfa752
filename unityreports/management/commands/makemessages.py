"""Collects the texts that want English: what ``manage.py makemessages`` does on this site."""

from django.conf import settings
from django.core.management.commands import makemessages

from articles.exports.translatable import words

# Read by the program that collects texts, and gone when it is done.
REGISTRY = settings.BASE_DIR / "articles" / "exports" / "registry_texts.py"
ASIDE = ["tests", "benchmarks", "tools", "var", "fixtures"]


class Command(makemessages.Command):
    """Django's command for this site's one translation, with the words of the exports' registry."""

    def add_arguments(self, parser):
        """Ask for nothing: English, without what changes at every run."""
        super().add_arguments(parser)
        parser.set_defaults(
            locale=["en"],
            ignore_patterns=ASIDE,
            no_location=True,
            no_obsolete=True,
            no_wrap=True,
        )

    def handle(self, *args, **options):
        """Collect the texts."""
        calls = "".join(f"gettext_noop({word!r})\n" for word in sorted(words()))
        REGISTRY.write_text(calls)
        try:
            super().handle(*args, **options)
        finally:
            REGISTRY.unlink()
