from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Whole public pages, kept until something that they show changes."""

    name = "unityreports.pages"
    label = "pages"
    verbose_name = _("页面缓存")

    def ready(self):
        """Watch every statement that goes to the database, and stand aside while tables change."""
        from unityreports.pages import upgrading, watching

        connection_created.connect(watching.watch_connection, dispatch_uid="pages.watch")
        pre_migrate.connect(upgrading.close, sender=self, dispatch_uid="pages.close")
        post_migrate.connect(upgrading.open_again, sender=self, dispatch_uid="pages.open")
