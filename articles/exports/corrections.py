"""What a workbook that was exported, corrected and read back would change, row by row.

Rows are known by their number, the state they were exported in by the mark of their report's
version. Only columns with a ``field`` count. Nothing is written here: what is found goes, report by
report, to ``articles.publishing.correcting``.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from articles.exports.article_columns import tags_of
from articles.exports.cell_values import CellError, stored, value_of, worded
from articles.exports.columns import Column
from articles.exports.datasets import DATASETS
from articles.exports.workbook_reading import Cell, Sheet
from articles.models import Article
from articles.publishing.correcting import mark_of
from articles.publishing.rights import Act, may, refused_place
from regions.models import Region

CORRECTED = {"articles": "", "honors": "honors", "figures": "figures"}  # list → its relation
# What is written into a workbook beside what may be changed, so that its rows are known.
KNOWN_BY = ("id", "version")
_NAMING = {"honors": ("report_title",), "figures": ("report_title",)}
_LOOKED_THROUGH = 10  # rows from the top, for the labels


Given = tuple[Column, Cell | None]


class NoListError(ValueError):
    """A workbook that holds no list to be read back. The message says what is missing."""


@dataclass(frozen=True)
class Corrected:
    """A row that differs: where it stands, what it is, and what each column was and would be."""

    number: int  # of the row in the sheet
    article: Any
    label: str
    differences: list[tuple[str, str, str]]  # label, before, after
    change: dict[str, Any]  # as articles.publishing.correcting takes it


@dataclass
class Comparison:
    """What was found: rows to correct, problems by the number of their row, remarks on the file."""

    rows: list[Corrected] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    same: int = 0  # rows in which nothing was changed

    def changes(self) -> dict[int, list[dict[str, Any]]]:
        """Return by the number of the report what is to be changed in it."""
        found: dict[int, list[dict[str, Any]]] = {}
        for row in self.rows:
            found.setdefault(row.article.pk, []).append(row.change)
        return found


def columns_of(dataset: str) -> list[str]:
    """Return the columns of a workbook that is to be corrected, in its order."""
    offered = DATASETS[dataset].offered(staff=True)
    editable = [column.name for column in offered if column.field]
    return [KNOWN_BY[0], *_NAMING.get(dataset, ()), *editable, *KNOWN_BY[1:]]


def compare(sheets: Sequence[Sheet], dataset: str, user: Any) -> Comparison:
    """Return what a person's workbook would change. Raise ``NoListError`` where it has no list."""
    sheet, head = _list_in(sheets)
    found = Comparison()
    labels, columns = _columns(sheet.rows[head], dataset, found)
    model = DATASETS[dataset].public().model
    numbered = dict(_numbered(sheet, head, labels, found))
    rows = _rows(model, list(numbered.values()), user)
    twice = {pk for pk, times in Counter(numbered.values()).items() if times > 1}
    for number, pk in numbered.items():
        row = rows.get(pk)
        if pk in twice:
            problem = gettext("编号 %(id)s 在表中不止一行，没有读。") % {"id": pk}
        elif row is None:
            problem = gettext("没有编号为 %(id)s 的这一条，或不在您的工作范围内。") % {"id": pk}
        else:
            mark = sheet.rows[number].get(labels["version"])
            given = _given(sheet, number, columns)
            problem = _compare_row(found, (number, row, mark), given, sheet.from_1904, user)
        if problem:
            found.problems.append((number, problem))
    found.problems.sort()
    return found


def _list_in(sheets: Sequence[Sheet]) -> tuple[Sheet, int]:
    """Return the sheet that holds the list and the number of the row with its labels."""
    for sheet in sheets:
        for number in sorted(sheet.rows)[:_LOOKED_THROUGH]:
            texts = {cell.text.strip() for cell in sheet.rows[number].values()}
            if {"编号", "版本"} <= texts:
                return sheet, number
    raise NoListError(
        gettext("表中没有“编号”和“版本”两列的标题行。请从这一页下载工作簿，在其中修改后上传。")
    )


def _columns(
    head: dict[int, Cell], dataset: str, found: Comparison
) -> tuple[dict[str, int], dict[int, Column]]:
    """Return where the columns stand by which rows are known, and those that may be changed."""
    known = {column.label: column for column in DATASETS[dataset].offered(staff=True)}
    names = {at: cell.text.strip() for at, cell in sorted(head.items())}
    twice = [label for label, times in Counter(names.values()).items() if times > 1]
    if twice:
        raise NoListError(
            gettext("标题行中“%(label)s”不止一列，请删去多出的再上传。") % {"label": twice[0][:40]}
        )
    added = [label for label in names.values() if label not in known]
    if added:
        found.remarks.append(
            gettext("多出的列没有读：%(labels)s。")
            % {"labels": gettext("、").join(label[:40] for label in added[:10])}
        )
    present = {known[label].name: at for at, label in names.items() if label in known}
    left_out = [each.label for each in known.values() if each.field and each.name not in present]
    if left_out:
        found.remarks.append(
            gettext("表中没有的列不改：%(labels)s。") % {"labels": gettext("、").join(left_out)}
        )
    columns = {at: known[label] for at, label in names.items() if label in known}
    return present, {at: column for at, column in columns.items() if column.field}


