"""The home page of the desk: what waits for a person, and nothing that they may not open."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import PendingImport
from tests import chains, editors, factories, seeds

pytestmark = pytest.mark.django_db


def home(client) -> str:
    return client.get("/admin/").content.decode()


def counts(client) -> dict[str, int]:
    """Return the numbers at the head of a person's home page by what they count."""
    tasks = re.search(r'<ul class="desk-waiting">(.*?)</ul>', home(client), re.DOTALL)
    found = re.findall(r"<strong>(\d+)</strong>\s*([^<]+?)\s*<", tasks[1]) if tasks else []
    return {label: int(count) for count, label in found}


def test_what_waits_for_a_person_is_counted_and_listed(client):
    people, page = chains.people(), {"text": "库伦旗民族团结进步工作\n来源：旗委统战部\n" * 3}
    seeds.load_regions()
    chains.reviews(3)
    author = people["author"]
    author.post(reverse("import_hand_in"), page)
    report = chains.handed_in(author)
    waiting = PendingImport.objects.count()
    assert counts(author) == {
        "待确认的导入": waiting,
        "我的草稿": 1,
        "退回给我的": 0,
        "等我回复的批注": 0,
        "将要发布": 0,
    }
    assert counts(people["first"])["等我审核"] == 1
    chains.decide(people["first"], report, "return", remark="数字请核对")
    assert counts(author)["退回给我的"] == 1
    assert "数字请核对" in home(author)
    assert counts(people["first"])["等我审核"] == 0


def test_a_report_that_will_be_public_later_is_due(client):
    client.force_login(editors.user(editors.REVIEWER))
    form = editors.complete_form(client)
    later = timezone.localtime() + timezone.timedelta(days=3)
    client.post(
        editors.url("add"),
        form | {"go_live_at": later.strftime("%Y-%m-%d %H:%M"), "action-publish": "1"},
    )
    assert counts(client)["将要发布"] == 1
    assert later.strftime("%Y-%m-%d %H:%M") in home(client)


@pytest.mark.parametrize("role", editors.ROLES)
def test_every_way_from_the_home_page_may_be_gone(client, role):
    factories.draft()
    client.force_login(editors.user(role))
    main = home(client).split("<main", 1)[1]
    ways = set(re.findall(r'href="(/admin/(?!login/|logout/)[^"#]*)', main))
    assert reverse("guide") in ways
    for way in ways:
        answer = client.get(way, follow=True)
        assert answer.status_code == 200, way
        assert answer.wsgi_request.path != "/admin/", way  # where refusals lead


def test_an_empty_desk_says_what_comes_first_and_a_used_one_does_not(admin_client):
    assert "从这里开始" in home(admin_client)
    factories.draft()
    assert "从这里开始" not in home(admin_client)


def test_a_person_of_an_office_counts_only_what_is_the_offices():
    mine, other = factories.office("甲", "150524"), factories.office("乙", "152201")
    chains.reviews(1)
    author = editors.member(other, editors.EDITOR, "author")
    reviewers = {
        office: editors.member(office, editors.REVIEWER, f"reviewer of {office.name}")
        for office in (mine, other)
    }
    desk, desks = Client(), {office: Client() for office in reviewers}
    desk.force_login(author)
    region = factories.region("152201")
    desk.post(
        editors.url("add"),
        editors.complete_form(desk) | {"region": region.pk, "action-submit": "1"},
    )
    for office, reviewer in reviewers.items():
        desks[office].force_login(reviewer)
        assert counts(desks[office])["等我审核"] == int(office == other)
