"""Showing a draft to somebody without account: give an address out, take it back."""

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.log_actions import log

from articles.models import Article, PreviewLink
from articles.publishing.rights import Act, may
from articles.publishing.stored_files import send

GIVEN, ENDED = "articles.preview_link", "articles.preview_link_end"
MOST = 20  # open at a time, for one report


class LinkForm(forms.Form):
    """How long an address is to lead somewhere."""

    days = forms.TypedChoiceField(
        label=_("有效期"),
        coerce=int,
        initial=7,
        choices=[(1, _("1 天")), (3, _("3 天")), (7, _("7 天")), (30, _("30 天"))],
    )


def preview_links(request: HttpRequest, pk: int) -> HttpResponse:
    """List the open addresses of a report; give out one more."""
    article = _own(request, pk)
    form = LinkForm(request.POST or None)
    links = article.preview_links.open().select_related("made_by").order_by("-pk")
    if request.method == "POST" and form.is_valid():
        if links.count() >= MOST:
            messages.error(request, gettext("有效的预览链接太多，请先收回几个。"))
        else:
            until = PreviewLink.lasting(form.cleaned_data["days"])
            article.preview_links.create(made_by=request.user, until=until)
            log(instance=article, action=GIVEN, user=request.user)
            messages.success(request, gettext("已生成预览链接，请复制后发给对方。"))
        return redirect("preview_links", pk)
    context = {
        "article": article,
        "form": form,
        "links": links,
        "site": settings.SITE_URL,
        "page_title": gettext("预览链接"),
    }
    return render(request, "desk/preview_links.html", context)


@require_POST
def end_preview_link(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """Take an address back: from now on it leads nowhere."""
    article = _own(request, pk)
    if article.preview_links.filter(pk=link).delete()[0]:
        log(instance=article, action=ENDED, user=request.user)
    messages.success(request, gettext("已收回，这个链接不能再打开。"))
    return redirect("preview_links", pk)


def _own(request: HttpRequest, pk: int) -> Article:
    article = get_object_or_404(Article.objects.kept().of(request.user), pk=pk)
    if not may(request.user, Act.CHANGE, article):
        raise PermissionDenied
    return article


@require_safe
def shared_draft(request: HttpRequest, token: str) -> HttpResponse:
    """Show the newest version of a report to whoever has an open address of it."""
    link = get_object_or_404(PreviewLink.objects.named(token).select_related("article"))
    article = link.article
    if Article.objects.published().filter(pk=article.pk, has_unpublished_changes=False).exists():
        return redirect(article)
    version = article.get_latest_revision_as_object()
    response = version.make_preview_request(
        original_request=request,
        extra_request_attrs={"shared_until": link.until, "shared_token": token},
    )
    # Not for search engines, caches, or the sites that the draft links to.
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def shared_file(request: HttpRequest, token: str, number: int) -> HttpResponseBase:
    """Send a file of the newest version of a report to whoever has an open address of it."""
    link = get_object_or_404(PreviewLink.objects.named(token).select_related("article"))
    version = link.article.get_latest_revision_as_object()
    attached = [each.file for each in version.attachments.all() if each.file_id == number]
    if not attached:
        raise Http404
    response = send(request, attached[0])
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


urlpatterns = [
    path("preview-links/<int:pk>/", preview_links, name="preview_links"),
    path("preview-links/<int:pk>/<int:link>/end/", end_preview_link, name="end_preview_link"),
]
