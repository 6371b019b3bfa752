"""What the home page is made of, in the order an editor gives it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField

from articles.models.channel import Channel
from unityreports.site import richtext


class HomeSection(models.Model):
    """A section of the home page. Wide ones fill the main column, the others stand beside it."""

    class Kind(models.TextChoices):
        """What a section shows."""

        LATEST = "latest", _("最新报告")
        CHANNEL = "channel", _("一个栏目的最新报告")
        TEXT = "text", _("一段文字")
        REGIONS = "regions", _("按地区进入")
        THEMES = "themes", _("按主题进入")
        HONORS = "honors", _("按荣誉进入")
        PLACES = "places", _("各地最新报告")
        MONTHS = "months", _("各月发布的报告（图）")

    WIDE = {Kind.LATEST, Kind.CHANNEL, Kind.TEXT, Kind.PLACES}

    kind = models.CharField(_("内容"), max_length=10, choices=Kind)
    heading = models.CharField(_("标题"), max_length=40, help_text=_("读者在首页看到的小标题。"))
    channel = models.ForeignKey(
        Channel,
        verbose_name=_("栏目"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        help_text=_("内容为“一个栏目的最新报告”时选择。"),
    )
    text = RichTextField(
        _("文字"),
        blank=True,
        features=richtext.WITHOUT_PICTURES,
        help_text=_("内容为“一段文字”时填写。"),
    )
    size = models.PositiveSmallIntegerField(
        _("报告篇数"),
        default=8,
        help_text=_("显示报告的版块列出几篇，1 到 20；“各地最新报告”每地一篇，列出几个地区。"),
    )
    position = models.PositiveSmallIntegerField(_("次序"), default=0, help_text=_("小的在前。"))
    shown = models.BooleanField(_("显示"), default=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("heading")]),
        FieldPanel("channel"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("size"), FieldPanel("position"), FieldPanel("shown")]),
    ]

    class Meta:
        verbose_name = _("首页版块")
        verbose_name_plural = _("首页版块")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=20), name="home_section_size_from_1_to_20"
            ),
            models.CheckConstraint(
                condition=Q(channel__isnull=False) | ~Q(kind="channel"),
                name="home_section_of_a_channel_names_it",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def is_wide(self) -> bool:
        """Whether the section fills the main column."""
        return self.kind in self.WIDE

    def clean(self) -> None:
        """Tidy the text, and ask for what the kind of section needs."""
        super().clean()
        self.text = richtext.tidy(self.text, richtext.WITHOUT_PICTURES)
        if self.kind == self.Kind.CHANNEL and not self.channel_id:
            raise ValidationError({"channel": gettext("请选择要显示的栏目。")})
        if self.kind == self.Kind.TEXT and not self.text:
            raise ValidationError({"text": gettext("请填写要显示的文字。")})
