"""What Word keeps elsewhere than in its runs: deleted rows, drawn letters, choices, formulas."""

import pytest

from articles.extraction.readers import read_page
from tests.extraction.make_docx import package

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def read(body: str):
    return read_page(package(f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"))


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def row(*texts: str, properties: str = "") -> str:
    cells = "".join(f"<w:tc><w:p>{run(each)}</w:p></w:tc>" for each in texts)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def test_a_row_that_is_marked_as_deleted_is_left_out_and_told():
    gone = row("丙", "丁", properties='<w:del w:id="3"/>')
    page = read(f"<w:tbl>{row('甲', '乙')}{gone}{row('戊', '己')}</w:tbl>")
    assert page.text == "甲\t乙\n戊\t己"
    assert [(note.code, note.excerpt) for note in page.notes] == [("revisions", "丙丁")]
    assert [len(each) for each in page.tables[0].rows] == [2, 2]


LIST = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
    '<w:listEntry w:val="库伦镇"/><w:listEntry w:val="扣河子镇"/></w:ddList></w:ffData>'
    "</w:fldChar></w:r>"
)


def formula(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def term(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (LIST, "扣河子镇"),
        (LIST.replace('<w:result w:val="1"/>', ""), "库伦镇"),
        (LIST.replace('val="1"', 'val="9"'), ""),
        ('<w:r><w:pict><v:shape><v:textpath string="艺术字"/></v:shape></w:pict></w:r>', "艺术字"),
        (formula(f"<m:f><m:num>{term(3)}</m:num><m:den>{term(4)}</m:den></m:f>"), "3/4"),
        (formula(f"<m:sSup><m:e>{term('x')}</m:e><m:sup>{term(2)}</m:sup></m:sSup>"), "x^2"),
    ],
)
def test_what_word_shows_of_forms_and_formulas_is_read(inside, said):
    assert read(f"<w:p>{run('为')}{inside}{run('。')}</w:p>").text == f"为{said}。"
