from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrailConfig(AppConfig):
    """Who did what, kept so that a change to the record shows."""

    name = "unityreports.trail"
    label = "trail"
    verbose_name = _("操作记录")

    def ready(self):
        """Listen to all that feeds the trail."""
        from unityreports.trail import of_accounts, of_acts, of_answers, of_rows

        for feed in (of_rows, of_acts, of_accounts, of_answers):
            feed.connect()
