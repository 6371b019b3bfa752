"""The columns of the site (栏目), in a tree."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from articles.models.approval import Reviews


class ColumnType(models.TextChoices):
    """Kinds of columns in the meta tags of government sites (国办发〔2017〕47号)."""

    HOME = "首页", _("首页")
    OVERVIEW = "概况信息", _("概况信息")
    FUNCTIONS = "机构职能", _("机构职能")
    LEADERS = "负责人信息", _("负责人信息")
    NEWS = "工作动态", _("工作动态")
    POLICY = "政策文件", _("政策文件")
    GUIDE = "信息公开指南", _("信息公开指南")
    CATALOGUE = "信息公开目录", _("信息公开目录")
    ANNUAL_REPORT = "信息公开年报", _("信息公开年报")
    ON_REQUEST = "依法申请公开", _("依法申请公开")
    DATA_RELEASE = "数据发布", _("数据发布")
    OPEN_DATA = "数据开放", _("数据开放")
    INTERPRETATION = "政策解读", _("政策解读")
    RESPONSE = "回应关切", _("回应关切")
    SERVICES = "办事服务", _("办事服务")
    COMPLAINTS = "咨询投诉", _("咨询投诉")
    CONSULTATION = "征集调查", _("征集调查")
    INTERVIEWS = "在线访谈", _("在线访谈")


class ChannelManager(models.Manager["Channel"]):
    """Finds channels by their slug, which fixtures use as key."""

    def get_by_natural_key(self, slug: str) -> "Channel":
        """Return the channel with this slug."""
        return self.get(slug=slug)


class Channel(models.Model):
    """A column of the site (栏目), in a tree: 政务公开 > 其他 > 工作动态."""

    parent = models.ForeignKey(
        "self",
        verbose_name=_("上级栏目"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text=_("最上一级的栏目留空。"),
    )
    name = models.CharField(_("名称"), max_length=40, help_text=_("读者看到的栏目名。"))
    slug = models.SlugField(
        _("网址名"),
        max_length=60,
        unique=True,
        allow_unicode=True,
        help_text=_("出现在网址中，发布后请勿更改。"),
    )
    description = models.CharField(
        _("栏目描述"), max_length=200, help_text=_("一句话说明栏目内容，写入网页元数据。")
    )
    keywords = models.CharField(_("栏目关键词"), max_length=200, help_text=_("用逗号分隔。"))
    column_type = models.CharField(
        _("栏目类别"),
        max_length=20,
        choices=ColumnType,
        default=ColumnType.NEWS,
        help_text=_("写入网页元数据，词表出自国办发〔2017〕47号。"),
    )
    max_silent_days = models.PositiveSmallIntegerField(
        _("更新期限（天）"),
        default=14,
        validators=[MinValueValidator(1)],
        help_text=_("超过这个天数没有新报告时提醒编辑：动态类栏目两周，政策类栏目六个月。"),
    )
    reviews = models.PositiveSmallIntegerField(
        _("审核级数"),
        choices=Reviews,
        null=True,
        blank=True,
        help_text=_("发布前由几个人先后审核；留空的照“审核设定”。"),
    )
    position = models.PositiveSmallIntegerField(
        _("次序"), default=0, help_text=_("数小的排在前面。")
    )

    objects = ChannelManager()

    panels = [
        FieldPanel(name)
        for name in (
            "parent",
            "name",
            "slug",
            "description",
            "keywords",
            "column_type",
            "max_silent_days",
            "reviews",
            "position",
        )
    ]

    class Meta:
        verbose_name = _("栏目")
        verbose_name_plural = pgettext_lazy("plural", "栏目")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="channel_name_once_per_parent"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(parent=None), name="channel_name_once_at_top"
            ),
            models.CheckConstraint(
                condition=Q(max_silent_days__gte=1), name="channel_at_least_one_silent_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the channel's page."""
        return reverse("channel_detail", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        """Return the key fixtures use."""
        return (self.slug,)

    def path(self) -> list["Channel"]:
        """Return the channels from the top down to this one."""
        above, parent = [self], self.parent
        while parent and parent not in above:
            above.insert(0, parent)
            parent = parent.parent
        return above

    def subtree(self) -> set[int]:
        """Return the ids of this channel and all below it, in one query."""
        children: dict[int | None, list[int]] = {}
        for pk, parent in Channel.objects.order_by().values_list("pk", "parent"):
            children.setdefault(parent, []).append(pk)
        found, todo = set(), [self.pk]
        while todo:
            pk = todo.pop()
            if pk not in found:
                found.add(pk)
                todo += children.get(pk, [])
        return found

    def clean(self) -> None:
        """Refuse a tree that bites its tail."""
        super().clean()
        if self.pk and self.parent_id in self.subtree():
            raise ValidationError({"parent": gettext("上级栏目不能是本栏目或其下级。")})
