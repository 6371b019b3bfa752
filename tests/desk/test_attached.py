"""Files of reports on the desk: sent from the form, kept through versions, seen by few."""

import datetime
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.models import Article, PreviewLink, StoredFile
from articles.publishing import stored_files
from tests import editors, factories
from tests.attached import PDF, attach, packed, published, stored, word
from unityreports import scheduling

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/attachments/upload/"


def send(client, name: str = "名册.pdf", content: bytes = PDF):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})


def content_of(answer) -> bytes:
    return b"".join(answer.streaming_content)


def save(client, article, *rows: dict, **data):
    form = editors.form_of(client, "edit", article.pk)
    for row in rows:
        editors.add_row(form, "attachments", **row)
    return client.post(editors.url("edit", article.pk), form | data)


def test_a_file_is_sent_saved_with_a_title_and_published(reviewer, client):
    article = factories.draft()
    told = send(reviewer).json()
    assert (told["name"], told["title"]) == ("名册.pdf", "名册")
    assert content_of(reviewer.get(told["address"])) == PDF
    rows = [{"file": told["number"], "title": "获奖名册"}]
    assert save(reviewer, article, *rows, **{"action-publish": "1"}).status_code == 302
    row = Article.objects.published().get().attachments.get()
    assert (row.title, row.kind, row.size) == ("获奖名册", "pdf", len(PDF))
    client.logout()
    assert content_of(client.get(row.get_absolute_url())) == PDF


def test_files_keep_their_order_and_without_a_title_are_called_by_their_name(editor):
    article = factories.draft()
    first, second = (send(editor, name).json()["number"] for name in ("甲.pdf", "乙.pdf"))
    form = editors.form_of(editor, "edit", article.pk)
    one = editors.add_row(form, "attachments", file=first, title="")
    two = editors.add_row(form, "attachments", file=second, title="")
    form |= {f"{one}-ORDER": "2", f"{two}-ORDER": "1"}
    assert editor.post(editors.url("edit", article.pk), form).status_code == 302
    newest = Article.objects.get().get_latest_revision_as_object()
    rows = sorted(newest.attachments.all(), key=lambda row: row.sort_order)
    assert [row.title for row in rows] == ["乙", "甲"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("名册.pdf", b"<html><script>alert(1)</script>", "内容不是"),
        ("总结.docx", word(**{"word/vbaProject.bin": b"x"}), "宏"),
        ("空.pdf", b"", "空的"),
    ],
)
def test_what_is_no_attachment_is_refused_in_words_and_not_kept(editor, name, content, said):
    answer = send(editor, name, content)
    assert answer.status_code == 400
    assert said in answer.json()["error"]
    assert not StoredFile.objects.exists()
    assert editor.post(UPLOAD).json()["error"] == "没有收到文件。"


@pytest.mark.parametrize(
    "content",
    [
        packed({"Mimetype": b"application/vnd.oasis.opendocument.text"}),
        # A first member that LZMA cannot unpack.
        packed({"mimetype": b"application/vnd.oasis.opendocument.text"}, zipfile.ZIP_LZMA).replace(
            b"\x09\x04\x05\x00", b"\x09\x04\xff\xff"
        ),
    ],
)
def test_an_odd_archive_is_taken_for_what_it_is_and_no_server_error(editor, content):
    assert send(editor, "a.odt", content).json()["name"] == "a.zip"


def test_a_row_without_a_file_is_said_and_nothing_else_is_lost(editor):
    article = factories.draft()
    file = send(editor).json()["number"]
    answer = save(editor, article, {"file": file, "title": "甲"}, {"file": "", "title": "乙"})
    form = answer.context["form"]
    rows = form.formsets["attachments"].forms
    assert ["file" in row.errors for row in rows] == [False, True]
    assert "名册.pdf" in str(rows[0]["file"])


