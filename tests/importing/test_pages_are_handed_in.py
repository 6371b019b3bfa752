"""Pages handed in on the desk: one or many, once or twice, kept or discarded."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.importing import upload
from articles.models import Article, PendingImport, RawPage
from tests import editors
from tests.import_pages import KULUN, XINGAN, form_data, hand_in, import_text
from unityreports import scheduling

pytestmark = pytest.mark.django_db


def test_waiting_pages_name_who_handed_them_in_as_the_rest_of_the_desk_does(client, editor):
    editor.last_name, editor.first_name = "王", "小芳"
    editor.save()
    for author in (editor, None):
        raw_page = RawPage.objects.create(text=f"第{author}份")
        PendingImport.objects.create(raw_page=raw_page, title="甲", created_by=author, parsed={})
    page = client.get(reverse("import_hand_in")).content.decode()
    assert "<td>王小芳</td>" in page
    assert f"<td>{editor.username}</td>" not in page
    assert "<td>None</td>" not in page


def test_waiting_pages_are_listed_page_by_page(client, editor):
    for number in range(25):
        raw_page = RawPage.objects.create(text=f"第{number}份", filename=f"{number}.txt")
        PendingImport.objects.create(
            raw_page=raw_page, title=f"等待确认的报告{number}", problem_count=number, parsed={}
        )
    with CaptureQueriesContext(connection) as queries:
        first = client.get(reverse("import_hand_in")).content.decode()
    (listing,) = [
        each["sql"] for each in queries if '"articles_pendingimport"."title"' in each["sql"]
    ]
    assert "parsed" not in listing
    assert "lines" not in listing
    assert "等待确认的报告24" in first
    assert "等待确认的报告4<" not in first
    second = client.get(reverse("import_hand_in"), {"p": "2"}).content.decode()
    assert "等待确认的报告4<" in second
    assert client.get(reverse("import_hand_in"), {"p": "zz"}).status_code == 200
    assert client.get(reverse("import_hand_in"), {"p": "99"}).status_code == 200


def test_a_page_is_saved_once_however_often_the_button_is_pressed(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    pending = PendingImport.objects.get()
    client.post(page, data)
    pending.pk = None
    pending.save()
    response = client.post(pending.get_absolute_url(), data)
    assert "没有再存一份" in response.content.decode()
    assert Article.objects.count() == 1


@pytest.mark.parametrize("again", ["save", "discard", "reload"])
def test_a_second_click_on_save_leads_to_the_draft_that_was_made(client, editor, places, again):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    client.post(page, data)
    draft = Article.objects.get()
    if again == "reload":
        response = client.get(page, follow=True)
    else:
        response = client.post(
            page, data | ({"discard": ""} if again == "discard" else {}), follow=True
        )
    assert "刚刚已经保存" in response.content.decode()
    assert editors.url("edit", draft.pk) in response.content.decode()
    assert Article.objects.count() == 1


@pytest.mark.parametrize("data", [{"discard": ""}, {"take_back": "1:2"}, {}])
def test_what_is_done_to_a_discarded_import_is_answered_by_a_sentence(client, editor, places, data):
    page = hand_in(client, text=KULUN).url
    posted = form_data(client.get(page))
    client.post(page, {"discard": ""})
    response = client.post(page, posted | data, follow=True)
    assert "这份导入已被放弃，可以在这里恢复" in response.text
    upload.remove(PendingImport.objects.get())
    response = client.post(page, posted | data, follow=True)
    assert "已经不在了" in response.text
    assert not Article.objects.exists()


def test_a_discarded_import_is_brought_back_with_what_was_typed(client, editor, places):
    page = hand_in(client, text=KULUN).url
    posted = form_data(client.get(page)) | {"head-source": "我填的来源"}
    client.post(page, posted | {"discard": ""})
    assert page not in client.get(reverse("import_hand_in")).text
    (pending,) = client.get(reverse("import_discarded")).context["pending"]
    response = client.post(reverse("import_discarded"), {"bring_back": pending.pk}, follow=True)
    assert response.context["head"]["source"].value() == "我填的来源"
    for number in ("99", "x", "9" * 30, ""):
        response = client.post(reverse("import_discarded"), {"bring_back": number})
        assert "已经不在了" in response.text


def test_a_discarded_page_that_is_handed_in_again_has_what_was_typed(client, editor, places):
    page = hand_in(client, text=KULUN).url
    posted = form_data(client.get(page)) | {"head-source": "我填的来源"}
    client.post(page, posted | {"discard": ""})
    response = client.get(hand_in(client, text=KULUN).url)
    assert response.context["head"]["source"].value() == "我填的来源"
    assert PendingImport.objects.waiting().get().get_absolute_url() == page


def test_a_discarded_page_without_edits_waits_afresh_when_handed_in_again(client, editor, places):
    page = hand_in(client, text=KULUN).url
    client.post(page, {"discard": ""})
    PendingImport.objects.update(title="旧")
    assert hand_in(client, text=KULUN).url == page
    assert PendingImport.objects.waiting().get().title != "旧"


def test_a_discarded_import_is_removed_after_thirty_days_and_leaves_nothing(client, editor, places):
    page = hand_in(client, text=KULUN).url
    client.post(page, {"discard": ""})
    scheduling.run_due()
    assert PendingImport.objects.discarded().count() == 1
    long_ago = timezone.now() - datetime.timedelta(days=30)
    PendingImport.objects.update(discarded_at=long_ago)
    scheduling.run_due()
    assert not PendingImport.objects.exists()
    assert not RawPage.objects.exists()


def test_a_page_that_is_being_corrected_keeps_its_corrections_when_handed_in_again(
    client, editor, places
):
    page = hand_in(client, text=KULUN).url
    client.post(page, form_data(client.get(page)) | {"head-source": "甲", "add": "honors"})
    response = client.get(hand_in(client, text=KULUN).url)
    assert response.context["head"]["source"].value() == "甲"


def test_many_files_are_read_each_by_itself(client, editor, places):
    files = [
        SimpleUploadedFile("库伦.txt", KULUN.encode("gb18030")),
        SimpleUploadedFile("坏.docx", b"PK\x03\x04 broken"),
        SimpleUploadedFile("空.txt", b""),
        SimpleUploadedFile("兴安.txt", XINGAN.encode("utf-8")),
    ]
    response = client.post(reverse("import_hand_in"), {"files": files}, follow=True)
    assert PendingImport.objects.count() == 2
    content = response.content.decode()
    assert "已识别 2 份" in content
    assert "坏.docx：" in content
    assert "空.txt：" in content


def test_handing_in_nothing_is_said(client, editor, places):
    assert "请粘贴页面内容" in hand_in(client).content.decode()


def test_a_refused_paste_stays_in_the_field(client, editor, places):
    response = hand_in(client, text="今天天气好")
    assert "今天天气好" in response.content.decode()
    assert not PendingImport.objects.exists()


def test_the_same_page_waits_only_once(client, editor, places):
    hand_in(client, text=KULUN)
    hand_in(client, text=KULUN)
    assert PendingImport.objects.count() == 1


def test_a_page_that_is_handed_in_again_stays_in_the_batch_that_is_being_gone_through(
    client, editor, places
):
    files = [SimpleUploadedFile(f"{n}.txt", f"{KULUN}{n}".encode()) for n in range(3)]
    client.post(reverse("import_hand_in"), {"files": [*files, files[0]]})
    hand_in(client, text=f"{KULUN}1")
    rows = PendingImport.objects.order_by("batch_number")
    assert [(each.batch_number, each.batch_size) for each in rows] == [(1, 3), (2, 3), (3, 3)]
    assert len({each.batch for each in rows} - {None}) == 1


def test_a_page_that_is_already_a_report_says_so_first(client, editor, places):
    import_text(KULUN)
    response = client.get(hand_in(client, text=KULUN).url)
    assert "这个页面已经导入过" in response.context["problems"][0]["message"]


def test_the_import_is_for_editors_only(client, places):
    address = reverse("import_hand_in")
    assert client.get(address).status_code == 302
    client.force_login(editors.user(editors.EXPORTER))
    for name in ("import_hand_in", "import_places"):
        assert client.get(reverse(name)).status_code == 302
    assert client.post(address, {"text": KULUN}).status_code == 302
    assert not PendingImport.objects.exists()


def test_places_are_suggested_while_typing(client, editor, places):
    answer = client.get(reverse("import_places"), {"q": "klq"}).json()
    assert answer["places"] == ["150524 内蒙古自治区 通辽市 库伦旗"]
    assert client.get(reverse("import_places"), {"q": "\x00"}).json() == {"places": []}
