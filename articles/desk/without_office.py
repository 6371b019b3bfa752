"""The reports that no office made, on the desk of administrators, who say whose they are.

What came by the command line, or from before there were offices, belongs to none: without a place
it is nobody's, and an office of its own reports alone does not see it.
"""

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.log_actions import log

from articles.models import Article, Office
from articles.publishing import belongings

GIVEN = "articles.office"
SHOWN = 50


class WhoseForm(forms.Form):
    """The office, and the reports that are to be its own."""

    office = forms.ModelChoiceField(Office.objects.all(), label=pgettext_lazy("office", "单位"))
    reports = forms.ModelMultipleChoiceField(
        Article.objects.none(), error_messages={"required": _("没有选中报告。")}
    )

    def __init__(self, reports, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reports"].queryset = reports


def without_office(request):
    """List them, the newest first; give the chosen ones to an office."""
    reports = Article.objects.kept().filter(belonging__office=None).newest_first()
    form = WhoseForm(reports, request.POST or None)
    if request.method == "POST" and form.is_valid():
        office, chosen = form.cleaned_data["office"], form.cleaned_data["reports"]
        for article in chosen.select_related("latest_revision"):
            belongings.give(article, office)
            log(article, GIVEN, user=request.user, data={"office": str(office)})
        said = gettext("%(n)d 篇报告已归入“%(office)s”。")
        messages.success(request, said % {"n": len(form.cleaned_data["reports"]), "office": office})
        return redirect("without_office")
    shown = reports.select_related("region").defer("lead", "closing")
    context = {
        "form": form,
        "reports": Paginator(shown, SHOWN).get_page(request.GET.get("p")),
        "page_title": gettext("没有单位的报告"),
    }
    return render(request, "desk/without_office.html", context)


urlpatterns = [path("without-office/", without_office, name="without_office")]
