"""The way from a list to its corrections by a workbook."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from articles.exports.corrections import CORRECTED

MAY_CORRECT = "articles.change_article"


class Correctable:
    """Leads from a list to its corrections, with the filters it shows."""

    @cached_property
    def header_more_buttons(self):
        """Lead there whoever may change reports."""
        buttons = super().header_more_buttons
        if self.dataset_name not in CORRECTED or not self.request.user.has_perm(MAY_CORRECT):
            return buttons
        url = reverse("corrections", args=[self.dataset_name])
        if self.asked:
            url = f"{url}?{self.asked}"
        return [*buttons, Button(_("用表格修改"), url=url, icon_name="upload", priority=55)]
