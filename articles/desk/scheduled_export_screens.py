"""The screens on which a person has a list exported by schedule, and sees what became of it."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, re_path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from articles.desk.dashboard import Panel
from articles.desk.desk_lists import ALL, answer
from articles.desk.exporting import ExportMixin
from articles.desk.scheduled_exports import ENTERS, UNFIT, kind_of
from articles.exports.datasets import DATASETS
from articles.exports.download import FORMATS
from articles.models import ScheduledExport

MOST = 20  # of one person
_LONGEST = ScheduledExport._meta.get_field("query").max_length
Target = ScheduledExport.Target


class ScheduleForm(forms.ModelForm):
    """What it is called, when it is taken, and where it goes."""

    class Meta:
        model = ScheduledExport
        fields = ["name", "rhythm", "weekday", "day", "at", "target", "keep"]
        widgets = {
            "at": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "rhythm": forms.RadioSelect,
            "target": forms.RadioSelect,
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        ways = targets(user)
        self.fields["target"].choices = [(each, Target(each).label) for each in ways]
        if ways and not self.instance.pk:
            self.initial["target"] = ways[0]

    def clean_name(self) -> str:
        """Refuse what cannot begin the name of a file."""
        name: str = self.cleaned_data["name"]
        if UNFIT.search(name):
            raise forms.ValidationError(
                gettext('文件名中不能有空格和 \\ / : * ? " < > |，也不能以点开头。')
            )
        return name


def targets(user) -> list[str]:
    """Return where this person's files can go, as the site is set up."""
    return [
        *([Target.FOLDER] if settings.EXPORT_FOLDER else []),
        *([Target.MAIL] if settings.EMAIL_HOST and user.email else []),
    ]


class ScheduleMixin(ExportMixin):
    """Turns the view of a list into the form on which its export is put on a schedule."""

    template_name = "desk/scheduled/form.html"
    heading = _("定期导出：%(label)s")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        """Ask when the export of the address is to be taken."""
        return self._screen(ScheduleForm(user=request.user))

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        """Keep it. One of the same name is replaced."""
        name = request.POST.get("name", "").strip()
        own = ScheduledExport.objects.filter(owner=request.user)
        same = own.filter(name=name).first() or ScheduledExport(owner=request.user)
        form = ScheduleForm(request.POST, instance=same, user=request.user)
        if not same.pk and own.count() >= MOST:
            form.add_error(None, gettext("最多 %(most)s 个，请先删去不用的。") % {"most": MOST})
        query = self._query()
        if len(query) > _LONGEST:
            form.add_error(None, gettext("筛选条件太长，请缩短查找的文字。"))
        if self.understood()[1] or not form.is_valid():
            return self._screen(form)
        form.instance.dataset, form.instance.query = self.dataset_name, query
        return _kept(request, form)

    def _query(self) -> str:
        """Return what is exported, as the address of the export has it."""
        query = QueryDict(mutable=True)
        for name, value in self.kept():
            query.appendlist(name, value)
        query.setlist("columns", [column.name for column in self.understood()[0]])
        kind = self.request.GET.get("format")
        query["format"] = kind if kind in FORMATS else next(iter(FORMATS))
        return query.urlencode()

    def _screen(self, form: ScheduleForm) -> HttpResponseBase:
        columns, problems = self.understood()
        if problems:
            return self.refuse(problems, status=400)
        kind = self.request.GET.get("format")
        return self.render(
            {
                "form": form,
                "described": self.described(),
                "columns": gettext("、").join(gettext(column.label) for column in columns),
                "kind": FORMATS.get(kind, next(iter(FORMATS.values()))),
                "is_ready": bool(targets(self.request.user)),
            },
            status=400 if form.errors else 200,
        )


def _kept(request: HttpRequest, form: ScheduleForm) -> HttpResponseBase:
    """Keep an export with the moment it is next taken, and say when."""
    export = form.instance
    export.due_at, export.problem = export.next_due(timezone.now()), ""
    form.save()
    at = timezone.localtime(export.due_at)
    told = {"name": export.name, "at": f"{at:%Y-%m-%d %H:%M}"}
    messages.success(request, gettext("“%(name)s”已保存，下次导出：%(at)s。") % told)
    return redirect("scheduled_exports")


