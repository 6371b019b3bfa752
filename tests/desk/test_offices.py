"""Several offices on one site: each sees and touches its own reports and nobody else's."""

import base64
import re

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model

from articles.models import Article, Belonging, Membership, Office
from tests import editors, factories
from tests.editors import EDITOR, EXPORTER, REVIEWER, member

pytestmark = pytest.mark.django_db
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
ULANHOT, TUQUAN = "152201", "152224"


@pytest.fixture
def offices():
    """Two banners' offices."""
    factories.region(TUQUAN, "突泉县")
    return factories.office(), factories.office("突泉县委统战部", TUQUAN)


@pytest.fixture
def desk(client, offices):
    """The desk of somebody who edits and publishes in 乌兰浩特市."""
    client.force_login(member(offices[0], REVIEWER, "wu"))
    return client


def in_tuquan(make=factories.draft, title="突泉县的报告", **fields) -> Article:
    return make(title, region=factories.region(TUQUAN, "突泉县"), **fields)


def shown(client, address: str) -> str:
    return client.get(address).content.decode()


# The record of an office -------------------------------------------------------------------------


def office_form(people=(), codes=(ULANHOT,), **fields) -> dict:
    data = {"name": "乌兰浩特市委统战部", **fields}
    for relation, rows in {
        "places": [{"region": factories.region(code).pk} for code in codes],
        "members": [
            {"user": person.pk, "role": Group.objects.get(name=role).pk} for person, role in people
        ],
    }.items():
        data |= {f"{relation}-{name}_FORMS": "0" for name in ("INITIAL", "MIN_NUM")}
        data |= {f"{relation}-TOTAL_FORMS": str(len(rows)), f"{relation}-MAX_NUM_FORMS": "1000"}
        for number, row in enumerate(rows):
            data |= {f"{relation}-{number}-{name}": value for name, value in row.items()}
    return data


def test_an_administrator_records_an_office_with_its_places_and_people(admin_client):
    person = editors.user(EXPORTER, "bao")
    data = office_form([(person, EDITOR)], only_own="on")
    answer = admin_client.post("/admin/offices/add/", data)
    assert answer.status_code == 302
    office = Office.objects.get()
    assert office.only_own
    assert [place.region.code for place in office.places.all()] == [ULANHOT]
    assert {group.name for group in person.groups.all()} == {EDITOR, EXPORTER}
    listed = shown(admin_client, "/admin/offices/")
    assert "乌兰浩特市委统战部" in listed
    assert "内蒙古自治区兴安盟乌兰浩特市" in listed.replace(" ", "")
    assert "除系统管理员外" in shown(admin_client, "/admin/offices/add/")


def test_an_office_needs_a_place_and_takes_nobody_twice_in_one_role(admin_client):
    person = editors.user(EDITOR)
    answer = admin_client.post("/admin/offices/add/", office_form(codes=()))
    assert answer.status_code == 200
    answer = admin_client.post("/admin/offices/add/", office_form([(person, EDITOR)] * 2))
    assert answer.status_code == 200
    assert not Office.objects.exists()


def test_who_leaves_the_last_office_of_a_role_leaves_its_group(offices):
    person = member(offices[0], EDITOR, "wu")
    member(offices[1], EDITOR, "wu")
    member(offices[1], REVIEWER, "wu")
    Membership.objects.filter(office=offices[1]).delete()
    assert {group.name for group in person.groups.all()} == {EDITOR}
    membership = offices[0].members.get()
    membership.role = Group.objects.get(name=EXPORTER)
    membership.save()
    assert {group.name for group in person.groups.all()} == {EXPORTER}
    offices[0].delete()
    assert not person.groups.exists()


@pytest.mark.parametrize("role", [EDITOR, REVIEWER, EXPORTER])
def test_only_administrators_see_the_offices(client, offices, role):
    client.force_login(member(offices[0], role, "wu"))
    for path in ("", "results/", "add/", f"edit/{offices[0].pk}/", f"delete/{offices[0].pk}/"):
        assert client.get(f"/admin/offices/{path}").status_code == 302
        client.post(f"/admin/offices/{path}", {"name": "改"})
    assert {office.name for office in Office.objects.all()} == {
        "乌兰浩特市委统战部",
        "突泉县委统战部",
    }


# Whose a report is -------------------------------------------------------------------------------


