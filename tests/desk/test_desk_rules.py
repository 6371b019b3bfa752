"""Every address of the desk has its rule, and what has none is closed."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from PIL import Image as Picture
from wagtail.images import get_image_model

from tests import desk_pages, editors, factories
from unityreports import desk_rules
from unityreports.desk_rules import ABSENT, EVERYONE, RULES, SUPERUSERS
from unityreports.desk_subjects import reach_of

pytestmark = pytest.mark.django_db
ROLES = (editors.EDITOR, editors.REVIEWER, editors.EXPORTER)


def test_every_address_of_the_desk_has_a_rule_and_every_rule_an_address():
    addresses = set(desk_pages.names())
    assert addresses - set(RULES) == set()  # write down in desk_rules who may open them
    assert set(RULES) - addresses == set()


def test_an_address_without_a_rule_is_for_superusers_only(client, admin_client, monkeypatch):
    monkeypatch.delitem(RULES, "import_hand_in")
    for role in ROLES:
        client.force_login(editors.user(role))
        assert client.get("/admin/imports/").url == "/admin/"
        assert client.post("/admin/imports/", {"text": "x"}).url == "/admin/"
        assert (
            client.get(
                "/admin/imports/", headers={"x-requested-with": "XMLHttpRequest"}
            ).status_code
            == 403
        )
    client.logout()
    assert client.get("/admin/imports/").url.startswith("/admin/login/")
    assert admin_client.get("/admin/imports/").status_code == 200


def test_screens_that_the_site_has_not_are_not_there_even_for_a_superuser(admin_client):
    absent = [name for name, rule in RULES.items() if rule is ABSENT and "/" not in name]
    needed = {each for name in absent for form in desk_pages.arguments(name) for each in form}
    any_row = dict.fromkeys(needed, 1)
    addresses = [each for name in absent for each in desk_pages.filled(name, any_row)]
    assert len(addresses) > 60
    open_ones = {
        address
        for address in addresses
        if admin_client.get(address).status_code != 404
        or admin_client.post(address, headers={"x-requested-with": "XMLHttpRequest"}).status_code
        != 404
    }
    assert open_ones == set()


@pytest.mark.parametrize(
    "path",
    [
        "bulk/articles/theme/delete/?id=all",
        "bulk/articles/channel/delete/?id=all",
        "bulk/wagtailimages/image/add_to_collection/?id=all",
        "settings/wagtailcore/site/1/",
    ],
)
def test_what_is_absent_of_a_kind_is_so_by_the_rest_of_its_address(admin_client, path):
    factories.draft("草稿的标题")
    answer = admin_client.get(f"/admin/{path}")
    assert answer.status_code == 404
    assert "草稿的标题" not in answer.content.decode()


def test_who_has_nothing_to_do_with_pictures_sees_none(exporter):
    content = io.BytesIO()
    Picture.new("1", (4, 3)).save(content, "PNG")
    file = SimpleUploadedFile("a.png", content.getvalue(), "image/png")
    image = get_image_model().objects.create(title="草稿的配图", file=file)
    for path in (
        "",
        "results/",
        "{pk}/",
        "{pk}/preview/original/",
        "usage/{pk}/",
        "chooser/",
        "chooser/chosen/{pk}/",
    ):
        answer = exporter.get(f"/admin/images/{path.format(pk=image.pk)}")
        assert answer.status_code in (302, 404), path


def test_every_address_that_names_a_row_says_whose_the_row_is():
    unsaid = {
        name
        for name in desk_pages.names()
        if "/" not in name
        and RULES.get(name) not in (ABSENT, SUPERUSERS, EVERYONE)
        and any(desk_pages.arguments(name))
        and reach_of(name) is None
    }
    assert unsaid == set()  # write down in desk_subjects whose it is


def test_a_rule_of_many_models_depends_on_the_one_that_is_meant():
    rule = RULES["propose_address_name"]({"model": "channel"})
    assert rule.words == "articles.add_channel or articles.change_channel"
    assert (
        desk_rules.RULES["wagtail_bulk_action"](
            {"app_label": "auth", "model_name": "user", "action": "delete"}
        )
        is desk_rules.SUPERUSERS
    )


def test_the_table_in_the_docs_is_what_the_rules_come_to(capsys):
    call_command("list_desk_rules")
    written = (settings.BASE_DIR / "docs" / "desk-rules.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out == written  # manage.py list_desk_rules > docs/desk-rules.md
