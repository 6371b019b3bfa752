"""What is typed on a review is kept at the server while it is typed."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.desk.carried_over import carried_over
from articles.models import Article, PendingImport
from tests.import_pages import KULUN, form_data, hand_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(client, editor, places):
    """Hand a page in; return the address of its review and what its form would post."""
    address = hand_in(client, text=KULUN).url
    return address, form_data(client.get(address))


def kept(client, address, data, version="0"):
    return client.post(f"{address}keep/", data | {"version": version}).json()


def test_what_was_typed_is_there_after_the_session_is_lost(client, editor, review):
    address, data = review
    typed = {
        "head-title": "改到一半的\0标题",
        "head-published_on": "不是日期",
        "honors-0-DELETE": "on",
    }
    assert kept(client, address, data | typed) == {"kept": True, "version": 1}
    client = Client()
    client.force_login(editor)
    response = client.get(address)
    form = response.context["form"]
    assert form.head["title"].value() == "改到一半的标题"
    assert form.head["published_on"].value() == "不是日期"
    assert form.formsets["honors"].forms[0]["DELETE"].value()
    assert not form.head.errors
    again = form_data(response) | {"head-published_on": "2021-11-05"}
    client.post(address, again)
    assert Article.objects.get().title == "改到一半的标题"


def test_a_window_that_is_behind_overwrites_nothing(client, review):
    address, data = review
    kept(client, address, data | {"head-title": "甲"})
    for version in ("0", "7", "x", ""):
        answer = kept(client, address, data | {"head-title": "乙"}, version)
        assert answer == {"kept": False}
    assert kept(client, address, data | {"head-title": "丙"}, "1")["kept"]
    assert PendingImport.objects.get().typed["head-title"] == "丙"


@pytest.mark.parametrize(
    "act", ["then", "discard", "forget", "add", "row", "take_back", "leave_out"]
)
def test_a_button_of_a_window_that_is_behind_overwrites_nothing(client, review, act):
    address, data = review
    kept(client, address, data | {"head-title": "甲"})
    value = {"then": "draft", "add": "honors", "row": "lower:1"}.get(act, "1:2")
    stale = data | {"head-title": "乙", act: value}
    for version in ("0", "7", "x", ""):
        response = client.post(address, stale | {"version": version})
        assert "这份导入已在别处改动，刚才的操作没有执行" in response.text
    assert response.context["form"].head["title"].value() == "乙"
    assert PendingImport.objects.waiting().get().typed["head-title"] == "甲"
    assert 'name="version" value="1"' in response.text


def test_pressed_once_more_the_button_of_a_window_that_was_behind_acts(client, review):
    address, data = review
    kept(client, address, data | {"head-title": "甲"})
    stale = data | {"head-title": "乙", "version": "0"}
    shown = form_data(client.post(address, stale))
    client.post(address, shown | {"version": "1"})
    assert Article.objects.get().title == "乙"


def test_a_button_acts_on_what_its_window_kept_though_the_answer_was_lost(client, review):
    address, data = review
    typed = data | {"head-title": "甲"}
    kept(client, address, typed)
    client.post(address, typed | {"version": "0"})
    assert Article.objects.get().title == "甲"


def test_a_button_without_a_version_acts(client, review):
    address, data = review
    kept(client, address, data | {"head-title": "甲"})
    client.post(address, data | {"head-title": "乙"})
    assert Article.objects.get().title == "乙"


def test_nothing_is_kept_for_who_is_logged_out_or_of_what_is_gone(client, review):
    address, data = review
    assert Client().post(f"{address}keep/", data).status_code == 302
    client.post(address, data)
    assert kept(client, address, data) == {"kept": False}


def test_who_logs_in_again_gets_a_token_to_send_with(editor, review):
    address, data = review
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(f"{address}keep/", data | {"version": "0"}).status_code == 403
    answer = client.get(reverse("form_token")).json()
    assert answer["user"] == str(editor.pk)
    token = answer["token"]
    assert kept(client, address, data | {"csrfmiddlewaretoken": token})["kept"]


@pytest.mark.parametrize(
    ("typed", "before", "now", "expected"),
    [
        ("甲改\n乙", "甲\n乙", "甲\n乙", "甲改\n乙"),
        ("甲改\n乙", "甲\n乙", "甲\n乙\n丙", "甲改\n乙\n丙"),
        ("甲\n我加的\n乙", "甲\n乙", "甲\n丙\n乙", "甲\n丙\n我加的\n乙"),
        ("甲改\n乙", "甲\n乙", "甲", "甲改"),
        ("甲\n乙改", "甲\n乙", "甲", "甲\n乙改"),
        ("乙改", "乙", "甲\n乙", "甲\n乙改"),
        ("", "甲", "甲\n乙", "乙"),
    ],
)
def test_a_typed_text_goes_along_with_what_the_page_is_read_to_say(typed, before, now, expected):
    assert carried_over(typed, before, now) == expected


def test_a_paragraph_is_left_out_of_a_text_and_taken_back_though_it_was_typed_in(client, review):
    address, data = review
    response = client.get(address)
    part = [part for part in response.context["parts"] if "body" in part][-2]
    paragraph = "".join(segment.text for segment in part["segments"]).strip()
    (field,) = [name for name, value in data.items() if paragraph in str(value)]
    data[field] = f"我加的一段\n{data[field]}"
    response = client.post(address, data | {"leave_out": part["body"]})
    left = form_data(response)
    assert "我加的一段" in left[field]
    assert paragraph not in left[field]
    (out,) = [
        each
        for each in response.context["parts"]
        if "furniture" in each and each["text"].strip() == paragraph
    ]
    again = form_data(client.post(address, left | {"take_back": out["furniture"]}))
    assert paragraph in again[field]
    assert "我加的一段" in again[field]
