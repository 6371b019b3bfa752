"""Files of reports as readers get them: with the report, and no longer than it."""

import hashlib
import json
import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.models import Attachment, StoredFile
from articles.publishing import bin as report_bin
from articles.publishing import stored_files
from tests import factories
from tests.attached import PDF, attach, published, stored, word
from tests.papers import papers

pytestmark = pytest.mark.django_db


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def article():
    """A public report with a PDF."""
    return published(stored("民族团结\r\n名册.pdf"), title="带附件的报告")


@pytest.fixture
def address(article):
    return article.attachments.get().get_absolute_url()


def test_the_page_names_each_file_in_order_with_kind_and_size(client):
    article = published(stored("甲.pdf"), stored("乙.docx", word()))
    page = client.get(article.get_absolute_url()).content.decode()
    section = page.partition('class="attachments"')[2].partition("</section>")[0]
    assert (
        section.index("甲") < section.index("PDF，") < section.index("乙") < section.index("DOCX，")
    )
    for row in article.attachments.all():
        assert f'href="{row.get_absolute_url()}"' in section
    data = json.loads(page.partition('application/ld+json">')[2].partition("</script>")[0])
    media = next(each for each in data["@graph"] if each["@type"] == "Article")["associatedMedia"]
    assert [each["name"] for each in media] == ["甲", "乙"]
    assert media[0]["encodingFormat"] == "application/pdf"
    assert media[0]["contentUrl"].endswith(article.attachments.first().get_absolute_url())


def test_a_report_without_files_says_nothing_of_them(client):
    page = client.get(factories.published().get_absolute_url()).content.decode()
    assert "attachments" not in page
    assert "associatedMedia" not in page


def test_a_file_is_saved_and_never_opened_as_a_page(client, address):
    answer = client.get(address)
    assert (answer.status_code, body(answer)) == (200, PDF)
    assert answer.headers["Content-Type"] == "application/pdf"
    said = answer.headers["Content-Disposition"]
    assert said.startswith("attachment;")
    assert "\r" not in said
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Length"] == str(len(PDF))


def test_who_has_the_file_is_not_sent_it_again(client, address):
    mark = client.get(address).headers["ETag"]
    assert mark == f'"{hashlib.sha256(PDF).hexdigest()}"'
    answer = client.get(address, headers={"if-none-match": mark})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "part"),
    [("bytes=0-4", PDF[:5]), ("bytes=5-", PDF[5:]), ("bytes=-6", PDF[-6:])],
)
def test_a_part_is_sent_alone(client, address, asked, part):
    answer = client.get(address, headers={"range": asked})
    assert (answer.status_code, body(answer)) == (206, part)
    start = PDF.index(part)
    told = f"bytes {start}-{start + len(part) - 1}/{len(PDF)}"
    assert answer.headers["Content-Range"] == told


def test_a_part_that_there_is_not_or_of_another_file_is_not_sent(client, address):
    answer = client.get(address, headers={"range": "bytes=9999-"})
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{len(PDF)}")
    whole = client.get(address, headers={"range": "bytes=0-4", "if-range": '"other"'})
    assert (whole.status_code, body(whole)) == (200, PDF)
    for odd in ("bytes=-", "bytes=4-2,7-9", "lines=1-2"):
        assert body(client.get(address, headers={"range": odd})) == PDF


def test_a_draft_s_file_is_at_no_public_address(client):
    article = attach(factories.draft(), stored())
    row = article.attachments.get()
    assert client.get(row.get_absolute_url()).status_code == 404
    assert client.get(f"/media/{row.file.file.name}").status_code == 404
    for around in ("./", "/", "//", "x/../", "/./"):
        assert client.get(f"/media/{around}{row.file.file.name}").status_code == 404


def test_a_file_goes_with_its_report_and_comes_back_with_it(client, article, address):
    article.unpublish()
    assert client.get(address).status_code == 410
    article.refresh_from_db()
    article.latest_revision.publish()
    assert body(client.get(address)) == PDF


def test_a_file_that_a_new_version_leaves_out_is_gone_with_its_publication(
    client, article, address
):
    version = article.get_latest_revision_as_object()
    version.attachments = []
    revision = version.save_revision(clean=False)
    assert client.get(address).status_code == 200
    revision.publish()
    assert client.get(address).status_code == 404
    assert "attachments" not in client.get(article.get_absolute_url()).content.decode()


def test_a_new_draft_s_file_waits_for_its_publication(client, article):
    version = article.get_latest_revision_as_object()
    new = stored("新.pdf", PDF + b"\n%%EOF\n")
    version.attachments = [Attachment(file=new, title="新名册", kind="pdf", size=new.size)]
    revision = version.save_revision(clean=False)
    address = f"/articles/{article.pk}/files/{new.pk}.pdf"
    assert client.get(address).status_code == 404
    revision.publish()
    assert client.get(address).status_code == 200


