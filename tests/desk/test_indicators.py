"""The vocabulary of indicators on the desk: what is gathered, by whom, and what is suggested."""

import pytest

from articles.models import Indicator, IndicatorName
from tests import editors, factories
from tests.words_of_pages import one_line

pytestmark = pytest.mark.django_db
INCOME = {"name": "人均收入", "synonyms": "", "unit": "", "position": "0"}


def stated(*names, make=factories.published, **fields):
    figures = [{"name": name, "value": "1", "unit": "元"} for name in names]
    return make(figures=figures, **fields)


def names() -> set[tuple[str, str]]:
    return set(IndicatorName.objects.values_list("indicator__name", "name"))


def test_a_reviewer_gathers_names_and_lets_them_go(reviewer):
    answer = reviewer.post(
        "/admin/indicators/add/", INCOME | {"synonyms": " 人均可支配收入 \n\n农牧民收入\n人均收入"}
    )
    assert answer.status_code == 302
    assert names() == {
        (INCOME["name"], each) for each in ("人均收入", "人均可支配收入", "农牧民收入")
    }
    pk = Indicator.objects.get().pk
    assert "农牧民收入" in one_line(reviewer.get(f"/admin/indicators/edit/{pk}/"))
    assert one_line(reviewer.get("/admin/indicators/?q=可支配")).count("农牧民收入") == 1
    reviewer.post(f"/admin/indicators/edit/{pk}/", INCOME | {"synonyms": "农牧民收入"})
    assert names() == {(INCOME["name"], each) for each in ("人均收入", "农牧民收入")}


def test_an_indicator_that_is_renamed_keeps_the_name_of_before(reviewer):
    made = factories.indicator("GDP")
    reviewer.post(f"/admin/indicators/edit/{made.pk}/", INCOME | {"name": "生产总值"})
    assert names() == {("生产总值", "生产总值"), ("生产总值", "GDP")}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"synonyms": "收入\nGDP"}, "“GDP”已经归入指标“生产总值”"),
        ({"name": "GDP"}, "“GDP”已经归入指标“生产总值”"),
        ({"name": "生产总值"}, "“生产总值”已经归入指标“生产总值”"),
        ({"synonyms": "长" * 121}, "名称最多 120 个字"),
    ],
)
def test_what_cannot_be_gathered_is_said_and_nothing_is_written(reviewer, fields, said):
    factories.indicator("生产总值", "GDP")
    before = names()
    answer = reviewer.post("/admin/indicators/add/", INCOME | fields)
    assert said in one_line(answer)
    assert names() == before


def test_who_writes_reports_changes_no_vocabulary(editor):
    assert editor.get("/admin/indicators/add/").status_code == 302
    assert editor.get("/admin/indicator-names/").status_code == 302


def test_names_in_use_are_suggested_the_likest_first_and_none_twice(reviewer):
    stated("人均可支配收入", "旅游收入", "造林面积")
    stated("造林面积", "总收入")
    factories.indicator("收入", "总收入")
    every = one_line(reviewer.get("/admin/indicator-names/"))
    assert every.index("造林面积") < every.index("旅游收入")
    assert "总收入" not in every
    alike = one_line(reviewer.get("/admin/indicator-names/?name=人均收入"))
    assert alike.index("人均可支配收入") < alike.index("旅游收入")
    assert "造林面积" not in alike
    assert "没有相近的名称" in one_line(reviewer.get("/admin/indicator-names/?name=%00龘"))


def test_no_name_of_another_office_s_draft_is_suggested(client):
    own, other = factories.office(), factories.office("突泉县委统战部", "152224")
    person = editors.member(own, editors.REVIEWER, "own")
    stated("本单位草稿的指标", make=factories.draft)
    stated("别处草稿的指标", make=factories.draft, region=other.places.get().region)
    stated("别处公开的指标", region=other.places.get().region)
    client.force_login(person)
    said = one_line(client.get("/admin/indicator-names/"))
    assert "本单位草稿的指标" in said
    assert "别处公开的指标" in said
    assert "别处草稿的指标" not in said
