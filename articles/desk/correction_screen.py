"""The screen on which a list is corrected by a workbook: take it away, hand it in, look, take over.

Between the look and the taking over nothing is kept here: what was found goes to the browser and
comes back signed.
"""

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import re_path
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from articles.desk.desk_lists import answer
from articles.exports.corrections import CORRECTED, Comparison, NoListError, columns_of, compare
from articles.exports.workbook_reading import MOST_BYTES, MOST_ROWS, WorkbookRefusedError, read
from articles.models import BulkAct
from articles.publishing import batches
from unityreports.site.desk_screens import MAY_EXPORT, export_url

_SALT = "articles.corrections"
_VALID_FOR = 12 * 60 * 60  # seconds
_SHOWN = 300  # rows of the look


class WorkbookForm(forms.Form):
    """The corrected workbook."""

    file = forms.FileField(
        label=_("改好的工作簿"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"empty": _("文件是空的。"), "required": _("请选择改好的工作簿。")},
    )

    def clean_file(self):
        """Return the sheets of the file."""
        file = self.cleaned_data["file"]
        try:
            return read(file.read(MOST_BYTES + 1))
        except WorkbookRefusedError as error:
            raise forms.ValidationError(str(error)) from error


class CorrectionsMixin:
    """Turns the view of a list into the screen of its corrections."""

    template_name = "desk/lists/corrections.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        """Offer the workbook, and ask for the corrected one."""
        return self._screen(WorkbookForm())

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        """Show what a workbook would change; what was shown is taken over when it comes back."""
        if "found" in request.POST:
            return self._take_over(request.POST["found"])
        form = WorkbookForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._screen(form)
        try:
            found = compare(form.cleaned_data["file"], self.dataset_name, request.user)
        except NoListError as error:
            form.add_error("file", str(error))
            return self._screen(form)
        return self._look(found)

    def _take_over(self, signed: str) -> HttpResponseBase:
        try:
            found = signing.loads(signed, salt=_SALT, max_age=_VALID_FOR)
        except signing.BadSignature:
            found = {}
        if found.get("user") != self.request.user.pk or found["dataset"] != self.dataset_name:
            messages.error(self.request, gettext("这次核对已经过期，请重新上传工作簿。"))
            return redirect("corrections", self.dataset_name)
        corrections = {int(pk): each for pk, each in found["changes"].items()}
        act = batches.begin(
            self.request.user, BulkAct.Kind.CORRECT, corrections, corrections=corrections
        )
        return redirect("bulk_act_proceed", act.pk, preserve_request=True)

    def _screen(self, form: WorkbookForm) -> HttpResponseBase:
        query = urlencode({"format": "xlsx", "columns": columns_of(self.dataset_name)}, doseq=True)
        address = export_url(self.model, self.request.GET)
        count = self.get_queryset().count()
        return self._render(
            {
                "form": form,
                "count": count,
                "asked": self.described(),
                "most": MOST_ROWS,
                "too_many": count > MOST_ROWS,
                "may_export": self.request.user.has_perm(MAY_EXPORT),
                "workbook": f"{address}{'&' if '?' in address else '?'}{query}",
            }
        )

    def _look(self, found: Comparison) -> HttpResponseBase:
        changes = found.changes()
        too_many = len(changes) > batches.MOST
        signed = signing.dumps(
            {"user": self.request.user.pk, "dataset": self.dataset_name, "changes": changes},
            salt=_SALT,
            compress=True,
        )
        return self._render(
            {
                "found": found,
                "rows": found.rows[:_SHOWN],
                "more": len(found.rows) - len(found.rows[:_SHOWN]),
                "reports": len(changes),
                "too_many": too_many,
                "most": batches.MOST,
                "signed": "" if too_many else signed,
            }
        )

    def _render(self, context: dict) -> HttpResponseBase:
        title = gettext("用表格修改：%(list)s") % {"list": self.get_page_title()}
        query = self.asked
        context |= {
            "back": f"{self.index_url}?{query}" if query else self.index_url,
            "again": self.request.get_full_path(),
            "page_title": title,
            "header_title": title,
            "header_icon": "upload",
        }
        return render(self.request, self.template_name, context)


def corrections(request: HttpRequest, dataset: str) -> HttpResponseBase:
    """Correct one of the desk's lists by a workbook."""
    return answer(request, dataset, CorrectionsMixin)


urlpatterns = [
    re_path(rf"^corrections/(?P<dataset>{'|'.join(CORRECTED)})/$", corrections, name="corrections"),
]