def test_another_report_s_number_or_kind_leads_nowhere(client, article, address):
    other = published(stored("乙.pdf"))
    file = article.attachments.get().file_id
    assert client.get(f"/articles/{other.pk}/files/{file}.pdf").status_code == 404
    assert client.get(f"/articles/{article.pk}/files/{file}.html").status_code == 404
    assert client.post(address).status_code == 405
    for numbers in ((article.pk, "9" * 20), ("9" * 20, file)):
        assert client.get("/articles/{}/files/{}.pdf".format(*numbers)).status_code == 404


def test_a_lost_file_is_not_found_and_no_server_error(client, article, address):
    default_storage.delete(StoredFile.objects.get().file.name)
    assert client.get(address).status_code == 404


def test_files_are_deleted_with_the_last_report_whose_versions_name_them(
    article, django_capture_on_commit_callbacks
):
    shared = StoredFile.objects.get()
    other = attach(factories.draft(), shared, stored("乙.pdf"))
    names = [each.file.name for each in StoredFile.objects.all()]
    other.attachments.set([])
    other.save()
    other.save_revision(clean=False)  # its history names both
    with django_capture_on_commit_callbacks(execute=True):
        report_bin.put(other, None)
        report_bin.purge(other)
    assert list(StoredFile.objects.all()) == [shared]
    assert [default_storage.exists(name) for name in names] == [True, False]
    with django_capture_on_commit_callbacks(execute=True):
        report_bin.put(article, None)
        report_bin.purge(article)
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(names[0])


def test_bytes_that_a_failed_request_left_are_deleted_after_some_days():
    kept = stored().file.name
    left, young = (default_storage.save("attachments/file.pdf", ContentFile(PDF)) for _ in range(2))
    for name in (kept, left):
        os.utime(default_storage.path(name), (1_600_000_000, 1_600_000_000))
    stored_files.sweep()
    assert [default_storage.exists(name) for name in (kept, left, young)] == [True, False, True]


def test_pictures_tell_nothing_beside_what_they_show():
    image = factories.picture()
    with image.file.open() as file:
        content = file.read()
    comment = b"\xff\xfe\x00\x0cGPS 46.07\x00"[:14]
    kept = stored("照片.jpeg", content[:2] + comment + content[2:])
    with kept.file.open() as file:
        assert b"GPS" not in file.read()
    assert kept.name == "照片.jpg"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("..\\..\\etc/名册.pdf", "名册.pdf"),
        ("名册\u202efdp.exe", "名册_fdp.pdf"),
        ('a"b<c>:d.pdf', "a_b_c__d.pdf"),
        (".pdf", "附件.pdf"),
        ("", "附件.pdf"),
        ("第1.2.3项工作", "第1.2.3项工作.pdf"),
    ],
)
def test_names_are_safe(name, safe):
    assert stored(name).name == safe


def test_a_long_name_is_cut_before_its_ending():
    assert stored("长" * 300 + ".pdf").name == "长" * 100 + ".pdf"


def test_the_api_and_exports_say_what_is_attached_and_where(client, article, address):
    (told,) = client.get(f"/api/v1/articles/{article.pk}").json()["attachments"]
    assert (told["title"], told["file"]) == ("民族团结 名册", "民族团结 名册.pdf")
    assert (told["media_type"], told["size"]) == ("application/pdf", len(PDF))
    assert told["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert told["address"] == f"http://127.0.0.1:8000{address}"
    (row,) = client.get("/api/v1/articles?fields=title,attached").json()["items"]
    assert row == {"title": "带附件的报告", "attached": ["民族团结 名册"]}


def test_a_paper_names_what_is_attached_below_the_text(client):
    article = published(stored("甲.pdf"), stored("乙.pdf"), closing="<p>结语。</p>")
    document = papers.word(client.get(f"/articles/{article.pk}.docx"))
    lines = [each.text for each in document.paragraphs]
    at = lines.index("结语。")
    assert lines[at + 1 : at + 3] == ["附件：1. 甲", "2. 乙"]


MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(200)
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\n各族群众同跳一支舞\n".encode()


def test_a_recording_is_played_by_the_browser_with_the_captions_that_follow_it(client):
    article = published(
        stored("活动.mp4", MP4),
        stored("中文.vtt", VTT),
        stored("名册.pdf"),
        stored("广播.mp3", b"ID3x"),
    )
    answer = client.get(article.get_absolute_url())
    video, captions, paper, audio = (row.get_absolute_url() for row in article.attachments.all())
    section = answer.text.partition('class="attachments"')[2].partition("</section>")[0]
    player = section.partition("<video ")[2].partition("</video>")[0]
    assert f'src="{video}"' in player
    assert f'<track kind="captions" src="{captions}"' in player
    assert f'src="{audio}"' in section.partition("<audio ")[2]
    assert f'src="{paper}"' not in section
    assert "media-src 'self'" in answer.headers["Content-Security-Policy"]
    assert '"VideoObject"' in answer.text
    for address, kind in ((video, "video/mp4"), (captions, "text/vtt"), (audio, "audio/mpeg")):
        assert client.get(address).headers["Content-Type"] == kind
    part = client.get(video, headers={"range": "bytes=0-"})
    assert (part.status_code, body(part)) == (206, MP4)
    article.unpublish()
    assert [client.get(each).status_code for each in (video, captions)] == [410, 410]
