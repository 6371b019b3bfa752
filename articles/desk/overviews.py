"""Read-only overviews of the parts of reports: they can be looked through, not edited, here."""

from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from articles.desk import filters
from articles.desk.list_columns import RemembersColumns
from articles.desk.list_corrections import Correctable
from articles.desk.offered_filters import OffersFilters
from articles.models import Article, Figure, Honor, Measure
from unityreports.site import richtext
from unityreports.site.desk_screens import Exportable


def edit_url(row) -> str:
    """Return the address where the report that a row belongs to is edited."""
    return reverse(Article.snippet_viewset.get_url_name("edit"), args=[row.article_id])


def report_column() -> Column:
    """Return the column that leads to the report."""
    return TitleColumn("report_title", label=_("报告"), accessor="article.title", get_url=edit_url)


def region_column() -> Column:
    """Return the column of the report's place."""
    return Column("region", label=_("地区"), accessor="article.region.full_name")


def worded(figure: Figure) -> str:
    """Return a figure's number with its unit."""
    number = f"{figure.value.normalize():f}{figure.unit}"
    return gettext("约%(number)s") % {"number": number} if figure.approximate else number


class OverviewIndexView(Correctable, OffersFilters, RemembersColumns, Exportable, IndexView):
    """A list without forms, buttons or addresses for changing anything."""

    any_permission_required = ["change", "view"]
    default_ordering = None
    also_shown = ()  # related rows that the columns name

    def get_base_queryset(self):
        """Rows with their report and its place, those of the newest reports first."""
        return (
            super()
            .get_base_queryset()
            .select_related("article__region", *self.also_shown)
            .defer("article__lead", "article__closing")
            .kept()
            .of(self.request.user)
            .newest_first()
        )

    def order_queryset(self, queryset):
        """Keep the order of the reports: a row means little away from its neighbours."""
        return queryset

    def get_list_buttons(self, instance):
        """Offer no buttons."""
        return []


class Overview(ViewSet):
    """The pages of an overview: the list, and the list alone for the filters' script."""

    model = None
    add_to_admin_menu = True
    filterset_class = None
    search_fields = ()
    columns = ()  # named as those of the export
    also_shown = ()

    @property
    def permission_policy(self):
        """Whoever may see or edit reports may look through their parts."""
        return ModelPermissionPolicy(Article)

    @property
    def menu_item_class(self):
        """The menu shows the overview to whom its list opens."""
        policy = self.permission_policy

        class OverviewMenuItem(MenuItem):
            def is_shown(self, request):
                return policy.user_has_any_permission(
                    request.user, OverviewIndexView.any_permission_required
                )

        return OverviewMenuItem

    def get_common_view_kwargs(self, **kwargs):
        """Return what both views are made with."""
        return super().get_common_view_kwargs(
            model=self.model,
            permission_policy=self.permission_policy,
            index_url_name=self.get_url_name("index"),
            index_results_url_name=self.get_url_name("index_results"),
            header_icon=self.icon,
            page_title=self.menu_label,
            filterset_class=self.filterset_class,
            search_fields=self.search_fields,
            list_display=self.columns,
            also_shown=self.also_shown,
            paginate_by=50,
            **kwargs,
        )

    def get_urlpatterns(self):
        """Return the addresses: there is none for adding, editing or deleting."""
        view = OverviewIndexView
        return [
            path("", self.construct_view(view), name="index"),
            path("results/", self.construct_view(view, results_only=True), name="index_results"),
        ]


class MeasureOverview(Overview):
    """All measures of all reports."""

    model = Measure
    name = "measures"
    icon = "list-ol"
    menu_label = _("举措总览")
    menu_order = 110
    filterset_class = filters.MeasureFilterSet
    search_fields = ["heading", "body"]
    also_shown = ["theme"]
    columns = [
        Column("heading", label=_("举措"), accessor=str),
        Column(
            "body",
            label=_("正文"),
            accessor=lambda row: richtext.to_text(row.body)[:60],
            classname="desk-long",
        ),
        Column("theme", label=_("主题"), accessor="theme.name", classname="desk-short"),
        region_column(),
        report_column(),
    ]


class HonorOverview(Overview):
    """All honors of all reports."""

    model = Honor
    name = "honors"
    icon = "pick"
    menu_label = _("荣誉总览")
    menu_order = 120
    filterset_class = filters.HonorFilterSet
    search_fields = ["name", "quote", "recipients"]
    columns = [
        Column("name", label=_("荣誉")),
        Column("status", label=_("状态"), accessor="get_status_display", classname="desk-short"),
        Column(
            "level",
            label=_("级别"),
            accessor=lambda h: h.get_level_display() or gettext("原文未写明"),
            classname="desk-short",
        ),
        Column("kind", label=_("类别"), accessor="get_kind_display", classname="desk-short"),
        Column("count", label=_("数量"), accessor=lambda h: "" if h.count is None else h.count),
        Column("year", label=_("年份"), accessor=lambda h: h.year or ""),
        region_column(),
        report_column(),
    ]


class FigureOverview(Overview):
    """All figures of all reports."""

    model = Figure
    name = "figures"
    icon = "decimal"
    menu_label = _("数据总览")
    menu_order = 130
    filterset_class = filters.FigureFilterSet
    search_fields = ["name", "quote"]
    columns = [
        Column("name", label=_("指标")),
        Column(
            "value",
            label=_("数值"),
            accessor=worded,
            classname="desk-short",
        ),
        Column("year", label=_("年份"), accessor=lambda f: f.year or f.period),
        Column(
            "growth_percent",
            label=_("增长"),
            accessor=lambda f: (
                "" if f.growth_percent is None else f"{f.growth_percent.normalize():f}%"
            ),
        ),
        region_column(),
        report_column(),
    ]
