"""Topic pages (专题): what an editor gathers on one matter, in groups, by hand or by rule."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import Tag
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from articles.models.text_fields import undescribed
from articles.models.theme import Theme
from regions.models import Region
from unityreports.site import renditions, richtext

# A report by its number or its address, whichever a person has at hand; the address of a measure,
# an honor or a figure in it, as the report's page has it, picks that one; #picture-2 the second of
# its pictures.
_REPORT = re.compile(
    r"(?:\S*/articles/)?(?P<report>\d{1,18})/?(?:\?[^\s#]*)?"
    r"(?:#(?:(?P<kind>measure|honor|figure|picture)-(?P<place>\d{1,4})|\S*))?"
)

MOST_PICKS = 200  # lines; a group lists fewer


class Topic(ClusterableModel):
    """A topic page. Readers see it once it is shown; an archived one stays, and says so."""

    title = models.CharField(_("标题"), max_length=80, help_text=_("读者看到的专题名。"))
    slug = models.SlugField(
        _("网址名"),
        max_length=60,
        unique=True,
        allow_unicode=True,
        help_text=_("出现在网址中，发布后请勿更改。"),
    )
    summary = models.CharField(
        _("简介"), max_length=200, help_text=_("一两句话，显示在专题列表和网页元数据里。")
    )
    text = RichTextField(_("导语"), blank=True, features=richtext.WITHOUT_PICTURES)
    starts_on = models.DateField(_("开始日期"), null=True, blank=True)
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    shown = models.BooleanField(
        _("公开"), default=False, help_text=_("不勾选时只有后台看得到，读者看不到。")
    )
    archived = models.BooleanField(
        _("已归档"), default=False, help_text=_("勾选后仍可打开，列在往期专题里，并注明已归档。")
    )
    position = models.PositiveSmallIntegerField(
        _("次序"), default=0, help_text=_("数小的排在前面。")
    )

    class Meta:
        verbose_name = _("专题")
        verbose_name_plural = pgettext_lazy("plural", "专题")
        ordering = ["archived", "position", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None)
                | Q(ends_on=None)
                | Q(ends_on__gte=models.F("starts_on")),
                name="topic_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the topic's page."""
        return reverse("topic_detail", args=[self.slug])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it; pictures in its texts get other files, so that none is left of what is gone."""
        self._withdraw_pictures()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete it with the files of the pictures in its texts."""
        self._withdraw_pictures()
        return super().delete(*args, **kwargs)

    def _withdraw_pictures(self) -> None:
        texts = TopicGroup.objects.filter(topic=self.pk).values_list("text", flat=True)
        if numbers := {each.number for text in texts for each in richtext.pictures(text)}:
            renditions.withdraw(numbers)

    def clean(self) -> None:
        """Tidy the text, and say at the field when the days are in the wrong order."""
        super().clean()
        self.text = richtext.tidy(self.text, richtext.WITHOUT_PICTURES)
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": gettext("结束日期不能早于开始日期。")})


class TopicGroup(Orderable):
    """A part of a topic page: a text, and reports or what stands in them."""

    class Kind(models.TextChoices):
        """What a group lists."""

        REPORTS = "reports", _("报告")
        MEASURES = "measures", _("举措")
        HONORS = "honors", _("荣誉")
        FIGURES = "figures", _("数据")
        PICTURES = "pictures", _("报告里的图片")
        TEXT = "text", _("只有文字")

    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="groups")
    heading = models.CharField(_("小标题"), max_length=60)
    kind = models.CharField(_("列出"), max_length=10, choices=Kind, default=Kind.REPORTS)
    text = RichTextField(
        _("文字"),
        blank=True,
        features=richtext.FEATURES,
        help_text=_(
            "可以插入图库里不属于报告的图片，每张都要写明图上有什么；报告的图片另加一组，列出“报告里的图片”。"
        ),
    )
    picks = models.TextField(
        _("指定报告"),
        blank=True,
        help_text=_(
            "报告的编号或网址，每行一个，按此顺序；填了就不再按下面的条件找。"
            "只要其中一条举措、荣誉或数据的，填点它时地址栏里的网址（带 # 的）；"
            "列出图片时，在编号后写 #picture-2，就只要第 2 张。"
        ),
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("地区"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("含其下级。"),
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("主题"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    tag = models.CharField(
        _("标签"), max_length=100, blank=True, help_text=_("报告所带标签的名称，一个。")
    )
    since = models.DateField(_("发布不早于"), null=True, blank=True)
    until = models.DateField(_("发布不晚于"), null=True, blank=True)
    size = models.PositiveSmallIntegerField(
        _("最多几条"), default=10, help_text=_("1 到 50，最新的在前。")
    )

    panels = [
        FieldRowPanel([FieldPanel("heading"), FieldPanel("kind"), FieldPanel("size")]),
        FieldPanel("text"),
        FieldPanel("picks"),
        FieldRowPanel([FieldPanel("region"), FieldPanel("theme"), FieldPanel("tag")]),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("专题的一组")
        verbose_name_plural = _("专题的各组")
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=50), name="topic_group_size_from_1_to_50"
            )
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def picked(self) -> list[int]:
        """The numbers of the reports that were picked by hand, in their order."""
        found = (_REPORT.fullmatch(line) for line in self._lines())
        return list(dict.fromkeys(int(each["report"]) for each in found if each))

    @property
    def picked_parts(self) -> list[tuple[int, int | None]]:
        """What was picked of the group's kind: a report, and which of its rows, from 0, or all."""
        found = [_REPORT.fullmatch(line) for line in self._lines()]
        return list(
            dict.fromkeys(
                (int(each["report"]), int(each["place"]) - 1 if each["place"] else None)
                for each in found
                if each and each["kind"] in (None, self.kind.removesuffix("s"))
            )
        )

    def _lines(self) -> list[str]:
        return [line.strip() for line in self.picks.splitlines() if line.strip()]

    def clean(self) -> None:
        """Tidy the text; say which line is no report, and what is no tag or too many."""
        super().clean()
        self.text = richtext.tidy(self.text)
        errors = {}
        if message := undescribed(self.text):
            errors["text"] = message
        strange = [line for line in self._lines() if not _REPORT.fullmatch(line)]
        if strange:
            errors["picks"] = gettext("“%(line)s”不是报告的编号或网址。") % {
                "line": strange[0][:60]
            }
        elif len(self._lines()) > MOST_PICKS:
            errors["picks"] = gettext("最多 %(most)s 行。") % {"most": MOST_PICKS}
        if self.tag and not Tag.objects.filter(name=self.tag).exists():
            errors["tag"] = gettext("没有“%(name)s”这个标签。") % {"name": self.tag}
        if self.size is not None and not 1 <= self.size <= 50:
            errors["size"] = gettext("应在 1 到 50 之间。")
        if errors:
            raise ValidationError(errors)
