"""The body of a report: an ordered outline of measures (抓手、举措)."""

from typing import cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from articles.models.querysets import PartQuerySet
from articles.models.text_fields import PrintableTexts
from articles.models.theme import Theme
from unityreports.site import richtext


class Measure(PrintableTexts, Orderable):
    """A row of the outline: a section, or a sub-measure with its run-in lead sentence."""

    class Level(models.IntegerChoices):
        """Tiers of the outline."""

        SECTION = 1, _("一级：抓手、举措")
        SUB_MEASURE = 2, _("二级：具体做法")

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="measures")
    level = models.PositiveSmallIntegerField(
        _("层级"),
        choices=Level,
        default=Level.SECTION,
        help_text=_("文中的大标题为一级，其下的做法为二级。"),
    )
    heading = models.CharField(
        _("标题"),
        max_length=200,
        blank=True,
        help_text=_("照原文录入；段首句作小标题时连同句号一起录入。"),
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("主题"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="measures",
        help_text=_("这条举措主要说什么；说不准的留空。"),
    )
    body = RichTextField(
        _("正文"),
        blank=True,
        features=richtext.FEATURES,
        help_text=_("标题之下的文字，照原文录入。"),
    )

    objects = PartQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("level"), FieldPanel("theme")]),
        FieldPanel("heading"),
        FieldPanel("body"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("举措")
        verbose_name_plural = _("举措")
        indexes = [
            models.Index(fields=["article", "sort_order"], name="measure_in_order"),
            models.Index(fields=["theme", "article"], name="measure_by_theme"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=[1, 2]), name="measure_level_is_1_or_2"),
            models.CheckConstraint(
                condition=~Q(heading="", body=""), name="measure_has_heading_or_body"
            ),
        ]

    def __str__(self) -> str:
        return self.heading or richtext.to_text(self.body)[:30]

    def clean(self) -> None:
        """Tidy the text, and say at the field what the constraint would say of the row."""
        super().clean()
        self.body = richtext.tidy(self.body)
        if not self.heading and not self.body:
            raise ValidationError({"heading": gettext("标题和正文至少填写一项。")})

    @property
    def anchor(self) -> str:
        """The fragment of the measure on its report's page."""
        # Saved with its report, a measure has its place.
        return f"measure-{cast(int, self.sort_order) + 1}"

    def get_absolute_url(self) -> str:
        """Return the measure's place on its report's page."""
        return f"{self.article.get_absolute_url()}#{self.anchor}"
