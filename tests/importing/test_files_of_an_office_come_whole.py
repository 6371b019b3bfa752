"""Whatever program wrote a report: nothing of it is lost, or it is named in the review.

Twelve files in ``make test``, a hundred in ``make proof``.
"""

import io
from html import unescape

import PIL.Image
import pytest
from django.test.utils import override_settings
from django.urls import reverse
from wagtail.images.models import Image

from articles.models import Article, PendingImport
from tests.import_pages import form_data, hand_in
from tests.importing.written import office, pages, word
from tests.importing.written.contents import Contents, colour, make
from unityreports.site import richtext

pytestmark = pytest.mark.django_db

_TEXT = ("table", "picture", "inline", "list")
_WORD, _SITE = (*_TEXT, "box", "file"), (*_TEXT, "file")
# What writes, the kinds of blocks it knows, whether it has footnotes and comments, and how many.
WRITERS = {
    "Word": (word.written("word"), _WORD, True, True, 12),
    "WPS": (word.written("wps"), _WORD, True, True, 12),
    "Google Docs": (word.written("google"), _TEXT, True, True, 8),
    "Pandoc": (word.written("pandoc"), _TEXT, True, False, 6),
    "Word Online in the browser": (pages.alone(pages.word_online), _TEXT, False, False, 8),
    "Google Docs in the browser": (pages.alone(pages.google_docs), _TEXT, False, False, 8),
    "Pandoc's page": (pages.alone(pages.pandoc), _TEXT, True, False, 5),
    "WeChat": (pages.zipped(pages.wechat, "页面_files/"), _TEXT, False, False, 6),
    "WeChat in an archive": (pages.archived(pages.wechat), _TEXT, False, False, 4),
    "TRS": (pages.zipped(pages.trs, "W0202203"), _SITE, False, False, 6),
    "VSB": (pages.zipped(pages.vsb, "__local/"), _SITE, False, False, 6),
    "an old site": (pages.zipped(pages.old_asp, "UploadFiles/"), _SITE, False, False, 6),
    "LibreOffice's odt": (office.converted("odt"), _WORD[:-1], True, True, 3),
    "LibreOffice's rtf": (office.converted("rtf"), _WORD[:-1], True, True, 2),
    "LibreOffice's doc": (office.converted("doc"), _WORD[:-1], True, True, 3),
    "LibreOffice's docx": (office.converted("docx"), _WORD[:-1], True, True, 3),
    "LibreOffice's page": (office.converted("html"), _WORD[:-1], True, True, 2),
}
_SMALL = [name for name in WRITERS if "LibreOffice" not in name]
# Codes of what says that something did not come along.
_NAMED = {"pictures", "objects", "comments", "attachments", "hidden_text", "revisions"}


def pytest_generate_tests(metafunc):
    """Ask for one file of each writer, or for all hundred."""
    if "writer" in metafunc.fixturenames:
        whole = metafunc.config.getoption("whole")
        asked = [(name, seed) for name in WRITERS for seed in range(WRITERS[name][-1])]
        metafunc.parametrize(("writer", "seed"), asked if whole else [(name, 0) for name in _SMALL])


def test_a_hundred_files_are_asked_for():
    assert sum(writer[-1] for writer in WRITERS.values()) == 100


@pytest.fixture(autouse=True)
def media(tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


def draft_of(client, name: str, data: bytes) -> tuple[Article, dict[str, str]]:
    """Hand a file in and confirm it; return the draft, and what the review said, by code."""
    file = io.BytesIO(data)
    file.name = name
    hand_in(client, files=file)
    pending = PendingImport.objects.get()
    said = {each["code"]: each["message"] for each in pending.parsed["problems"]}
    address = reverse("import_review", args=[pending.pk])
    review = client.get(address)
    shown = unescape(review.text)
    assert all(message in shown for code, message in said.items() if code in _NAMED)
    client.post(address, form_data(review) | {"then": "draft"})
    return Article.objects.get(), said


def parts_of(article: Article) -> list[tuple[str, str]]:
    """Return heading and body of each part of a report."""
    rows = [(each.heading, each.body) for each in article.measures.all()]
    return [("", article.lead), *rows, ("", article.closing)]


def squeezed(text: str) -> str:
    return "".join(text.split())


def colours(article: Article) -> list[tuple[int, ...]]:
    found = []
    for _heading, body in parts_of(article):
        for each in richtext.pictures(body):
            with PIL.Image.open(Image.objects.get(pk=each.number).file) as image:
                found.append(image.convert("RGB").getpixel((5, 5)))
    return found


def lost(contents: Contents, article: Article) -> list[str]:
    """Return the words that do not stand in the draft, or not in their order."""
    whole = squeezed(
        "".join(heading + richtext.to_text(body) for heading, body in parts_of(article))
    )
    at, found = 0, []
    for words in map(squeezed, contents.words()):
        place = whole.find(words, at)
        found += [words] if place < 0 else []
        at = max(at, place + len(words))
    return found + [note for note in contents.notes if squeezed(note) not in whole]


def test_nothing_that_a_file_holds_is_lost_unsaid(client, editor, places, writer, seed):
    write, kinds, notes, comments, _ = WRITERS[writer]
    contents = make(seed, kinds, notes=notes, comments=comments)
    article, said = draft_of(client, *write(contents))
    assert article.title == contents.title
    assert lost(contents, article) == []
    headings = [each.heading for each in article.measures.all() if each.heading]
    assert headings == [each.text for each in contents.of("heading")]
    tables = sum(body.count("<table>") for _heading, body in parts_of(article))
    assert tables == len(contents.of("table"))
    wanted = [colour(each.number) for each in contents.pictures]
    if "pictures" not in said:
        assert colours(article) == wanted
    assert (len(wanted) == len(colours(article))) == ("pictures" not in said)
    assert ("comments" in said) == bool(contents.comments)
    attached = [each.title.removeprefix("附件：") for each in article.attachments.all()]
    files = [each.text for each in contents.of("file")]
    assert attached == files or (files and "objects" in said)
    assert not article.honors.exists()
