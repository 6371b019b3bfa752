"""How often a report was read. Nothing is kept about who read it."""

from django.db import models


class ViewCount(models.Model):
    """The count has a table of its own: a page view must not rewrite the report's row."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, related_name="view_count"
    )
    imported = models.PositiveIntegerField(
        "原站浏览次数", default=0, help_text="原页面上写明的浏览次数，作为起点。"
    )
    counted = models.PositiveIntegerField("本站浏览次数", default=0)

    class Meta:
        verbose_name = "浏览次数"
        verbose_name_plural = "浏览次数"

    def __str__(self):
        return str(self.total)

    @property
    def total(self) -> int:
        """What readers are shown."""
        return self.imported + self.counted
