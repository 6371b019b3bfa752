from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Reports, their outline and the facts read from them."""

    name = "articles"
    verbose_name = _("工作动态")

    def ready(self):
        """Keep what is derived from reports in step with what is published."""
        from articles.publishing import publication

        publication.connect()
