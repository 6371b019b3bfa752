from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Reports, their outline and the facts read from them."""

    name = "articles"
    verbose_name = _("工作动态")

    def ready(self):
        """Keep what is derived from reports in step with what is published."""
        from articles.importing import duplicates
        from articles.publishing import counts, derived, placements  # noqa: F401 (register themselves)
        from articles.search import indexing, latest_texts  # noqa: F401 (the index registers itself)

        derived.connect()
        duplicates.connect()
        latest_texts.connect()
