"""Five people of three offices take a report the whole way, each at their own screen."""

import re
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import editors, factories
from tests.browser.conftest import visitor
from tests.browser.entering import log_in, set_up_a_phone
from unityreports.trail.models import Entry

TITLE = "乌兰浩特市义勒力特镇的报告"
WRONG = "“全国示范”请写全称"
SCREENS = {
    "1440": {"viewport": {"width": 1440, "height": 900}},
    "390": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}


@pytest.fixture
def people(settings):
    """Two write, of different banners; three review, one of whom publishes."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # an autosave between two clicks draws buttons anew
    factories.region("152201103")
    factories.region("152224", "突泉县")
    banner, other = factories.office(), factories.office("突泉县委统战部", "152224")
    league = factories.office("兴安盟委统战部", "1522")
    channel = factories.channel()
    channel.reviews = 3
    channel.save()
    places = {
        "writer": (banner, editors.EDITOR),
        "first": (banner, editors.FIRST),
        "second": (league, editors.SECOND),
        "final": (league, editors.REVIEWER),
        "stranger": (other, editors.EDITOR),
    }
    for name, (office, role) in places.items():
        editors.member(office, role, name)
    return places


@pytest.fixture(params=SCREENS)
def desks(request, chromium, live_server, people):
    """The screens of all five, logged in as people do."""
    with ExitStack() as stack:
        found = SimpleNamespace()
        for name, (_, role) in people.items():
            options = SCREENS[request.param]
            desk = stack.enter_context(contextmanager(visitor)(chromium, live_server, **options))
            log_in(desk, name, editors.PASSWORD)
            if role != editors.EDITOR:
                set_up_a_phone(desk)
            expect(desk.locator("#main")).to_be_visible()
            setattr(found, name, desk)
        yield found


def hand_in(desk):
    desk.locator("footer").get_by_role("button", name="更多动作").click()
    desk.locator("footer").get_by_role("button", name=re.compile("^提交")).click()
    expect(desk.locator(".messages")).to_contain_text("提交审核")


def write(desk):
    desk.goto(editors.url("add"))
    desk.locator("#id_title").fill(TITLE)
    desk.get_by_role("button", name="选择地区").click()
    desk.locator(".modal-dialog [name=q]").fill("义勒力特")
    desk.get_by_role("link", name="内蒙古自治区 兴安盟 乌兰浩特市 义勒力特镇").click()
    expect(desk.locator("#id_region-chooser")).to_contain_text("义勒力特镇")
    expect(desk.locator(".modal-dialog")).to_have_count(0)  # when it goes, it moves the focus
    desk.locator("#id_channel").select_option(label="工作动态")
    desk.locator("#id_published_at").fill("2020年7月7日")
    calendar = desk.locator(".xdsoft_datetimepicker:visible")
    expect(calendar).to_have_count(1)  # it opens a moment after the field is entered
    assert calendar.bounding_box()["x"] >= 0
    desk.keyboard.press("Tab")
    expect(calendar).to_have_count(0)
    hand_in(desk)


def review(desk, button, remark=""):
    """Decide on what waits on the home of the desk."""
    desk.goto("/admin/")
    desk.locator("#main").get_by_role("link", name=TITLE).click()
    expect(desk.frame_locator("iframe[title='审核的这一稿']").locator("h1")).to_have_text(TITLE)
    desk.locator("[name=remark]").fill(remark)
    desk.get_by_role("button", name=button, exact=True).click()
    expect(desk.locator(".messages")).to_be_visible()


def mend(desk):
    """Find the reason on the home of the desk, write it right and hand it in again."""
    desk.goto("/admin/")
    desk.locator("#main").get_by_role("link", name=TITLE).first.click()
    expect(desk.locator("#main")).to_contain_text(WRONG)
    desk.locator("#id_subtitle").fill("全国民族团结进步示范")
    hand_in(desk)


def sees_nothing(desk, article):
    """Whoever is of another office finds the report in no list and at no address."""
    for address in ("/admin/", "/admin/articles/", "/admin/articles/?q=义勒力特"):
        desk.goto(address)
        expect(desk.locator("#main")).to_be_visible()
        expect(desk.locator("body")).not_to_contain_text(TITLE)
    assert desk.request.get(editors.url("edit", article.pk)).status == 404


def test_five_people_of_three_offices_go_the_whole_way(desks):
    write(desks.writer)
    article = Article.objects.get()
    assert not article.live
    sees_nothing(desks.stranger, article)
    review(desks.first, "退回修改", WRONG)
    mend(desks.writer)
    review(desks.first, "通过")
    review(desks.second, "通过", "同意")
    assert not Article.objects.published().exists()
    sees_nothing(desks.stranger, article)
    review(desks.final, "通过")
    desks.stranger.goto(article.get_absolute_url())  # a reader like any other
    expect(desks.stranger.locator("h1")).to_contain_text(TITLE)
    desks.final.goto(f"/admin/approvals/{article.pk}/sheet/")
    for name in ("writer", "first", "second", "final", WRONG):
        expect(desks.final.locator(".desk-sheet")).to_contain_text(name)
    withdraw(desks.final, article)
    assert desks.stranger.request.get(article.get_absolute_url()).status == 410
    sees_nothing(desks.stranger, article)
    acts = set(Entry.objects.filter(actor_name="final").values_list("act", flat=True))
    assert {"account.login", "wagtail.publish", "wagtail.unpublish"} <= acts


def withdraw(desk, article):
    desk.goto(editors.url("edit", article.pk))
    desk.locator("footer").get_by_role("button", name="更多动作").click()
    desk.get_by_role("link", name="取消发布").click()
    desk.get_by_role("button", name="取消发布").click()
    expect(desk.locator(".messages")).to_contain_text("取消发布")