@pytest.mark.parametrize("forged", ["999999", "x", "1' OR 1", "9" * 30])
def test_a_forged_number_is_an_error_at_the_row(editor, forged):
    answer = save(editor, factories.draft(), {"file": forged, "title": "甲"})
    assert answer.status_code == 200
    assert answer.context["form"].formsets["attachments"].forms[0].errors["file"]


def test_nobody_attaches_a_file_of_a_report_that_is_not_theirs(client):
    own, other = factories.office(), factories.office("突泉县委统战部", "152224")
    theirs = stored(user=editors.member(other, editors.EDITOR, "theirs"))
    article = factories.draft()
    client.force_login(editors.member(own, editors.EDITOR, "mine"))
    assert client.get(f"/admin/attachments/{theirs.pk}/").status_code == 404
    answer = save(client, article, {"file": theirs.pk, "title": "甲"})
    assert answer.context["form"].formsets["attachments"].forms[0].errors["file"]
    assert not Article.objects.get().get_latest_revision_as_object().attachments.exists()


def test_no_more_than_thirty_files(editor):
    file = send(editor).json()["number"]
    answer = save(editor, factories.draft(), *([{"file": file, "title": "甲"}] * 31))
    assert answer.context["form"].formsets["attachments"].non_form_errors()


def test_versions_compare_restore_and_copy_their_files(reviewer):
    article = attach(factories.draft(), stored("甲.pdf"))
    first = article.latest_revision
    article.attachments.set([])
    article.save()
    second = article.save_revision(clean=False)
    page = reviewer.get(editors.url("revisions_compare", article.pk, first.pk, second.pk))
    assert "甲" in page.content.decode()
    kept = first.as_object().attachments.get()
    assert content_of(reviewer.get(f"/admin/attachments/{kept.file_id}/")) == PDF
    form = reviewer.get(editors.url("revisions_revert", article.pk, first.pk)).context["form"]
    reviewer.post(editors.url("edit", article.pk), editors.filled_in(form))
    restored = Article.objects.get().get_latest_revision_as_object()
    assert [row.title for row in restored.attachments.all()] == ["甲"]
    reviewer.post(f"/admin/copy/{article.pk}/")
    copy = Article.objects.get(title__endswith="（副本）")
    assert [row.file_id for row in copy.attachments.all()] == [kept.file_id]
    assert set(StoredFile.objects.get().reports.all()) == {article, copy}


def test_previews_lead_to_files_that_only_who_sees_them_gets(editor, client):
    article = attach(factories.draft(), stored())
    file = article.attachments.get().file_id
    version = editors.url("revisions_view", article.pk, article.latest_revision_id)
    assert f'href="/admin/attachments/{file}/"' in editor.get(version).content.decode()
    editor.post(f"/admin/preview-links/{article.pk}/", {"days": 1})
    address = PreviewLink.objects.get().get_absolute_url()
    client.logout()
    assert f'href="{address}files/{file}/"' in client.get(address).content.decode()
    answer = client.get(f"{address}files/{file}/")
    assert content_of(answer) == PDF
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get(f"{address}files/{stored().pk}/").status_code == 404
    PreviewLink.objects.all().delete()
    assert client.get(f"{address}files/{file}/").status_code == 404
    assert client.get(f"/admin/attachments/{file}/").status_code == 302


def test_files_that_no_report_names_are_deleted_after_some_days(
    django_capture_on_commit_callbacks,
):
    used, fresh, old = (
        published(stored()).attachments.get().file,
        stored("乙.pdf"),
        stored("丙.pdf"),
    )
    long_ago = timezone.now() - datetime.timedelta(days=3)
    StoredFile.objects.exclude(pk=fresh.pk).update(uploaded_at=long_ago)
    with django_capture_on_commit_callbacks(execute=True):
        scheduling.run_due()
    assert set(StoredFile.objects.all()) == {used, fresh}
    assert not old.file.storage.exists(old.file.name)
    assert not stored_files.overdue(timezone.now()).exists()
