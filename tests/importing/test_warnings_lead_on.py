"""What a review warns of: the gravest first, each with the row or field that mends it."""

import pytest

from tests.import_pages import form_data, hand_in

pytestmark = pytest.mark.django_db

PAGE = """民族团结进步工作情况

各项工作取得新的成效，干部群众团结一心。

一、抓建设
建成文化广场3个，培训骨干120人次。
二、抓创建
库伦镇被命名为自治区民族团结进步示范镇。
三、抓产业
发展养殖户450户。
"""


def test_warnings_come_gravest_first_with_the_place_that_mends_them(client, editor, places):
    response = client.get(hand_in(client, text=PAGE).url)
    problems = response.context["problems"]
    codes = [each.get("code") for each in problems]
    assert codes.index("no_date") < codes.index("no_source")
    keys = {each.get("code"): [place["key"] for place in each["places"]] for each in problems}
    assert keys["no_date"] == ["head-published_on"]
    assert keys["no_source"] == ["head-source"]
    (years,) = [each for each in problems if "年份" in each["message"]]
    assert [place["line"] for place in years["places"]] == [6, 8, 10]
    for problem in problems:
        for place in problem["places"]:
            assert f'href="#{place["key"]}"' in response.text
            assert f'id="{place["key"]}"' in response.text


AMISS = """乌兰浩特市民族团结进步工作情况

来源：乌兰浩特市委统战部　2021-11-05

乌兰浩特市把民族团结进步工作摆在突出位置，各项工作取得新的成效。

一、抓创建

乌兰浩特市被命名为全国民族团结进步示范市。力争创建全国文明城市。

二、抓发展

共投入资金680万元，其中红星村41万元。建成文化广场30个。培训骨干3至5名。
"""


def mends(response, code):
    (problem,) = [each for each in response.context["problems"] if each.get("code") == code]
    return {each.label: each.fills for each in problem["mends"]}


def test_what_one_press_can_mend_has_a_button_with_what_it_fills_in(client, editor, places):
    response = client.get(hand_in(client, text=AMISS).url)
    offered = mends(response, "place_open")
    assert len(offered) == 2  # of the name 红星村
    for name, fills in offered.items():
        assert name.startswith("内蒙古自治区 兴安盟 乌兰浩特市")
        assert [each.split(" ", 1)[1] for each in fills.values()] == [name]
    years = mends(response, "no_year")
    assert list(years) == ["都填 2021 年", "都填 2020 年"]
    form = form_data(response)
    for name in years["都填 2020 年"]:
        assert name not in form  # empty until somebody presses
        assert f'name="{name}"' in response.text
    aims = [
        n
        for n, each in enumerate(response.context["pending"].parsed["honors"])
        if each["status"] == "target"
    ]
    assert aims
    assert not {f"honors-{number}-year" for number in aims} & set(years["都填 2020 年"])
    (value,) = [each for each in response.context["problems"] if each.get("code") == "value_open"]
    start, length = map(int, value["phrase"].split(":"))
    raw = response.context["pending"].raw_page.text
    assert raw[start : start + length] == "3至5名"
