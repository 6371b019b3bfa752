"""What every fact read from a report has: its sentence, and where that stands."""

from typing import cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from articles.extraction import report as parsed
from articles.models.querysets import PartQuerySet
from articles.models.text_fields import PrintableTexts
from unityreports.site.choices import WordsAtHand
from unityreports.site.year_range import LAST_YEAR

# Relation on the report → the word for one of its rows on pages, in addresses and in styles.
FACTS = {"honors": "honor", "figures": "figure", "documents": "document", "places": "place"}


class Where(models.TextChoices):
    """Where in the page a quote stands; an edit may take away what the importer read there."""

    TITLE = parsed.Where.TITLE, _("标题")
    HEADER = parsed.Where.HEADER, _("页头（导航、来源、日期）")
    LEAD = parsed.Where.LEAD, _("导语")
    OUTLINE = parsed.Where.OUTLINE, _("举措")
    CLOSING = parsed.Where.CLOSING, _("结语")
    FOOTER = parsed.Where.FOOTER, _("页脚")
    GONE = "gone", _("原句已不在文中")


class Fact(WordsAtHand, PrintableTexts, Orderable):
    """What every fact has: the exact phrase it was read from, and where that stands."""

    article: ParentalKey  # each kind of fact has its own, with a related name of its own

    quote = models.CharField(_("原文依据"), max_length=500, help_text=_("报告中的原话，一字不改。"))
    where = models.CharField(
        _("所在位置"), max_length=10, choices=Where, default=Where.LEAD, editable=False
    )
    outline_row = models.PositiveSmallIntegerField(
        _("第几行举措"), null=True, blank=True, editable=False
    )
    offset = models.PositiveIntegerField(
        _("在原始文本中的位置"), null=True, blank=True, editable=False
    )

    objects = PartQuerySet.as_manager()

    class Meta(Orderable.Meta):
        abstract = True

    @property
    def anchor(self) -> str:
        """The fragment of the fact's sentence on its report's page."""
        # Saved with its report, a fact has its place.
        return f"{self._meta.model_name}-{cast(int, self.sort_order) + 1}"

    def get_absolute_url(self) -> str:
        """Return the place of the fact's sentence on its report's page."""
        return f"{self.article.get_absolute_url()}#{self.anchor}"


def row_only_in_outline(name: str) -> models.CheckConstraint:
    """Return the constraint that a row is named exactly when the quote stands in the outline."""
    return models.CheckConstraint(
        condition=Q(where=Where.OUTLINE.value, outline_row__gte=1)
        | (~Q(where=Where.OUTLINE.value) & Q(outline_row=None)),
        name=name,
    )


def check_year(year: int | None, first: int) -> None:
    """Raise ``ValidationError`` for a year that no report means."""
    if year is not None and not first <= year <= LAST_YEAR:
        raise ValidationError(
            {
                "year": gettext("年份应在 %(first)s 与 %(last)s 之间。")
                % {"first": first, "last": LAST_YEAR}
            }
        )
