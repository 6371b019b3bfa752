"""Files that a page links to come along with its report; what cannot be taken is named."""

import zipfile
from email.message import EmailMessage
from html import unescape

import pytest
from django.core.management import call_command
from django.test.utils import override_settings

from articles.extraction.readers import read_page
from articles.importing import site_moves, upload
from articles.models import Article, PendingImport, StoredFile
from tests.attached import PDF, packed, word
from tests.extraction.make_docx import docx
from tests.import_pages import KULUN, form_data, known
from tests.importing.test_pictures_are_taken_over import PROSE, handed_in

pytestmark = pytest.mark.django_db
PAGE = (
    '<html><nav><a href="办事指南.pdf">办事指南</a></nav><h1>库伦旗民族团结进步工作总结</h1>'
    "<p>2022年3月1日</p><p>{0}</p><h2>一、抓创建</h2><p>{0}</p><h2>二、抓发展</h2><p>{0}</p>"
    '<p>附件：<a href="files/1.pdf">示范单位名单.pdf</a></p>'
    '<p><a href="files/%E8%A1%A8.xlsx"></a><a href="files/1.pdf">同上</a></p>{1}'
    '<div class="footer"><a href="使用说明.pdf">使用说明</a></div></html>'
)
SHEET = packed({"[Content_Types].xml": b"<T/>", "xl/workbook.xml": b"<w/>"})
FILES = {"a/files/1.pdf": PDF, "a/files/表.xlsx": SHEET, "a/使用说明.pdf": PDF}


@pytest.fixture(autouse=True)
def media(tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path / "media"):
        yield tmp_path


def page(more: str = "") -> str:
    return PAGE.format(PROSE, more)


def attached(article) -> list[tuple[str, str]]:
    return [(row.title, row.kind) for row in article.attachments.all()]


MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(64)
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\n各位乡亲\n".encode()
EXPECTED = [("示范单位名单", "pdf"), ("表", "xlsx")]


def test_a_file_that_is_left_out_in_the_review_is_not_attached(client, editor, places):
    response = handed_in(client, "旧站.zip", packed({"a/a.html": page().encode(), **FILES}))
    first, second = response.context["head"].attachments()
    data = form_data(response) | {first[1].html_name: "on"}
    # What is left out stays so while other things are decided on.
    shown = client.post(response.request["PATH_INFO"], data | {"add": "honors"})
    boxes = [box.value() for _, box in shown.context["head"].attachments()]
    assert [*map(bool, boxes)] == [True, False]
    client.post(response.request["PATH_INFO"], form_data(shown) | {"then": "draft"})
    article = Article.objects.get()
    assert attached(article) == [("表", "xlsx")] == [(second[0].title, second[0].kind)]
    assert [file.pk for file in article.stored_files.all()] == [second[0].file_id]


def test_files_of_a_page_in_a_zip_are_attached_to_its_draft(client, editor, places):
    response = handed_in(client, "旧站.zip", packed({"a/a.html": page().encode(), **FILES}))
    assert "示范单位名单" in response.text
    # What the page around the text links to is a document by itself.
    assert PendingImport.objects.count() == 1
    client.post(response.request["PATH_INFO"], form_data(response) | {"then": "draft"})
    article = Article.objects.get()
    assert attached(article) == EXPECTED
    assert attached(article.latest_revision.as_object()) == EXPECTED
    assert set(article.stored_files.all()) == set(StoredFile.objects.all())
    file = article.attachments.first().file_id
    assert b"".join(client.get(f"/admin/attachments/{file}/").streaming_content) == PDF


def test_files_stay_when_the_page_is_read_again(client, editor, places):
    response = handed_in(client, "旧站.zip", packed({"a/a.html": page().encode(), **FILES}))
    pending = PendingImport.objects.get()
    start = pending.raw_page.text.index("附件")
    upload.leave_out(pending, start, start + 3)
    again = client.get(response.request["PATH_INFO"])
    client.post(response.request["PATH_INFO"], form_data(again) | {"then": "draft"})
    assert attached(Article.objects.get()) == EXPECTED


def test_files_of_a_web_archive_are_taken(places):
    parts = [
        ("text/html; charset=utf-8", "http://x/a/a.html", page().encode()),
        ("application/pdf", "http://x/a/files/1.pdf", PDF),
    ]
    archive = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n"
    for kind, where, content in parts:
        head = f"--B\nContent-Type: {kind}\nContent-Location: {where}\n"
        archive += head.encode() + b"Content-Transfer-Encoding: 8bit\n\n" + content + b"\n"
    report = upload.Reader().read(read_page(archive + b"--B--\n"))
    assert [each.title for each in report.attachments] == ["示范单位名单"]
    told = {each.code: str(each.message) for each in report.problems}
    assert "1 个附件没有随网页交来，没有导入：表。" in told["attachments"]


