"""Pictures of a page or a Word file are pictures of the draft; what cannot be taken is named."""

import base64
import io
import zipfile

import PIL.Image
import pytest
from django.test.utils import override_settings
from django.urls import reverse
from wagtail.images.models import Image

from articles.extraction.readers import read_page
from articles.importing import upload
from articles.models import Article, PendingImport
from tests.extraction.make_docx import _W, package
from tests.import_pages import form_data, known
from unityreports.site import richtext

pytestmark = pytest.mark.django_db

PROSE = "近年来，库伦旗把民族团结进步创建作为一项基础性事业来抓，各项工作取得明显成效。"
PAGE = (
    '<html><nav><img src="logo.png"></nav><h1>库伦旗民族团结进步工作总结</h1><p>2022年3月1日</p>'
    '<p><img src="a.files/1.jpg" alt="IMG_01.jpg"></p><p>{0}</p><h2>一、抓创建</h2><p>{0}</p>'
    '<p><img src="a.files/%E4%BA%8C.png" alt="群众跳舞"></p><p>图1 各族群众同跳一支舞</p>'
    '<p>{0}</p><p><img src="{1}"></p><h2>二、抓发展</h2><p>{0}</p>'
    '<div class="footer"><img src=x.png></div></html>'
)


def picture(colour: str, kind: str = "JPEG", size=(80, 60)) -> bytes:
    file = io.BytesIO()
    PIL.Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


RED, GREEN, BLUE = picture("red"), picture("green", "PNG"), picture("blue")


