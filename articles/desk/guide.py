"""The editors' guide (帮助): chapters in Chinese, with pictures that the browser tests take.

Each chapter is a template of its own under ``templates/desk/guide/``; its pictures are in
``static/desk/guide/`` and are taken anew by ``make guide`` (tests/browser/test_guide.py), which
fails in ``make test`` when what a picture shows reads otherwise today.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem


@dataclass(frozen=True)
class Chapter:
    """A chapter: its name in the address and of its template, and its heading."""

    slug: str
    title: str | Promise

    @property
    def template(self) -> str:
        """The template that holds its text."""
        return f"desk/guide/{self.slug}.html"


CHAPTERS = (
    Chapter("first-steps", _("第一次使用")),
    Chapter("import", _("导入一份报告")),
    Chapter("review", _("核对识别结果")),
    Chapter("edit", _("修改报告")),
    Chapter("text", _("表格、图片与附件")),
    Chapter("publish", _("提交、审核与发布")),
    Chapter("lists", _("查找与成批处理")),
    Chapter("take-out", _("导出、表格修正与汇编")),
    Chapter("statistics", _("统计、指标与专题")),
    Chapter("people", _("账号、单位与角色")),
    Chapter("keys", _("快捷键")),
    Chapter("questions", _("常见问题")),
)


def guide(request: HttpRequest, slug: str = CHAPTERS[0].slug) -> HttpResponse:
    """Show a chapter beside the list of all."""
    number = next((at for at, each in enumerate(CHAPTERS) if each.slug == slug), None)
    if number is None:
        raise Http404
    following = CHAPTERS[number + 1] if number + 1 < len(CHAPTERS) else None
    context = {"chapters": CHAPTERS, "chapter": CHAPTERS[number], "following": following}
    return render(request, "desk/guide/chapter.html", context)


urlpatterns = [
    path("guide/", guide, name="guide"),
    path("guide/<slug:slug>/", guide, name="guide_chapter"),
]


def menu_item() -> MenuItem:
    """Return the way to the guide, at the end of the menu, for everybody."""
    return MenuItem(_("帮助"), reverse("guide"), name="guide", icon_name="help", order=10_000)
