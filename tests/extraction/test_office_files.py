"""What LibreOffice reads for us: its part is done by LibreOffice itself."""

import io
import re
import shutil
import subprocess
import zipfile

import pytest

from articles.extraction import PageRefused
from articles.extraction.converters import office
from articles.extraction.readers import read_page

TITLE = "库伦旗民族团结进步工作"
PROSE = "近年来，库伦旗把民族团结进步创建作为一项基础性事业来抓，各项工作取得明显成效。"
SECRET = "not to be read by a document"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def rtf(*paragraphs: str) -> bytes:
    coded = [
        "".join(f"\\u{ord(char)}?" if ord(char) > 126 else char for char in text)
        for text in paragraphs
    ]
    return ("{\\rtf1\\ansi " + "\\par ".join(coded) + "\\par}").encode()


def odt(body: str) -> bytes:
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text")
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    kind = "application/vnd.oasis.opendocument.text"
    entries = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{media}"/>'
        for path, media in (("/", kind), ("content.xml", "text/xml"))
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml", f'<m:manifest xmlns:m="{manifest}">{entries}</m:manifest>'
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content{spaces} xmlns:xlink="http://www.w3.org/1999/xlink"'
            ' office:version="1.2"><office:body><office:text>'
            f"{body}</office:text></office:body></office:document-content>",
        )
    return buffer.getvalue()


@pytest.fixture(scope="module")
def soffice() -> str:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("没有 LibreOffice")
    return program


@pytest.fixture(scope="module")
def doc(soffice, tmp_path_factory) -> bytes:
    """A file of old Word."""
    folder = tmp_path_factory.mktemp("doc")
    (folder / "a.rtf").write_bytes(rtf(TITLE, PROSE, PROSE))
    profile = f"-env:UserInstallation={folder.as_uri()}/profile"
    command = [soffice, "--headless", profile, "--convert-to", "doc", "--outdir", folder]
    subprocess.run([*command, folder / "a.rtf"], check=True, capture_output=True)
    return (folder / "a.doc").read_bytes()


def test_an_old_word_file_is_read_and_half_of_one_is_refused(doc):
    assert read_page(doc).text.split("\n") == [TITLE, PROSE, PROSE]
    with pytest.raises(PageRefused) as caught:
        read_page(doc[: len(doc) // 2] + "WordDocument".encode("utf-16-le"))
    assert caught.value.code == "unreadable"
    assert ".doc" in caught.value.message


def test_rich_text_is_read(soffice):
    assert read_page(rtf(TITLE, PROSE)).text.split("\n") == [TITLE, PROSE]


def test_a_document_brings_in_no_other_file(soffice, tmp_path):
    (tmp_path / "secret.txt").write_text(SECRET)
    link = (tmp_path / "secret.txt").as_uri()
    source = f'<text:section-source xlink:type="simple" xlink:href="{link}"/>'
    section = f'<text:section text:name="s">{source}<text:p>{PROSE}</text:p></text:section>'
    page = read_page(odt(f"<text:p>{TITLE}</text:p>{section}"))
    assert page.text.startswith(TITLE)
    assert SECRET not in page.text


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "WPS"),
        (rtf(PROSE), "RTF"),
        (rtf(PROSE).decode(), "RTF"),
        (b"\xef\xbb\xbf\r\n" + rtf(PROSE), "RTF"),
        (odt(""), "OpenDocument"),
        (f"<?xml version='1.0'?><w:wordDocument><w:p>{PROSE}</w:p></w:wordDocument>", "Word XML"),
    ],
)
def test_without_libreoffice_the_refusal_names_the_one_command(data, named, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(PageRefused) as caught:
        read_page(data)
    assert caught.value.code == "needs_office"
    assert named in caught.value.message
    assert re.search(rf"{office.COMMAND}\b", caught.value.message)
    assert ".docx" in caught.value.message
