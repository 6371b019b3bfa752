"""What measures are about, across all reports."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel


class ThemeManager(models.Manager["Theme"]):
    """Finds themes by their slug, which fixtures use as key."""

    def get_by_natural_key(self, slug: str) -> "Theme":
        """Return the theme with this slug."""
        return self.get(slug=slug)


class Theme(models.Model):
    """What a measure is about, across all reports: 宣传教育, 民生经济 and so on."""

    name = models.CharField(
        _("名称"), max_length=40, unique=True, help_text=_("读者看到的主题名。")
    )
    slug = models.SlugField(
        _("网址名"),
        max_length=60,
        unique=True,
        allow_unicode=True,
        help_text=_("出现在网址中，发布后请勿更改。"),
    )
    description = models.CharField(
        _("说明"), max_length=200, blank=True, help_text=_("一句话说明主题的范围，给编辑看。")
    )
    keywords = models.TextField(
        _("关键词"),
        blank=True,
        help_text=_("用空格分隔；导入报告时，举措中出现这些词就建议本主题。"),
    )
    position = models.PositiveSmallIntegerField(
        _("次序"), default=0, help_text=_("数小的排在前面。")
    )

    objects = ThemeManager()

    panels = [FieldPanel(name) for name in ("name", "slug", "description", "keywords", "position")]

    class Meta:
        verbose_name = _("主题")
        verbose_name_plural = pgettext_lazy("plural", "主题")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the theme across all reports."""
        return f"{reverse('measure_list')}?theme={self.slug}"

    def natural_key(self) -> tuple[str]:
        """Return the key fixtures use."""
        return (self.slug,)
