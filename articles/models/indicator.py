"""The vocabulary of indicators: names of figures that mean the same, gathered under one."""

from collections.abc import Iterable
from typing import Self

from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IndicatorManager(models.Manager["Indicator"]):
    """Finds indicators by the names that are gathered under them."""

    def called(self, name: str) -> "Indicator | None":
        """Return the indicator that figures of a name are gathered under, if there is one."""
        return self.filter(names__name=name).first()

    def get_by_natural_key(self, name: str) -> "Indicator":
        """Return the indicator of this name."""
        return self.get(name=name)


class Indicator(models.Model):
    """What figures tell of, in the words that readers see; other words for it are ``names``."""

    name = models.CharField(
        _("指标"), max_length=120, unique=True, help_text=_("读者看到的名称，例如“生产总值”。")
    )
    unit = models.CharField(
        _("单位"),
        max_length=20,
        blank=True,
        help_text=_(
            "数值统一成这个单位，例如“亿元”：只差“万”“亿”的换算，其他单位的另列。留空则不换算。"
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("次序"), default=0, help_text=_("数小的排在前面。")
    )

    objects = IndicatorManager()

    class Meta:
        verbose_name = _("指标")
        verbose_name_plural = pgettext_lazy("plural", "指标")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="indicator_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the indicator across all reports."""
        return reverse("figure_detail", args=[self.name])

    def natural_key(self) -> tuple[str]:
        """Return the key fixtures use."""
        return (self.name,)

    @property
    def synonyms(self) -> list[str]:
        """The other names that are gathered here, in the order they were written."""
        return [each.name for each in self.names.all() if each.name != self.name]

    def gather(self, synonyms: Iterable[str]) -> None:
        """Save the indicator with its other names: these, and none besides."""
        names = list(dict.fromkeys([self.name, *synonyms]))
        with transaction.atomic():
            self.save()
            for each in self.names.exclude(name__in=names):
                each.delete()  # one by one: each is told in the audit trail
            kept = set(self.names.values_list("name", flat=True))
            for name in names:
                if name not in kept:
                    self.names.create(name=name)


class IndicatorName(models.Model):
    """A name that figures bear in reports: those of an indicator are gathered under it."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("指标"), on_delete=models.CASCADE, related_name="names"
    )
    name = models.CharField(_("名称"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("归入的名称")
        verbose_name_plural = _("归入的名称")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def like(cls, text: str) -> models.QuerySet[Self]:
        """Return all names of the indicators that have a name with a text in it."""
        return cls.objects.filter(indicator__names__name__icontains=text)


def gathered_name(name: str = "name") -> Coalesce:
    """Return the expression of what a figure is gathered under: an indicator, or its own name."""
    known = IndicatorName.objects.filter(name=OuterRef(name)).values("indicator__name")
    return Coalesce(Subquery(known[:1]), F(name))


def gathered_under(name: str) -> Q:
    """Return the condition that a figure is gathered under what this is a name of."""
    indicator = IndicatorName.objects.filter(name=name).values("indicator")
    names = IndicatorName.objects.filter(indicator__in=indicator).values("name")
    return Q(name=name) | Q(name__in=names)
