"""Where public reports are found: one row for each place above a report."""

from django.db import models

from regions.models import Region


class Placement(models.Model):
    """A public report in a place or one of the places above it.

    Derived, written in the transaction that publishes. With it, page 1 of a province among a
    million reports is an index lookup instead of a sort (docs/decisions/0003-placements.md).
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="placements")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="placements"
    )
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "article"], name="placement_once_per_region")
        ]
        indexes = [
            models.Index(fields=["region", "-published_at", "-article"], name="placement_newest")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} @ {self.region_id}"
