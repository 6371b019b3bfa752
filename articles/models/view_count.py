"""How often a report was read. Nothing is kept about who read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ViewCount(models.Model):
    """The count has a table of its own: a page view must not rewrite the report's row."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, related_name="view_count"
    )
    imported = models.PositiveIntegerField(
        _("原站浏览次数"), default=0, help_text=_("原页面上写明的浏览次数，作为起点。")
    )
    counted = models.PositiveIntegerField(_("本站浏览次数"), default=0)

    class Meta:
        verbose_name = _("浏览次数")
        verbose_name_plural = _("浏览次数")

    def __str__(self) -> str:
        return str(self.total)

    @property
    def total(self) -> int:
        """What readers are shown."""
        return self.imported + self.counted
