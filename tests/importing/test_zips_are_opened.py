"""Each page in a zip becomes an import of its own; nothing else in it does harm."""

import io
import struct
import tracemalloc
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from articles.extraction import PageRefused
from articles.extraction.readers import read_page
from articles.importing.archives import unpacked
from articles.models import Article, PendingImport
from tests.extraction.make_docx import docx
from tests.import_pages import KULUN, XINGAN


def zip_of(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def named(data: bytes) -> list[tuple]:
    """Return the name and the content of each page of a zip."""
    return [(name, content) for name, content, *_ in unpacked("a.zip", data)]


def refused(data: bytes, most: int = 50) -> list[PageRefused]:
    return [each for _, each, *_ in unpacked("a.zip", data, most) if isinstance(each, PageRefused)]


def test_pages_are_taken_in_order_and_what_is_none_is_told_once():
    data = zip_of({
        "报告/二.html": b"2", "报告/一.TXT": b"1", "图.png": b"x", "再.zip": b"x",
        "__MACOSX/报告/一.TXT": b"x", ".DS_Store": b"x", "报告/~$三.docx": b"x",
    })  # fmt: skip
    *pages, (name, others) = named(data)
    assert pages == [("a.zip/报告/二.html", b"2"), ("a.zip/报告/一.TXT", b"1")]
    assert (name, others.code) == ("a.zip", "passed_over")
    assert "2 个文件" in others.message


def test_what_is_no_zip_and_what_is_a_document_itself_stays_whole():
    for data in (b"text", docx("一"), zip_of({"mimetype": "x", "content.xml": "x"})):
        assert named(data) == [("a.zip", data)]


def test_names_in_gbk_are_read():
    data = zip_of({"aa.txt": b"1"}).replace(b"aa.txt", "库".encode("gbk") + b".txt")
    assert [name for name, _ in named(data)] == ["a.zip/库.txt"]


def test_a_path_out_of_the_zip_is_a_name_and_nothing_else(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    assert [data for _, data in named(zip_of({"../../x.txt": b"1"}))] == [b"1"]
    assert [path.name for path in tmp_path.rglob("*")] == ["in"]


def lying(data: bytes) -> bytes:
    """Return a zip whose directory says that its first member is small."""
    place = data.index(b"PK\1\2") + 24
    return data[:place] + struct.pack("<L", 10) + data[place + 4 :]


def spoiled(method: int) -> bytes:
    """Return a zip packed with this method, of which the packed bytes are damaged."""
    data = bytearray(zip_of({"a.txt": bytes(range(256)) * 40}, method))
    for place in range(35 + 9, 35 + 60):
        data[place] = 0xFF
    return bytes(data)


def test_a_spoiled_zip_is_refused():
    assert [each.code for each in refused(spoiled(zipfile.ZIP_DEFLATED))] == ["broken_zip"]


def greedy(method: int) -> bytes:
    """Return a zip whose page asks for gigabytes: a dictionary of LZMA, a piece of bzip2."""
    data = zip_of({"a.txt": bytes(30_000_000 if method == zipfile.ZIP_BZIP2 else 10)}, method)
    head = b"\x09\x04\x05\x00\x5d"  # of LZMA; its dictionary's size follows
    return lying(data.replace(head + b"\0\0\x80\0", head + b"\xff" * 4))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_would_take_all_memory_is_refused_before_it_is_unpacked(method):
    data = greedy(method)
    tracemalloc.start()
    codes = [each.code for each in refused(data)]
    document = data.replace(b"a.txt", b"word/document.xml"[:5])
    with pytest.raises(PageRefused, match="特殊压缩"):
        read_page(document)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert codes == ["locked"]
    assert most < 10_000_000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zip_of({f"{number}.txt": bytes(19_000_000) for number in range(11)}), "bomb"),
        (lying(zip_of({"a.txt": bytes(30_000_000)})), "broken_zip"),
        (b"PK\3\4" + b"PK\1\2" * 6000, "bomb"),
        (zip_of({f"{number}.txt": b"" for number in range(51)}), "too_large"),
        (zip_of({"a.png": b"x"}), "empty"),
        (zip_of({"a.txt": b"x" * 100})[:60], "broken_zip"),
    ],
)
def test_a_hostile_or_broken_zip_is_refused(data, code):
    assert [each.code for each in refused(data)] == [code]


def test_a_locked_zip_is_refused():
    data = bytearray(zip_of({"a.txt": b"x" * 100}))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + place] |= 1
    assert [each.code for each in refused(bytes(data))] == ["locked"]


ZIP = zip_of({"甲.txt": KULUN, "乙.txt": XINGAN.encode("gb18030"), "空.txt": b"", "图.jpg": b"x"})


@pytest.mark.django_db
def test_the_pages_of_a_zip_wait_for_their_editor(client, editor, places):
    response = client.post(
        reverse("import_hand_in"), {"files": SimpleUploadedFile("包.zip", ZIP)}, follow=True
    )
    names = PendingImport.objects.values_list("raw_page__filename", flat=True)
    assert set(names) == {"包.zip/甲.txt", "包.zip/乙.txt"}
    content = response.content.decode()
    assert "已识别 2 份" in content
    assert "包.zip/空.txt：" in content
    assert "1 个文件不是网页或文档" in content


def handed_in(client, files: dict[str, bytes], **data) -> str:
    sent = [SimpleUploadedFile(name, content) for name, content in files.items()]
    address = reverse("import_hand_in")
    return client.post(address, {"files": sent, **data}, follow=True).content.decode()


@pytest.mark.django_db
def test_zips_with_too_many_pages_together_are_named_and_the_rest_is_read(client, editor, places):
    one, other = (
        zip_of({f"{number}.txt": f"{KULUN}{number}{name}" for number in range(30)}) for name in "ab"
    )
    said = handed_in(client, {"一.zip": one, "二.zip": other, "兴安.txt": XINGAN.encode()})
    assert PendingImport.objects.count() == 31
    assert "二.zip：压缩包里有 30 个网页或文档，连同一起交来的超过了 50 个，没有导入" in said


@pytest.mark.django_db
def test_a_file_beyond_those_that_may_come_at_once_is_named(client, editor, places):
    files = {"a.zip": zip_of({f"{n}.txt": "空" for n in range(50)}), "兴安.txt": XINGAN.encode()}
    assert "a.zip：压缩包里有 50 个" in handed_in(client, files, text=KULUN)
    assert PendingImport.objects.count() == 2
    assert "兴安.txt：一次最多导入 50 个网页或文档" in handed_in(client, files)


@pytest.mark.django_db
def test_the_command_takes_the_pages_of_a_zip(places, tmp_path):
    (tmp_path / "包.zip").write_bytes(ZIP)
    err = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("import_reports", tmp_path, stdout=io.StringIO(), stderr=err)
    assert Article.objects.count() == 2
    assert "失败 1，跳过 1" in err.getvalue()
    assert "空.txt：文件是空的" in err.getvalue()
