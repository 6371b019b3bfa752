"""The data for everyone: what the columns mean, every list as a file, the API in words."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.api import api
from articles.exports.datasets import DATASETS
from articles.exports.download import FORMATS, Export
from unityreports.pages.front import kept
from unityreports.site.conditional import unless_known
from unityreports.site.page_head import Page, PageColumn

DATA = PageColumn(
    _("开放数据"),
    _("数据字典、荣誉台账下载与开放接口。"),
    _("开放数据,数据字典,开放接口"),
    "数据开放",
)


@require_safe
@kept
def data_dictionary(request):
    """Say what every column of every list means, from the registry that fills them."""
    page = Page(
        gettext("开放数据"),
        gettext("本站各列表的下载和数据字典：每一列的名称、类型与含义。"),
        reverse("data_dictionary"),
        DATA,
        [(gettext("开放数据"), "")],
    )
    lists = [(dataset, dataset.offered()) for dataset in DATASETS.values()]
    context = {"page": page, "lists": lists, "formats": FORMATS}
    return unless_known(request, render(request, "data/dictionary.html", context))


@require_safe
def list_download(request, kind: str, dataset: str):
    """Answer with a list as a file, narrowed down like its page.

    The page passes over what it does not understand, and says so; a file cannot say so and is
    refused.
    """
    listed = DATASETS[dataset]
    form = listed.filters(request.GET)
    if problems := form.problems():
        return refuse(request, problems)
    export = Export(
        dataset=listed,
        queryset=listed.rows(form),
        columns=listed.choose(),
        described=form.described(),
    )
    return export.response(kind)


def refuse(request, problems: list[str]):
    """Say on a page what is wrong with the address of a file."""
    page = Page(
        gettext("无法下载"),
        gettext("下载的筛选条件无法识别。"),
        reverse("data_dictionary"),
        DATA,
        [(gettext("开放数据"), reverse("data_dictionary")), (gettext("无法下载"), "")],
        indexed=False,
    )
    return render(request, "data/refused.html", {"page": page, "problems": problems}, status=400)


@require_safe
@kept
def api_description(request):
    """Describe the API for people, from the same description that programs read."""
    description = api.get_openapi_schema()
    page = Page(
        gettext("开放接口"),
        gettext("只读的 JSON 接口：报告、举措、荣誉、数据与地区，及其参数、翻页与订阅。"),
        reverse("api_description"),
        DATA,
        [(gettext("开放数据"), reverse("data_dictionary")), (gettext("开放接口"), "")],
    )
    endpoints = [
        {"path": path, **operations["get"]} for path, operations in description["paths"].items()
    ]
    context = {"page": page, "description": description, "endpoints": endpoints}
    return unless_known(request, render(request, "data/api.html", context))
