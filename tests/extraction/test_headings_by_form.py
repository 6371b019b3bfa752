"""Headings are told by their form: in brackets, over two lines, as questions, never as scenes."""

import pytest

from articles.extraction.parse import parse_page

HEAD = (
    "镇远县：红石榴驿站暖人心\n来源：镇远县委统战部 2022-07-05\n\n"
    "　　近年来，全县扎实开展创建工作，各族群众和睦相处。\n\n"
)
TEXT = "县里组织各族群众开展形式多样的活动，把服务送到家门口，大家的日子越过越好。"


def headings(body, gazetteer):
    report = parse_page(HEAD + body, gazetteer=gazetteer)
    return ["".join(row.heading.quote.split()) for row in report.outline if row.heading]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (f"　　【融入党建】{TEXT}\n\n　　【融入治理】{TEXT}\n", ["【融入党建】", "【融入治理】"]),
        (
            f"鼓楼议事\n一碗油茶解百家忧\n\n　　{TEXT}\n\n百家宴里\n吃出来的大产业\n\n　　{TEXT}\n",
            ["鼓楼议事一碗油茶解百家忧", "百家宴里吃出来的大产业"],
        ),
        (
            "".join(f"问：{asked}？\n\n答：{TEXT}\n\n" for asked in ("有谁", "怎么报", "去哪里")),
            ["问：有谁？", "问：怎么报？", "问：去哪里？"],
        ),
        (
            f"　　一、活动主题\n\n　　石榴花开　籽籽同心\n\n　　二、活动内容\n\n　　{TEXT}\n",
            ["一、活动主题", "二、活动内容"],
        ),
        (
            "".join(f"　　{scene}。{TEXT}\n\n" for scene in ("邮路还在", "线上有铃声", "夜里落雨")),
            [],
        ),
    ],
    ids=["brackets", "two lines", "questions", "text between numbers", "scenes"],
)
def test_what_heads_a_section_is_found(body, wanted, gazetteer):
    assert headings(body, gazetteer) == wanted
