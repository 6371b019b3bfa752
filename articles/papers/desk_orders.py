"""Editors order chosen reports as one file, from the list of reports."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from articles.desk.bulk_actions import ArticleBulkAction, RowsForm
from articles.models import PaperOrder
from articles.papers import orders
from articles.papers.one_report import draft_paper
from articles.papers.order_form import OrderForm
from articles.papers.printing import KINDS
from articles.papers.reader_orders import REFRESH, file_answer


class DeskOrderForm(OrderForm, RowsForm):
    """What an editor is asked: also whether newest versions are wanted."""

    drafts = forms.BooleanField(
        label=_("用最新稿"),
        required=False,
        help_text=_("没有公开的也编入，每页标明“草稿”。不勾选则只编入已公开的。"),
    )
    field_order = ["title", "kind", "form", "notes", "drafts", "rows"]


class PaperAction(ArticleBulkAction):
    """Make one file of the chosen reports."""

    kind = None  # nothing is done to the reports
    action_type, action_priority = "paper", 35
    display_name, aria_label = _("做成汇编"), _("把选中的报告做成汇编")
    question = _("把选中的报告做成一册：封面、目录、报告、页码，次序与列表相同。")
    template_name = "desk/papers/order.html"
    form_class = DeskOrderForm

    def get_initial(self):
        """Propose a title."""
        return super().get_initial() | {"title": gettext("民族团结进步工作报告汇编")}

    def get_context_data(self, **kwargs):
        """Say how many reports a file may hold."""
        context = super().get_context_data(**kwargs)
        return context | {"too_many": context["count"] > orders.MOST, "most": orders.MOST}

    def form_valid(self, form):
        """Write the order down and lead to those of the editor."""
        more = {"owner": self.request.user, "drafts": form.cleaned_data["drafts"]}
        form.order(form.cleaned_data["rows"], **more)
        return redirect("paper_orders")


@require_safe
def paper_orders(request):
    """List the editor's orders, and how far they are."""
    own = list(PaperOrder.objects.filter(owner=request.user))
    context = {
        "orders": own,
        "kept_days": orders.KEPT_FOR.days,
        "page_title": gettext("我的汇编"),
        "header_title": gettext("我的汇编"),
        "header_icon": "download",
    }
    response = render(request, "desk/papers/orders.html", context)
    if any(not each.is_over for each in own):
        response.headers["Refresh"] = REFRESH
    return response


@require_safe
def paper_file(request, pk: int):
    """Answer with the file of an order of the editor's own."""
    own = {"pk": pk, "owner": request.user, "state": PaperOrder.State.DONE}
    return file_answer(get_object_or_404(PaperOrder, **own))


@require_POST
def paper_remove(request, pk: int):
    """Remove an order of the editor's own that is over."""
    order = get_object_or_404(PaperOrder, pk=pk, owner=request.user)
    if order.state != PaperOrder.State.WORKING:
        orders.remove(order)
    return redirect("paper_orders")


urlpatterns = [
    *(
        path(f"papers/<int:pk>.{kind}", draft_paper, {"kind": kind}, name=f"draft_{kind}")
        for kind in KINDS
    ),
    path("papers/", paper_orders, name="paper_orders"),
    path("papers/orders/<int:pk>/", paper_file, name="paper_file"),
    path("papers/orders/<int:pk>/remove/", paper_remove, name="paper_remove"),
]
