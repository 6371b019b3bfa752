"""Topic pages: arranged on the desk, by hand or by rule, of public reports alone."""

import pytest
from taggit.models import Tag

from articles.models import Topic
from tests import editors, factories
from tests.words_of_pages import one_line
from unityreports.site import richtext

pytestmark = pytest.mark.django_db


def test_a_group_by_hand_keeps_its_order_and_no_draft_is_in_it(client):
    first, second = factories.published("甲报告"), factories.published("乙报告")
    draft = factories.draft("未公开的报告")
    picks = f"/articles/{second.pk}/\n{draft.pk}\nhttp://x/articles/{first.pk}/#honor-1"
    factories.topic(groups=[{"picks": picks}])
    page = one_line(client.get("/topics/yue/"))
    assert page.index("乙报告") < page.index("甲报告")
    assert "未公开的报告" not in page
    first.unpublish()
    assert "甲报告" not in one_line(client.get("/topics/yue/"))


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ({"kind": "reports"}, {"内", "外"}),
        ({"tag": "示范"}, {"内"}),
        ({"since": "2020-06-01"}, {"内"}),
        ({"until": "2019-12-31"}, {"外"}),
        ({"kind": "measures"}, {"举措内", "举措外"}),
        ({"kind": "honors", "tag": "示范"}, {"荣誉内"}),
        ({"kind": "figures", "until": "2019-12-31"}, {"数据外"}),
        ({"kind": "text"}, set()),
    ],
)
def test_a_group_by_rule_lists_what_its_conditions_let_through(client, rule, found):
    for word, year in (("内", 2020), ("外", 2019)):
        factories.published(
            f"报告{word}",
            published_at=factories.china(year, 7, 1),
            measures=[{"heading": f"举措{word}"}],
            honors=[{"quote": f"荣誉{word}"}],
            figures=[{"quote": f"数据{word}"}],
            tags=["示范"] if word == "内" else [],
        )
    factories.topic(groups=[rule])
    [group] = client.get("/topics/yue/").context["groups"]
    told = {
        "reports": lambda each: each.title.removeprefix("报告"),
        "measures": lambda each: each.heading,
    }
    word_of = told.get(group.kind, lambda each: each.quote)
    assert {word_of(each) for each in group.items} == found


def test_a_place_and_a_theme_narrow_a_group(client):
    here, theme = factories.region("1522"), factories.theme()
    factories.published("本盟", region=factories.region("152201"), measures=[{"theme": theme}])
    factories.published("别处", region=factories.region("1505"))
    factories.topic(groups=[{"region": here}, {"kind": "measures", "theme": theme}])
    of_place, of_theme = client.get("/topics/yue/").context["groups"]
    assert [each.title for each in of_place.items] == ["本盟"]
    assert [each.article.title for each in of_theme.items] == ["本盟"]


def test_what_is_not_shown_is_nowhere_and_what_is_archived_says_so(client):
    report = factories.published("专题里的报告")
    topic = factories.topic("秘密专题", shown=False, groups=[{"picks": f"{report.pk}"}])
    for address in ("/topics/yue/", "/feeds/topics/yue.atom"):
        assert client.get(address).status_code == 404
    assert "秘密专题" not in one_line(client.get("/topics/"))
    topic.shown = topic.archived = True
    topic.save()
    listed = one_line(client.get("/topics/"))
    assert listed.index("往期专题") < listed.index("秘密专题") < listed.index("（已归档）")
    assert "专题里的报告" in client.get("/feeds/topics/yue.atom").content.decode()
    assert "/topics/yue/" in client.get("/sitemap-topics-0.xml").content.decode()


def form(**fields) -> dict[str, str]:
    group = {"heading": "报告", "kind": "reports", "size": "10", "text": editors.rich_text("字")}
    data = {"title": "民族团结月", "slug": "yue", "summary": "简介", "position": "0", "shown": "on"}
    data |= {"text": editors.rich_text("导语"), "groups-TOTAL_FORMS": "1"}
    data |= {"groups-INITIAL_FORMS": "0", "groups-MIN_NUM_FORMS": "0"}
    data |= {"groups-MAX_NUM_FORMS": "1000", "groups-0-ORDER": "1"}
    data |= {f"groups-0-{name}": value for name, value in group.items()}
    return data | fields


def test_an_editor_arranges_a_topic_and_is_told_what_is_wrong(client):
    Tag.objects.create(name="示范", slug="shifan")
    report = factories.published("选中的报告")
    client.force_login(editors.user(editors.REVIEWER))
    wrong = {"groups-0-picks": "报告五", "groups-0-tag": "没有的", "groups-0-size": "99"}
    said = one_line(client.post("/admin/topics/add/", form(**wrong)))
    assert "“报告五”不是报告的编号或网址。" in said
    assert "没有“没有的”这个标签。" in said
    assert "应在 1 到 50 之间。" in said
    days = {"starts_on": "2021-05-02", "ends_on": "2021-05-01"}
    assert "结束日期不能早于" in one_line(client.post("/admin/topics/add/", form(**days)))
    assert not Topic.objects.exists()
    right = form(**{"groups-0-picks": f"{report.pk}"})
    assert client.post("/admin/topics/add/", right).status_code == 302
    assert "选中的报告" in one_line(client.get("/topics/yue/"))


