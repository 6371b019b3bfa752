"""The screen on which a person chooses the columns of a list."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import re_path
from django.utils.translation import gettext
from wagtail.admin import messages

from articles.desk.desk_lists import OF_REPORTS, answer, moved
from articles.exports.datasets import DATASETS
from articles.models import ChosenColumns


class ColumnsMixin:
    """Turns the view of a list into the choice of its columns."""

    template_name = "desk/lists/columns.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        """Show which columns there are."""
        return self._dialog(self.chosen_names)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        """Keep the choice; a button that moves a column leads back to the dialog."""
        posted = dict.fromkeys(request.POST.getlist("columns"))
        names = [name for name in posted if name in self.offered]
        if not {"keep", "usual"} & {*request.POST}:
            moved(names, request.POST.get("move", ""))
            return self._dialog(names)
        own = ChosenColumns.objects.filter(user=request.user, dataset=self.dataset_name)
        if "usual" in request.POST:
            own.delete()
            messages.success(request, gettext("已恢复原来的列。"))
        else:
            ChosenColumns.objects.update_or_create(
                user=request.user, dataset=self.dataset_name, defaults={"names": names}
            )
            messages.success(request, gettext("列已保存，下次打开列表也是这样。"))
        return redirect(self._back())

    def _dialog(self, names: list[str]) -> HttpResponseBase:
        descriptions = {each.name: each for each in DATASETS[self.dataset_name].columns}
        groups: dict[str, list] = {}
        worded = {}
        for name, column in self.offered.items():
            described = descriptions.get(name)
            description = gettext(described.description) if described else ""
            worded[name] = (name, column.label, description)
            if name not in names:
                group = gettext(described.group) if described else gettext("其他")
                groups.setdefault(group, []).append(worded[name])
        title = gettext("选择列")
        context = {
            "chosen": [worded[name] for name in names],
            "groups": groups,
            "back": self._back(),
            "page_title": title,
            "header_title": title,
            "header_icon": "table",
        }
        return render(self.request, self.template_name, context)

    def _back(self) -> str:
        query = self.request.GET.urlencode()
        return f"{self.index_url}?{query}" if query else self.index_url


def list_columns(request: HttpRequest, dataset: str) -> HttpResponseBase:
    """Choose the columns of one of the desk's lists."""
    return answer(request, dataset, ColumnsMixin)


urlpatterns = [
    re_path(
        rf"^list-columns/(?P<dataset>{'|'.join(OF_REPORTS)})/$", list_columns, name="list_columns"
    )
]