def test_the_last_office_is_not_deleted_without_a_plain_word_to_open_the_desk(admin_client, client):
    first, last = factories.office(), factories.office("突泉县委统战部")
    client.force_login(editors.user(editors.EDITOR, "outsider"))
    factories.draft("仅供单位的草稿")
    address = "/admin/offices/delete/{}/"
    assert "这是最后一个单位" not in admin_client.get(address.format(first.pk)).content.decode()
    admin_client.post(address.format(first.pk))
    page = admin_client.get(address.format(last.pk)).content.decode()
    assert "全站的草稿、导入和图片" in page
    answer = admin_client.post(address.format(last.pk))
    assert "要删除，请先勾选" in answer.content.decode()
    assert Office.objects.get() == last
    assert "仅供单位的草稿" not in client.get("/admin/articles/").content.decode()
    admin_client.post(address.format(last.pk), {"open_to_all": "on"})
    assert not Office.objects.exists()
    assert "仅供单位的草稿" in client.get("/admin/articles/").content.decode()


def test_an_office_that_all_have_left_keeps_the_desk_closed(client):
    office = factories.office()
    person = editors.member(office, editors.EDITOR, "gone")
    factories.draft("仅供单位的草稿")
    Membership.objects.all().delete()
    person.groups.add(Group.objects.get(name=editors.EDITOR))
    client.force_login(person)
    assert "仅供单位的草稿" not in client.get("/admin/articles/").content.decode()


def test_a_site_without_offices_is_everybodys(client):
    article = in_tuquan()
    client.force_login(editors.user(EDITOR))
    assert article.title in shown(client, editors.url("list"))
    assert client.get(editors.url("edit", article.pk)).status_code == 200


def test_an_office_works_on_its_places_and_all_below_them(desk):
    below = factories.draft("镇里的报告", region=factories.region("152201103"))
    above = factories.draft("全盟的报告", region=factories.region("1522"))
    foreign = in_tuquan()
    listed = shown(desk, editors.url("list"))
    assert "镇里的报告" in listed
    assert "全盟的报告" not in listed
    assert "突泉县的报告" not in listed
    assert desk.get(editors.url("edit", below.pk)).status_code == 200
    for article in (above, foreign):
        assert desk.get(editors.url("edit", article.pk)).status_code == 404


