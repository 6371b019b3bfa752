from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class RegionsConfig(AppConfig):
    """Places: the tree of administrative divisions and its history."""

    name = "regions"
    verbose_name = _("地区")

    def ready(self):
        """Let copies of the places in memory know when one changes."""
        from regions.models import FormerDivision, Region, TreeStamp

        for signal in (post_save, post_delete):
            for model in (Region, FormerDivision):
                signal.connect(TreeStamp.renew, sender=model, dispatch_uid="regions.stamp")
