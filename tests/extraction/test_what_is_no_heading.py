"""Lines and sentences that look like headings and are none."""

import datetime

import pytest

from articles.extraction.parse import parse_page

PAGE = "青石县民族团结进步工作\n\n来源：青石县民委 2023-05-06\n\n"
TEXT = "各族干部群众共同团结奋斗、共同繁荣发展，各项工作取得明显成效，群众满意度不断提高。\n\n"


def headings(body, gazetteer):
    report = parse_page(PAGE + TEXT + body, gazetteer=gazetteer, today=datetime.date(2026, 6, 1))
    return [row.heading.quote for row in report.outline if row.heading]


@pytest.mark.parametrize(
    "body",
    [
        "决定命名以下单位：\n1.富强村\n2.永平镇中学\n3.县人民医院",
        "主要荣誉：\n" + TEXT + TEXT,
        "才让多杰  县人民法院法官\n马海英  县医院护士长\n李成福  牧民",
    ],
)
def test_lists_and_the_words_that_open_them_are_no_headings(gazetteer, body):
    assert headings(body, gazetteer) == []


def test_a_scene_of_few_words_between_headings_is_no_lead(gazetteer):
    body = f"一、抓教育\n\n天刚擦黑。{TEXT}路通到家。{TEXT}二、强产业\n\n{TEXT}{TEXT}{TEXT}{TEXT}"
    assert headings(body, gazetteer) == ["一、抓教育", "二、强产业"]


@pytest.mark.parametrize(
    "scene", ["七月的草原，百里花海次第铺开", "夕阳西下，毡房染成一片金黄", "清晨的集市，人声鼎沸"]
)
def test_the_hour_or_season_that_a_story_opens_on_is_no_heading(gazetteer, scene):
    others = "产业越做越大，团结之花越开越艳", "日子越过越好，邻里越走越亲"
    body = "".join(f"{lead}。{TEXT}" for lead in (scene, *others)) + TEXT
    assert headings(body, gazetteer) == []
