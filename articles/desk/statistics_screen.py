"""Statistics of the desk: what stands where on its way, drafts too, by place, source and person."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Q
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_user_display_name

from articles.desk.desk_lists import list_url
from articles.exports import cross_tables
from articles.exports.cross_tables import Cell, CrossTable, Row
from articles.models import Article
from articles.publishing.status_filters import Status, among
from regions.models import Region
from unityreports.site.desk_screens import MAY_EXPORT
from unityreports.site.language import for_readers

MOST_ROWS = 200


class StatisticsMenuItem(MenuItem):
    """The way to the statistics, for those who see the list of reports."""

    def is_shown(self, request):
        """Show it to them only."""
        return request.user.has_perm("articles.view_article") or request.user.has_perm(
            "articles.change_article"
        )


def menu_item() -> MenuItem:
    """Return the entry of the menu."""
    url = reverse("desk_statistics")
    return StatisticsMenuItem(_("工作统计"), url, name="statistics", icon_name="table", order=140)


@require_safe
def statistics(request):
    """Show how many reports of one's own stand where."""
    context = {
        "tables": _tables(request.user),
        "may_export": request.user.has_perm(MAY_EXPORT),
        "page_title": gettext("工作统计"),
    }
    return render(request, "desk/statistics.html", context)


@require_safe
def statistics_workbook(request):
    """Answer with the same as a workbook."""
    with for_readers():  # the file may be handed on to anybody
        title = gettext("工作统计")
        counted = gettext("已发布而又有新草稿或在审的报告，各列都计；合计每篇只计一次。")
        return cross_tables.response(_tables(request.user), title, [("口径", counted)])


def _tables(user) -> list[CrossTable]:
    """Return the tables of a person's reports, those in the bin left out: nine queries."""
    counted = _counted(user)
    return [_by_place(counted), _by_source(counted), _by_person(counted)]


_FIELDS = ("region", "source", "latest_revision__user")
Counted = dict[tuple, list[int]]  # by place, source and person: the number of each status, of all


def _counted(user) -> Counted:
    own = Article.objects.kept().of(user).order_by()
    found: Counted = {}
    conditions = [*(among(status) for status in Status), Q()]
    for column, condition in enumerate(conditions):
        of_status = own.filter(condition).values_list(*_FIELDS).annotate(number=Count("pk"))
        for *kind, number in of_status:
            found.setdefault(tuple(kind), [0] * len(conditions))[column] += number
    return found


def _by(field: str, counted: Counted) -> list[tuple[Any, list[int]]]:
    """Return the values of a field with their numbers, the most frequent first."""
    part, sums = _FIELDS.index(field), {}
    for kind, numbers in counted.items():
        before = sums.get(kind[part], [0] * len(numbers))
        sums[kind[part]] = [one + more for one, more in zip(before, numbers, strict=True)]
    return sorted(sums.items(), key=lambda each: (-each[1][-1], str(each[0])))


def _by_place(counted: Counted) -> CrossTable:
    numbers = dict(_by("region", counted))
    places = Region.objects.filter(pk__in=[pk for pk in numbers if pk]).order_by("code")
    rows = [
        (place.full_name, numbers[place.pk], {"region": place.code, "scope": "own"})
        for place in places
    ]
    if None in numbers:
        rows.append((gettext("未写明"), numbers[None], None))
    return _table("places", gettext("按地区"), gettext("地区"), rows)


def _by_source(counted: Counted) -> CrossTable:
    rows = [
        (source or gettext("未写明"), numbers, None) for source, numbers in _by("source", counted)
    ]
    return _table("sources", gettext("按来源"), gettext("来源"), rows)


def _by_person(counted: Counted) -> CrossTable:
    numbers = _by("latest_revision__user", counted)
    people = get_user_model().objects.in_bulk([pk for pk, _ in numbers if pk])
    rows = [
        (get_user_display_name(people[pk]) if pk in people else gettext("未写明"), of_person, None)
        for pk, of_person in numbers
    ]
    return _table("persons", gettext("按最后修改的人"), gettext("人员"), rows)


def _table(name: str, title: str, heading: str, rows: list) -> CrossTable:
    """Return a table; what is beyond its longest goes into one row."""
    foot = [sum(column) for column in zip(*(numbers for _, numbers, _ in rows), strict=True)]
    more = [numbers for _, numbers, _ in rows[MOST_ROWS:]]
    shown = rows[:MOST_ROWS]
    if more:
        shown.append((gettext("其余"), [sum(each) for each in zip(*more, strict=True)], None))
    return CrossTable(
        name,
        title,
        heading,
        [str(status.label) for status in Status],
        [Row(label, "", _cells(numbers, where)) for label, numbers, where in shown],
        _cells(foot or [0] * (len(Status) + 1), {}),
    )


def _cells(numbers: list[int], where: dict[str, str] | None) -> list[Cell]:
    """Return cells that lead to the list they count, where its filters can say it exactly."""
    statuses = [*(status.value for status in Status), "all"]
    return [
        Cell(number, _list(where | {"status": status}) if number and where is not None else "")
        for number, status in zip(numbers, statuses, strict=True)
    ]


def _list(query: dict[str, str]) -> str:
    return f"{list_url()}?{urlencode(query)}"


urlpatterns = [
    path("statistics/", statistics, name="desk_statistics"),
    path("statistics.xlsx", statistics_workbook, name="desk_statistics_xlsx"),
]
