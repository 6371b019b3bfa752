from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """How people get into the desk, and how nobody else does."""

    name = "unityreports.accounts"
    label = "accounts"
    verbose_name = _("登录")

    def ready(self):
        """Note with each session where it began."""
        from unityreports.accounts import open_sessions

        open_sessions.connect()
