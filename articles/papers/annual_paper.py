"""The table of a year as a Word file or as PDF."""

import tempfile
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.exports.cross_tables import CrossTable, ListTable
from articles.models import Article
from articles.papers import printing, typography
from articles.public.annual_report import AnnualFilters, AnnualReport
from articles.public.data_pages import DATA, refuse
from unityreports.site.conditional import unless_known
from unityreports.site.models import SiteIdentity
from unityreports.site.page_head import Page


@require_safe
def annual_paper(request, year: int, kind: str):
    """Answer with the table of a year as a file."""
    filters = AnnualFilters(request.GET)
    if problems := filters.problems():
        return refuse(request, problems)
    found = AnnualReport(year, filters)
    try:
        with tempfile.TemporaryDirectory(prefix="paper-") as folder:
            content = printing.print_out(kind, _paper(found), Path(folder))
    except printing.NotPrintedError as error:
        return _refuse(request, found, str(error))
    response = HttpResponse(content, content_type=printing.KINDS[kind].media_type)
    name = quote(f"{found.title}.{kind}", safe="")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"annual-{year}.{kind}\"; filename*=UTF-8''{name}"
    )
    return unless_known(request, response)


def _paper(found: AnnualReport) -> dict:
    """Return the shape of the paper (docs/papers.md): a heading and a table of each kind."""
    blocks = [{"kind": "paragraph", "lines": [[{"text": found.counted}]]}]
    for table in found.all_tables():
        blocks.append({"kind": "heading", "level": 2, "runs": [{"text": table.title}]})
        if table:
            blocks.append(_table(table))
        else:
            nothing = gettext("没有可统计的条目。")
            blocks.append({"kind": "paragraph", "lines": [[{"text": nothing}]]})
    name = SiteIdentity.load().name
    address = f"{settings.SITE_URL}{found.address}"
    report = {
        "title": [{"text": found.title}],
        "subtitle": "",
        "language": Article.Language.CHINESE,
        "byline": name,
        "blocks": blocks,
        "foot": [gettext("本站网址：%(address)s") % {"address": address}],
    }
    form = typography.described("reading")  # twelve months stand side by side
    paper = {"title": found.title, "author": name, "mark": "", "cover": [], "form": form}
    return paper | {"contents": gettext("目录"), "reports": [report]}


def _table(table: CrossTable | ListTable) -> dict:
    if isinstance(table, CrossTable):
        total = gettext("合计")
        lines: list[list] = [table.labels(total)]
        lines += [[row.label, *(cell.number for cell in row.cells)] for row in table.rows]
        lines.append([total, *(cell.number for cell in table.foot)])
    else:
        lines = [table.columns, *table.rows]
    rows = [
        [
            {
                "lines": [[{"text": str(cell)}]],
                "heading": number == 0 or place == 0,
                "columns": 1,
                "rows": 1,
            }
            for place, cell in enumerate(line)
        ]
        for number, line in enumerate(lines)
    ]
    return {"kind": "table", "caption": [], "columns": len(lines[0]), "head": 1, "rows": rows}


def _refuse(request, found: AnnualReport, problem: str) -> HttpResponse:
    page = Page(
        gettext("无法下载"),
        gettext("报表暂时不能下载为文件。"),
        found.address,
        DATA,
        [(found.title, found.address), (gettext("无法下载"), "")],
        indexed=False,
    )
    context = {"page": page, "problems": [problem]}
    response = render(request, "data/refused.html", context, status=503)
    response.headers["Retry-After"] = "60"
    return response
