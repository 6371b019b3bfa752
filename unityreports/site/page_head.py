"""What the head of every page says: titles, government meta tags, structured data.

The column fields are those of 国办发〔2017〕47号, annex; every page belongs to a column.
"""

from dataclasses import dataclass, field
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_QZONE = "https://sns.qzone.qq.com/cgi-bin/qzshare/cgi_qzshare_onekey"


@dataclass(frozen=True)
class PageColumn:
    """The column (栏目) a page belongs to, as its meta tags name it; ``type`` is a fixed word."""

    name: str
    description: str
    keywords: str
    type: str


HOME = PageColumn(
    _("首页"), _("民族团结进步工作动态的最新报告、地区、举措与荣誉。"), _("民族团结,首页"), "首页"
)
REPORTS = PageColumn(
    _("工作报告"), _("各地民族团结进步工作报告。"), _("民族团结进步,工作报告"), "工作动态"
)
REGIONS = PageColumn(_("地区"), _("按行政区划查看各地的工作报告。"), _("地区,行政区划"), "概况信息")
MEASURES = PageColumn(
    _("举措"), _("各地民族团结进步工作的举措，按主题汇总。"), _("举措,工作做法"), "工作动态"
)
HONORS = PageColumn(
    _("荣誉"), _("报告中写明的荣誉、创建目标与相关称号。"), _("荣誉,示范单位"), "数据发布"
)
STATISTICS = PageColumn(
    _("统计"),
    _("报告、举措与荣誉按地区、时间、主题、级别统计，每个数字都链接到所计的条目。"),
    _("统计,报表"),
    "数据发布",
)
FIGURES = PageColumn(
    _("数据"),
    _("报告写明的数据，按指标、地区、年份查看，每个数值都链接到原句。"),
    _("数据,指标"),
    "数据发布",
)
DOCUMENTS = PageColumn(
    _("文献"),
    _("报告引用的法律、条例、规划、方案等，及引用它们的原句。"),
    _("文献,引用"),
    "数据发布",
)
SEARCH = PageColumn(_("搜索"), _("搜索各地民族团结进步工作报告。"), _("搜索,全文检索"), "工作动态")
ABOUT = PageColumn(
    _("关于本站"), _("网站声明、联系方式与网站地图。"), _("网站声明,联系我们"), "概况信息"
)


@dataclass
class Page:
    """A page as its head, its breadcrumb and its structured data describe it.

    ``path`` is its lasting address within the site. ``breadcrumb`` holds ``(label, path)`` from
    below the home page down to this page, whose own path is empty. ``things`` are schema.org
    objects beside those every page has. ``article`` is the report, on a report's page.
    """

    title: str
    description: str
    path: str
    column: PageColumn
    breadcrumb: list[tuple[str, str]] = field(default_factory=list)
    indexed: bool = True
    things: list[dict] = field(default_factory=list)
    article: object | None = None
    image: str = ""
    keywords: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)  # further meta tags of a report

    @property
    def url(self) -> str:
        """The page's complete address."""
        return settings.SITE_URL + self.path

    @property
    def share(self) -> list[tuple[str, str]]:
        """Where readers usually share a page: label and address, nothing loaded from there."""
        url, title = quote(self.url, safe=""), quote(self.title, safe="")
        return [
            (gettext("微博"), f"https://service.weibo.com/share/share.php?url={url}&title={title}"),
            ("QQ", f"https://connect.qq.com/widget/shareqq/index.html?url={url}&title={title}"),
            (gettext("QQ空间"), f"{_QZONE}?url={url}&title={title}"),
        ]

    @property
    def trail(self) -> list[tuple[str, str]]:
        """The breadcrumb from the home page down."""
        return [(gettext("首页"), reverse("home")), *self.breadcrumb]


def structured_data(page: Page, identity) -> dict:
    """Return the schema.org description of a page (JSON-LD)."""
    organization = {
        "@type": "GovernmentOrganization",
        "@id": f"{settings.SITE_URL}/#organization",
        "name": (identity and identity.host_unit) or (identity and identity.name) or "",
        "url": f"{settings.SITE_URL}/",
    }
    if identity:
        contact = {
            "address": identity.address,
            "telephone": identity.phone,
            "faxNumber": identity.fax,
            "email": identity.email,
        }
        organization |= {key: value for key, value in contact.items() if value}
    graph = [organization]
    if page.breadcrumb:
        graph.append(
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": number,
                        "name": label,
                        "item": settings.SITE_URL + (path or page.path),
                    }
                    for number, (label, path) in enumerate(page.trail, 1)
                ],
            }
        )
    return {"@context": "https://schema.org", "@graph": graph + page.things}
