from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrailConfig(AppConfig):
    """Who did what, kept so that a change to the record shows."""

    name = "unityreports.trail"
    label = "trail"
    verbose_name = _("操作记录")
