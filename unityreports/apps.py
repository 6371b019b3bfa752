from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectConfig(AppConfig):
    """The project: its settings, addresses and commands. It composes, and nobody imports it."""

    name = "unityreports"
    label = "project"
    verbose_name = _("工程")

    def ready(self):
        """Name people on the desk as Chinese names are written."""
        from django.contrib.auth import get_user_model

        from unityreports import people

        people.install(get_user_model())
