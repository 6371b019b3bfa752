"""What the files hold, read back with other programs' readers."""

import csv as csv_reader
import datetime
import io
import json

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exports import csv, jsonl, xlsx
from articles.exports.columns import Column, Type
from articles.exports.formulas import inert
from tests.factories import china

TRIGGERS = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]


def column(kind: Type, **options) -> Column:
    options = {"name": kind.name.lower(), "label": kind.value, **options}
    return Column(type=kind, group="组", description="说明", **options)


COLUMNS = [
    column(Type.TEXT),
    column(Type.LIST),
    column(Type.CHOICE, choices={"national": "国家级"}),
    column(Type.INTEGER),
    column(Type.DECIMAL),
    column(Type.BOOLEAN),
    column(Type.DATE),
    column(Type.TIME),
    column(Type.MOMENT),
    column(Type.LINK),
]
ROW = (
    "兴安盟“五个抓手”，\n第二行",
    ["义勒力特嘎查", "三合村"],
    "national",
    35,
    19.01,
    True,
    datetime.date(2020, 7, 7),
    datetime.time(9, 30),
    china(2020, 7, 7, 9, 30, 15),
    "https://example.gov.cn/articles/1/#honor-2",
)
EMPTY = ("", [], "", None, None, None, None, None, None, None)


def chunks_of(*rows):
    return [list(zip(*rows, strict=True))] if rows else []


def read_csv(chunks, columns=COLUMNS):
    data = b"".join(csv.stream(chunks, columns))
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv_reader.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def workbook(tmp_path):
    def make(chunks, columns=COLUMNS, **options):
        path = tmp_path / "list.xlsx"
        xlsx.write(path, chunks, columns, title="报告", facts=[("筛选", "无")], **options)
        return openpyxl.load_workbook(path)

    return make


def test_csv_shows_people_words_and_plain_dates():
    header, row = read_csv(chunks_of(ROW))
    assert header[:2] == ["文字", "多个文字"]
    assert row == [
        "兴安盟“五个抓手”，\n第二行",
        "义勒力特嘎查；三合村",
        "国家级",
        "35",
        "19.01",
        "是",
        "2020-07-07",
        "09:30",
        "2020-07-07 09:30:15",
        "https://example.gov.cn/articles/1/#honor-2",
    ]


def test_what_is_not_stated_is_empty_in_every_format(workbook):
    assert read_csv(chunks_of(EMPTY))[1] == [""] * len(COLUMNS)
    cells = list(workbook(chunks_of(EMPTY)).worksheets[0].iter_rows(min_row=3, max_row=3))
    assert all(cell.value is None for row in cells for cell in row)
    line = json.loads(b"".join(jsonl.stream(chunks_of(EMPTY), COLUMNS)))
    assert line.pop("list") == []
    assert set(line.values()) == {None}


def test_json_lines_keep_codes_lists_and_types():
    assert json.loads(b"".join(jsonl.stream(chunks_of(ROW), COLUMNS))) == {
        "text": "兴安盟“五个抓手”，\n第二行",
        "list": ["义勒力特嘎查", "三合村"],
        "choice": "national",
        "integer": 35,
        "decimal": 19.01,
        "boolean": True,
        "date": "2020-07-07",
        "time": "09:30",
        "moment": "2020-07-07T09:30:15+08:00",
        "link": "https://example.gov.cn/articles/1/#honor-2",
    }


def test_an_empty_list_is_a_file_with_its_header(workbook):
    assert len(read_csv([])) == 1
    assert workbook([]).worksheets[0].dimensions == "A1:J3"
    assert b"".join(jsonl.stream([], COLUMNS)) == b""


def test_workbook_cells_have_their_types(workbook):
    sheet = workbook(chunks_of(ROW)).worksheets[0]
    cells = sheet[3]
    assert [cell.data_type for cell in cells] == ["s", "s", "s", "n", "n", "s", "d", "d", "d", "f"]
    assert cells[6].value == datetime.datetime(2020, 7, 7)
    assert cells[7].value == datetime.time(9, 30)
    assert cells[8].value == datetime.datetime(2020, 7, 7, 9, 30, 15)
    assert cells[9].value == f'=HYPERLINK("{ROW[-1]}")'


