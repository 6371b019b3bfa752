"""Requests that no page of the desk makes: without a form's mark, or with what no form has.

``make proof`` sends the latter to every form; ``make test`` to a third of those of each role, and
to the ones that matter most.
"""

from itertools import chain

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.images import get_image_model

from articles.models import (
    Article,
    Belonging,
    Channel,
    Comment,
    Membership,
    Office,
    PendingImport,
    SavedFilter,
    ScheduledExport,
    StoredFile,
)
from tests import editors, factories
from tests.desk.test_leak_matrix import everything, of_names, stored
from tests.desk.test_odd_values import Taken, lot
from unityreports.desk_rules import EVERYONE, RULES

pytestmark = pytest.mark.django_db
# What gives rights, or says that something was decided.
RIGHTS = {
    get_user_model(): ("username", "is_superuser", "is_staff", "is_active", "password", "email"),
    Group: ("name",),
    Group.permissions.through: ("group_id", "permission_id"),
    get_user_model().groups.through: ("user_id", "group_id"),
    get_user_model().user_permissions.through: ("user_id", "permission_id"),
    Membership: ("office_id", "user_id", "role_id"),
    Office: ("name", "only_own"),
    Belonging: ("article_id", "office_id"),
}
DECIDED = {
    Article: (
        *("live", "live_revision_id", "locked", "locked_by_id", "owner_id", "expire_at"),
        *("first_published_at", "last_published_at", "index_number"),
    ),
    Channel: ("slug", "reviews"),
}
# Who made or has something: nothing is laid at another's door.
MADE_BY = {
    SavedFilter: "owner",
    ScheduledExport: "owner",
    Comment: "written_by",
    PendingImport: "created_by",
    StoredFile: "uploaded_by",
    get_image_model(): "uploaded_by_user",
}
# Forms that a role sends and that are taken, with what they have not.
TAKEN = {
    editors.EDITOR: {"wagtailsnippets_articles_article:edit", "wagtailadmin_account"},
    editors.FIRST: {"wagtailsnippets_articles_article:edit"},
    editors.ADMINISTRATOR: {"wagtailsnippets_articles_channel:edit"},
}


@pytest.fixture(scope="module")
def site(module_db, tmp_path_factory):
    """An office with something of every kind, people of two roles, and somebody of another."""
    factories.theme()
    factories.indicator()
    factories.topic()
    factories.region("152224", "突泉县")
    office, other = factories.office(), factories.office("突泉县委统战部", "152224")
    stranger = editors.member(other, editors.REVIEWER, "stranger")
    people = {role: editors.member(office, role, role) for role in TAKEN}
    for person in people.values():
        person.first_name, person.last_name, person.email = "小", "王", "wang@example.org"
        person.save()
    return people, stranger, other, everything("OWNWORD", office, people[editors.EDITOR])


def columns(wanted: dict) -> dict:
    return {
        model: sorted(map(str, model._base_manager.values_list("pk", *names_of(model, names))))
        for model, names in wanted.items()
    }


def names_of(model, names) -> list[str]:
    known = {field.attname for field in model._meta.concrete_fields}
    return [name for name in names if name in known]


def addresses(made: dict) -> list[str]:
    found = of_names(made["review"]).values()
    return [address for several in found for address in several]


def test_no_address_of_the_desk_takes_a_post_without_the_mark_of_a_form(site, admin_user):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(admin_user)
    before = stored(), columns(RIGHTS)
    for header in ({}, {"x-requested-with": "XMLHttpRequest"}):
        answers = {
            address: client.post(address, {"title": "改"}, headers=header).status_code
            for address in addresses(site[3])
        }
        assert len(answers) > 200
        assert {address for address, status in answers.items() if status != 403} == set()
    assert (stored(), columns(RIGHTS)) == before


def test_what_everybody_may_post_needs_the_mark_too():
    client = Client(enforce_csrf_checks=True)
    posts = [name for name, rule in RULES.items() if rule is EVERYONE and "login" in name]
    assert posts
    for path in ("login/", "login/second-step/", "login/second-step/set-up/", "password_reset/"):
        assert client.post(f"/admin/{path}").status_code == 403


def forged(stranger, other) -> dict:
    """Return what no form has: a right, a decision, another person or office, for every field."""
    sent = dict.fromkeys(
        (
            *("live", "is_superuser", "is_staff", "is_active", "approved", "published", "locked"),
            *("action_publish", "publish", "approve"),
            *("has_unpublished_changes", "is_shared", "shared", "done", "resolved"),
        ),
        "on",
    )
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            related = field.related_model
            if related is get_user_model():
                sent |= dict.fromkeys((field.name, field.attname), stranger.pk)
            if related is Office:
                sent |= dict.fromkeys((field.name, field.attname), other.pk)
    groups = list(Group.objects.values_list("pk", flat=True))
    return sent | {
        **dict.fromkeys(("groups", "roles", "role"), groups),
        "user_permissions": ["1", "2", "3"],
        "first_published_at": "2001-01-01",
        "index_number": "1522000036/2001-00001",
        "status": "approved",
        "reviews": "0",
        "username": "taken-over",
        "email": "taken-over@example.org",
        **{f"name_email-{name}": "on" for name in ("is_superuser", "username", "groups")},
        **{f"members-0-{name}": stranger.pk for name in ("user", "role", "id")},
        "members-TOTAL_FORMS": "1",
    }


def as_shown(page) -> dict:
    """Return what a browser would post for the forms of a page, unchanged."""
    known = Taken(page.text if "html" in page.headers["Content-Type"] else "").fields
    context = page.context or {}
    panels = chain.from_iterable(context.get("panels_by_tab", {}).values())  # of one's account
    for form in (context.get("form"), *(panel.get_form() for panel in panels)):
        known |= editors.filled_in(form) if hasattr(form, "fields") else {}
    return known


@pytest.mark.parametrize("role", [editors.EDITOR, editors.FIRST, editors.ADMINISTRATOR])
def test_fields_that_a_form_has_not_give_nobody_a_right(site, role, whole):
    people, stranger, other, made = site
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(pk=people[role].pk))
    wanted = RIGHTS | (DECIDED if role != editors.ADMINISTRATOR else {})
    before = columns(wanted)
    extra = forged(stranger, other)
    of_stranger = {m: m.objects.filter(**{f: stranger}).count() for m, f in MADE_BY.items()}
    taken = set()
    for name, several in of_names(made["draft"]).items():
        is_due = whole or name in TAKEN[role] or lot(name) % 3 == [*TAKEN].index(role)
        for address in several if is_due else ():
            page = client.get(address)
            if page.status_code == 200 and not page.streaming:
                shown = as_shown(page)
                more = {field: value for field, value in extra.items() if field not in shown}
                if 300 <= client.post(address, shown | more).status_code < 400:
                    taken.add(name)
    assert TAKEN[role] <= taken
    assert columns(wanted) == before
    for model, field in MADE_BY.items():
        assert model.objects.filter(**{field: stranger}).count() == of_stranger[model]