def scheduled_export_add(request: HttpRequest, dataset: str) -> HttpResponseBase:
    """Put the export of one of the desk's lists on a schedule."""
    return answer(request, dataset, ScheduleMixin, dataset_name=dataset)


def scheduled_export_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change when an export of one's own is taken, and where it goes."""
    export = get_object_or_404(ScheduledExport, pk=pk, owner=request.user)
    form = ScheduleForm(request.POST or None, instance=export, user=request.user)
    if request.method == "POST" and form.is_valid():
        return _kept(request, form)
    title = gettext("定期导出：%(name)s") % {"name": ScheduledExport.objects.get(pk=pk).name}
    context = {
        "form": form,
        "is_ready": bool(targets(request.user)),
        "back": reverse("scheduled_exports"),
        "page_title": title,
        "header_title": title,
        "header_icon": "download",
    }
    status = 400 if form.errors else 200
    return render(request, "desk/scheduled/form.html", context, status=status)


@require_safe
def scheduled_exports(request: HttpRequest) -> HttpResponseBase:
    """List the person's own, and what became of them."""
    shown = [
        {
            "row": each,
            "list": gettext(DATASETS[each.dataset].label),
            "kind": kind_of(each).upper(),
            "address": _dialog_of(each),
        }
        for each in ScheduledExport.objects.filter(owner=request.user)
    ]
    title = gettext("定期导出")
    context = {
        "shown": shown,
        "page_title": title,
        "header_title": title,
        "header_icon": "download",
    }
    return render(request, "desk/scheduled/list.html", context)


def _dialog_of(export: ScheduledExport) -> str:
    """Return where one sees what is exported, with its filters and columns."""
    query = QueryDict(export.query, mutable=True)
    query.pop("format", None)
    return f"{reverse('export_list', args=[export.dataset])}?{query.urlencode()}"


@require_POST
def scheduled_export_act(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take an export of one's own now, stop it, let it go on, or remove it."""
    export = get_object_or_404(ScheduledExport, pk=pk, owner=request.user)
    told = {"name": export.name}
    match request.POST.get("act"):
        case "now":
            export.due_at = timezone.now()
            sentence = gettext("“%(name)s”马上导出，稍后刷新本页。") % told
        case "stop":
            export.due_at = None
            sentence = gettext("“%(name)s”已停止。") % told
        case "resume":
            export.due_at, export.problem = export.next_due(timezone.now()), ""
            sentence = gettext("“%(name)s”已恢复。") % told
        case "remove":
            export.delete()
            messages.success(request, gettext("“%(name)s”已删除，已导出的文件不动。") % told)
            return redirect("scheduled_exports")
        case _:
            return redirect("scheduled_exports")
    export.save(update_fields=["due_at", "problem"])
    messages.success(request, sentence)
    return redirect("scheduled_exports")


class FailedExportsPanel(Panel):
    """The exports by schedule of which the last one failed: one's own, for superusers all."""

    name = "failed_exports"
    permission = ENTERS
    template_name = "desk/home/failed_exports.html"
    order = 60

    def get_rows(self, request):
        """Return them by name."""
        failed = ScheduledExport.objects.exclude(problem="").select_related("owner")
        return failed if request.user.is_superuser else failed.filter(owner=request.user)


_LISTS = "|".join(ALL)
urlpatterns = [
    path("scheduled-exports/", scheduled_exports, name="scheduled_exports"),
    re_path(
        rf"^scheduled-exports/(?P<dataset>{_LISTS})/$",
        scheduled_export_add,
        name="scheduled_export_add",
    ),
    path("scheduled-exports/<int:pk>/", scheduled_export_edit, name="scheduled_export_edit"),
    path("scheduled-exports/<int:pk>/act/", scheduled_export_act, name="scheduled_export_act"),
]
