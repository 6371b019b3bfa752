"""The approval sheet of a report (审批单): to print on one A4, and as a workbook."""

import io

from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext

from articles.exports import sheet_workbook, xlsx
from articles.models import Article, approval
from articles.publishing import sheet
from unityreports.site.models import SiteIdentity

_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', "_"))  # in names of files


def _moment(at) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


def _head(article: Article) -> list[tuple[str, str]]:
    """Return what stands above the steps: which report it is, and where it stands."""
    version = article.get_latest_revision_as_object()
    chain = approval.chain_of(approval.reviews_required(article))
    if article.live:
        stands = gettext("已公开，最近发布于 %(at)s") % {"at": _moment(article.last_published_at)}
    else:
        stands = gettext("未公开")
    day = version.published_date
    return [
        (gettext("标题"), version.title),
        (gettext("地区"), version.region.full_name if version.region else ""),
        (gettext("栏目"), str(version.channel or "")),
        (gettext("来源"), version.source),
        (gettext("报告日期"), day.isoformat() if day else ""),
        (gettext("审核级数"), str(chain) if chain else gettext("一次审核")),
        (gettext("公开状态"), stands),
    ]


def _names() -> list[str]:
    return [gettext("环节"), gettext("结果"), gettext("姓名"), gettext("时间"), gettext("意见")]


def shown(request, pk: int):
    """Show the sheet."""
    article = get_object_or_404(Article.objects.kept(), pk=pk)
    context = {
        "article": article,
        "versions": article.latest_revision_id
        and any(request.user.has_perm(f"articles.{act}_article") for act in ("change", "oversee")),
        "head": _head(article),
        "names": _names(),
        "lines": sheet.lines(article),
        "site": SiteIdentity.load(request_or_site=request),
        "now": timezone.localtime(),
        "page_title": gettext("审批单"),
    }
    return render(request, "desk/approvals/sheet.html", context)


def exported(request, pk: int):
    """Answer with the sheet as a workbook."""
    article = get_object_or_404(Article.objects.kept(), pk=pk)
    lines = [
        (each.step, each.outcome, each.person, _moment(each.at), each.remark)
        for each in sheet.lines(article)
    ]
    file = io.BytesIO()
    sheet_workbook.write(file, gettext("审批单"), _head(article), _names(), lines)
    file.seek(0)
    name = gettext("审批单-%(title)s") % {"title": article.title}
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{name.translate(_FORBIDDEN)[:80]}.{xlsx.EXTENSION}",
        content_type=xlsx.MEDIA_TYPE,
    )


urlpatterns = [
    path("approvals/<int:pk>/sheet/", shown, name="approval_sheet"),
    path("approvals/<int:pk>/sheet.xlsx", exported, name="approval_sheet_xlsx"),
]
