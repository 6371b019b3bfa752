"""Readers order the reports of a list as one file, see how far it is, and fetch it.

Nothing is remembered of who ordered: whoever knows the address of an order has it.
"""

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.filters import ArticleFilters
from articles.models import Article, PaperOrder
from articles.papers import orders, printing
from articles.papers.composing import FILE_NAME
from articles.papers.order_form import OrderForm
from articles.public.data_pages import DATA
from unityreports.site.page_head import Page

REFRESH = "3"  # seconds, while an order is not done


@csrf_exempt  # readers have no session that another site could use
@require_http_methods(["GET", "HEAD", "POST"])
def order_papers(request):
    """Ask how the reports of a list are wanted as one file; posted to, order it."""
    filters = ArticleFilters(request.GET)
    reports = filters.apply(Article.objects.published()).newest_first()
    chosen = list(reports.values_list("pk", flat=True)[: orders.MOST_OF_READERS + 1])
    too_many = len(chosen) > orders.MOST_OF_READERS
    labels = "、".join(wording for _, wording in filters.described())
    title = gettext("%(chosen)s民族团结进步工作报告汇编") % {"chosen": labels}
    form = OrderForm(request.POST or None, initial={"title": title[:100]})
    is_busy = request.method == "POST" and orders.of_readers_waiting() >= orders.MOST_WAITING
    if chosen and not too_many and not is_busy and form.is_bound and form.is_valid():
        return redirect("paper_order", form.order(chosen).token)
    context = {
        "page": _page(gettext("做成一册"), reverse("order_papers")),
        "form": form,
        "filters": filters,
        "count": reports.count() if too_many else len(chosen),
        "too_many": too_many,
        "most": orders.MOST_OF_READERS,
        "is_busy": is_busy,
    }
    return render(
        request, "articles/paper_order_form.html", context, status=503 if is_busy else 200
    )


@require_safe
def paper_order(request, token: str):
    """Tell how far an order is."""
    order = _order(token)
    page = _page(gettext("汇编：%(title)s") % {"title": order.title}, request.path)
    context = {"page": page, "order": order, "kept_days": orders.KEPT_FOR.days}
    response = render(request, "articles/paper_order.html", context)
    if not order.is_over:
        response.headers["Refresh"] = REFRESH
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def paper_order_file(request, token: str):
    """Answer with the file of an order, unless one of its reports changed meanwhile."""
    order = _order(token)
    if order.state != PaperOrder.State.DONE:
        return redirect("paper_order", token)
    if orders.has_changed(order):
        orders.remove(order)
        page = _page(gettext("请重新制作"), request.path)
        return render(request, "articles/paper_order_changed.html", {"page": page}, status=410)
    return file_answer(order)


def file_answer(order: PaperOrder) -> HttpResponse:
    """Return the file of a finished order; not found where it is gone."""
    try:
        file = orders.file_of(order).open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=printing.KINDS[order.kind].media_type)
    name = quote(f"{order.title.translate(FILE_NAME)}.{order.kind}", safe="")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"reports.{order.kind}\"; filename*=UTF-8''{name}"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _order(token: str) -> PaperOrder:
    return get_object_or_404(PaperOrder, token=token, owner=None)


def _page(title: str, path: str) -> Page:
    return Page(
        title,
        gettext("把选中的工作报告做成一册 Word 或 PDF：封面、目录、报告、页码。"),
        path,
        DATA,
        [(gettext("工作报告"), reverse("article_list")), (title, "")],
        indexed=False,
    )
