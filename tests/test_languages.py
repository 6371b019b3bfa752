"""Interface text: its source is the readers' Chinese, and the desk's English is complete."""

import gettext
import re

import pytest
from django.conf import settings
from wagtail.users.models import UserProfile

from articles.models import Honor
from tests import catalogues, editors, factories
from tests.catalogues import CHINESE

CATALOGUES = sorted(settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/*.po"))
NAMES = ["/".join(path.parts[-3:]) for path in CATALOGUES]
ENGLISH = settings.LOCALE_PATHS[0] / "en" / "LC_MESSAGES" / "django.po"


@pytest.fixture
def english_client(admin_client, admin_user):
    """An administrator who works in English."""
    UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": "en"})
    return admin_client


@pytest.mark.parametrize("source", CATALOGUES, ids=NAMES)
def test_a_catalogue_was_compiled_after_its_last_change(source):
    with source.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    del compiled[""]
    assert compiled == {text: found for text, found in catalogues.entries(source).items() if found}


@pytest.mark.parametrize("source", CATALOGUES, ids=NAMES)
def test_no_text_of_a_catalogue_is_left_in_doubt(source):
    assert "fuzzy" not in source.read_text()


def test_every_text_of_the_program_has_its_english():
    texts = catalogues.entries(ENGLISH).items()
    chinese = {key: found for key, found in texts if CHINESE.search(str(key))}
    assert {key[0] if isinstance(key, tuple) else key for key in chinese} == catalogues.asked()
    assert [key for key, found in chinese.items() if not found] == []


def test_the_english_texts_hold_no_chinese_but_examples_in_quotes():
    for key, english in catalogues.entries(ENGLISH).items():
        assert not CHINESE.search(catalogues.QUOTED.sub("", english)), key


def test_scripts_of_the_desk_hold_no_words_but_get_them_from_the_page():
    scripts = sorted((settings.BASE_DIR / "static" / "desk").glob("*.js"))
    assert scripts
    for script in scripts:
        assert not re.search(r"[\u4e00-\u9fff]", script.read_text()), script.name


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/articles/", "/articles/{pk}/", "/honors/", "/regions/15/"])
def test_readers_get_chinese_whatever_their_browser_or_their_desk_speaks(
    client, english_client, path
):
    article = factories.published(honors=[{"level": Honor.Level.NATIONAL}], figures=[{}])
    path = path.format(pk=article.pk)
    chinese = client.get(path).content
    assert client.get(path, headers={"accept-language": "en"}).content == chinese
    english_client.get("/admin/")
    assert english_client.get(path, headers={"accept-language": "en"}).content == chinese


@pytest.mark.django_db
def test_a_preview_shows_what_readers_will_see(english_client):
    article = factories.draft(honors=[{"level": Honor.Level.NATIONAL}])
    preview = editors.url("revisions_view", article.pk, article.latest_revision_id)
    assert "国家级" in english_client.get(preview).content.decode()


@pytest.mark.django_db
def test_a_file_taken_from_the_english_desk_is_worded_for_readers(english_client):
    factories.published(honors=[{"level": Honor.Level.NATIONAL}])
    answer = english_client.get("/admin/export/honors/?format=csv&level=national")
    assert "国家级" in answer.getvalue().decode()
    assert "%E5%9B%BD%E5%AE%B6%E7%BA%A7" in answer["Content-Disposition"]  # 国家级


@pytest.mark.django_db
def test_what_is_kept_of_a_report_does_not_depend_on_the_language_of_its_editor(
    client, english_client
):
    client.force_login(editors.user(editors.REVIEWER))
    article = factories.draft(measures=[{}], honors=[{"level": Honor.Level.NATIONAL}], figures=[{}])
    kept = []
    for editor in (client, english_client):
        data = editors.form_of(editor, "edit", article.pk)
        assert editor.post(editors.url("edit", article.pk), data).status_code == 302
        revision = article.revisions.latest("pk")
        assert revision.user.pk == int(editor.session["_auth_user_id"])
        del revision.content["latest_revision"]
        kept.append((revision.object_str, revision.content))
    assert kept[0] == kept[1]
