"""What a file is, told by its content; what is refused, and with which words."""

import io
import zlib

import pytest
from django.core.exceptions import ValidationError

from tests.attached import PDF, old_office, packed, word
from unityreports.site.file_kinds import MOST_BYTES, kind_of

JPG, PNG = b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"
ODT = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"})
SHEET = packed({"[Content_Types].xml": b"<T/>", "xl/workbook.xml": b"<w/>"})
SLIDES = packed({"[Content_Types].xml": b"<T/>", "ppt/presentation.xml": b"<p/>"})


def kind(content: bytes, name: str = "") -> str:
    return kind_of(io.BytesIO(content), name).suffix


def related(kind: str, target: str) -> bytes:
    """Return a Word file that takes something from elsewhere when it is opened."""
    told = f'<Relationships><Relationship Type="x/{kind}" Target="{target}"/></Relationships>'
    return word(**{"word/_rels/settings.xml.rels": told.encode()})


def in_each_other(content: bytes, depth: int) -> bytes:
    for _ in range(depth):
        content = packed({"内.zip": content})
    return content


OBJECT = "Ole10Native".encode("utf-16-le")
TEMPLATE = "attachedTemplate"
MACRO_SHEET = b"\x09\x08\x10\x00\x00\x06\x40\x00"


def acting(objects: bytes) -> bytes:
    """Return a PDF with more objects."""
    return PDF.replace(b"trailer", b"2 0 obj" + objects + b"endobj\ntrailer")


def packed_objects(objects: bytes) -> bytes:
    """Return objects packed into a stream, as most programs write them."""
    packed = zlib.compress(objects)
    head = b"<</Type/ObjStm/N 1/First 4/DecodeParms<</Columns 4>>/Filter/FlateDecode>>stream\r\n"
    return head + packed + b"\r\nendstream"


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (PDF, "名册.docx", "pdf"),
        (word(), "总结.pdf", "docx"),
        (SHEET, "表", "xlsx"),
        (SLIDES, "", "pptx"),
        (ODT, "a.odt", "odt"),
        (packed({"OFD.xml": b"<ofd/>"}), "a.ofd", "ofd"),
        (packed({"MIMETYPE": b"application/vnd.oasis.opendocument.text"}), "a.odt", "zip"),
        (packed({"mimetype": b"video/mp4"}), "a.mp4", "zip"),
        (packed({"名册.xls": b"x"}), "a.zip", "zip"),
        (old_office("WordDocument"), "a.doc", "doc"),
        (old_office("WordDocument"), "a.wps", "wps"),
        (old_office("Workbook"), "a.xls", "xls"),
        (old_office("PowerPoint Document"), "a.dps", "dps"),
        ("名称,数量\n示范单位,3\n".encode("gb18030"), "a.csv", "csv"),
        ("说明".encode(), "a.txt", "txt"),
        (JPG, "a.png", "jpg"),
        (PNG, "a", "png"),
        (b"\0\0\0\x18ftypisom", "a.mov", "mp4"),
        (b"\0\0\0\x18ftypM4A \0", "a", "m4a"),
        (b"\x1a\x45\xdf\xa3\x9fB\x82\x84webm", "a", "webm"),
        (b"\xff\xfb\x90\x64", "a", "mp3"),
        (b"WEBVTT\n", "a.vtt", "vtt"),
        (b"1\n00:00", "a.vtt", "txt"),
    ],
)
def test_a_kind_is_told_by_content(content, name, told):
    assert kind(content, name) == told


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.pdf", "空的"),
        (b"<html><script>alert(1)</script>", "a.pdf", "内容不是"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.pdf", "内容不是"),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>", "a.txt", "内容不是"),
        (b"MZ\x90\0program", "a.pdf", "内容不是"),
        (b"#!/bin/sh\nrm -rf /\n", "a.sh", "内容不是"),
        (b"alert(1)", "a.js", "内容不是"),
        (b"GIF89a/*", "a.pdf", "内容不是"),
        (b"\0\0\0\x18ftypqt  ", "a.mp4", "内容不是"),
        (b"\x1a\x45\xdf\xa3\x9fB\x82\x88matroska", "a.webm", "内容不是"),
        (PDF[:-8], "a.pdf", "不完整"),
        (word()[:-30], "a.docx", "已损坏"),
        (word(**{"word/vbaProject.bin": b"x"}), "a.docx", "宏"),
        (packed({"mimetype": b"x", "Basic/Standard/Module1.xml": b"x"}), "a.odt", "宏"),
        (old_office("WordDocument", "_VBA_PROJECT"), "a.doc", "宏"),
        (old_office("EncryptedPackage"), "a.docx", "密码"),
        (old_office("SomethingElse"), "a.doc", "内容不是"),
        (packed({"资料/setup.EXE": b"MZ"}), "a.zip", "程序文件（资料/setup.exe）"),
        (packed({"setup.exe. ": b"MZ"}), "a.zip", "程序文件（setup.exe）"),
        (packed({str(number): b"" for number in range(5001)}), "a.zip", "太多"),
        (acting(b"<</S/JavaScript/JS(app.alert\\(1\\))>>"), "a.pdf", "脚本"),
        (acting(b"<</S /Java#53cript/JS 5 0 R>>"), "a.pdf", "脚本"),
        (acting(b"<</S/Launch/F(a.exe)>>"), "a.pdf", "启动程序"),
        (acting(packed_objects(b"<</S/JavaScript/JS(x)>>")), "a.pdf", "脚本"),
        (word(**{"xl/macrosheets/sheet1.xml": b"x"}), "a.xlsx", "宏"),
        (old_office("Workbook") + MACRO_SHEET, "a.xls", "宏"),
        (word(**{"word/activeX/activeX1.xml": b"x"}), "a.docx", "宏"),
        (related(TEMPLATE, "https://x.example/a.dotm"), "a.docx", "别的电脑"),
        (related("oleObject", "file:////x.example/a"), "a.docx", "别的电脑"),
        (word(**{"word/embeddings/o.bin": OBJECT + b"a.exe\0"}), "a.docx", "程序文件"),
        (in_each_other(packed({"a.exe": b"MZ"}), 1), "a.zip", "程序文件（a.exe）"),
        (in_each_other(word(**{"word/vbaProject.bin": b"x"}), 2), "a.zip", "宏"),
        (in_each_other(packed({"a": b""}), 3), "a.zip", "太多层"),
        (packed({"表.xlsm": word(**{"xl/vbaProject.bin": b"x"})}), "a.zip", "宏"),
        (packed({"文.docx": related(TEMPLATE, "https://x.example/a.dotm")}), "a.zip", "别的电脑"),
        (acting(b"<</Type/EmbeddedFile>><</F(a.exe)>>"), "a.pdf", "夹带了程序"),
        (acting(packed_objects(b"<</EmbeddedFiles 1 0 R/UF<FEFF002E006500780065>>>")), "", "夹带"),
        (acting(b"<</XFA 5 0 R>>"), "a.pdf", "脚本"),
        (b"a,b\n1,=cmd|' /C calc'!A0\n", "a.csv", "会启动程序的公式"),
        (b"Rar!\x1a\x07\x00", "a.rar", "请改用 ZIP"),
        (PDF[:-6] + bytes(MOST_BYTES) + b"%%EOF\n", "a.pdf", "超过 30 MB"),
    ],
)
def test_what_may_do_harm_or_cannot_be_opened_is_refused(content, name, said):
    with pytest.raises(ValidationError, match=said):
        kind(content, name)


