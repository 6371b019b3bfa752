"""What last became of each report that was ever public: what a mirror of the site asks for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """The last change of a report as programs see it; one row a report, also when it is gone.

    Derived, written in the transaction that publishes. ``number`` grows with every change, and a
    larger one never becomes visible before a smaller: who has read up to one has missed nothing.
    """

    article_id = models.PositiveBigIntegerField(primary_key=True)  # outlives its report
    number = models.PositiveBigIntegerField()
    withdrawn = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("变更")
        indexes = [
            models.Index(fields=["number", "article_id"], name="change_in_order"),
            models.Index(fields=["at"], name="change_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.article_id}"
