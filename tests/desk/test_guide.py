"""The editors' guide: each chapter opens, shows its pictures, and names what is on the desk."""

import re

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from articles.desk.guide import CHAPTERS
from tests import catalogues, editors

pytestmark = pytest.mark.django_db
FOLDER = settings.BASE_DIR / "templates" / "desk" / "guide"
WAGTAILS = {"Settings", "Lock", "Set schedule", "Unpublish", "Save draft", "Delete", "History"}


@pytest.mark.parametrize("role", editors.ROLES)
def test_everybody_on_the_desk_reads_the_guide(client, role):
    client.force_login(editors.user(role))
    for chapter in CHAPTERS:
        page = client.get(f"/admin/guide/{chapter.slug}/").content.decode()
        assert f"<h2>{chapter.title}</h2>" in page
    assert client.get("/admin/guide/no-chapter/").status_code == 404


def test_every_chapter_has_its_text_and_every_picture_is_there():
    texts = {path.stem for path in FOLDER.glob("*.html")} - {"chapter", "figure"}
    assert texts == {chapter.slug for chapter in CHAPTERS}
    named = set()
    for path in FOLDER.glob("*.html"):
        named |= set(re.findall(r'picture="desk/guide/([\w-]+\.webp)"', path.read_text()))
    assert named == {path.name for path in (settings.BASE_DIR / "static/desk/guide").iterdir()}


def test_what_the_guide_tells_to_press_is_what_the_desk_calls_it():
    with translation.override("zh-hans"):
        words = catalogues.asked() | {gettext(text) for text in WAGTAILS}
    pressed = set()
    for path in FOLDER.glob("*.html"):
        pressed |= set(re.findall(r"<b>([^<]+)</b>", path.read_text()))
    assert pressed
    assert sorted(pressed - words) == []
