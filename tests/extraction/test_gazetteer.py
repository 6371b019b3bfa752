"""Names are found as people write them, and resolved by what the report says."""

import pytest

from articles.extraction import Gazetteer, Place
from articles.extraction.parse import parse_page

PAGE = """{}
来源：民委 2021-11-05

近年来，各地坚持共同团结奋斗、共同繁荣发展，各项工作走在前列，取得新的成绩。

{}
"""


def places(gazetteer, title, sentence):
    report = parse_page(PAGE.format(title, sentence), gazetteer=gazetteer)
    return report, {place.quote: place.code for place in report.places}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("三合村委会", "152201100203"),
        ("义勒力特镇", "152201103"),
        ("科右前旗", "152221"),
        ("科左中旗", "150521"),
        ("内蒙古", "15"),
        ("呼和浩特", "1501"),
        ("延边州", "2224"),
        ("爱国街道办事处", "152201001"),
        ("鄂伦春旗", "150723"),
        ("巴音浩特镇", "152921110"),
    ],
)
def test_a_name_is_known_in_its_usual_spellings(name, code, gazetteer):
    assert code in gazetteer.codes(name)


def test_a_village_is_known_by_its_town(gazetteer):
    sentence = "扎赉特旗音德尔镇光明村、突泉县东杜尔基镇光明村结为友好村。"
    report, _ = places(gazetteer, "兴安盟乡村振兴工作", sentence)
    villages = [place.code for place in report.places if place.quote == "光明村"]
    assert villages == ["152223100205", "152224102211"]


def test_an_ambiguous_name_stays_open_and_is_reported(gazetteer):
    report, found = places(gazetteer, "民族工作动态", "朝阳区、鼓楼区开展了民族政策宣传活动。")
    assert found["朝阳区"] is None
    assert "place_open" in {problem.code for problem in report.problems}
    assert len(next(p for p in report.places if p.quote == "朝阳区").candidates) == 2


def test_short_forms_mean_the_place_named_in_full(gazetteer):
    report, _ = places(
        gazetteer,
        "乌兰浩特市民族工作",
        "乌市把义勒力特镇作为重点，该市在义勒力特办起培训班，全市受益。",
    )
    by_code = {place.code: [other.quote for other in place.others] for place in report.places}
    assert {"乌市", "该市", "全市"} <= set(by_code["152201"])
    assert "义勒力特" in by_code["152201103"]


def test_a_village_known_by_its_people_may_open_the_page(gazetteer):
    report = parse_page(
        "三合朝鲜族聚居村" + PAGE.format("乌兰浩特市民族工作", "乌兰哈达镇。"), gazetteer=gazetteer
    )
    assert all(place.offset >= 0 and place.quote for place in report.places)


def test_words_that_hold_a_name_are_not_places(gazetteer):
    _, found = places(
        gazetteer, "库伦旗民族工作", "建成示范县、示范村级阵地，完善城区域治理，加强建设村级组织。"
    )
    assert set(found) == {"库伦旗"}


def test_former_names_and_places_of_ones_own_can_be_handed_in():
    gazetteer = Gazetteer(
        [
            ("15", "内蒙古自治区", ""),
            ("1505", "通辽市", "15", "哲里木盟"),
            Place("1505A01", "通辽开发区", "1505"),
        ]
    )
    assert gazetteer.codes("哲里木盟") == ("1505",)
    assert gazetteer.parent("1505A01") == "1505"


def test_placeholder_rows_are_no_places(gazetteer):
    assert gazetteer.codes("市辖区") == ()
