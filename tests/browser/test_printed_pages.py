"""What a browser prints to PDF is read as it was: its fonts are like no other program's."""

from articles.extraction.readers import read_page

PARAGRAPHS = [
    "近年来，库伦旗把民族团结进步创建作为一项基础性事业来抓，投入资金1200万元，举办活动36场次，"
    "覆盖群众2.3万人次，各项工作取得明显成效，群众满意度达到98.5%以上。" * 2,
    "2021年12月，库伦旗被国家民委命名为“全国民族团结进步示范旗”，六家子镇被自治区民委命名为"
    "“自治区民族团结进步示范镇”。" * 3,
]
TABLE = "<table border=1><tr><th>单位<th>荣誉</tr><tr><td>库伦旗<td>示范旗</td></tr></table>"
STYLE = """<style>
    body { font: 12pt/1.7 "Noto Serif CJK SC", serif } h1 { font-size: 18pt; text-align: center }
    p { margin: 0; text-indent: 2em; text-align: justify } .columns { column-count: 2 }
</style>"""


def test_a_page_that_a_browser_printed_is_read_column_by_column(chromium):
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    markup = f"{STYLE}<h1>库伦旗民族团结进步</h1><div class=columns>{body}</div>{body}{TABLE}"
    printing = chromium.new_page()
    printing.set_content(markup)
    page = read_page(printing.pdf(format="A4", margin={"top": "30mm", "bottom": "30mm"}))
    printing.close()
    rows = ["单位\t荣誉", "库伦旗\t示范旗"]
    assert page.text.split("\n") == ["库伦旗民族团结进步", *PARAGRAPHS * 2, *rows]
    assert page.lines[0].heading == 1