@pytest.fixture(autouse=True)
def media(tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


def zipped(**files: bytes | str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def handed_in(client, name: str, content: bytes):
    file = io.BytesIO(content)
    file.name = name
    return client.post(reverse("import_hand_in"), {"files": file}, follow=True)


def shown(article) -> list[tuple[str, str | None, str, str]]:
    """Return where each picture stands, its description, caption and dominant colour."""
    texts = [("lead", article.lead), *((m.heading, m.body) for m in article.measures.all())]
    found = []
    for where, html in [*texts, ("closing", article.closing)]:
        for each in richtext.pictures(html):
            with PIL.Image.open(Image.objects.get(pk=each.number).file) as image:
                rgb = image.convert("RGB").getpixel((5, 5))
            colour = ["red", "green", "blue"][rgb.index(max(rgb))]
            found.append((where, each.alt, each.caption, colour))
    return found


EXPECTED = [
    ("lead", None, "", "red"),
    ("一、抓创建", "群众跳舞", "图1 各族群众同跳一支舞", "green"),
    ("一、抓创建", None, "", "blue"),
]


def page(third: str = "") -> str:
    third = third or f"data:image/jpeg;base64,{base64.b64encode(BLUE).decode()}"
    return PAGE.format(PROSE, third)


def test_pictures_of_a_page_in_a_zip_stand_where_they_stood(client, editor, places):
    files = {"a/a.html": page(), "a/a.files/1.jpg": RED, "a/a.files/二.png": GREEN}
    response = handed_in(client, "旧站.zip", zipped(**files, **{"a/other.jpg": RED}))
    assert "1 个文件不是网页或文档" in response.text
    assert Image.objects.count() == 3
    data = form_data(response)
    assert "［图片" in data["head-lead_text"]
    client.post(response.request["PATH_INFO"], data | {"then": "draft"})
    article = Article.objects.get()
    assert shown(article) == EXPECTED
    assert richtext.to_text(article.measures.first().body).split("\n")[1] == EXPECTED[1][2]


def test_pictures_are_described_moved_and_left_out_in_the_review(client, editor, places):
    files = {"a.html": page(), "a.files/1.jpg": RED, "a.files/二.png": GREEN}
    response = handed_in(client, "旧站.zip", zipped(**files))
    data = form_data(response)
    first, second = data["head-lead_text"], data["measures-0-text"].split("\n")
    data["head-lead_text"] = ""
    data["head-closing_text"] = first.replace("：］", "：红色］题")
    data["measures-0-text"] = "\n".join(second[:-1])
    client.post(response.request["PATH_INFO"], data | {"then": "draft"})
    assert shown(Article.objects.get()) == [EXPECTED[1], ("closing", "红色", "题", "red")]


def test_pictures_stay_when_the_page_is_read_again(client, editor, places):
    files = {"a.html": page(), "a.files/1.jpg": RED, "a.files/二.png": GREEN}
    response = handed_in(client, "旧站.zip", zipped(**files))
    pending = PendingImport.objects.get()
    span = next(each for each in pending.parsed["spans"] if each["part"] == "outline")
    upload.leave_out(pending, span["start"], span["end"])
    assert len(pending.parsed["pictures"]) == 3
    assert form_data(client.get(response.request["PATH_INFO"]))


def test_what_is_only_named_is_said(client, editor, places):
    response = handed_in(client, "a.html", page("http://example.org/1.jpg").encode())
    assert "正文有 3 张图片没有随文件交来" in response.text
    assert not Image.objects.exists()


def test_a_picture_beside_text_that_was_left_out_is_named(places):
    body = f"<p>{PROSE}</p><p>扫码关注</p><p><img src=1.jpg></p><p>点击阅读</p><p>{PROSE}</p>"
    html = f"<h1>库伦旗民族团结进步工作总结</h1><p>2022年3月1日</p>{body}<h2>一、抓创建</h2>{body}"
    read = read_page(html, "html", lambda name: RED)
    start = read.text.index("扫码关注")
    left_out = [(start, read.text.index("点击阅读") + 4)]
    report = upload.Reader().read(read, left_out=left_out)
    assert any("没有采用，图片也没有导入" in str(each.message) for each in report.problems)
    said = upload.Reader().read(read_page(page(), "html", lambda name: RED)).problems
    assert not any("没有采用，图片" in str(each.message) for each in said)


def test_pictures_of_a_web_archive_are_taken(places):
    boundary = "--x"
    parts = [
        ("text/html; charset=utf-8", "http://klq.gov.cn/a/1.html", page("cid:third").encode(), ""),
        ("image/jpeg", "http://klq.gov.cn/a/a.files/1.jpg", RED, ""),
        ("image/png", "http://klq.gov.cn/a/a.files/%E4%BA%8C.png", GREEN, ""),
        ("image/jpeg", "", BLUE, "<third>"),
    ]
    message = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'
    for kind, address, content, number in parts:
        message += f"{boundary}\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n"
        message += f"Content-Location: {address}\n" if address else f"Content-ID: {number}\n"
        message += f"\n{base64.encodebytes(content).decode()}\n"
    assert shown(imported(f"{message}{boundary}--\n".encode())) == EXPECTED


def imported(data, **options) -> Article:
    report = upload.Reader().read(read_page(data, **options))
    (result,) = upload.import_pages([report], **known())
    article = Article.objects.last()
    article.reasons = result.reasons
    return article


def word_file(*pictures: bytes, kind: str = "embed", description: str = "") -> bytes:
    """Return a Word file with these pictures, each below a paragraph of its own."""
    relations = "".join(
        f'<Relationship Id="p{at}" Type="x/image" Target="media/{at}.jpg"/>'
        for at in range(len(pictures))
    )
    drawn = "".join(
        f"<w:p><w:r><w:t>{at + 1}月，{PROSE}</w:t></w:r></w:p><w:p><w:r><w:drawing><wp:inline>"
        f'<wp:docPr id="1" descr="{description}"/><pic:pic><a:blip r:{kind}="p{at}"/></pic:pic>'
        "</wp:inline></w:drawing></w:r></w:p>"
        for at in range(len(pictures))
    )
    spaces = (
        'xmlns:pic="urn:pic" xmlns:a="urn:a" xmlns:wp="urn:wp" xmlns:r='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    title = "<w:p><w:r><w:t>库伦旗民族团结进步工作总结</w:t></w:r></w:p>"
    document = f"<w:document {_W} {spaces}><w:body>{title}{drawn}</w:body></w:document>"
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return package(
        document,
        **{"word/_rels/document.xml.rels": f'<Relationships xmlns="{namespace}">{relations}'
           "</Relationships>"},
        **{f"word/media/{at}.jpg": content for at, content in enumerate(pictures)},
    )  # fmt: skip


def test_pictures_of_a_word_file_stand_in_order(places):
    article = imported(word_file(RED, GREEN, RED, description="群众跳舞"))
    assert [each[1:] for each in shown(article)] == [
        ("群众跳舞", "", colour) for colour in ("red", "green", "red")
    ]
    assert Image.objects.count() == 2
    whole = article.lead + "".join(each.body for each in article.measures.all())
    assert whole.count("</p><figure>") == 3


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HOSTILE = {
    "a drawing with a script": SVG,
    "a page that looks like a picture": b"GIF89a<script>alert(1)</script>",
    "one that is cut off": RED[: len(RED) // 2],
    "one that unpacks to gigabytes": picture("red", "PNG", (12_000, 12_000)),
    "one of a format that browsers do not show": picture("red", "TIFF"),
    "no picture at all": b"MZ\0\0",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_picture_is_refused_and_named(places, media, content):
    article = imported(word_file(content, RED))
    assert [each[-1] for each in shown(article)] == ["red"]
    assert any("正文有 1 张图片的格式不能用或文件已损坏" in why for why in article.reasons)
    assert len([each for each in media.rglob("*") if each.is_file()]) == 1


def test_what_hangs_behind_a_picture_is_gone(places):
    imported(word_file(RED + b"<script>alert(1)</script>"))
    assert b"script" not in Image.objects.get().file.read()


def test_ten_thousand_pictures_are_a_hundred_and_a_remark(places):
    article = imported(word_file(*[RED] * 120))
    assert len(shown(article)) == 100
    assert any("20 张图片没有导入" in why for why in article.reasons)


def test_nothing_outside_of_the_zip_is_read(client, editor, places, media):
    (media / "secret.jpg").write_bytes(RED)
    html = page("../../secret.jpg") + f'<p><img src="{media}/secret.jpg"></p>'
    handed_in(client, "旧站.zip", zipped(**{"a/b.html": html}))
    assert not Image.objects.exists()


def test_pictures_of_an_import_given_up_for_good_are_deleted(client, editor, places):
    handed_in(client, "a.docx", word_file(RED))
    pending = PendingImport.objects.get()
    upload.discard(pending)
    assert Image.objects.exists()
    upload.remove(pending)
    assert not Image.objects.exists()
