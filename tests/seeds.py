"""The two reports that the project ships with, for tests that need real input."""

from pathlib import Path

from django.conf import settings

from articles.importing import loading
from articles.models import Article
from regions import divisions

FIXTURES = settings.BASE_DIR / "fixtures"
DATA = Path(__file__).parent / "data"
# Everything above and within the two places that the reports are of.
_CODES = ("15", "1522", "1505", "150524")


def load_regions():
    """Load the divisions that the two reports name."""
    rows = divisions.read(FIXTURES / "divisions.csv")
    divisions.load([row for row in rows if row.code in _CODES or row.code.startswith("152201")])
    divisions.load_other_names()


def load_vocabulary():
    """Load the divisions, channels and themes that the two reports need."""
    load_regions()
    loading.load(FIXTURES / "vocabulary.json")


def load_reports() -> dict[str, Article]:
    """Load and publish both reports, with all they need; return them by name of their page."""
    load_vocabulary()
    loading.load(FIXTURES / "reports.json")
    return {
        article.raw_page.filename.removesuffix(".txt"): article
        for article in Article.objects.select_related("raw_page")
    }
