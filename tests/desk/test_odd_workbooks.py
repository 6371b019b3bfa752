"""Workbooks as odd as programs and people write them: told, refused, never half taken."""

import io
import re
import zipfile

import pytest

from tests import editors, factories
from tests.desk.test_corrections import column, problems, put, sent, workbook_of
from tests.words_of_pages import one_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """Somebody who writes and exports, and is no administrator."""
    person = editors.user(editors.EDITOR)
    person.groups.add(editors.Group.objects.get(name=editors.EXPORTER))
    client.force_login(person)
    return client


def rewritten(book, part, *changes):
    """Return a workbook's file, of which one part is changed by patterns and what replaces them."""
    whole, new = io.BytesIO(), io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                for pattern, replacement in changes:
                    content, found = re.subn(pattern, replacement, content)
                    assert found, pattern
            made.writestr(name, content)
    return new.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_cells_that_were_merged_are_told_and_empty_nothing(desk):
    for number in range(3):
        factories.draft(source=f"来源{number}")
    book = workbook_of(desk, "articles")
    at = column(book, "来源")
    book.worksheets[0].merge_cells(start_row=3, end_row=4, start_column=at, end_column=at)
    look = sent(desk, "articles", book)
    assert look.context["found"].rows == []
    assert look.context["found"].same == 2
    assert "来源：这一格与别的格合并了" in problems(look)[4]


def test_a_workbook_whose_rows_and_cells_bear_no_numbers_is_read_in_order(desk):
    for number in range(3):
        factories.draft(source=f"来源{number}", region=None)
    book = workbook_of(desk, "articles")
    for cells in book.worksheets[0].iter_rows():
        for cell in cells:
            cell.value = cell.value or "-"  # every place has a cell
    rows = [(rb'<c r="[A-Z]+\d+"', b"<c"), (rb'<row r="\d+"', b"<row")]
    look = sent(desk, "articles", rewritten(book, SHEET, *rows))
    assert {number for number, _ in look.context["found"].problems} == {3, 4, 5}
    # One number amid them counts on from there.
    part = [(rb'<row r="4"', b'<row r="8"'), (rb'<row r="5"', b"<row"), (rb'<c r="[A-Z]+5"', b"<c")]
    look = sent(desk, "articles", rewritten(book, SHEET, *part))
    assert {number for number, _ in look.context["found"].problems} == {3, 8, 9}


@pytest.mark.parametrize("twice", [(rb'<row r="4"', b'<row r="3"'), (rb'<c r="B3"', b'<c r="A3"')])
def test_of_two_that_stand_in_one_place_none_is_passed_over(desk, twice):
    factories.draft("甲")
    factories.draft("乙")
    book = workbook_of(desk, "articles")
    assert "文件已损坏" in one_line(sent(desk, "articles", rewritten(book, SHEET, twice)))


def test_days_counted_from_1904_end_where_days_end(desk):
    factories.draft()
    book = workbook_of(desk, "articles")
    put(book, "发布日期", 2_958_465)
    old_mac = (rb"<workbookPr ?/>", b'<workbookPr date1904="1"/>')
    look = sent(desk, "articles", rewritten(book, "xl/workbook.xml", old_mac))
    assert "“2958465”不是日期" in problems(look)[3]


def test_half_a_character_is_told_wherever_it_stands(desk):
    factories.draft()
    for label in ("编号", "来源"):
        book = workbook_of(desk, "articles")
        put(book, label, "_xD800_")
        assert 3 in problems(sent(desk, "articles", book))
    book = workbook_of(desk, "articles")
    book.worksheets[0].cell(2, 30).value = "_xD800_"
    assert "多出的列没有读" in one_line(sent(desk, "articles", book))


def test_labels_of_blanks_are_no_columns(desk):
    factories.draft()
    book = workbook_of(desk, "articles")
    for at in (30, 31):
        book.worksheets[0].cell(2, at).value = " "
    assert sent(desk, "articles", book).context["found"].same == 1


def test_one_text_that_hundreds_of_cells_name_is_too_much(desk):
    factories.draft()
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(9, 99)
    )
    whole = io.BytesIO(
        rewritten(workbook_of(desk, "articles"), SHEET, (b"</sheetData>", rows + b"</sheetData>"))
    )
    related = b'<Relationship Id="s" Type="x/sharedStrings" Target="s.xml"/></Relationships>'
    listed = "xl/_rels/workbook.xml.rels"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(made := io.BytesIO(), "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name,
                content.replace(b"</Relationships>", related) if name == listed else content,
            )
        new.writestr("xl/s.xml", b"<sst><si><t>" + b"x" * 300_000 + b"</t></si></sst>")
    assert "文件太大" in one_line(sent(desk, "articles", made.getvalue()))


def test_too_many_rows_are_told_as_such(desk):
    rows = b"".join(b'<row r="%d"/>' % number for number in range(9, 5_100))
    book = workbook_of(desk, "articles")
    whole = rewritten(book, SHEET, (b"</sheetData>", rows + b"</sheetData>"))
    assert "每次不超过 5000 行" in one_line(sent(desk, "articles", whole))


@pytest.mark.parametrize(
    "recipients", ["甲\n\n 乙 \n丙；丁", "甲\u2028乙", "\n".join(f"第{n}村" for n in range(9000))]
)
def test_bearers_that_nobody_touched_stay_as_they_are(desk, recipients):
    factories.draft(honors=[{"recipients": recipients}])
    look = sent(desk, "honors", workbook_of(desk, "honors"))
    assert (look.context["found"].rows, look.context["found"].same) == ([], 1)


def test_true_is_no_number(desk):
    factories.draft(figures=[{}])
    book = workbook_of(desk, "figures")
    put(book, "数值", True)
    assert "数值：“是”不是数字" in problems(sent(desk, "figures", book))[3]


def test_a_channel_that_shares_its_name_and_that_nobody_touched_stays(desk):
    report = factories.draft()
    parent = factories.channel("minwei", "民委工作")
    factories.channel("minwei-dongtai", report.channel.name, parent)
    book = workbook_of(desk, "articles")
    put(book, "来源", "兴安盟民委")
    look = sent(desk, "articles", book)
    assert problems(look) == {}
    [row] = look.context["found"].rows
    assert [label for label, *_ in row.differences] == ["来源"]
