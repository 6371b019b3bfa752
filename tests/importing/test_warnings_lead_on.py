"""What a review warns of: the gravest first, each with the row or field that mends it."""

import pytest

from tests.import_pages import hand_in

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