def test_a_workbook_is_ready_to_work_with(workbook):
    book = workbook(chunks_of(ROW, EMPTY))
    sheet, about = book.worksheets
    assert (sheet.title, about.title) == ("报告", "说明")
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:J4"
    assert sheet.column_dimensions["A"].width > 10
    lines = [[cell for cell in row if cell] for row in about.iter_rows(values_only=True)]
    assert ["筛选", "无"] in lines
    assert ["行数", "2"] in lines
    assert ["文字", "text", "文字", "说明"] in lines


def test_a_workbook_is_ready_to_hand_in(workbook):
    """Printed, it is A4 across, as wide as the page, with title and header on each."""
    columns = [column(Type.TEXT), column(Type.BOOLEAN), column(Type.INTEGER, total=True)]
    rows = chunks_of(("长" * 300, True, 2), ("乙", False, None), ("丙", None, 3))
    sheet = workbook(rows, columns, heading="报告（地区：兴安盟）").worksheets[0]
    page = sheet.page_setup
    assert (page.orientation, page.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (page.fitToWidth, page.fitToHeight) in {(None, 0), (1, 0)}
    assert sheet.print_title_rows == "$1:$2"
    assert sheet["A1"].value == "报告（地区：兴安盟）"
    assert sheet["A3"].alignment.wrap_text
    assert [cell.value for cell in sheet["B"][2:5]] == ["是", "否", None]
    assert [cell.value for cell in sheet[6]] == ["共 3 行", None, 5]


def test_a_full_sheet_is_followed_by_another(workbook):
    chunks = [chunk for n in range(3) for chunk in chunks_of(("一",), (f"{n}",))]
    book = workbook(chunks, [column(Type.TEXT)], rows_per_sheet=4)
    assert [sheet.title for sheet in book.worksheets] == ["报告", "报告 2", "说明"]
    assert [sheet.max_row for sheet in book.worksheets[:2]] == [6, 5]


@pytest.mark.parametrize(
    "beginning",
    [*TRIGGERS, *(f"{blank}=" for blank in (" ", "\t", "\n", "\u3000", "\ufeff", "\u200b"))],
)
def test_no_text_begins_like_a_formula_in_csv(beginning):
    text = f"{beginning}SUM(A1:A9)"
    for kind, value in ((Type.TEXT, text), (Type.LONG_TEXT, text), (Type.LIST, [text, "x"])):
        written = read_csv(chunks_of((value,)), [column(kind)])[1][0]
        assert written.startswith("'")


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_no_text_is_a_formula_in_a_workbook(workbook, trigger):
    text = f"{trigger}SUM(A1:A9)"
    cell = workbook(chunks_of((text,)), [column(Type.TEXT)]).worksheets[0]["A3"]
    assert cell.data_type == "s"
    assert openpyxl.utils.escape.unescape(cell.value) == text


def test_a_negative_number_stays_a_number():
    assert read_csv(chunks_of((-1.5,)), [column(Type.DECIMAL)])[1] == ["-1.5"]


@pytest.mark.parametrize(
    "text",
    [
        "<r><t>x</t></r>",
        "</t></is></c>",
        "& < > \" '",
        "_x0041_",
        "\x07 响铃 \x1f",
        "  两头有空格  ",
        "第一行\n第二行",
        "😀 𠮷 ᠮᠣᠩᠭᠣᠯ",
    ],
)
def test_any_text_comes_back_from_a_workbook_as_it_was(workbook, text):
    cell = workbook(chunks_of((text,)), [column(Type.TEXT)]).worksheets[0]["A3"]
    assert openpyxl.utils.escape.unescape(cell.value) == text


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(workbook):
    text = "字" * 40_000
    cell = workbook(chunks_of((text,)), [column(Type.LONG_TEXT)]).worksheets[0]["A3"]
    assert len(cell.value) <= 32_767
    assert "全文40000字" in cell.value


def test_days_that_spreadsheets_do_not_know_stay_readable(workbook):
    rows = chunks_of((datetime.date(1893, 7, 1),), (datetime.date(1900, 3, 1),))
    sheet = workbook(rows, [column(Type.DATE)]).worksheets[0]
    assert sheet["A3"].value == "1893-07-01"
    assert sheet["A4"].value == datetime.datetime(1900, 3, 1)


@given(st.text())
def test_inert_text_loses_nothing(text):
    assert inert(text) in (text, f"'{text}")
