"""What holds a page is opened; what is no page is refused by its name."""

import base64
import io
import quopri
import zipfile

import pytest

from articles.extraction import PageRefused
from articles.extraction.parse import parse_page
from articles.extraction.readers import read_page

PROSE = "近年来，库伦旗把民族团结进步创建作为一项基础性事业来抓，各项工作取得明显成效。"
TITLE = "库伦旗民族团结进步工作"
HTML = f"<html><body><h1>{TITLE}</h1><p>{PROSE}</p><p>{PROSE}</p></body></html>"
ENCODINGS = {
    "quoted-printable": quopri.encodestring,
    "base64": base64.encodebytes,
    "8bit": bytes,
}


def part(kind: str, content: bytes, how: str = "quoted-printable", *headers: str) -> bytes:
    head = [f"Content-Type: {kind}", f"Content-Transfer-Encoding: {how}", *headers, "", ""]
    return "\r\n".join(head).encode() + ENCODINGS[how](content)


def message(kind: str, *parts: bytes, top: str = "From: <Saved by Blink>\r\n") -> bytes:
    head = f'{top}MIME-Version: 1.0\r\nContent-Type: multipart/{kind};\r\n\tboundary="={kind}"'
    mark = f"\r\n--={kind}".encode()
    return (
        head.encode() + b"\r\n" + b"".join(mark + b"\r\n" + each for each in parts) + mark + b"--"
    )


@pytest.mark.parametrize("how", ENCODINGS)
@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
@pytest.mark.parametrize("top", ["", "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?=E5?=\r\n"])
def test_the_page_of_a_web_archive_is_read(how, charset, top, gazetteer):
    data = message(
        "related",
        part(f'text/html; charset="{charset}"', HTML.encode(charset), how),
        part("image/png", b"\x89PNG", "base64"),
        top=top,
    )
    report = parse_page(data, gazetteer=gazetteer)
    assert (report.title.value, report.media) == (TITLE, "html")
    assert report.raw_text.split("\n") == [TITLE, PROSE, PROSE]


def test_a_web_archive_of_one_part_and_one_that_was_pasted_are_read(gazetteer):
    data = b"MIME-Version: 1.0\n" + part("text/html; charset=utf-8", HTML.encode(), "base64")
    assert parse_page(data, gazetteer=gazetteer).title.value == TITLE
    assert parse_page(data.decode(), gazetteer=gazetteer).title.value == TITLE
    assert parse_page("\ufeff" + data.decode(), gazetteer=gazetteer).title.value == TITLE


def test_of_a_message_the_page_is_read_before_the_plain_text_and_attachments_come_along(gazetteer):
    inner = message(
        "alternative", part("text/plain", b"plain"), part("text/html", HTML.encode()), top=""
    )
    attached = part("text/html", b"<p>x</p>", "8bit", "Content-Disposition: attachment")
    report = parse_page(message("mixed", inner, attached), gazetteer=gazetteer)
    assert report.title.value == TITLE
    assert [(each.title, each.content) for each in report.attachments] == [("附件", b"<p>x</p>")]


def test_the_text_of_a_message_without_a_page_is_read(gazetteer):
    data = message("mixed", part("text/plain; charset=gbk", f"{TITLE}\n{PROSE * 2}".encode("gbk")))
    assert parse_page(data, gazetteer=gazetteer).title.value == TITLE


def test_of_a_page_of_frames_the_longest_is_read():
    frames = part("text/html", b"<frameset><frame src=a></frameset>")
    data = message("related", frames, part("text/html", b"<p>x"), part("text/html", HTML.encode()))
    assert read_page(data).text.startswith(TITLE)


def test_markup_from_the_clipboard_has_no_text_in_front():
    assert read_page(f"Version:0.9\r\nStartHTML:0000000105\r\n{HTML}").text.startswith(TITLE)


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (message("related", part("image/png", b"\x89PNG", "base64")), "网页存档"),
        (b"MIME-Version: 1.0\r\n\r\n", "网页存档"),
        (b"%PDF-1.7 ...", "PDF"),
        ("%PDF-1.4\n1 0 obj\n<<" + PROSE, "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"GIF89a\1\0", "GIF"),
        (b"BM\x36\0\0\0\0\0\0\0\x36\0", "图片"),
        (b"II*\0\x08\0\0\0", "图片"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "图片"),
        (b"\0\0\0\x18ftypheic", "图片"),
        (b"\0\0\0\x18ftypmp42", "视频"),
        (b"Rar!\x1a\7\0", "RAR"),
        (b"\x1f\x8b\x08\0", "压缩包"),
        (zipped("a.txt"), "压缩包"),
        (b"PK\5\6" + b"\0" * 18, "压缩包"),
        (zipped("mimetype", "content.xml"), "OpenDocument"),
        (zipped("OFD.xml"), "OFD"),
        (OLE, "Office"),
        (OLE + "Workbook".encode("utf-16-le"), "Excel"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "PowerPoint"),
        (f"<?xml version='1.0'?><data>{PROSE}</data>", "XML"),
        (f"<svg xmlns='http://www.w3.org/2000/svg'><text>{PROSE}</text></svg>", "SVG"),
        (f"<rss><item><p>{PROSE}</p></item></rss>", "订阅源"),
        (f'{{"title": "{TITLE}", "text": "{PROSE}"}}', "JSON"),
    ],
)
def test_another_format_is_refused_by_name_with_what_to_do(data, named):
    with pytest.raises(PageRefused) as caught:
        read_page(data)
    assert named in caught.value.message
    assert "请" in caught.value.message


def test_a_page_written_as_xml_is_a_page():
    xml = f'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN">{HTML}'
    assert read_page(xml).text.startswith(TITLE)


@pytest.mark.parametrize("depth", [50, 20_000])
def test_a_message_of_endless_messages_is_read_or_refused(depth):
    head = "".join(
        f'Content-Type: multipart/mixed; boundary="b{index}"\n\n--b{index}\n'
        for index in range(depth)
    )
    with pytest.raises(PageRefused):
        read_page("MIME-Version: 1.0\n" + head)