@pytest.mark.parametrize("address", [*editors.OF_A_REPORT, "bin_restore", "bin_purge"])
def test_a_foreign_report_is_not_there_for_any_address(desk, address):
    article = in_tuquan(factories.published)
    where = editors.address_of(address, article)
    assert desk.get(where).status_code in {404, 405}
    answer = desk.post(where, {"title": "改"}, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 404
    assert Article.objects.kept().get(pk=article.pk).live


def test_who_is_in_no_office_finds_no_reports_on_the_desk(client, offices):
    factories.published("公开的报告")
    person = editors.user(REVIEWER, "nobody")
    client.force_login(person)
    assert client.get(editors.url("list")).url == "/admin/"
    assert client.get("/admin/imports/").url == "/admin/"
    home = shown(client, "/admin/")
    assert "公开的报告" not in home
    assert "desk-count" not in home


def test_a_superuser_sees_every_office(admin_client, offices):
    article = in_tuquan()
    assert article.title in shown(admin_client, editors.url("list"))
    assert admin_client.get(editors.url("edit", article.pk)).status_code == 200


def test_an_office_of_its_own_reports_sees_no_others_of_its_place(client):
    office = factories.office(only_own=True)
    factories.draft("别人的报告")
    client.force_login(member(office, EDITOR, "wu"))
    data = editors.complete_form(client) | {"title": "自己的报告"}
    data["region"] = factories.region(ULANHOT).pk
    assert client.post(editors.url("add"), data).status_code == 302
    assert Belonging.objects.get(article__title="自己的报告").office == office
    listed = shown(client, editors.url("list"))
    assert "自己的报告" in listed
    assert "别人的报告" not in listed


@pytest.mark.parametrize("only_own", [False, True])
def test_an_office_of_a_province_works_on_all_of_it_and_nothing_outside(client, only_own):
    office = factories.office("自治区民委", "15", only_own=only_own)
    below = factories.draft("区内的报告")
    outside = factories.draft("区外的报告", region=factories.region("22", "吉林省"))
    moved = factories.published("移出的报告")
    moved.region = outside.region
    moved.save_revision(clean=False)
    Belonging.objects.update(office=office)
    client.force_login(member(office, EDITOR, "zi"))
    listed = shown(client, editors.url("list"))
    assert below.title in listed
    assert outside.title not in listed
    assert moved.title not in listed


def test_a_draft_without_a_place_is_its_offices_alone(client, offices):
    for office, name in zip(offices, ("wu", "tu"), strict=True):
        client.force_login(member(office, EDITOR, name))
        data = editors.form_of(client) | {"title": f"{name}的草稿"}
        assert client.post(editors.url("add"), data, follow=True).status_code == 200
    factories.draft("无主的草稿", region=None)
    listed = shown(client, editors.url("list"))
    assert "tu的草稿" in listed
    assert "wu的草稿" not in listed
    assert "无主的草稿" not in listed


# Moving ------------------------------------------------------------------------------------------


def test_a_new_report_of_a_foreign_place_is_refused_and_nothing_typed_is_lost(desk):
    factories.region(TUQUAN, "突泉县")
    data = editors.complete_form(desk) | {"region": factories.region(TUQUAN).pk}
    answer = desk.post(editors.url("add"), data)
    assert answer.status_code == 200
    assert "不在您单位的工作范围内" in answer.content.decode()
    assert data["title"] in answer.content.decode()
    assert not Article.objects.exists()


def test_moving_a_report_needs_rights_on_both_sides(desk, offices):
    article = factories.published("乌兰浩特的报告")
    data = editors.form_of(desk, "edit", article.pk)
    data["region"] = factories.region(TUQUAN).pk
    assert desk.post(editors.url("edit", article.pk), data).status_code == 200
    member(offices[1], EXPORTER, "wu")  # who may not write there
    assert desk.post(editors.url("edit", article.pk), data).status_code == 200
    member(offices[1], EDITOR, "wu")
    assert desk.post(editors.url("edit", article.pk), data).status_code == 302
    assert Belonging.objects.get(article=article).region.code == TUQUAN


def test_a_draft_that_moves_a_public_report_is_neither_offices_until_it_is_public(
    client, admin_client, offices
):
    article = factories.published("要移走的报告")
    data = editors.form_of(admin_client, "edit", article.pk)
    data["region"] = factories.region(TUQUAN).pk
    assert admin_client.post(editors.url("edit", article.pk), data).status_code == 302
    for office, name in zip(offices, ("wu", "tu"), strict=True):
        client.force_login(member(office, REVIEWER, name))
        assert "要移走的报告" not in shown(client, editors.url("list"))
        assert client.get(editors.url("edit", article.pk)).status_code == 404
    article.refresh_from_db()
    article.latest_revision.publish()
    assert client.get(editors.url("edit", article.pk)).status_code == 200


# Roles in several offices ------------------------------------------------------------------------


def test_a_role_counts_in_its_own_office_only(desk, offices):
    member(offices[1], EDITOR, "wu")
    own, other = factories.draft("乌兰浩特的草稿"), in_tuquan()
    page = shown(desk, editors.url("edit", other.pk))
    assert 'name="action-publish"' not in page
    assert 'name="action-publish"' in shown(desk, editors.url("edit", own.pk))
    for article in (own, other):
        data = editors.form_of(desk, "edit", article.pk) | {"action-publish": "1"}
        desk.post(editors.url("edit", article.pk), data)
        article.refresh_from_db()
    assert own.live
    assert not other.live
    assert desk.post(editors.url("delete", other.pk)).status_code == 302
    assert Article.objects.kept().filter(pk=other.pk).exists()


def test_an_editor_there_publishes_nothing_new_there(desk, offices):
    member(offices[1], EDITOR, "wu")
    data = editors.complete_form(desk) | {"action-publish": "1"}
    data["region"] = factories.region(TUQUAN).pk
    answer = desk.post(editors.url("add"), data)
    assert answer.status_code == 200
    assert not Article.objects.exists()


# Many at once, lists, counts ---------------------------------------------------------------------


@pytest.mark.parametrize("action", ["publish", "change", "submit", "withdraw", "delete"])
def test_acts_on_all_reports_are_on_ones_own(desk, action):
    make = factories.published if action in {"withdraw", "delete"} else factories.draft
    own, foreign = make("乌兰浩特的报告"), in_tuquan(make)
    before = Article.objects.values().get(pk=foreign.pk)
    address = f"/admin/bulk/articles/article/{action}/?id=all"
    page = shown(desk, address)
    assert own.title in page
    assert foreign.title not in page
    data = {"rows": f"{own.pk},{foreign.pk}", "tag": "新标签"}
    answer = desk.post(address, data, follow=True)
    assert own.title in answer.content.decode()
    assert foreign.title not in answer.content.decode()
    assert Article.objects.values().get(pk=foreign.pk) == before
    assert foreign.title not in shown(desk, f"{address}&id={foreign.pk}")


def test_lists_counts_and_boxes_tell_nothing_of_foreign_reports(desk):
    lost = [{"name": "突泉县的荣誉", "quote": "不在文中", "where": "gone"}]
    in_tuquan(
        factories.published,
        measures=[{"heading": "突泉县的举措"}],
        honors=lost,
        figures=[{"name": "突泉县的数据"}],
    )
    factories.draft("乌兰浩特的草稿")
    for path in ("", "articles/", "articles/results/", "articles/?q=突泉", "measures/", "honors/"):
        assert "突泉县的" not in shown(desk, f"/admin/{path}"), path
    assert "突泉县的" not in shown(desk, "/admin/figures/")
    counts = re.findall(r"<strong>(\d+)</strong>", shown(desk, "/admin/"))
    assert counts == ["0", "1", "0", *"000000"]  # reports, and what waits for the person


def test_who_deletes_a_channel_is_not_told_which_foreign_drafts_are_in_it(client, offices):
    in_tuquan(title="突泉县的草稿")
    client.force_login(member(offices[0], editors.ADMINISTRATOR, "admin"))
    answer = client.post(f"/admin/channels/delete/{factories.channel().pk}/", follow=True)
    assert "不能删除，仍在使用：报告" in (said := answer.content.decode())
    assert "突泉县的草稿" not in said


def test_the_bin_shows_ones_own(desk, admin_client):
    own, foreign = factories.draft("乌兰浩特的报告"), in_tuquan()
    for article in (own, foreign):
        admin_client.post(editors.url("delete", article.pk))
    binned = shown(desk, "/admin/bin/")
    assert own.title in binned
    assert foreign.title not in binned
    assert desk.post(f"/admin/bin/{own.pk}/restore/").status_code == 302
    assert Article.objects.kept().get() == own


def test_mails_about_reviews_stay_in_the_office(desk, offices, settings, mailoutbox):
    people = [("bao", 0, REVIEWER), ("tu", 1, REVIEWER)]
    for name, number, role in people:
        person = member(offices[number], role, name)
        person.email = f"{name}@example.cn"
        person.save()
    article = factories.draft()
    data = editors.form_of(desk, "edit", article.pk) | {"action-submit": "1"}
    assert desk.post(editors.url("edit", article.pk), data).status_code == 302
    told = {address for mail in mailoutbox for address in mail.to}
    assert told == {"bao@example.cn"}


def test_pictures_and_tags_of_another_office_are_not_offered(desk, offices):
    stranger = member(offices[1], REVIEWER, "tu")
    file = SimpleUploadedFile("a.png", PNG, "image/png")
    foreign, own = (
        get_image_model().objects.create(title=title, file=file, uploaded_by_user=person)
        for title, person in (
            ("突泉的图", stranger),
            ("乌市的图", member(offices[0], EDITOR, "bao")),
        )
    )
    in_tuquan(tags=["突泉的标签"], image=foreign, image_alt="图")
    factories.draft(tags=["乌市的标签"])
    in_tuquan(factories.published, "突泉公开的报告", tags=["公开的标签"])
    screens = [shown(desk, "/admin/images/"), shown(desk, "/admin/images/results/")]
    for screen in [*screens, desk.get("/admin/images/chooser/").json()["html"]]:
        assert "乌市的图" in screen
        assert "突泉的图" not in screen
    assert desk.get(f"/admin/images/{own.pk}/").status_code == 200
    for path in (
        "images/{}/",
        "images/chooser/chosen/{}/",
        "images/usage/{}/",
        "images/{}/delete/",
    ):
        assert desk.get(f"/admin/{path.format(foreign.pk)}").status_code == 404
    listed = shown(desk, editors.url("list"))
    assert "乌市的标签" in listed
    assert "公开的标签" in listed
    assert "突泉的标签" not in listed
    tags = {
        typed: desk.get("/admin/tag-autocomplete/", {"term": typed}).json() for typed in "乌突公"
    }
    assert tags == {"乌": ["乌市的标签"], "突": [], "公": ["公开的标签"]}