def _numbered(
    sheet: Sheet, head: int, labels: dict[str, int], found: Comparison
) -> Iterator[tuple[int, int]]:
    """Yield the number of each row in the sheet with the one that the row is known by."""
    for number in sorted(sheet.rows):
        cells = sheet.rows[number]
        if number <= head or not cells:
            continue
        cell = cells.get(labels["id"])
        if cell is None:
            if any(each.text.strip() for each in cells.values()):
                found.problems.append((number, gettext("没有编号，没有读：这里不能新增。")))
            continue
        if cell.text.startswith("共 ") and cell.kind == "text":
            continue  # the line below the list
        text = cell.text.strip().removesuffix(".0")
        if cell.kind not in {"text", "number"} or not text.isdecimal() or len(text) > 18:
            found.problems.append(
                (number, gettext("编号“%(id)s”不是数字，没有读。") % {"id": cell.text[:20]})
            )
            continue
        yield number, int(text)


def _rows(model: Any, pks: list[int], user: Any) -> dict[int, Any]:
    """Return the rows with these numbers that a person may see, with their reports."""
    kept = model.objects.kept().of(user).filter(pk__in=pks)
    if model is not Article:
        kept = kept.select_related("article").defer("article__lead", "article__closing")
        return dict(kept.in_bulk())
    rows: dict[int, Any] = kept.select_related("channel").defer("lead", "closing").in_bulk()
    tags = tags_of(list(rows))
    for pk, row in rows.items():
        row.tag_names = sorted(tags.get(pk, ()))
    return rows


def _given(sheet: Sheet, number: int, columns: dict[int, Column]) -> list[Given]:
    return [(column, sheet.cell(number, at)) for at, column in columns.items()]


def _compare_row(
    found: Comparison,
    place: tuple[int, Any, Cell | None],
    given: list[Given],
    from_1904: bool,
    user: Any,
) -> str:
    """Add to what was found how a row differs; return what is wrong with it instead, or nothing."""
    number, row, mark = place
    article = row if isinstance(row, Article) else row.article
    if mark is None or mark.text.strip() != mark_of(article):
        return gettext("“%(title)s”在导出之后又有改动，或“版本”一格被改过，请重新导出再改。") % {
            "title": article
        }
    differences, values, problems = [], {}, []
    wanted = copy(row)
    for column, cell in given:
        try:
            value = value_of(column, cell, row, from_1904=from_1904)
        except CellError as error:
            problems.append(f"{gettext(column.label)}：{error}")
            continue
        before = stored(column, row)
        if value == before:
            continue
        differences.append((gettext(column.label), worded(column, before), worded(column, value)))
        values[column.field] = [before, value]
        if column.field != "tags":
            setattr(wanted, wanted._meta.get_field(column.field).attname, value)
    if values and not problems:
        problems = _refusals(article, values, user) or _mistakes(wanted, values)
    if problems:
        return gettext("；").join(problems)
    if not values:
        found.same += 1
        return ""
    relation = "" if article is row else f"{row._meta.model_name}s"
    change = {"relation": relation, "row": row.pk, "values": values, "mark": mark.text.strip()}
    found.rows.append(Corrected(number, article, str(row), differences, change))
    return ""


def _refusals(article: Article, values: dict[str, Any], user: Any) -> list[str]:
    """Return why a person may not change this of this report."""
    if not may(user, Act.CHANGE, article):
        return [gettext("您没有改这篇报告的权限。")]
    if "region" not in values:
        return []
    region = Region.objects.filter(pk=values["region"][1]).first()
    return list(filter(None, [refused_place(user, [Act.CHANGE], article, region)]))


def _mistakes(row: Any, values: dict[str, Any]) -> list[str]:
    """Return what the row could not hold, in words with the name of the field."""
    unchanged = [each.name for each in row._meta.fields if each.name not in values]
    try:
        row.clean_fields(exclude=unchanged)
        row.clean()
    except ValidationError as error:
        return [
            f"{row._meta.get_field(name).verbose_name}：{''.join(messages)}"
            if name in values
            else "".join(messages)
            for name, messages in error.message_dict.items()
        ]
    return []
