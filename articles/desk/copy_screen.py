"""Beginning a report from another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext
from wagtail.admin import messages

from articles.models import Article
from articles.publishing.acts import RefusedError
from articles.publishing.copying import copy


def copy_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then make the copy and lead to its form."""
    article = get_object_or_404(Article.objects.kept().of(request.user), pk=pk)
    edit = "wagtailsnippets_articles_article:edit"
    if request.method != "POST":
        context = {"article": article, "page_title": gettext("复制报告")}
        return render(request, "desk/copy.html", context)
    try:
        made = copy(article, request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect(edit, pk)
    messages.success(request, gettext("已复制为草稿“%(title)s”。") % {"title": made})
    return redirect(edit, made.pk)


urlpatterns = [path("copy/<int:pk>/", copy_report, name="copy_report")]
