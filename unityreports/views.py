"""Pages about the site itself."""

import os
import sys

from django.conf import settings
from django.core import signing
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from articles.models import Theme
from articles.public import left_behind
from articles.publishing import counts
from regions.models import Level, Region
from unityreports.pages.front import kept
from unityreports.pages.watching import shows
from unityreports.site import links, os_errors, share_pictures
from unityreports.site.conditional import unless_known
from unityreports.site.models import SiteIdentity, SiteText
from unityreports.site.page_head import ABOUT, Page

MOST_LEAGUES_WITH_BANNERS = 12  # in a site map


@kept
@counts.at_one_moment()
def site_map(request):
    """Show every way into the site on one page."""
    shows("coverage")
    page = Page(
        gettext("网站地图"),
        gettext("本站全部栏目、主题、地区与说明页面的目录。"),
        reverse("site_map"),
        ABOUT,
        [(gettext("网站地图"), "")],
    )
    return render(
        request,
        "site/site_map.html",
        {
            "page": page,
            "channels": counts.reporting_channels(),
            "themes": Theme.objects.all(),
            "regions": _reporting_places(),
            "texts": SiteText.objects.all(),
        },
    )


def _reporting_places() -> list[Region]:
    """Return the leagues with reports and what is above them; where those are few, banners too.

    The page of places leads to all others.
    """
    places = Region.objects.for_readers()
    found = counts.reporting(places.filter(level__lte=Level.LEAGUE))
    if sum(place.level == Level.LEAGUE for place in found) > MOST_LEAGUES_WITH_BANNERS:
        return found
    return counts.reporting(places.filter(level__lte=Level.BANNER))


@kept
def site_text(request, slug: str):
    """Show one of the texts that an editor words."""
    text = get_object_or_404(SiteText, slug=slug)
    page = Page(
        text.title,
        gettext("本站的%(title)s。") % {"title": text.title},
        text.get_absolute_url(),
        ABOUT,
        [(text.title, "")],
    )
    return render(request, "site/site_text.html", {"page": page, "text": text})


@never_cache
def leave(request):
    """Tell readers that a link leads to another site. They go there by their own click."""
    address = request.GET.get("to", "")
    page = Page(
        gettext("即将离开本站"),
        gettext("您点击的链接指向其他网站。"),
        reverse("leave"),
        ABOUT,
        [(gettext("即将离开本站"), "")],
        indexed=False,
    )
    known = links.is_web_address(address)
    return render(
        request,
        "site/leave.html",
        {"page": page, "address": address if known else ""},
        status=200 if known else 400,
    )


@kept
def robots(request):
    """Tell robots what is not for them, and where the addresses are listed."""
    hidden = [reverse("wagtailadmin_home"), reverse("leave")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in hidden)]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap_index')}")
    text = "\n".join([*lines, ""])
    return unless_known(request, HttpResponse(text, content_type="text/plain; charset=utf-8"))


@kept
def opensearch(request):
    """Describe the site's search to browsers, which then offer it beside their own."""
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return unless_known(request, render(request, "site/opensearch.xml", content_type=kind))


@require_safe
def share_picture(request, told: str):
    """Draw the picture that stands for a page where it is shared."""
    try:
        title, line, site = share_pictures.texts(told)
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    response = HttpResponse(share_pictures.draw(title, line, site), content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def media(request, path):
    """Serve an uploaded picture; an address that no picture can have leads nowhere."""
    # Slashes in front say nothing to who looks the file up.
    if os.path.normpath(path).lstrip("/").startswith("attachments"):
        raise Http404  # a view of its own asks whether it may
    try:
        return serve(request, path, document_root=settings.MEDIA_ROOT)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise Http404 from error


def page_not_found(request, exception=None):
    """Answer an address that leads nowhere here: elsewhere, nowhere any longer, or never did."""
    if address := left_behind.leads_to(request):
        return HttpResponsePermanentRedirect(address)
    return refusal(request, 410 if left_behind.is_gone(request) else 404)


def bad_request(request, exception=None):
    """Answer a request that cannot be understood."""
    return refusal(request, 400)


def permission_denied(request, exception=None):
    """Answer somebody who may not do what was asked."""
    return refusal(request, 403)


def csrf_failure(request, reason=""):
    """Answer a form that came without the mark of the page it was sent from."""
    return refusal(request, EXPIRED)


EXPIRED = "expired"


def _refusals() -> dict:
    """Return the heading and the explanation of each refusal, by status or name."""
    return {
        400: (gettext("请求无法识别"), gettext("网址或参数有误。")),
        403: (gettext("没有权限"), gettext("您没有权限打开这个页面或进行这项操作。")),
        404: (
            gettext("页面不存在"),
            gettext("您访问的页面不存在，可能已经撤下，或网址输入有误。"),
        ),
        410: (gettext("报告已撤下"), gettext("这篇报告曾在本站公开，现已撤下。")),
        405: (gettext("不能这样打开"), gettext("这个网址不能直接打开，请从页面上的按钮进入。")),
        409: (
            gettext("没有保存：与别人同时保存的内容冲突"),
            gettext(
                "就在刚才，另一个人保存了同样的名称或编号，或删除了这里用到的内容。"
                "请返回上一页，填写的内容还在；改好后再提交。"
            ),
        ),
        413: (gettext("提交的内容太大"), gettext("提交的内容超过了限度，请减少后再试。")),
        EXPIRED: (
            gettext("页面已过期"),
            gettext(
                "没有保存：页面打开太久，或浏览器没有发回 Cookie。请返回上一页，刷新后再提交；"
                "刷新前请先复制已填写的内容。"
            ),
        ),
    }


def refusal(request, kind: int | str):
    """Return the page that says why a request was refused: a status, or ``EXPIRED`` (403)."""
    title, explanation = _refusals()[kind]
    page = Page(title, explanation, request.path, ABOUT, [(title, "")], indexed=False)
    status = 403 if kind == EXPIRED else kind
    return render(request, "refused.html", {"page": page}, status=status)


def server_error(request):
    """Answer when something failed: without the database, which may be what failed.

    A full disk is told, as whoever wrote something must keep it elsewhere.
    """
    is_full = os_errors.disk_is_full(sys.exception(), settings.VAR_DIR)
    page = Page(
        gettext("系统出错"),
        gettext("系统暂时出错。"),
        "/",
        ABOUT,
        [(gettext("系统出错"), "")],
        indexed=False,
    )
    # The identity as it is before anybody words it: templates ask for its name.
    context = {"page": page, "identity": SiteIdentity(), "disk_is_full": is_full}
    return render(None, "500.html", context, status=507 if is_full else 500)
