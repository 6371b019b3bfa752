"""The index block above a report: its values, whichever way it is set."""

from pathlib import Path

import pytest

from articles.extraction.parse import parse_page

HERE = Path(__file__).parent
TEXT = "2020年，兴安盟深入开展民族团结进步创建工作，各项工作取得明显成效，现总结如下。\n" * 2
TITLE = "兴安盟民族团结进步创建工作总结\n"


def told(data, gazetteer) -> dict[str, str]:
    report = parse_page(data, gazetteer=gazetteer)
    facts = report.to_dict()["disclosure"]
    for fact in filter(None, facts.values()):
        assert report.raw_text[fact["offset"] :].startswith(fact["quote"])
    return {name: fact["value"] for name, fact in facts.items() if fact}


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        (
            "corpus/08-index-block.txt",
            {
                "index_number": "111529000116/2021-00087",
                "document_number": "阿民委发〔2021〕6号",
                "issuing_office": "阿拉善盟民族事务委员会",
                "topic": "民族、宗教\\民族事务",
                "written_on": "2021-03-02",
                "validity": "valid",
            },
        ),
        (
            "corpus/47-gov-info-table.html",
            {
                "index_number": "11152202011596123X/2022-01456",
                "issuing_office": "阿尔山市民族事务委员会",
                "written_on": "2022-10-08",
                "validity": "valid",
            },
        ),
        (
            "corpus/144-tianzhu.txt",
            {"index_number": "TZ-2020-00518", "issuing_office": "县委统战部", "topic": "民族宗教"},
        ),
        ("corpus/112-shandan-open.txt", {"index_number": "620721001/2021-00231",
                                         "written_on": "2021-07-14"}),
        ("corpus/01-numbered-signed.txt", {}),
    ],
)  # fmt: skip
def test_blocks_of_pages_are_read(sample, expected, gazetteer):
    assert told((HERE / sample).read_bytes(), gazetteer) == expected


def test_values_may_stand_on_the_line_below_their_label(gazetteer):
    page = f"索 引 号：\n0001/2020-1\n主 题 词：\n民族 表彰\n有效性：\n废止\n{TITLE}{TEXT}"
    expected = {"index_number": "0001/2020-1", "topic_words": "民族 表彰", "validity": "repealed"}
    assert told(page, gazetteer) == expected


def test_nothing_is_made_of_empty_and_impossible_values(gazetteer):
    page = f"索引号：无  发文字号：-  文号：见附件  成文日期：近日  有效性：待定\n{TITLE}{TEXT}"
    assert told(page, gazetteer) == {}


def test_what_the_text_itself_says_of_numbers_is_no_block(gazetteer):
    said = "按照《关于公文的通知》，索引号：123/2020-1，发文字号：甲发〔2020〕1号的文件有效。\n"
    assert told(f"{TITLE}{TEXT}{said}", gazetteer) == {}


ITEMS = {
    "索引号": "000014349/2022-00012",
    "发文字号": "库政办发〔2022〕12号",
    "发文机关": "库伦旗人民政府办公室",
    "主题分类": "民族事务",
    "成文日期": "2022年3月1日",
    "主题词": "民族 团结",
    "有效性": "有效",
}
READ = ITEMS | {"成文日期": "2022-03-01", "有效性": "valid"}


def each(form: str, between: str = "", around: str = "{}") -> str:
    """Return all items set in one form: ``k`` is the label, ``s`` the label spaced out."""
    items = (form.format(k=k, v=v, s="\u3000".join(k)) for k, v in ITEMS.items())
    return around.format(between.join(items))


ABOVE_OR_BELOW = [
    each("<span>{k}</span> <span>{v}</span>", "<br>"),
    each("<li><b>{k}</b>{v}</li>", around="<ul>{}</ul>"),
    each("<li>【{k}】{v}</li>", around="<ul>{}</ul>"),
    each("<li>【{k}】：{v}</li>", around="<ul>{}</ul>"),
    each("<p>{s}：\u3000{v}</p>"),
    each("{k}：{v}", " | ", "<p>{}</p>"),
    each("<tr><th>{k}</th><td>{v}</td></tr>", around="<table>{}</table>"),
]
ABOVE_OR_BELOW += [
    each("<dt>{k}</dt><dd>{v}</dd>", around="<dl>{}</dl>"),
    each("<div>{s}：</div><div>{v}</div>"),
    "<table><tr>" + each("<th>{k}</th>") + "</tr><tr>" + each("<td>{v}</td>") + "</tr></table>",
]


@pytest.mark.parametrize(
    ("above", "below"),
    [*((block, "") for block in ABOVE_OR_BELOW), *(("", block) for block in ABOVE_OR_BELOW)],
)
def test_blocks_are_read_in_any_layout_and_are_no_text_of_the_report(above, below, gazetteer):
    page = f"<html>{above}<h1>{TITLE}</h1>{below}<p>{TEXT}</p><p>{TEXT}</p></html>"
    assert list(told(page, gazetteer).values()) == [*READ.values()]
    (first, *_) = parse_page(page, gazetteer=gazetteer).to_dict()["lead"]
    assert first["quote"].startswith("2020年，兴安盟")


@pytest.mark.parametrize(
    "form",
    [
        ("<dl>{}</dl>", "<dt>{k}</dt><dd>{v}</dd>", None),
        ("{}", "<div>{k}：</div><div>{v}</div>", None),
        ("<table><tr>{}</tr><tr>{}</tr></table>", "<th>{k}</th>", "<td>{v}</td>"),
    ],
)
def test_the_day_and_the_source_of_a_block_are_those_of_the_report(form, gazetteer):
    around, first, second = form
    items = {"索引号": "1/2022-12", "发布机构": "库伦旗民委", "成文日期": "2022年3月1日"}
    items["发布日期"] = "2022年3月5日"
    rows = ["".join(part.format(k=k, v=v) for k, v in items.items())
            for part in (first, second) if part]  # fmt: skip
    page = f"<html><h1>{TITLE}</h1>{around.format(*rows)}<p>{TEXT}</p><p>{TEXT}</p></html>"
    report = parse_page(page, gazetteer=gazetteer)
    assert report.published.date.isoformat() == "2022-03-05"
    assert report.source.value == "库伦旗民委"


def test_a_copied_block_is_read_line_by_line(gazetteer):
    lines = "".join(f"{k}：\n{v}\n" for k, v in ITEMS.items())
    page = f"{TITLE}{lines}{TEXT}"
    assert list(told(page, gazetteer).values()) == [*READ.values()]
    (first, *_) = parse_page(page, gazetteer=gazetteer).to_dict()["lead"]
    assert first["quote"].startswith("2020年，兴安盟")


def test_a_sentence_that_opens_with_such_words_is_no_block(gazetteer):
    page = f"{TITLE}有效性不断提高的三项工作\n主题词由群众来定\n{TEXT}"
    assert told(page, gazetteer) == {}
