"""The server reads what a phrase that an editor selected on the review screen says."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def read(client, phrase, address="import_phrase", **more):
    return client.get(reverse(address), {"q": phrase} | more).json()


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("时间：2021年11月5日 09:30", {"published_on": "2021-11-05", "published_time": "09:30"}),
        ("二〇二一年十一月五日", {"published_on": "2021-11-05", "published_time": ""}),
        ("２０２１－１１－０５", {"published_on": "2021-11-05", "published_time": ""}),
    ],
)
def test_a_selected_date_is_read_as_pages_write_it(client, editor, phrase, said):
    assert read(client, phrase).items() >= said.items()


@pytest.mark.parametrize("phrase", ["2021年13月5日", "没有日期", "", "9" * 5000])
def test_what_is_no_date_is_read_as_none(client, editor, phrase):
    assert "published_on" not in read(client, phrase)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("建成广场12个", {"value": "12", "count": "12", "unit": "个"}),
        ("十二个", {"value": "12", "unit": "个"}),
        ("2,860.50万元", {"value": "2860.5", "unit": "万元"}),
        ("增长8.2%", {"growth_percent": "8.2"}),
        ("同比下降3.5%", {"growth_percent": "-3.5", "value": "3.5"}),
        ("1,204", {"value": "1204", "unit": ""}),
    ],
)
def test_a_selected_amount_is_read_with_its_unit(client, editor, phrase, said):
    assert read(client, phrase).items() >= said.items()


@pytest.mark.parametrize(
    ("phrase", "year"),
    [("2019年", "2019"), ("二〇一九年以来", "2019"), ("去年", "2021"), ("2018—2019年度", "2018")],
)
def test_a_selected_year_is_read_from_the_day_of_the_report(client, editor, phrase, year):
    assert read(client, phrase, on="2022-03-01")["year"] == year


def test_a_word_for_a_year_tells_none_without_a_day(client, editor):
    for day in ("", "2022-99-99", "昨天"):
        assert "year" not in read(client, "去年", on=day)


def test_the_name_of_an_honor_tells_its_level_and_kind(client, editor):
    told = read(client, "自治区民族团结进步示范镇", "import_title")
    assert told == {"kind": "village", "level": "autonomous_region"}
    assert read(client, "", "import_title") == {"kind": "other", "level": ""}


def test_only_editors_have_phrases_read(client):
    for address in ("import_phrase", "import_title"):
        assert client.get(reverse(address), {"q": "2021-11-05"}).status_code == 302
