"""Columns that several lists have: the report a row stands in, its place, its quote."""

from django.db.models import F, Model, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from articles.exports.columns import Column, Type, as_stored, local_date, public_address

EVIDENCE = "出处"


def place_at(of: str, name: str, code: str, field: str = "") -> tuple[Column, Column]:
    """Return the columns of the place at a lookup path; ``name`` and ``code`` describe them.

    ``field`` is what a workbook that is read back may change by the code.
    """
    return (
        Column("region", Type.TEXT, "地区", "地区", name, expression=f"{of}__full_name", width=30),
        Column(
            "region_code",
            Type.TEXT,
            "地区代码",
            "地区",
            code,
            expression=f"{of}__code",
            width=14,
            field=field,
        ),
    )


# The report that a measure or fact stands in: every such row says where it was read.
REPORT = (
    Column(
        "report",
        Type.INTEGER,
        "报告编号",
        EVIDENCE,
        "所在报告在本站的编号。",
        expression="article_id",
        default=False,
        width=10,
    ),
    Column(
        "report_title",
        Type.TEXT,
        "报告标题",
        EVIDENCE,
        "所在报告的标题。",
        expression="article__title",
        width=44,
    ),
    Column(
        "report_source",
        Type.TEXT,
        "报告来源",
        EVIDENCE,
        "所在报告的发布单位或媒体；原文没有的为空。",
        expression="article__source",
    ),
    Column(
        "report_date",
        Type.DATE,
        "报告日期",
        EVIDENCE,
        "所在报告自己的日期（北京时间）。",
        expression=lambda: as_stored("article__published_at"),
        convert=local_date,
        width=12,
    ),
    *place_at(
        "article__region",
        "报告所写地区的全称，从省级写起。",
        "报告所写地区的法定区划代码，按级别 2、4、6、9、12 位，不补零。",
    ),
)


def place_in_report(model: type[Model]) -> Column:
    """Return the column of the address of a row of ``model`` on its report's page."""
    anchor = Value(f"#{model._meta.model_name}-")
    return Column(
        "address",
        Type.LINK,
        "网址",
        EVIDENCE,
        "原句在本站报告页上的网址，打开即到这一句。",
        expression=lambda: public_address(
            "article_detail", "article_id", anchor, Cast(F("sort_order") + 1, TextField())
        ),
        width=40,
    )


QUOTE = Column(
    "quote", Type.TEXT, "原文依据", EVIDENCE, "报告中的原话，一字不改。", width=50, field="quote"
)

ID = Column("id", Type.INTEGER, "编号", "标识", "在本站的编号。", default=False, width=10)


def year_stated(description: str) -> Column:
    """Return the column of the year a fact is of."""
    return Column("year", Type.INTEGER, "年份", "内容", description, width=8, field="year")


def version(prefix: str = "") -> Column:
    """Return the column that marks how a report stood when its row was exported.

    ``prefix`` leads to the report. Read back, a row whose report stands otherwise by then is told.
    """
    numbers = (f"{prefix}{name}_revision_id" for name in ("latest", "live"))
    nothing, dash, first = (Value(each, TextField()) for each in ("0", "-", "r"))
    newest, public = (Coalesce(Cast(each, TextField()), nothing) for each in numbers)
    return Column(
        "version",
        Type.TEXT,
        "版本",
        "办理",
        "导出时报告是哪一版，修改后读回时据此认出别人的改动；请勿改动这一列。",
        expression=lambda: Concat(first, newest, dash, public, output_field=TextField()),
        default=False,
        staff=True,
        width=12,
    )
