from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    """The site itself: its identity, texts, look and commands."""

    name = "unityreports"
    verbose_name = _("站点")