def test_single_facts_and_measures_are_picked_by_their_addresses_in_the_order_written(client):
    parts = [{"heading": f"举措{number}"} for number in "一二三"]
    honors = [{"name": f"荣誉{number}"} for number in "一二三"]
    first = factories.published(measures=parts, honors=honors)
    other = factories.published(honors=[{"name": "另一项荣誉"}])
    third = f"http://x/articles/{first.pk}/?from=1#honor-3"
    picks = f"{third}\n/articles/{other.pk}/\n/articles/{first.pk}/#honor-1"
    factories.topic(
        groups=[
            {"kind": "honors", "picks": picks},
            {"kind": "measures", "picks": f"/articles/{first.pk}/#measure-2\n{third}"},
        ]
    )
    of_honors, of_measures = client.get("/topics/yue/").context["groups"]
    assert [each.name for each in of_honors.items] == ["荣誉三", "另一项荣誉", "荣誉一"]
    assert [each.heading for each in of_measures.items] == ["举措二"]
    other.unpublish()
    of_honors, _ = client.get("/topics/yue/").context["groups"]
    assert [each.name for each in of_honors.items] == ["荣誉三", "荣誉一"]


def test_a_thousand_picks_are_shown_as_far_as_there_is_room_and_no_more_are_taken(client):
    report = factories.published(honors=[{"name": "荣誉一"}, {"name": "荣誉二"}])
    others = "\n".join(f"/articles/{10**6 + number}/#honor-1" for number in range(1_100))
    picks = f"{others}\n/articles/{report.pk}/#honor-2"
    factories.topic(groups=[{"kind": "honors", "picks": picks}])
    (group,) = client.get("/topics/yue/").context["groups"]
    assert [each.name for each in group.items] == ["荣誉二"]
    client.force_login(editors.user(editors.REVIEWER))
    many = form(**{"groups-0-picks": picks, "slug": "duo"})
    assert "最多 200 行。" in one_line(client.post("/admin/topics/add/", many))


def test_an_editor_sees_a_topic_as_readers_will_before_they_do(client, admin_client):
    factories.published("已公开的报告")
    factories.draft("未公开的报告")
    topic = factories.topic("还没公开的专题", shown=False)
    address = f"/admin/topic-preview/{topic.pk}/"
    assert address in one_line(admin_client.get(f"/admin/topics/edit/{topic.pk}/"))
    answer = admin_client.get(address)
    page = one_line(answer)
    assert "还没公开的专题" in page
    assert "读者看不到" in page
    assert "已公开的报告" in page
    assert "未公开的报告" not in page
    assert "noindex" in answer["X-Robots-Tag"]
    assert client.get(address).status_code == 302
    assert client.get("/topics/yue/").status_code == 404


def test_the_home_page_leads_to_the_topics_that_readers_may_see(client):
    assert "/topics/" not in one_line(client.get("/")).partition("<footer")[0]
    factories.topic("公开的专题")
    factories.topic("秘密的专题", "secret", shown=False)
    page = one_line(client.get("/"))
    assert 'href="/topics/yue/">公开的专题' in page
    assert "秘密的专题" not in page


def test_pictures_of_public_reports_are_listed_with_words_caption_and_report(client):
    shown, other, secret = (factories.picture(title) for title in ("甲图", "乙图", "密图"))
    report = factories.published(
        "有图的报告",
        region=factories.region("152201"),
        lead=factories.figure(shown, alt="老人在歌唱", caption="合唱"),
        measures=[{"body": factories.figure(other, alt="孩子在跳舞", caption="舞蹈")}],
    )
    lead = factories.figure(secret, alt="秘密", caption="秘密")
    draft = factories.draft("未公开的报告", lead=lead)
    picks = f"{draft.pk}\n/articles/{report.pk}/#picture-2\n{report.pk}#picture-1"
    by_rule = {"kind": "pictures", "region": factories.region("1522")}
    factories.topic(groups=[{"kind": "pictures", "picks": picks}, by_rule])
    page = one_line(client.get("/topics/yue/"))
    first, second = page.split('<div class="gallery">')[1:]
    assert first.index('alt="孩子在跳舞"') < first.index('alt="老人在歌唱"')
    assert f'<a href="/articles/{report.pk}/#measure-1">有图的报告</a>' in first
    assert second.index("合唱") < second.index("舞蹈")
    assert "秘密" not in page
    report.unpublish()
    assert 'alt="' not in one_line(client.get("/topics/yue/")).partition("<main")[2]


def test_a_text_holds_pictures_of_the_library_that_are_described_and_of_no_report(client):
    library, of_draft, of_report = (factories.picture(title) for title in ("馆", "稿", "文"))
    live = factories.published("公开的报告")
    live.lead = factories.figure(of_draft, alt="未公开")
    live.save_revision()
    factories.draft("草稿", closing=factories.figure(of_report, alt="未公开"))
    client.force_login(editors.user(editors.REVIEWER))

    def posted(*pictures, alt: str | None = "广场上的人们"):
        text = "".join(factories.figure(each, alt=alt) for each in pictures)
        fields = {"groups-0-kind": "text", "groups-0-text": richtext.to_editor(text)}
        return client.post("/admin/topics/add/", form(**fields))

    assert "第 1 张图片没有说明" in one_line(posted(library, alt=None))
    for each in (of_draft, of_report):
        assert "文字里有报告的图片" in one_line(posted(library, each))
    assert not Topic.objects.exists()
    factories.draft(f'又一篇，图 id="{library.pk}"').save_revision()  # which holds no picture
    assert posted(library).status_code == 302
    assert 'alt="广场上的人们"' in one_line(client.get("/topics/yue/"))
    files = set(library.renditions.values_list("file", flat=True))
    topic = Topic.objects.get()
    topic.shown = False
    topic.save()
    assert files
    assert not library.renditions.filter(file__in=files).exists()
