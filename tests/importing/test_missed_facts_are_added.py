"""What the parser missed is added by hand."""

import pytest

from articles.desk.row_forms import find_phrase
from articles.models import Article
from tests.import_pages import KULUN, XINGAN, form_data, hand_in

pytestmark = pytest.mark.django_db


def add(data, relation, **fields):
    """Fill in the empty row of a relation; return its prefix."""
    number = data[f"{relation}-INITIAL_FORMS"]
    while f"{relation}-{number}-quote" in data or f"{relation}-{number}-heading" in data:
        number += 1
    data[f"{relation}-TOTAL_FORMS"] = max(data[f"{relation}-TOTAL_FORMS"], number + 1)
    for name, value in fields.items():
        data[f"{relation}-{number}-{name}"] = value
    return f"{relation}-{number}"


MISSED = {
    "honors": {"name": "补充的称号", "status": "described", "kind": "other"},
    "figures": {"name": "补充的数据", "value": "11", "unit": "名"},
    "documents": {"title": "补充的文件", "kind": "plan"},
    "places": {"name": "补充的地点", "region": "库伦旗"},
}


@pytest.mark.parametrize("relation", MISSED)
def test_a_fact_that_the_parser_missed_can_be_added(client, editor, places, relation):
    phrase = "旗妇联组织志愿者走访慰问"
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    add(data, relation, quote=phrase, **MISSED[relation])
    client.post(page, data)
    article = Article.objects.get()
    (added,) = [each for each in getattr(article, relation).all() if each.quote == phrase]
    assert KULUN.startswith(phrase, added.offset)
    assert added.where == "outline"
    assert added.outline_row


def test_facts_are_stored_in_the_order_of_the_page(client, editor, places):
    page = hand_in(client, text=XINGAN).url
    data = form_data(client.get(page))
    add(data, "honors", quote="把深化民族团结进步宣传教育", **MISSED["honors"])
    client.post(page, data)
    offsets = [honor.offset for honor in Article.objects.get().honors.all()]
    assert offsets == sorted(offsets)


def test_a_measure_that_was_missed_is_put_where_its_number_says(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    assert [data[f"measures-{n}-ORDER"] for n in range(3)] == [10, 20, 30]
    add(data, "measures", heading="补充的举措。", level="2", ORDER="15")
    client.post(page, data)
    headings = [row.heading for row in Article.objects.get().measures.all()]
    assert headings[1] == "补充的举措。"
    assert len(headings) == 4


def test_an_empty_row_for_additions_adds_nothing(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    client.post(page, data)
    article = Article.objects.get()
    for name in ("measures", "honors", "figures", "documents", "places"):
        assert getattr(article, name).count() == data[f"{name}-INITIAL_FORMS"]


def test_a_phrase_that_the_page_does_not_hold_is_refused(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    add(data, "honors", quote="页面上没有这样的话", **MISSED["honors"])
    response = client.post(page, data)
    assert "原文里没有这句话" in response.content.decode()
    assert "补充的称号" in response.content.decode()
    assert not Article.objects.exists()


def test_a_half_filled_addition_says_what_is_missing_and_is_kept(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    prefix = add(data, "honors", name="只写了名称")
    response = client.post(page, data)
    content = response.content.decode()
    assert f'name="{prefix}-name"' in content
    assert "只写了名称" in content
    assert not Article.objects.exists()


def test_more_than_one_fact_can_be_added_without_javascript(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page)) | {"head-source": "我填的来源"}
    add(data, "honors", quote="旗妇联组织志愿者", **MISSED["honors"])
    response = client.post(page, data | {"add": "honors"})
    formset = response.context["form"].formsets["honors"]
    assert [form["name"].value() for form in formset.added_forms] == ["补充的称号"]
    assert len(formset.blank_forms) == 1
    data = form_data(response)
    assert data["head-source"] == "我填的来源"
    add(data, "honors", quote="走访慰问", **MISSED["honors"] | {"name": "另一个"})
    client.post(page, data)
    names = set(Article.objects.get().honors.values_list("name", flat=True))
    assert {"补充的称号", "另一个"} <= names


@pytest.mark.parametrize("count", ["0", "1", "-1", "99"])
def test_rows_are_kept_whatever_the_browser_says_of_how_many_were_read(
    client, editor, places, count
):
    page = hand_in(client, text=XINGAN).url
    data = form_data(client.get(page))
    client.post(page, data | {"honors-INITIAL_FORMS": count})
    assert Article.objects.get().honors.count() == data["honors-INITIAL_FORMS"]


@pytest.mark.parametrize("offset", ["x", "-1", "9" * 30, "9" * 5000])
def test_a_made_up_place_of_a_phrase_is_no_server_error(client, editor, places, offset):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    add(data, "honors", quote="旗妇联组织志愿者", offset=offset, **MISSED["honors"])
    assert client.post(page, data).status_code < 500


def test_the_phrase_of_an_added_fact_is_marked_on_the_page(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    prefix = add(data, "honors", quote="旗妇联组织志愿者", **MISSED["honors"])
    response = client.post(page, data | {"head-title": ""})
    key = prefix.replace("honors", "honor")
    marked = [
        segment.text
        for part in response.context["parts"]
        for segment in part.get("segments", ())
        if key in segment.keys
    ]
    assert "".join(marked) == "旗妇联组织志愿者"


def test_a_phrase_is_found_however_it_is_spaced_and_nearest_to_where_it_was_selected():
    raw = "甲乙丙。甲\r\n乙丙。甲乙丙。"
    assert find_phrase(raw, "甲乙丙", None) == ("甲乙丙", 0)
    assert find_phrase(raw, "甲乙丙", 9) == ("甲乙丙", 10)
    assert find_phrase(raw, "丙。甲\n乙", 0) == ("丙。甲\r\n乙", 2)
    assert find_phrase(raw, "丁", 0) == ("丁", None)
    assert find_phrase(raw, "  ", 0) == ("  ", None)
