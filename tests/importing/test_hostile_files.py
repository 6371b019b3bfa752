"""Files made to do harm: each is handed in as an editor would, and refused in words or harmless."""

import io
import zipfile

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import PendingImport
from tests.extraction.make_docx import docx, package
from tests.import_pages import KULUN
from tests.importing.test_zips_are_opened import zip_of

pytestmark = pytest.mark.django_db
LINES = KULUN.splitlines()
PAGE = "<html><meta charset=utf-8><body>" + "".join(f"<p>{line}</p>" for line in LINES)
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PICTURE = (
    '<w:p><w:r><w:drawing><pic:pic xmlns:pic="urn:p"><a:blip xmlns:a="urn:a"'
    f' xmlns:r="{_OFFICE}" r:embed="p0"/></pic:pic></w:drawing></w:r></w:p>'
)


def document(body: str = "", before: str = "") -> str:
    told = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES)
    return f"{before}<w:document {_W}><w:body>{told}{body}</w:body></w:document>"


def relations(*pairs: tuple[str, str]) -> bytes:
    told = "".join(
        f'<Relationship Id="p{number}" Type="{_OFFICE}/{kind}" {target}/>'
        for number, (kind, target) in enumerate(pairs)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{told}</Relationships>'.encode()


def with_entities(part: str) -> bytes:
    """Return a Word file with entities in this part."""
    if part == "document":
        return package(document("<w:p><w:r><w:t>&f;&b;</w:t></w:r></w:p>", ENTITIES))
    if part == "UTF-16":  # where the letters of <!DOCTYPE do not stand side by side
        start = f'<?xml version="1.0" encoding="UTF-16"?>{ENTITIES}'
        return package(document("<w:p><w:r><w:t>&f;&b;</w:t></w:r></w:p>", start).encode("utf-16"))
    name = "word/_rels/document.xml.rels" if part == "relations" else f"word/{part}.xml"
    known = relations((part, f'Target="{part}.xml"'))
    parts = {"word/_rels/document.xml.rels": known}
    parts[name] = f"{ENTITIES}<w:{part} {_W}>&f;&b;</w:{part}>".encode()
    return package(document(), **parts)


def picture() -> bytes:
    file = io.BytesIO()
    PIL.Image.new("RGB", (40, 40), "red").save(file, "PNG")
    return file.getvalue()


def with_links() -> bytes:
    """Return a zip of links to a file of the system, and of pages whose names lead out of it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in ("报告.html", "图.png"):
            link = zipfile.ZipInfo(name)
            link.external_attr = 0o120777 << 16
            archive.writestr(link, "/etc/passwd")
        own = (
            "<p><img src='图.png'><img src='../../../../etc/passwd'><a href='/etc/passwd'>附件</a>"
        )
        archive.writestr("../../../etc/evil.html", PAGE.replace("<p>", own, 4))
    return content.getvalue()


def handed_in(client, name: str, data: bytes) -> str:
    """Hand a file in; return what is said of it, "" where it waits for its editor."""
    file = SimpleUploadedFile(name, data)
    answer = client.post(reverse("import_hand_in"), {"files": file}, follow=True)
    assert answer.status_code == 200
    return " ".join(str(each) for each in answer.context["messages"])


def nested(depth: int) -> bytes:
    data = docx(*LINES)
    for _ in range(depth):
        data = zip_of({"再.zip": data})
    return data


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        *(
            ("实体.docx", with_entities(part), "不该有的实体定义")
            for part in ("document", "styles", "numbering", "footnotes", "comments")
        ),
        ("实体.docx", with_entities("relations"), "不该有的实体定义"),
        ("实体.docx", with_entities("UTF-16"), "不该有的实体定义"),
        ("图.svg", f"{ENTITIES}<svg onload='a()'><text>&f;</text></svg>".encode(), "SVG 图片"),
        ("图.gif", b"GIF89a/*" + bytes(9) + b"*/=1;alert(1)//" + KULUN.encode(), "GIF 图片"),
        ("程序.docx", b"MZ\x90\0" + bytes(500), "二进制数据"),
        ("套.zip", nested(20), "压缩包里没有网页或文档"),
        (
            "多.docx",
            package(document(), **{f"word/media/{n}": b"" for n in range(5000)}),
            "超过 5000",
        ),
        ("多.zip", zip_of({f"{n}.png": b"" for n in range(5001)}), "超过 5000 个"),
        (
            "实体.mht",
            f"MIME-Version: 1.0\r\nContent-Type: application/xhtml+xml\r\n\r\n{ENTITIES}".encode(),
            "没有网页文字",
        ),
        (
            "深.mht",
            b"MIME-Version: 1.0\r\n"
            + b"".join(
                b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
                for n in range(1500)
            ),
            "没有网页文字",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_may_do_harm_is_refused_in_words(client, editor, places, name, data, said):
    assert said in handed_in(client, name, data)
    assert not PendingImport.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("网页.docx", PAGE.encode()),  # told by what they are, not by their names
        ("文档.html", docx(*LINES)),
        ("名\u202e称\a\0.docx", docx(*LINES)),
        ("../../../etc/passwd", docx(*LINES)),
        ("很" * 400 + ".docx", docx(*LINES)),
        ("批注.docx", package(document("<!-- c --><?p i?>", "<!-- 一 -->"))),
        (
            "外.docx",
            package(
                document(_PICTURE),
                **{
                    "word/_rels/document.xml.rels": relations(
                        ("image", 'Target="file:///etc/passwd" TargetMode="External"'),
                        ("footnotes", 'Target="http://127.0.0.1:9/x" TargetMode="External"'),
                        ("styles", 'Target="../../../../etc/passwd"'),
                    )
                },
            ),
        ),
        (
            "脚本.html",
            PAGE.replace(
                "<p>",
                "<script>s()</script><svg onload=s()></svg><p onclick=s()><iframe src=/></iframe>",
            ).encode(),
        ),
        ("链接.zip", with_links()),
    ],
)
def test_what_is_odd_but_can_be_read_is_read_and_harmless(client, editor, places, name, data):
    handed_in(client, name, data)
    pending = PendingImport.objects.get()
    told = str(pending.parsed)
    assert "库伦旗" in told
    assert not any(each in told for each in ("root:", "s()", "onclick"))
    assert pending.raw_page.filename.isprintable()
    assert pending.parsed["pictures"] == pending.parsed["attachments"] == []


def test_ten_thousand_pictures_are_a_hundred_and_a_remark(client, editor, places):
    rows = relations(("image", 'Target="media/0.png"'))
    parts = {"word/_rels/document.xml.rels": rows, "word/media/0.png": picture()}
    handed_in(client, "图.docx", package(document(_PICTURE * 10_000), **parts))
    parsed = PendingImport.objects.get().parsed
    assert len(parsed["pictures"]) == 100
    assert any("9900 张图片没有导入" in each["message"] for each in parsed["problems"])