def test_a_pdf_that_only_speaks_of_scripts_or_packs_what_is_harmless_is_taken():
    for content in (
        acting(b"(/JavaScripts)"),
        acting(packed_objects(b"<</S/URI/URI(https://x)>>")),
        acting(b"<</Type/ObjStm/Filter/FlateDecode>>stream\nno zlib endstream"),
    ):
        assert kind(content, "a.pdf") == "pdf"


def test_what_only_looks_as_if_it_did_harm_is_taken():
    for content, name in (
        (related(TEMPLATE, "file:///C:\\Users\\a\\Normal.dotm"), "docx"),
        (related("hyperlink", "https://x.example/"), "docx"),
        (in_each_other(word(), 2), "zip"),
        (acting(b"<</Type/EmbeddedFile>><</F(a.xlsx)>>"), "pdf"),
        (acting(b"<</S/URI/URI(https://x.example/a.exe)>>"), "pdf"),
        ("增长,=A1+B1\n甲|乙,-3\n".encode(), "csv"),
    ):
        assert kind(content, f"a.{name}") == name


def test_an_archive_that_unpacks_to_far_too_much_is_refused():
    content = bytearray(packed({"a": b"x"}))
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (2_000_000_000).to_bytes(4, "little")
    with pytest.raises(ValidationError, match="过大"):
        kind(bytes(content))


def test_marks_are_found_across_the_pieces_in_which_a_file_is_read():
    far = bytearray(old_office("WordDocument") + bytes(2 << 20))
    mark = "_VBA_PROJECT".encode("utf-16-le")
    far[(1 << 20) - 7 : (1 << 20) - 7 + len(mark)] = mark
    with pytest.raises(ValidationError, match="宏"):
        kind(bytes(far))
