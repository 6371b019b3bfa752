"""What people write or leave out as they like: the separators of numbers, the dot of names."""

from contextlib import nullcontext

import pytest

from articles.models import Passage
from articles.search import parse, search
from articles.search.snippets import mark, phrases_of
from tests import factories
from unityreports import installation
from unityreports.site.models import SetupStep

pytestmark = pytest.mark.django_db

NUMBERS = [
    "1234.5",
    "1,234.5",
    "1，234.5",
    "1 234.5",
    "1\u00a0234.5",
    "１，２３４．５",
    "1\u2009234.5",
]
DOTS = "·•‧・．･᛫.﹒∙⋅"
NAMES = ["朝鲁巴根其其格", *(f"朝鲁巴根{dot}其其格" for dot in DOTS), "朝鲁巴根 · 其其格"]


def _found(text: str) -> list[int]:
    return [hit.pk for hit in search(parse(text)).hits]


def _report(text: str):
    return factories.published("某地", lead=f"<p>{text}</p>")


@pytest.mark.parametrize("typed", NUMBERS)
def test_a_number_is_found_however_its_digits_are_grouped(typed):
    written = [_report(f"共投入{number}万元。") for number in NUMBERS]
    other = _report("共投入1,2345万元，又1,234.56万元，又234.5万元。")
    assert sorted(_found(typed)) == [report.pk for report in written]
    assert other.pk not in _found(f'"投入{typed}"')


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("1234", "受益1,234人"),
        ("1,234", "受益1234人"),
        ("12345678", "资金12,345,678元"),
        ("12 345 678", "资金12,345,678元"),
        ("3600", "惠及3 600人"),
        ("5678", "分别为1,234、5,678人"),
        ("1234km", "全长1,234km"),
        ("2019", "2019,2020两年"),
        ("2020", "2019,2020两年"),
        ("123", "2019,123,456"),
        ("3", "第3,4条"),
        ("56", "编号1,234,56"),
    ],
)
def test_only_groups_of_three_make_one_number(typed, written):
    article = _report(written)
    assert _found(typed) == [article.pk]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("20192020", "2019,2020两年"),
        ("34", "第3,4条"),
        ("123456", "编号1,234,56"),
        ("0123", "比分0,123"),
        ("3600", "共3</p><p>600人"),
        ("3600", "共3<br>600人"),
        ("12345", "1,2345"),
    ],
)
def test_a_list_of_numbers_is_not_one_number(typed, written):
    _report(written)
    assert _found(typed) == []


@pytest.mark.parametrize("typed", NAMES)
def test_a_name_is_found_with_and_without_its_dot(typed):
    written = [_report(f"护边员{name}的事迹。") for name in NAMES]
    assert sorted(_found(typed)) == sorted(_found(f'"{typed}"')) == [r.pk for r in written]


def test_marks_between_other_letters_part_words_as_before():
    article = _report("A·B，甲、乙，5.59")
    assert _found("ab") == _found("甲乙") == _found("559") == []
    assert _found("a b 甲 乙 5.59") == [article.pk]


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("1234.5", "投入1，234.5万元", "投入<mark>1，234.5</mark>万元"),
        ("1,234", "约1 234人", "约<mark>1 234</mark>人"),
        ("朝鲁巴根其其格", "是朝鲁巴根·其其格。", "是<mark>朝鲁巴根·其其格</mark>。"),
        ("朝鲁巴根", "是朝鲁巴根·其其格。", "是<mark>朝鲁巴根</mark>·其其格。"),
        ("其其格", "是朝鲁巴根·其其格。", "是朝鲁巴根·<mark>其其格</mark>。"),
        ("朝鲁巴根•其其格", "㎡ 朝鲁巴根其其格", "㎡ <mark>朝鲁巴根其其格</mark>"),
    ],
)
def test_a_hit_is_marked_as_it_stands_in_the_text(typed, text, marked):
    assert mark(text, phrases_of(parse(typed))) == marked


def test_an_index_of_an_earlier_version_is_brought_to_the_new_form_at_the_first_start():
    article = _report("投入1,234.5万元")
    lead = Passage.objects.get(article=article, text__contains="投入")
    title = Passage.objects.exclude(pk=lead.pk).first()
    Passage.objects.filter(pk=lead.pk).update(terms=title.terms)
    SetupStep.objects.filter(name__startswith="derived").delete()
    SetupStep.objects.create(name="derived 2")
    assert _found("1234.5") == []
    installation.refresh_derived(nullcontext)
    assert _found("1234.5") == [article.pk]
