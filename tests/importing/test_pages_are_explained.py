"""`manage.py explain_page` says what every line of a page was taken for."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

PAGE = """镇远县：红石榴驿站暖人心
来源：镇远县委统战部　时间：2022-07-05

　　近年来，镇远县坚持以铸牢中华民族共同体意识为主线，各族群众交往交流交融不断加深。

　　一、建好阵地

　　县里建成宣传阵地12处。镇远县获评全国民族团结进步示范县，组织各族群众开展形式多样的宣传教育活动，服务送到家门口。

- END -
"""


def explained(path: Path) -> str:
    out = io.StringIO()
    call_command("explain_page", path, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_each_line_has_its_part_and_its_rule(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    lines = explained(page).splitlines()
    told = "title 6: above_header+3 size+2 theme+1"
    assert lines[0] == f"title     [{told}] 镇远县:红石榴驿站暖人心"
    assert "[source=镇远县委统战部 dated=2022-07-05]" in lines[1]
    assert "[heading: cn, 1] 一、建好阵地" in lines[3]
    assert lines[5].startswith("furniture [after: - END -]")
    assert "source: 镇远县委统战部 (第 2 行，header)" in lines
    assert "figure: 县里建成宣传阵地 12处 [the words in front] 县里建成宣传阵地12处" in lines
    honor = "honor: held 全国民族团结进步示范县 [镇远县] (held, as its verb says)"
    assert any(line.startswith(honor) for line in lines)


@pytest.mark.django_db
def test_what_a_rule_made_a_heading_is_said(tmp_path):
    page = tmp_path / "page.html"
    text = "各族群众交往交流交融不断加深，服务送到家门口，邻里之间越走越近。"
    page.write_text(
        f"<h1>镇远县：红石榴驿站暖人心</h1><p>{text}</p>"
        f"<p><b>建好阵地。</b>{text}</p><p><b>用好阵地。</b>{text}</p>",
        encoding="utf-8",
    )
    lines = explained(page).splitlines()
    by = "words in bold that open paragraphs"
    assert any(line.startswith(f"body      [heading: bold, 1 ({by})] 建好阵地。") for line in lines)


@pytest.mark.django_db
def test_a_page_that_is_refused_is_named_in_one_sentence(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("没有正文", encoding="utf-8")
    with pytest.raises(CommandError, match="没有找到报告正文"):
        explained(page)
