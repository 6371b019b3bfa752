"""The roles that come with the site do what they are named after, and no more."""

import pytest
from django.apps import apps
from django.test import Client

from articles.models import Article, Channel
from tests import chains, desk_pages, editors, factories
from unityreports.site.models import SiteIdentity

pytestmark = pytest.mark.django_db
UNREAD = {  # what being there and looking around writes
    *("wagtailcore.editingsession", "sessions.session", "accounts.desksession", "accounts.login"),
}


def desk_of(role: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(editors.user(role))
    return client


def stored() -> dict:
    """Return every row of the database but those of looking."""
    return {
        model._meta.label: list(model.objects.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.label_lower not in UNREAD and not model._meta.label_lower.startswith("trail")
    }


def test_a_report_goes_from_role_to_role_until_it_is_public():
    chains.reviews(3)
    roles = (editors.FIRST, editors.SECOND, editors.REVIEWER)
    writer, *reviewers = (desk_of(role) for role in (editors.EDITOR, *roles))
    article = chains.handed_in(writer)
    for desk in reviewers:
        assert not Article.objects.published().exists()
        chains.decide(desk, article)
    assert Article.objects.published().get() == article
    reviewers[-1].post(editors.url("unpublish", article.pk))
    assert not Article.objects.published().exists()


@pytest.mark.parametrize("role", [editors.FIRST, editors.SECOND])
def test_a_reviewer_neither_publishes_nor_withdraws_nor_makes_reports(role):
    desk, public, draft = desk_of(role), factories.published(), factories.draft()
    data = editors.form_of(desk, "edit", draft.pk)
    desk.post(editors.url("edit", draft.pk), data | {"action-publish": "1"})
    for view in ("unpublish", "delete"):
        assert desk.post(editors.url(view, public.pk)).url == "/admin/"
    assert desk.get(editors.url("add")).url == "/admin/"
    assert Article.objects.published().get() == public


def test_an_overseer_reads_every_version_and_what_was_decided():
    chains.reviews(2)
    article = chains.handed_in(desk_of(editors.EDITOR))
    chains.decide(desk_of(editors.FIRST), article, "return", remark="请核对")
    desk = desk_of(editors.OVERSEER)
    assert f"/admin/approvals/{article.pk}/sheet/" in desk.get(editors.url("list")).content.decode()
    sheet = desk.get(f"/admin/approvals/{article.pk}/sheet/").content.decode()
    assert "请核对" in sheet
    newest = editors.url("revisions_view", article.pk, article.latest_revision_id)
    assert newest in sheet
    assert article.title in desk.get(newest).content.decode()
    for address in (
        editors.url("history", article.pk),
        editors.url("workflow_history", article.pk),
        editors.url("revisions_compare", article.pk, "earliest", "latest"),
        "/admin/trail/",
        "/admin/honors/",
        "/admin/bin/",
    ):
        assert desk.get(address).status_code == 200, address


def test_an_overseer_changes_nothing_at_any_address_of_the_desk(three):
    article = chains.handed_in(desk_of(editors.EDITOR))
    factories.published(honors=[{}])
    desk = desk_of(editors.OVERSEER)
    own = ("account", "logout", "password", "second")
    addresses = [each for each in desk_pages.addresses() if not any(word in each for word in own)]
    SiteIdentity.load()  # which every page makes when there is none
    before = stored()
    for address in addresses:
        desk.post(address, {"reason": "x", "approve": "1", "title": "改", "rows": article.pk})
    assert stored() == before


@pytest.fixture
def three():
    return chains.reviews(3)


def test_an_administrator_of_the_site_sets_how_many_review_and_touches_no_report():
    desk, draft = desk_of(editors.ADMINISTRATOR), factories.draft()
    settings = desk.get("/admin/settings/articles/approvalsettings/").url
    desk.post(settings, {"reviews": "2", "days": "4"})
    assert chains.handed_in(desk_of(editors.EDITOR)).current_workflow_task.name == "初审"
    channel = Channel.objects.get()
    data = {"reviews": "1", "name": "要闻", "slug": channel.slug, "column_type": "工作动态"}
    data |= {"description": "x", "keywords": "x", "max_silent_days": "14", "position": "0"}
    desk.post(f"/admin/channels/edit/{channel.pk}/", data)
    assert Channel.objects.get().reviews == 1
    for address in (editors.url("list"), editors.url("edit", draft.pk), "/admin/users/"):
        assert desk.get(address).url == "/admin/", address
