"""How many public reports there are of each kind, kept so that nobody counts a million rows."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

# Stands for "all places" where a count names a place by its id.
EVERYWHERE = 0


class Facet(models.TextChoices):
    """What is counted by. The value is an id, a year, a year and month (202007), or 0.

    Honors of every status are counted by year, level and status
    (``articles.publishing.counts.honor_value``), themes of a year by both (``theme_year_value``).
    """

    ALL = "all", _("全部")
    CHANNEL = "channel", _("栏目")
    THEME = "theme", _("主题")
    THEME_YEAR = "themeyear", _("主题与年份")
    TAG = "tag", _("标签")
    YEAR = "year", _("年份")
    MONTH = "month", _("月份")
    HONOR = "honor", _("荣誉")


def year_of(facet: str, value: int) -> int | None:
    """Return the year that a value of a facet is of, if the facet tells and the report does."""
    match facet:
        case Facet.YEAR:
            return value
        case Facet.MONTH | Facet.HONOR:
            return value // 100 or None
        case Facet.THEME_YEAR:
            return value % 10_000
    return None


class Amounts(NamedTuple):
    """Numbers of public reports, of their measures with a heading, and of honors held.

    By theme, ``measures`` are those on the theme, with a heading too.
    """

    reports: int = 0
    measures: int = 0
    honors: int = 0

    def plus(self, other: "Amounts", times: int = 1) -> "Amounts":
        """Return the sum of these and ``times`` the others."""
        return Amounts(*(one + times * more for one, more in zip(self, other, strict=True)))


class KeptCount(models.Model):
    """The amounts of one value of one facet in one place and all below it.

    Derived, written in the transaction that publishes (``articles.publishing.counts``).
    """

    region = models.BigIntegerField()
    facet = models.CharField(max_length=10, choices=Facet)
    value = models.BigIntegerField(default=0)
    reports = models.IntegerField(default=0)
    measures = models.IntegerField(default=0)
    honors = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "facet", "value"], name="kept_count_once_per_value"
            )
        ]
        indexes = [models.Index(fields=["facet", "region"], name="kept_count_by_facet")]

    def __str__(self) -> str:
        return f"{self.region} {self.facet} {self.value}: {self.reports}"

    @property
    def amounts(self) -> Amounts:
        """The three numbers."""
        return Amounts(self.reports, self.measures, self.honors)


class Share(models.Model):
    """What one public report has added to the kept counts, so that the same can be taken away.

    ``regions`` are the places it counts in; ``amounts`` is a list of facet, value and the numbers
    of reports, measures and honors.
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="share"
    )
    regions = models.JSONField()
    amounts = models.JSONField()

    def __str__(self) -> str:
        return f"{self.article_id} @ {self.regions}"
