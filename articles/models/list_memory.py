"""What a person keeps of the desk's lists: the columns they look at, and filters under a name."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.membership import Office
from articles.models.scope import scope_of


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


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    """Filters under a name."""

    def offered(self, user: Any, dataset: str) -> "SavedFilterQuerySet":
        """Return those of a list that are a person's own or shared with them."""
        duties = scope_of(user).duties or ()
        shared = Q(everyone=True) | Q(office__in=[duty.office for duty in duties])
        own = self.filter(Q(owner=user) | shared, dataset=dataset)
        return own.select_related("office", "owner")


class SavedFilter(models.Model):
    """A filter of a list under a name. It holds what is asked, never what is found.

    Whoever opens it gets what it finds among the rows of their own scope.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("保存人"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    dataset = models.CharField(_("列表"), max_length=20)
    name = models.CharField(_("名称"), max_length=40)
    query = models.CharField(_("筛选"), max_length=1000)  # as it stands in an address
    office = models.ForeignKey(
        Office,
        verbose_name=_("共享给单位"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    everyone = models.BooleanField(_("共享给全站"), default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("常用筛选")
        verbose_name_plural = _("常用筛选")
        ordering = ["name", "pk"]
        permissions = [("share_savedfilter", _("可以把常用筛选共享给全站"))]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "dataset", "name"], name="filter_once_an_owner"
            ),
            models.CheckConstraint(
                condition=Q(office=None) | Q(everyone=False), name="filter_shared_one_way"
            ),
        ]

    def __str__(self) -> str:
        return self.name
