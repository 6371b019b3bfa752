from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Reports, their outline and the facts read from them."""

    name = "articles"
    verbose_name = "工作动态"

    def ready(self):
        """Keep what is derived from reports in step with what is published."""
        from articles import publication

        publication.connect()
