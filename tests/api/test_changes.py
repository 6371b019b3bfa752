"""What changed: a mirror that only asks for changes is the site."""

import random

import pytest
from hypothesis import settings as proof
from taggit.models import Tag

from articles.models import Article, Change, Channel
from articles.publishing import bin as report_bin
from articles.publishing import derived
from tests import factories

pytestmark = pytest.mark.django_db


def site(client):
    """Return all reports as the API gives them, without the count of their views."""
    found = {}
    for pk in Article.objects.published().values_list("pk", flat=True):
        found[pk] = report(client, f"/api/v1/articles/{pk}")
    return found


def report(client, address):
    content = client.get(address).json()
    del content["views"]
    return content


class Mirror:
    """A program of somebody else's that keeps a copy of all reports."""

    def __init__(self, client):
        self.client, self.reports, self.cursor = client, {}, ""
        self.asked = 0

    def update(self, limit=3):
        while True:
            page = self.client.get("/api/v1/changes", self._query() | {"limit": limit}).json()
            for item in page["items"]:
                if item["kind"] == "withdrawn":
                    self.reports.pop(item["id"], None)
                    continue
                address = item["address"].removeprefix("http://testserver")
                address = address[address.index("/api/") :]
                self.reports[item["id"]] = report(self.client, address)
                self.asked += 1
            self.cursor = page["cursor"]
            if not page["more"]:
                return

    def _query(self):
        return {"since": self.cursor} if self.cursor else {}


def publish_new(chance):
    if Article.objects.published().count() >= ROOM:
        withdraw_one(chance)  # so that long runs are no slower act by act
        return
    tags = chance.sample(["教育", "文化", "边境"], chance.randint(0, 2))
    place = chance.choice(["150524", "152201"])
    theme = factories.theme(*chance.choice([("culture", "文化建设"), ("school", "学校教育")]))
    factories.published(
        f"报告{chance.random()}",
        region=factories.region(place),
        channel=factories.channel(*chance.choice([("news", "要闻"), ("dongtai", "工作动态")])),
        tags=tags,
        measures=[{"theme": theme}],
    )


def change_one(chance):
    if articles := list(Article.objects.kept()):
        article = chance.choice(articles).get_latest_revision_as_object()
        article.title = f"改过{chance.random()}"
        article.save_revision(clean=False).publish()


def withdraw_one(chance):
    if articles := list(Article.objects.published()):
        chance.choice(articles).unpublish()


def throw_one_away(chance):
    if articles := list(Article.objects.kept()):
        report_bin.put(chance.choice(articles), None)


def purge_one(chance):
    if articles := list(Article.objects.exclude(binned=None)):
        report_bin.purge(chance.choice(articles))


def rename_a_tag(chance):
    if tags := list(Tag.objects.order_by("pk")):
        tag = chance.choice(tags)
        tag.name = f"标签{chance.random()}"
        tag.save()


def delete_a_tag(chance):
    if tags := list(Tag.objects.order_by("pk")):
        chance.choice(tags).delete()


def rename_a_channel(chance):
    if channels := list(Channel.objects.order_by("pk")):
        channel = chance.choice(channels)
        channel.name = f"栏目{chance.randint(1, 10**6)}"
        channel.save()


def rename_a_theme(chance):
    theme = factories.theme(chance.choice(["culture", "school"]))
    theme.name = f"主题{chance.random()}"
    theme.save()


def rename_a_place(chance):
    place = factories.region(chance.choice(["150524", "1505", "152201"]))
    place.name = f"地{chance.randint(1, 10**6)}旗"
    place.short_name = ""
    place.save()


ROOM = 15  # public reports at a time
ACTS = [change_one, withdraw_one, throw_one_away, purge_one]
ACTS += [rename_a_tag, delete_a_tag, rename_a_channel, rename_a_theme]
ACTS = [*[publish_new] * 6, *ACTS * 2, rename_a_place]  # which makes most of the mirror anew


def test_a_mirror_made_of_changes_equals_the_site_after_any_acts(client):
    chance, mirror = random.Random(18), Mirror(client)
    steps, compared = (10_000, 0.02) if proof().max_examples >= 1000 else (60, 0.3)
    for _ in range(steps):
        chance.choice(ACTS)(chance)
        if chance.random() < 0.4:  # several changes of one report are told of as one
            mirror.update()
        if chance.random() < compared:
            mirror.update()
            assert mirror.reports == site(client)
    mirror.update()
    assert mirror.reports == site(client)
    mirror.asked = 0
    mirror.update()
    assert not mirror.asked  # nothing is fetched twice when nothing changed


def test_drafts_are_never_told_of(client):
    article = factories.draft()
    assert client.get("/api/v1/changes").json()["items"] == []
    article.delete()
    assert client.get("/api/v1/changes").json()["items"] == []


def test_a_withdrawn_report_is_told_of_without_anything_but_its_number(client):
    article = factories.published("不再公开的标题")
    article.unpublish()
    article.delete()
    [item] = client.get("/api/v1/changes").json()["items"]
    assert (item["kind"], item["address"]) == ("withdrawn", None)
    assert "不再公开的标题" not in client.get("/api/v1/changes").content.decode()


def test_changes_are_asked_for_from_a_day_on(client):
    factories.published()
    day = Change.objects.get().at.date().isoformat()
    assert len(client.get("/api/v1/changes", {"since": day}).json()["items"]) == 1
    assert client.get("/api/v1/changes", {"since": "2999-01-01"}).json()["items"] == []


@pytest.mark.parametrize("since", ["昨天", "1", "9" * 40, "0001-01-01", "2026-13-45", "1-2-3"])
def test_nonsense_instead_of_a_moment_is_refused_in_words(client, since):
    answer = client.get("/api/v1/changes", {"since": since})
    assert answer.status_code == 400
    assert "since" in answer.json()["problems"][0]


def test_what_was_loaded_past_the_desk_is_told_of_once_the_indexes_are_put_right(client):
    kept, gone = factories.published(), factories.published()
    Change.objects.filter(article_id=kept.pk).delete()
    Article.objects.filter(pk=gone.pk).update(live=False)
    assert derived.check()
    derived.rebuild()
    assert not derived.check()
    kinds = {each["id"]: each["kind"] for each in client.get("/api/v1/changes").json()["items"]}
    assert kinds == {kept.pk: "changed", gone.pk: "withdrawn"}
