from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    """The site itself: its identity, texts, look and commands."""

    name = "unityreports"
    verbose_name = _("站点")

    def ready(self):
        """Name people on the desk as Chinese names are written."""
        from django.contrib.auth import get_user_model

        from unityreports import people

        people.install(get_user_model())
