from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unityreports.site import language


class SiteConfig(AppConfig):
    """What every page and screen stands on: the site's identity, texts, page head, rich text."""

    name = "unityreports.site"
    label = "unityreports"  # names its tables
    verbose_name = _("站点")

    def ready(self):
        """Have readers' texts found at once."""
        language.flatten_catalogues()
