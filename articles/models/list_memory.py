"""What a person keeps of the desk's lists: the columns they look at."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChosenColumns(models.Model):
    """The columns of one list, beside its first, in the order in which a person wants them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    dataset = models.CharField(max_length=20)
    names = models.JSONField()

    class Meta:
        verbose_name = _("列表的列")
        verbose_name_plural = _("列表的列")
        constraints = [
            models.UniqueConstraint(fields=["user", "dataset"], name="columns_once_a_list")
        ]

    def __str__(self) -> str:
        return f"{self.dataset}：{self.user}"

    @classmethod
    def of(cls, user: Any, dataset: str) -> Sequence[str] | None:
        """Return the names that a person chose for a list; ``None`` if they never did."""
        found: Sequence[str] | None = (
            cls.objects.filter(user=user, dataset=dataset).values_list("names", flat=True).first()
        )
        return found
