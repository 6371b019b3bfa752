"""What the site says of itself: its identity and its editable texts."""

from contextlib import contextmanager

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField


@register_setting(icon="site")
class SiteIdentity(BaseGenericSetting):
    """Who runs the site, as every page's head and foot must say (国办发〔2017〕47号).

    Nothing is filled in beforehand but a name: the office states its own particulars.
    """

    name = models.CharField(
        _("网站名称"),
        max_length=80,
        default="民族团结进步工作动态",
        help_text=_("显示在每页页首。"),
    )
    description = models.CharField(
        _("网站描述"), max_length=200, blank=True, help_text=_("一句话，写入网页元数据。")
    )
    keywords = models.CharField(
        _("网站关键词"), max_length=200, blank=True, help_text=_("用逗号分隔。")
    )
    host_unit = models.CharField(
        _("主办单位"), max_length=80, blank=True, help_text=_("全称，显示在每页页脚。")
    )
    organiser = models.CharField(
        _("承办单位"), max_length=80, blank=True, help_text=_("没有的留空。")
    )
    address = models.CharField(
        _("地址"), max_length=160, blank=True, help_text=_("办公地址，显示在页脚和“联系我们”。")
    )
    postcode = models.CharField(
        _("邮编"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{6}$", _("邮编是 6 位数字。"))],
    )
    phone = models.CharField(
        _("电话"), max_length=40, blank=True, help_text=_("带区号，例如 0482-1234567。")
    )
    fax = models.CharField(_("传真"), max_length=40, blank=True, help_text=_("没有的留空。"))
    email = models.EmailField(_("电子邮箱"), blank=True, help_text=_("公务邮箱，读者可以看到。"))
    site_code = models.CharField(
        _("网站标识码"),
        max_length=10,
        blank=True,
        validators=[
            RegexValidator(
                r"^(\d{10}|bm\d{8})$",
                _("网站标识码是 10 位数字；中央部门的以 bm 开头，后接 8 位数字。"),
            )
        ],
        help_text=_("10 位数字，前六位是区划代码。"),
    )
    icp_number = models.CharField(
        _("ICP 备案号"), max_length=40, blank=True, help_text=_("例如“蒙ICP备12345678号”。")
    )
    police_number = models.CharField(
        _("公安备案号"),
        max_length=40,
        blank=True,
        help_text=_("例如“蒙公网安备 15220002000000号”。"),
    )
    error_report_url = models.URLField(
        _("“我为政府网站找错”链接"), blank=True, help_text=_("监督举报平台分配给本站的网址。")
    )
    copyright = models.CharField(
        _("版权声明"), max_length=120, blank=True, help_text=_("显示在页脚末行。")
    )
    official_mark = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("党政机关网站标识"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("机构编制部门核发给本站的标识图片，显示在每页页脚；没有核发的留空。"),
    )
    official_mark_alt = models.CharField(
        _("标识的文字"),
        max_length=40,
        default="党政机关网站标识",
        help_text=_("读给看不见图片的读者；事业单位的写“事业单位网站标识”。"),
    )
    official_mark_url = models.URLField(
        _("标识链接"), blank=True, help_text=_("核发部门给出的网址，读者点标识时前往查验。")
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("name", "description", "keywords")], heading=_("网站")
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "host_unit",
                    "organiser",
                    "address",
                    "postcode",
                    "phone",
                    "fax",
                    "email",
                )
            ],
            heading=_("单位与联系方式"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "site_code",
                    "icp_number",
                    "police_number",
                    "error_report_url",
                    "copyright",
                )
            ],
            heading=_("标识与备案"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("official_mark", "official_mark_alt", "official_mark_url")
            ],
            heading=_("党政机关网站标识"),
        ),
    ]
    select_related = ["official_mark"]  # it stands on every page

    class Meta:
        verbose_name = _("站点信息")

    def __str__(self):
        return self.name

    def missing(self) -> list[str]:
        """Return the names of the particulars that every government site states and this lacks."""
        wanted = ("host_unit", "address", "phone", "site_code", "icp_number", "police_number")
        return [
            str(self._meta.get_field(name).verbose_name)
            for name in wanted
            if not getattr(self, name)
        ]


class SiteText(models.Model):
    """A text of the site that an editor words: statement, contact."""

    slug = models.SlugField(_("网址名"), max_length=40, unique=True, editable=False)
    title = models.CharField(_("标题"), max_length=80)
    body = RichTextField(_("正文"), features=["h2", "h3", "bold", "italic", "ol", "ul", "link"])

    panels = [FieldPanel("title"), FieldPanel("body")]

    class Meta:
        verbose_name = _("站点文字")
        verbose_name_plural = _("站点文字")
        ordering = ["pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return the address of the text."""
        return reverse("site_text", args=[self.slug])


class SetupStep(models.Model):
    """A part of setting up the database that is done once and never again.

    With :meth:`once`, the row is written in the transaction that does the work: an interrupted step
    leaves neither and is done anew, a finished one is not repeated even when all it brought was
    deleted since.
    """

    name = models.CharField(_("步骤"), max_length=40, unique=True)
    done_at = models.DateTimeField(_("完成时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("安装步骤")
        verbose_name_plural = _("安装步骤")

    def __str__(self):
        return self.name

    @classmethod
    @contextmanager
    def once(cls, name: str):
        """Open the transaction of a step; give whether its work is still to be done."""
        with transaction.atomic():
            # Claimed before the work: of two that set up at once, one waits here for the other.
            _, is_new = cls.objects.get_or_create(name=name)
            yield is_new
