"""The bin on the desk: what lies in it, taken back or deleted for good."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from articles.models import Article, Binned
from articles.publishing import acts
from articles.publishing import bin as report_bin
from articles.publishing.rights import Act


def bin_list(request):
    """List what lies in the bin, the latest first."""
    own = Article.objects.exclude(binned=None).of(request.user)
    binned = (
        Binned.objects.filter(article__in=own)
        .select_related("article", "by")
        .defer("article__lead", "article__closing")
    )
    page = Paginator(binned.order_by("-at", "-pk"), 30).get_page(request.GET.get("p"))
    context = {
        "binned": page,
        "may_act": request.user.has_perm("articles.delete_article"),
        "page_title": gettext("回收站"),
    }
    return render(request, "desk/bin.html", context)


@require_POST
def restore(request, pk: int):
    """Take a report out of the bin."""
    return _act(
        request, pk, Act.RESTORE, report_bin.restore, gettext("报告“%(title)s”已恢复为草稿。")
    )


@require_POST
def purge(request, pk: int):
    """Delete a report for good."""
    return _act(request, pk, Act.PURGE, report_bin.purge, gettext("报告“%(title)s”已彻底删除。"))


def _act(request, pk: int, act: Act, does, said: str):
    article = get_object_or_404(Article.objects.select_for_update(), pk=pk)
    try:
        acts.require(request.user, act, article)
    except acts.RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        does(article, request.user)
        messages.success(request, said % {"title": article})
    return redirect("bin")


urlpatterns = [
    path("bin/", bin_list, name="bin"),
    path("bin/<int:pk>/restore/", restore, name="bin_restore"),
    path("bin/<int:pk>/purge/", purge, name="bin_purge"),
]
