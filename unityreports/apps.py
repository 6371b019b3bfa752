from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site itself: its identity, texts, look and commands."""

    name = "unityreports"
    verbose_name = "站点"
