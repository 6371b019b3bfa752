"""What people do at the desk, and what is refused to them, is written down."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from articles.models import Article, Channel
from articles.publishing import derived
from tests import editors, factories, import_pages
from unityreports.trail import of_rows
from unityreports.trail.models import Entry

pytestmark = pytest.mark.django_db
HOME = "198.51.100.7"


def written(act: str) -> list[Entry]:
    return list(Entry.objects.filter(act=act).order_by("pk"))


def acts_on(subject) -> list[str]:
    """Return what was done to something, in order."""
    entries = Entry.objects.filter(kind=subject._meta.label_lower, object_id=subject.pk)
    return [*entries.order_by("pk").values_list("act", flat=True)]


@pytest.fixture
def person(client):
    """An editor who logs in by the form, from home."""
    user = editors.user(editors.EDITOR, "wang")
    user.last_name, user.first_name = "王", "小"
    user.save()
    client.defaults["REMOTE_ADDR"] = HOME
    client.post("/admin/login/", {"username": "wang", "password": editors.PASSWORD})
    return user


def test_who_comes_and_goes_is_written_down_with_where_from(client, person):
    client.post("/admin/logout/")
    entries = [*written("account.login"), *written("account.logout")]
    assert [(each.actor, each.actor_name, each.network) for each in entries] == [
        (person.pk, "王小（wang）", HOME)
    ] * 2


def test_a_wrong_password_is_written_down_and_nothing_of_what_was_typed(client, person):
    client.logout()
    for name in ("wang", "not-a-name"):
        client.post("/admin/login/", {"username": name, "password": "typed-secret"})
    known, unknown = written("account.failed")
    assert (known.title, known.object_id, known.actor) == ("wang", str(person.pk), None)
    assert unknown.title.startswith("?")
    everything = str(list(Entry.objects.values()))
    assert "typed-secret" not in everything
    assert "not-a-name" not in everything


def test_a_lock_is_written_down_once_however_often_it_refuses(client, person):
    client.logout()
    for number in range(9):
        client.post("/admin/login/", {"username": "wang", "password": f"wrong {number}"})
    assert len(written("account.failed")) == 5
    assert [each.title for each in written("account.refused")] == ["wang"]


def test_a_version_is_written_down_with_what_it_changed(client, person):
    text = "全旗高度重视。" * 100
    article = factories.draft("旧标题", lead=f"<p>{text}</p>", measures=[{"heading": "抓宣传"}])
    article.save_revision(user=person)
    channel = factories.channel("yaowen", "要闻")
    data = editors.form_of(client, "edit", article.pk)
    data |= {"title": "新标题", "channel": channel.pk, "measures-0-heading": "抓教育"}
    data["lead"] = editors.rich_text(f"{text}今年又获表彰。")
    editors.add_row(data, "measures", level="1", heading="抓组织", body=editors.rich_text("做"))
    assert client.post(editors.url("edit", article.pk), data).status_code == 302
    entry = written("wagtail.edit")[-1]
    assert (entry.title, entry.object_id, entry.actor) == ("新标题", str(article.pk), person.pk)
    changed = entry.changed
    assert changed["title"] == ["旧标题", "新标题"]
    assert changed["channel"][1] == f"要闻 [{channel.pk}]"
    assert changed["measures[1].heading"] == ["抓宣传", "抓教育"]
    assert "抓组织" in changed["measures[2]"][1]
    assert "今年又获表彰" in changed["lead"][1]
    assert len(changed["lead"][1]) < 100


def test_what_becomes_of_a_report_is_written_down(reviewer):
    article = factories.draft(honors=[{}])
    data = editors.form_of(reviewer, "edit", article.pk)
    reviewer.post(editors.url("edit", article.pk), data | {"action-publish": "1"})
    reviewer.post(editors.url("unpublish", article.pk))
    reviewer.post(editors.url("delete", article.pk))
    reviewer.post(reverse("bin_purge", args=[article.pk]))
    done = acts_on(article)
    for act in ("wagtail.publish", "wagtail.unpublish", "articles.bin", "wagtail.delete"):
        assert done.count(act) == 1, (act, done)


def test_every_report_of_an_act_on_many_is_written_down_also_those_it_passed_by(reviewer):
    done, passed_by = factories.draft(honors=[{}]), factories.published("已公开")
    rows = f"{done.pk},{passed_by.pk}"
    answer = reviewer.post("/admin/bulk/articles/article/publish/", {"rows": rows})
    reviewer.post(answer.url)
    assert "wagtail.publish" in acts_on(done)
    refusal = Entry.objects.get(act="bulk.refused")
    assert (refusal.title, refusal.object_id) == ("已公开", str(passed_by.pk))
    assert "已经公开" in refusal.note


def test_rights_and_settings_are_written_down_with_before_and_after(admin_client, person):
    role = Group.objects.get(name=editors.REVIEWER)
    address = reverse("wagtailusers_users:edit", args=[person.pk])
    data = {"username": "wang", "first_name": "小", "last_name": "王", "email": "w@example.org"}
    data |= {"is_active": "on", "groups": [role.pk], "password1": "Nx7-kite-lamp-oar"}
    answer = admin_client.post(address, data | {"password2": "Nx7-kite-lamp-oar"})
    assert answer.status_code == 302
    changes = {}
    for entry in written("wagtail.edit"):
        if entry.object_id == str(person.pk) and entry.kind == "auth.user":
            changes |= {(name, tuple(pair)): entry for name, pair in entry.changed.items()}
    assert ("groups", (editors.EDITOR, None)) in changes
    assert ("groups", (None, editors.REVIEWER)) in changes
    assert ("email", ("", "w@example.org")) in changes
    assert ("password", ("＊＊＊", "＊＊＊")) in changes
    person.refresh_from_db()
    everything = str(list(Entry.objects.values()))
    assert "kite" not in everything
    assert person.password not in everything


def test_a_row_of_a_vocabulary_is_written_down_from_its_first_to_its_last_value(admin_client):
    channel = Channel.objects.create(name="要闻", slug="yaowen")
    channel.name = "头条"
    channel.save()
    pk = channel.pk
    channel.delete()
    entries = Entry.objects.filter(kind="articles.channel", object_id=pk).order_by("pk")
    assert [(each.act, each.changed.get("name")) for each in entries] == [
        ("wagtail.create", [None, "要闻"]),
        ("wagtail.edit", ["要闻", "头条"]),
        ("wagtail.delete", ["头条", None]),
    ]


def test_looking_at_the_draft_of_another_is_written_down_and_at_ones_own_is_not(client, person):
    own, other = factories.draft("自己的"), factories.draft("别人的")
    own.save_revision(user=person)
    other.save_revision(user=editors.user(editors.EDITOR, "li"))
    public = factories.published("公开的")
    for article in (own, other, public, other):
        assert client.get(editors.url("edit", article.pk)).status_code == 200
    assert [each.title for each in written("desk.view")] == ["别人的"]


def test_a_file_taken_from_the_desk_is_written_down_with_its_filters(exporter):
    assert exporter.get("/admin/export/honors/?format=csv&level=national").status_code == 200
    entry = Entry.objects.get(act="desk.export")
    assert entry.title.startswith("荣誉台账")
    assert "level=national" in entry.note
    assert entry.actor_name == editors.EXPORTER


def test_a_refusal_is_written_down_though_its_act_is_taken_back(client, person):
    article = factories.draft("不许发布")
    assert client.post(editors.url("unpublish", article.pk)).status_code == 302  # to the home
    assert client.get(reverse("wagtailusers_users:index")).status_code == 302
    client.get("/admin/pages/")  # which this site has not
    entries = written("desk.refused")
    assert [each.note for each in entries] == ["403 POST", "403 GET", "404 GET"]
    assert [each.actor for each in entries] == [person.pk] * 3
    assert (entries[0].kind, entries[0].object_id) == ("articles.article", str(article.pk))
    assert entries[2].title == "/admin/pages/"


def test_nothing_is_kept_of_a_reader(client):
    assert client.get("/", REMOTE_ADDR=HOME).status_code == 200  # which makes the site's identity
    assert not Entry.objects.exclude(network="").exists()


def test_who_is_not_logged_in_leaves_no_entry_of_what_is_refused(client):
    client.get("/admin/pages/")
    client.get("/admin/users/")
    assert not written("desk.refused")


def test_an_import_is_written_down_also_when_it_is_discarded(client, person):
    import_pages.hand_in(client, text=import_pages.KULUN)
    waiting = Entry.objects.get(kind="articles.pendingimport", act="wagtail.create")
    client.post(reverse("import_review", args=[waiting.object_id]), {"discard": ""})
    entry = Entry.objects.filter(kind="articles.pendingimport", act="wagtail.edit").latest("pk")
    assert entry.object_id == waiting.object_id
    assert entry.changed["discarded_at"][0] is None
    assert entry.actor == person.pk


def test_a_report_that_a_command_imported_is_written_down():
    import_pages.import_text(import_pages.KULUN)
    assert acts_on(Article.objects.get()) == ["wagtail.create"]


def test_what_is_derived_is_not_written_down_and_neither_is_a_secret(client):
    article = factories.published(honors=[{}])
    article.save_revision().publish()
    user = editors.user(editors.REVIEWER)
    client.post("/admin/login/", {"username": user.username, "password": editors.PASSWORD})
    derived_rows = {kind.model._meta.label_lower for kind in derived._kinds}
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert derived_rows & kinds == set()
    assert not {kind for kind in kinds if "session" in kind}


def test_every_model_that_is_not_watched_is_one_of_the_site():
    labels = {model._meta.label_lower for model in apps.get_models()}
    assert of_rows._MODELS - labels == set()


def test_a_command_is_named_where_nobody_is_logged_in(person):
    call_command("let_in", "wang", "--keep-password")
    entry = written("account.released")[0]
    assert entry.title == "wang"
    assert entry.actor is None
    assert entry.actor_name.endswith("）")
