"""Takes the desk's lists away: what you see is what you get.

An export is the list's own view answering with a file, so filters, search and order cannot
differ. It is stricter in one thing: what the list would pass over with a shrug is refused here.
"""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk.desk_lists import answer, moved
from articles.exports.columns import Column
from articles.exports.datasets import DATASETS, UnknownColumnError
from articles.exports.download import FORMATS, Export
from unityreports.site.desk_screens import PAGE_MARKS
from unityreports.site.language import for_readers

_OWN = {"columns", "format", "move"}


class ExportMixin:
    """Turns the view of a list into the view of its export: a dialog, then the file."""

    dataset_name = ""
    template_name = "desk/export.html"
    heading = _("导出%(label)s")

    def get(self, request, *args, **kwargs):
        """Show the dialog; answer with the file once a format is chosen.

        A button that moves a column leads back to the dialog: without JavaScript too, the columns
        of the file can be put in any order.
        """
        columns, problems = self.understood()
        if problems:
            return self.refuse(problems, status=400)
        kind = request.GET.get("format")
        if "move" in request.GET or not kind:
            return self._dialog(self.export(columns), kind)
        with for_readers():  # the file may be handed on to anybody
            return self.export(columns).response(kind)

    def understood(self) -> tuple[list[Column], list[str]]:
        """Return the columns that the address names, in order, and what is wrong with it."""
        problems = self._problems()
        try:
            columns = self.dataset.choose(self.request.GET.getlist("columns"), staff=True)
        except UnknownColumnError as error:
            return [], [*problems, str(error)]
        move = self.request.GET.get("move")
        if move and not problems:
            names = [column.name for column in columns]
            if not moved(names, move):
                problems.append(gettext("不能把列这样移动：“%(move)s”。") % {"move": move[:40]})
            columns = self.dataset.choose(names, staff=True)
        kind = self.request.GET.get("format")
        if kind and kind not in FORMATS:
            problems.append(
                gettext("没有“%(format)s”这种格式，可选的有：%(formats)s。")
                % {"format": kind[:20], "formats": gettext("、").join(FORMATS)}
            )
        return columns, problems

    @property
    def dataset(self):
        """The list as the registry of exports describes it."""
        return DATASETS[self.dataset_name]

    def export(self, columns) -> Export:
        """Return what is to be taken of the list."""
        return Export(
            dataset=self.dataset,
            queryset=self.get_queryset(),
            columns=columns,
            described=self.described(),
        )

    def _dialog(self, export, kind):
        groups = {}
        for column in self.dataset.offered(staff=True):
            if column not in export.columns:
                groups.setdefault(gettext(column.group), []).append(_in_words(column))
        return self.render(
            {
                "count": export.queryset.count(),
                "described": export.described,
                "chosen": [_in_words(column) for column in export.columns],
                "groups": groups,
                "formats": FORMATS,
                "chosen_kind": kind or next(iter(FORMATS)),
                "kept": self.kept(),
                "by_schedule": self.dataset_name
                and reverse("scheduled_export_add", args=[self.dataset_name]),
            }
        )

    def kept(self) -> list[tuple[str, str]]:
        """Return what the address says of filters, search and order, as names with values."""
        return [
            (name, value)
            for name, values in self.request.GET.lists()
            if name not in PAGE_MARKS | _OWN
            for value in values
        ]

    def refuse(self, problems, *, status):
        """Say what is wrong with the address."""
        return self.render({"problems": problems}, status=status)

    def render(self, context, status=200):
        """Return the screen."""
        title = self.heading % {"label": gettext(self.dataset.label)}
        context |= {
            "header_title": title,
            "page_title": title,
            "header_icon": "download",
            "back": self.back(),
        }
        return render(self.request, self.template_name, context, status=status)

    def back(self) -> str:
        """Return the address of the list, as it was asked."""
        query = self.request.GET.copy()
        for name in _OWN:
            query.pop(name, None)
        return f"{self.index_url}?{query.urlencode()}" if query else self.index_url

    def _problems(self) -> list[str]:
        """Return what the list does not understand in its address."""
        form = self.filters.form
        form.also = {self.search_kwarg, "ordering"} | PAGE_MARKS | _OWN
        problems = form.problems()
        if self.search_form and not self.search_form.is_valid():
            problems += [error for errors in self.search_form.errors.values() for error in errors]
        ordering = self.request.GET.get("ordering")
        if ordering and ordering not in self.get_valid_orderings():
            problems.append(gettext("不能按“%(name)s”排序。") % {"name": ordering[:40]})
        return problems


def _in_words(column) -> tuple[str, str, str]:
    """Return the name, label and description of a column, as the dialog shows them."""
    return column.name, gettext(column.label), gettext(column.description)


def export_list(request, dataset: str):
    """Export one of the desk's lists."""
    return answer(request, dataset, ExportMixin, dataset_name=dataset)
