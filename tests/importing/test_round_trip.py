"""Whatever a Word file holds comes out again: paragraphs, cells and pictures, in order."""

import io
import random

import docx as python_docx
import PIL.Image
import pytest
from django.test.utils import override_settings
from django.urls import reverse
from docx.oxml.ns import qn
from wagtail.images.models import Image

from articles.extraction.readers import read_page
from articles.importing import upload
from articles.importing.archives import unpacked
from articles.models import Article
from tests import factories
from tests.import_pages import known
from tests.importing.written import pages
from tests.importing.written.contents import make
from unityreports.site import richtext

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


COLOURS = ["red", "green", "blue", "yellow"]


def sections_of(seed: int) -> list[list[tuple]]:
    """Return two sections of paragraphs, tables and pictures, made up from a seed."""
    chance = random.Random(seed)

    def words(length: int) -> str:
        return "".join(chance.choices("库伦旗抓创建促团结", k=length))

    def block(number: int) -> tuple:
        # Paragraphs that come twice are the frame of a page: each has its number.
        return chance.choice(
            [
                ("paragraph", f"第{number}次，{words(12)}。"),
                ("table", [words(3) for _ in range(4)]),
                ("picture", chance.choice(COLOURS)),
            ]
        )

    return [[block(part * 10 + at) for at in range(chance.randrange(7))] for part in (1, 2)]


def picture(colour: str) -> io.BytesIO:
    file = io.BytesIO()
    PIL.Image.new("RGB", (60, 40), colour).save(file, "PNG")
    file.seek(0)
    return file


def word_file(sections) -> bytes:
    document = python_docx.Document()
    document.add_paragraph("库伦旗民族团结进步工作总结", style="Title")
    document.add_paragraph(
        "近年来，库伦旗把民族团结进步创建作为基础性事业来抓，各项工作取得明显成效。"
    )
    for number, blocks in zip("一二", sections, strict=True):
        document.add_paragraph(f"{number}、抓创建工作", style="Heading 1")
        document.add_paragraph(
            f"{number}年来，全旗把民族团结进步创建作为一项基础性事业来抓，各项工作扎实推进。"
        )
        for kind, what in blocks:
            if kind == "paragraph":
                document.add_paragraph(what)
            elif kind == "picture":
                document.add_picture(picture(what))
            else:
                table = document.add_table(2, 2, style="Table Grid")
                for at, text in enumerate(what):
                    table.cell(at // 2, at % 2).text = text
                document.add_paragraph("见上表。" + number + what[0])
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def in_order(sections) -> list[str]:
    """Return every word and picture of the sections, in order."""
    said = []
    for number, blocks in zip("一二", sections, strict=True):
        said += [
            f"{number}、抓创建工作",
            f"{number}年来，全旗把民族团结进步创建作为一项基础性事业来抓，各项工作扎实推进。",
        ]
        for kind, what in blocks:
            said += [what] if kind != "table" else [*what, f"见上表。{number}{what[0]}"]
    return said


def colour_of(image) -> str:
    with PIL.Image.open(image) as opened:
        rgb = opened.convert("RGB").resize((1, 1)).getpixel((0, 0))
    near = {name: PIL.Image.new("RGB", (1, 1), name).getpixel((0, 0)) for name in COLOURS}
    return min(near, key=lambda name: sum(abs(a - b) for a, b in zip(near[name], rgb, strict=True)))


def told(html: str) -> list[str]:
    lines = richtext.to_text(html, lambda each: f"@{each.number}").split("\n")
    return [
        colour_of(Image.objects.get(pk=int(word[1:])).file) if word.startswith("@") else word
        for line in lines
        for word in line.split("\t")
    ]


def exported(client, report) -> list[str]:
    """Return what the report's Word file says in its outline, in order."""
    response = client.get(reverse("report_docx", args=[report.pk]))
    document = python_docx.Document(io.BytesIO(response.content))
    said = []
    for element in document.element.body.iter(qn("w:p")):
        for blip in element.iter(qn("a:blip")):
            part = document.part.related_parts[blip.get(qn("r:embed"))]
            said.append(colour_of(io.BytesIO(part.blob)))
        said.append("".join(each.text or "" for each in element.iter(qn("w:t"))))
    return [each for each in said if each]


def publish(article: Article):
    """Give what the file leaves open, edit every part as the editor does, and publish."""
    article.region, article.channel = factories.region(), factories.channel()
    article.published_at = factories.china(2022, 3, 1)
    measures = list(article.measures.all())
    for each in (article, *measures):
        for name in ("lead", "closing") if each is article else ("body",):
            opened = richtext.to_editor(getattr(each, name))
            setattr(each, name, richtext.from_editor(opened).replace('"/>', '" alt=""/>'))
    article.measures = measures
    article.save_revision().publish()
    article.refresh_from_db()


def pytest_generate_tests(metafunc):
    """Make up five files of each kind, or a hundred."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(100 if metafunc.config.getoption("whole") else 5))


def test_what_a_word_file_holds_is_published_and_exported_in_order(client, places, seed):
    sections = sections_of(seed)
    report = upload.Reader().read(read_page(word_file(sections)))
    upload.import_pages([report], **known())
    article = Article.objects.latest("pk")
    wanted = in_order(sections)
    drafted = [word for each in article.measures.all() for word in (each.heading, *told(each.body))]
    assert drafted == wanted
    publish(article)
    published = client.get(f"/api/v1/articles/{article.pk}").json()
    assert [each["row"] for each in published["pictures"]] == [
        row for row, blocks in enumerate(sections, 1) for kind, _ in blocks if kind == "picture"
    ]
    said = exported(client, article)
    start = said.index(wanted[0])
    assert said[start : start + len(wanted)] == wanted


def test_what_a_page_brings_along_is_published_and_exported_in_order(client, places, media, seed):
    contents = make(seed, ("table", "picture", "inline", "list", "file"))
    name, data = pages.zipped(pages.trs, "W0202203")(contents)
    opened = unpacked(name, data)
    page = next(opened)
    upload.import_pages(
        [upload.Reader().read(read_page(page.content, beside=page.beside))], **known()
    )
    article = Article.objects.latest("pk")
    publish(article)
    files = [f"附件：{each.text}" for each in contents.of("file")]
    shown = client.get(f"/api/v1/articles/{article.pk}").json()
    assert [each["title"] for each in shown["attachments"]] == files
    for each, block in zip(article.attachments.all(), contents.of("file"), strict=True):
        answer = client.get(each.get_absolute_url())
        assert b"".join(answer.streaming_content).endswith(str(block.number).encode())
    response = client.get(reverse("report_docx", args=[article.pk]))
    document = python_docx.Document(io.BytesIO(response.content))
    said = "".join(
        "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )
    at = 0
    for words in [*contents.words(), *files]:
        at = said.index("".join(words.split()), at)
    colours = [
        PIL.Image.open(io.BytesIO(document.part.related_parts[blip.get(qn("r:embed"))].blob))
        for blip in document.element.body.iter(qn("a:blip"))
    ]
    assert len(colours) == len(contents.pictures)
