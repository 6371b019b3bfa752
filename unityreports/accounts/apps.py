from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """How people get into the desk, and how nobody else does."""

    name = "unityreports.accounts"
    label = "accounts"
    verbose_name = _("登录")

    def ready(self):
        """Note with each session where it began, and with how old a password."""
        from unityreports.accounts import former_passwords, open_sessions

        open_sessions.connect()
        former_passwords.connect()
