"""One report as a Word file or as PDF: for readers what is public, for editors the newest draft."""

import tempfile
from pathlib import Path
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from articles.models import Article
from articles.papers import printing, typography
from articles.papers.composing import FILE_NAME, Composer, Wishes
from articles.public.data_pages import DATA
from unityreports.site.conditional import unless_known
from unityreports.site.filters import ChoiceField, Filters
from unityreports.site.language import for_readers
from unityreports.site.page_head import Page


class WishFilters(Filters):
    """What can be wished of a paper, as it stands in an address."""

    form = ChoiceField(
        label=_("版式"), choices=[(name, form.label) for name, form in typography.FORMS.items()]
    )
    notes = ChoiceField(label=_("脚注"), choices=[("on", _("荣誉、数据等"))])

    @property
    def wishes(self) -> Wishes:
        """The wishes that were understood."""
        return Wishes(
            form=self.chosen.get("form", typography.DEFAULT), notes=self.chosen.get("notes") == "on"
        )


@require_safe
def report_paper(request, pk: int, kind: str):
    """Answer with a public report as a file."""
    article = get_object_or_404(Article.objects.published().for_page(), pk=pk)
    asked = WishFilters(request.GET)
    if problems := asked.problems():
        return _refuse(request, article, problems, status=400)
    try:
        content = _print(article, kind, asked.wishes)
    except printing.NotPrintedError as error:
        return _refuse(request, article, [str(error)], status=503)
    return unless_known(request, _answer(article, kind, content))


@require_safe
def draft_paper(request, pk: int, kind: str):
    """Answer with the newest version of a report as a file, marked if it is not the public one."""
    article = get_object_or_404(Article.objects.kept(), pk=pk)
    is_public = article.live and not article.has_unpublished_changes
    with for_readers():  # the file may be handed on to anybody
        mark = "" if is_public else gettext("草稿")
        try:
            newest = article.get_latest_revision_as_object()
            content = _print(newest, kind, WishFilters(request.GET).wishes, mark=mark)
        except printing.NotPrintedError as error:
            messages.error(request, str(error))
            return redirect("wagtailsnippets_articles_article:edit", article.pk)
    response = _answer(newest, kind, content)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _print(article: Article, kind: str, wishes: Wishes, *, mark: str = "") -> bytes:
    with tempfile.TemporaryDirectory(prefix="paper-") as place:
        paper = Composer(Path(place), wishes).paper(article.title, [article], mark=mark)
        return printing.print_out(kind, paper, Path(place))


def _answer(article: Article, kind: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=printing.KINDS[kind].media_type)
    name = quote(f"{article.title.translate(FILE_NAME)[:80]}.{kind}", safe="")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"report-{article.pk}.{kind}\"; filename*=UTF-8''{name}"
    )
    return response


def _refuse(request, article: Article, problems: list[str], *, status: int) -> HttpResponse:
    page = Page(
        gettext("无法下载"),
        gettext("报告暂时不能下载为文件。"),
        article.get_absolute_url(),
        DATA,
        [(article.title, article.get_absolute_url()), (gettext("无法下载"), "")],
        indexed=False,
    )
    context = {"page": page, "problems": problems, "article": article}
    response = render(request, "articles/paper_refused.html", context, status=status)
    if status == 503:
        response.headers["Retry-After"] = "60"
    return response
