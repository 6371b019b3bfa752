"""What became of acts on many reports: told, continued and undone."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.models import Article, BulkAct, BulkActRow
from articles.models.scope import scope_of
from articles.publishing import batches

Outcome = BulkActRow.Outcome


def _act_of(request, pk: int) -> BulkAct:
    """Return an act of the user's own; administrators see everybody's."""
    act = get_object_or_404(BulkAct.objects.select_related("undoes", "user"), pk=pk)
    if act.user != request.user and not request.user.is_superuser:
        raise PermissionDenied
    return act


def bulk_acts(request):
    """List the user's acts, the newest first."""
    acts = BulkAct.objects.filter(user=request.user).annotate(count=Count("rows")).order_by("-pk")
    page = Paginator(acts, 30).get_page(request.GET.get("p"))
    return render(
        request, "desk/bulk/acts.html", {"acts": page, "page_title": gettext("批量操作记录")}
    )


def bulk_act(request, pk: int):
    """Tell what became of each report of an act."""
    act = _act_of(request, pk)
    rows = act.rows.all()
    if not scope_of(request.user).is_unlimited:  # a report may have left it since
        rows = rows.filter(article__in=Article.objects.of(request.user))
    counted = dict(rows.order_by().values_list("outcome").annotate(Count("pk")))
    context = {
        "act": act,
        "rows": rows,
        "summary": [(each.label, counted[each]) for each in Outcome if each in counted],
        "waiting": counted.get(Outcome.WAITING, 0),
        "undone": BulkAct.objects.filter(undoes=act).first(),
        "can_undo": counted.get(Outcome.DONE, 0),
        "edit_url_name": Article.snippet_viewset.get_url_name("edit"),
        "page_title": gettext("批量操作：%(act)s") % {"act": act},
    }
    return render(request, "desk/bulk/act.html", context)


@transaction.non_atomic_requests  # each report by itself
@require_POST
def proceed(request, pk: int):
    """Go on with what is left of an act."""
    act = _act_of(request, pk)
    batches.proceed(act, batches.AT_ONCE)
    return redirect(act)


@transaction.non_atomic_requests  # each report by itself
@require_POST
def undo(request, pk: int):
    """Undo what an act has done."""
    undoing = batches.begin_undoing(_act_of(request, pk), request.user)
    batches.proceed(undoing, batches.AT_ONCE)
    return redirect(undoing)


urlpatterns = [
    path("bulk-acts/", bulk_acts, name="bulk_acts"),
    path("bulk-acts/<int:pk>/", bulk_act, name="bulk_act"),
    path("bulk-acts/<int:pk>/proceed/", proceed, name="bulk_act_proceed"),
    path("bulk-acts/<int:pk>/undo/", undo, name="bulk_act_undo"),
]