def test_files_of_an_email_are_attached_and_named_by_their_sender(client, editor, places):
    message = EmailMessage()
    message["Subject"] = "报送材料"
    message.set_content(page(), subtype="html")
    message.add_attachment(SHEET, "application", "octet-stream", filename="台账.xlsx")
    message.add_attachment(b"MZ\x90", "application", "octet-stream", filename="看图.exe")
    response = handed_in(client, "报送.eml", message.as_bytes())
    assert "“看图”没有导入" in unescape(response.text)
    client.post(response.request["PATH_INFO"], form_data(response) | {"then": "draft"})
    assert attached(Article.objects.get()) == [("台账", "xlsx")]


def test_documents_of_a_page_that_is_refused_are_reports_by_themselves(client, editor, places):
    links = "".join(f'<li><a href="{name}">工作报告{name}</a></li>' for name in ("1.docx", "2.txt"))
    members = {
        "a/index.html": f"<html><ul>{links}</ul></html>".encode(),
        "a/1.docx": docx("T:库伦旗民族团结进步工作总结", PROSE, PROSE),
        "a/2.txt": KULUN.encode(),
    }
    response = handed_in(client, "旧站.zip", packed(members))
    assert "index.html" in response.text
    names = PendingImport.objects.values_list("raw_page__filename", flat=True)
    assert sorted(names) == ["旧站.zip/a/1.docx", "旧站.zip/a/2.txt"]


def test_the_command_reads_documents_of_a_page_that_is_refused(places, tmp_path):
    index = b'<html><ul><li><a href="1.docx">1</a></li></ul></html>'
    report = docx("T:库伦旗民族团结进步工作总结", PROSE, PROSE)
    (tmp_path / "a.zip").write_bytes(packed({"index.html": index, "1.docx": report}))
    with pytest.raises(SystemExit):
        call_command("import_reports", str(tmp_path / "a.zip"))
    assert Article.objects.get().title == "库伦旗民族团结进步工作总结"


def test_a_site_that_is_moved_brings_its_files(places, tmp_path):
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as made:
        for name, content in {"a/a.html": page().encode(), **FILES}.items():
            made.writestr(name, content)
        made.extractall(tmp_path / "mirror")
    list(site_moves.move(tmp_path / "mirror"))
    assert attached(Article.objects.get()) == EXPECTED


def test_what_cannot_be_taken_is_named_with_the_reason(places):
    links = "".join(
        f'<p><a href="files/{name}">{title}</a></p>'
        for name, title in [("a.doc", "带宏的表"), ("b.rar", "打包材料"), ("c.pdf", "网页")]
    )
    held = {
        "files/1.pdf": PDF,
        "files/a.doc": word(**{"word/vbaProject.bin": b"x"}),
        "files/b.rar": b"Rar!\x1a\x07\x00",
        "files/c.pdf": b"<html>",
    }
    read = upload.Reader().read(read_page(page(links), "html", held.get))
    (result,) = upload.import_pages([read], **known())
    assert result.outcome == upload.Outcome.NEEDS_ATTENTION
    said = "".join(map(str, result.reasons))
    assert "“带宏的表”没有导入：文件带有宏" in said
    assert "“打包材料”没有导入：不收 RAR" in said
    assert "“网页”没有导入：不能用作附件" in said
    assert "没有导入：表。" in said
    assert attached(Article.objects.get()) == EXPECTED[:1]


def test_ten_thousand_links_are_thirty_files_and_a_remark(places):
    links = "".join(f'<a href="f/{number}.pdf">{number}</a>' for number in range(10_000))
    read = upload.Reader().read(read_page(page(f"<p>{links}</p>"), "html", lambda name: PDF))
    upload.import_pages([read], **known())
    assert Article.objects.get().attachments.count() == 30
    assert any("最多 30 个附件" in str(each.message) for each in read.problems)


def test_recordings_with_captions_come_along_where_they_lie_beside_the_page(client, editor, places):
    more = (
        "<video controls poster='a.jpg'><source src='files/宣讲.webm'><source src='files/宣讲.mp4'>"
        "<track kind=captions src='files/宣讲.vtt' label='中文字幕'><track kind=metadata src=m.vtt>"
        f"</video><p>{PROSE}</p><audio src='nowhere.mp3'></audio>"
    )
    files = {"a/files/宣讲.mp4": MP4, "a/files/宣讲.vtt": VTT}
    response = handed_in(client, "旧站.zip", packed({"a/a.html": page(more).encode(), **files}))
    assert "1 个视频或音频没有导入" in unescape(response.text)
    client.post(response.request["PATH_INFO"], form_data(response) | {"then": "draft"})
    assert attached(Article.objects.get()) == [("宣讲", "mp4"), ("中文字幕", "vtt")]
