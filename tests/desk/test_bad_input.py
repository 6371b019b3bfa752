"""Bad input on the desk: a clear message at the field, nothing lost, nothing half-saved."""

import io
from functools import cache
from urllib.parse import parse_qsl

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Revision, TaskState, Workflow

from articles.models import Article, Honor, Measure
from tests import editors, factories
from unityreports.odd_input import RefusesOddInput

pytestmark = pytest.mark.django_db


def refused_form(client, article, data, action="action-publish"):
    """Post bad data; return the form as shown again, once nothing proves to be saved."""
    before = Article.objects.values().get(pk=article.pk)
    revisions = Revision.objects.count()
    response = client.post(editors.url("edit", article.pk), data | {action: "1"})
    assert response.status_code == 200
    assert Article.objects.values().get(pk=article.pk) == before
    assert Revision.objects.count() == revisions
    return response.context["form"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "必"),
        ("title", "长" * 201, "200"),
        ("title", "标题\0", "空字符"),
        ("published_at", "2020-02-30", "没有这样的日期"),
        ("published_at", "昨天", "没有这样的日期"),
        ("published_at", "0001-01-01", "年份应在 1949"),
        ("published_at", "9999-12-31", "年份应在 1949"),
        ("go_live_at", "0001-01-01 00:00", "年份应在 1949"),
        ("expire_at", "2020-01-01 00:00", "未来"),
        ("source_url", "javascript:alert(1)", "URL"),
        ("channel", "987654", "有效"),
        ("region", "987654", "有效"),
        ("region", "", "必"),
        ("tags", "长" * 101, "100"),
        ("language", "xx", "xx"),
    ],
)
def test_a_bad_value_is_refused_at_its_field_and_kept(reviewer, field, value, message):
    article = factories.published()
    data = editors.form_of(reviewer, "edit", article.pk)
    data["subtitle"] = "刚刚写下的副标题"
    form = refused_form(reviewer, article, data | {field: value})
    assert message in "".join(form.errors[field])
    assert set(form.errors) == {field}
    assert form["subtitle"].value() == "刚刚写下的副标题"
    if field != "tags":
        assert form[field].value() in {value, value or None}


@pytest.mark.parametrize(
    ("relation", "field", "value", "message"),
    [
        ("honors", "name", "", "必"),
        ("honors", "name", "长" * 121, "120"),
        ("honors", "count", "-1", "大于或等于"),
        ("honors", "count", "很多", "整数"),
        ("honors", "year", "1900", "1949"),
        ("honors", "year", "20200", "2100"),
        ("honors", "status", "famous", "famous"),
        ("honors", "quote", "", "必"),
        ("figures", "value", "约十", "数字"),
        ("figures", "value", "NaN", "数字"),
        ("figures", "value", "1" * 30, "24"),
        ("figures", "year", "-5", "大于或等于"),
        ("figures", "year", "1850", "1900"),
        ("measures", "heading", "长" * 201, "200"),
        ("measures", "level", "3", "3"),
    ],
)
def test_a_bad_value_in_a_row_is_refused_at_its_field(reviewer, relation, field, value, message):
    article = factories.published(honors=[{}], figures=[{}], measures=[{}])
    data = editors.form_of(reviewer, "edit", article.pk)
    data["title"] = "刚刚改过的标题"
    form = refused_form(reviewer, article, data | {f"{relation}-0-{field}": value})
    row = form.formsets[relation].forms[0]
    assert message in "".join(row.errors[field])
    assert row[field].value() == value
    assert form["title"].value() == "刚刚改过的标题"


def test_a_draft_may_lack_what_a_public_report_needs_but_not_a_title(reviewer):
    article = factories.draft()
    data = editors.form_of(reviewer, "edit", article.pk)
    empty = {"region": "", "channel": "", "published_at": ""}
    response = reviewer.post(editors.url("edit", article.pk), data | empty)
    assert response.status_code == 302
    form = refused_form(reviewer, article, data | {"title": ""}, action="action-save")
    assert "必" in form.errors["title"][0]


def test_an_honor_without_a_name_is_refused_in_a_draft_too(reviewer):
    article = factories.draft()
    data = editors.form_of(reviewer, "edit", article.pk)
    editors.add_row(data, "honors", status="held", kind="unit", quote="原话")
    form = refused_form(reviewer, article, data, action="action-save")
    assert "必" in form.formsets["honors"].forms[0].errors["name"][0]


def test_a_measure_without_heading_and_text_is_refused(reviewer):
    article = factories.draft(measures=[{}])
    data = editors.form_of(reviewer, "edit", article.pk)
    data["measures-0-heading"] = ""
    form = refused_form(reviewer, article, data, action="action-save")
    assert "至少" in form.formsets["measures"].forms[0].errors["heading"][0]


def test_two_rows_in_the_same_position_are_refused(reviewer):
    article = factories.published(measures=[{"heading": "甲"}, {"heading": "乙"}])
    data = editors.form_of(reviewer, "edit", article.pk)
    data["measures-0-ORDER"] = data["measures-1-ORDER"] = "1"
    form = refused_form(reviewer, article, data)
    for row in form.formsets["measures"].forms:
        assert "次序重复" in row.non_field_errors()[0]


def test_a_row_that_is_taken_away_may_share_a_position(reviewer):
    article = factories.published(measures=[{"heading": "甲"}, {"heading": "乙"}])
    data = editors.form_of(reviewer, "edit", article.pk)
    data |= {"measures-0-ORDER": "2", "measures-0-DELETE": "1", "action-publish": "1"}
    assert reviewer.post(editors.url("edit", article.pk), data).status_code == 302
    assert [m.heading for m in Article.objects.get().measures.all()] == ["乙"]


def test_rows_keep_the_order_they_are_given(reviewer):
    article = factories.published(measures=[{"heading": "甲"}, {"heading": "乙"}])
    data = editors.form_of(reviewer, "edit", article.pk)
    data |= {"measures-0-ORDER": "2", "measures-1-ORDER": "1", "action-publish": "1"}
    reviewer.post(editors.url("edit", article.pk), data)
    assert [m.heading for m in Article.objects.get().measures.all()] == ["乙", "甲"]


def test_a_picture_needs_a_description_or_to_be_called_decorative(reviewer):
    article = factories.published()
    image = get_image_model().objects.create(title="图", file=picture("a.png"))
    data = editors.form_of(reviewer, "edit", article.pk) | {"image": image.pk}
    form = refused_form(reviewer, article, data)
    (complaint,) = form.errors["image_alt"]
    assert "请写明图上有什么" in complaint
    data |= {"image_decorative": "on", "action-publish": "1"}
    assert reviewer.post(editors.url("edit", article.pk), data).status_code == 302


@pytest.mark.parametrize("version", ["nonsense", "9" * 5000, "-1"])
def test_a_forged_version_to_write_over_changes_nothing(reviewer, version):
    article = factories.draft()
    data = editors.form_of(reviewer, "edit", article.pk) | {"overwrite_revision_id": version}
    revisions = Revision.objects.count()
    assert reviewer.post(editors.url("edit", article.pk), data).status_code == 302
    assert reviewer.post(editors.url("add"), data).status_code == 302
    assert Revision.objects.count() == revisions
    assert Article.objects.count() == 1


def test_a_draft_may_have_a_picture_that_is_not_described_yet(reviewer):
    article = factories.draft()
    image = get_image_model().objects.create(title="图", file=picture("a.png"))
    data = editors.form_of(reviewer, "edit", article.pk) | {"image": image.pk}
    assert reviewer.post(editors.url("edit", article.pk), data).status_code == 302
    draft = Article.objects.get().get_latest_revision().as_object()
    assert draft.image_id == image.pk


def test_a_picture_that_is_not_described_is_not_approved(reviewer):
    article = factories.draft()
    image = get_image_model().objects.create(title="图", file=picture("a.png"))
    data = editors.form_of(reviewer, "edit", article.pk)
    reviewer.post(editors.url("edit", article.pk), data | {"action-submit": "1"})
    reviewer.post(editors.url("edit", article.pk), data | {"image": image.pk})
    state = TaskState.objects.get()
    approve = editors.url("workflow_action", article.pk, "approve", state.pk)
    assert "请写明图上有什么" in reviewer.post(approve, follow=True).content.decode()
    article.refresh_from_db()
    assert not article.live


@cache  # the largest takes seconds
def png(size: tuple[int, int]) -> bytes:
    """Return a PNG of this size in pixels."""
    content = io.BytesIO()
    Picture.new("1", size).save(content, "PNG")
    return content.getvalue()


def picture(name: str, size=(40, 30)) -> SimpleUploadedFile:
    """Return a PNG of this size in pixels as a browser sends it."""
    return SimpleUploadedFile(name, png(size), "image/png")


def too_heavy() -> SimpleUploadedFile:
    """Return a PNG of more than ten megabytes."""
    content = io.BytesIO()
    Picture.new("RGB", (2000, 1800)).save(content, "PNG", compress_level=0)
    return SimpleUploadedFile("heavy.png", content.getvalue(), "image/png")


def cut_off() -> SimpleUploadedFile:
    """Return the first bytes of a JPEG."""
    content = io.BytesIO()
    Picture.effect_noise((400, 300), 90).save(content, "JPEG")
    return SimpleUploadedFile("cut.jpg", content.getvalue()[:5000], "image/jpeg")


BAD_PICTURES = [
    (cut_off, "不完整"),
    (lambda: picture("bomb.png", (30_000, 30_000)), "像素"),
    (lambda: SimpleUploadedFile("报告.jpg", b"not a picture", "image/jpeg"), "图片"),
    (lambda: SimpleUploadedFile("virus.exe", b"MZ", "image/png"), "图片"),
    (lambda: picture("wrong.jpg"), "png"),
    (lambda: picture("huge.png", (8000, 8000)), "像素"),
    (too_heavy, "过大"),
    (lambda: SimpleUploadedFile("empty.png", b"", "image/png"), "空"),
]


@pytest.mark.parametrize(("make", "message"), BAD_PICTURES)
def test_a_bad_picture_is_refused_in_the_chooser(reviewer, make, message):
    response = reviewer.post(
        "/admin/images/chooser/create/",
        {"image-chooser-upload-title": "图", "image-chooser-upload-file": make()},
    )
    assert response.status_code == 200
    assert message in response.json()["htmlFragment"]
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize(("make", "message"), BAD_PICTURES)
def test_a_bad_picture_is_refused_when_many_are_uploaded(reviewer, make, message):
    response = reviewer.post(
        "/admin/images/multiple/add/",
        {"title": "图", "files[]": make()},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    answer = response.json()
    assert not answer["success"]
    assert message in answer["error_message"]
    assert not get_image_model().objects.exists()


def test_a_good_picture_is_accepted(reviewer):
    reviewer.post(
        "/admin/images/chooser/create/",
        {
            "image-chooser-upload-title": "图",
            "image-chooser-upload-file": picture("合影.png"),
        },
    )
    assert get_image_model().objects.get().title == "图"


def test_nonsense_in_the_filters_filters_nothing_and_says_so(reviewer):
    factories.published("仍在列表中")
    nonsense = "region=没有这个地方&status=x&channel=y&published_at_from=z&tag=%00&p=1&q=%00"
    page = reviewer.get(editors.url("list") + "?" + nonsense)
    assert page.status_code == 200
    assert "仍在列表中" in page.content.decode()
    assert "没有找到这个地区" in page.content.decode()


@pytest.mark.parametrize(
    "tampered",
    [
        {"measures-TOTAL_FORMS": "many"},
        {"measures-TOTAL_FORMS": "100000"},
        {"honors-INITIAL_FORMS": "-1"},
        {"measures-0-ORDER": "first"},
        {"overwrite_revision_id": "987654"},
        {"measures-0-id": "x"},
        {"measures-0-id": None},
        {"measures-0-id": "987654"},
        {"measures-0-id": "9" * 5000},
        {"measures-INITIAL_FORMS": "9" * 5000},
        {"lead": "["},
        {"lead": '{"blocks": [{"text": 1}], "entityMap": {}}'},
        {"measures-0-body": "[" * 100_000},
    ],
)
def test_a_tampered_form_is_no_server_error(reviewer, tampered):
    article = factories.published("不变", measures=[{}])
    data = editors.form_of(reviewer, "edit", article.pk) | {"title": "变", "action-publish": "1"}
    data = {name: value for name, value in (data | tampered).items() if value is not None}
    assert reviewer.post(editors.url("edit", article.pk), data).status_code < 500


def test_a_form_shown_again_has_the_rows_that_were_posted_however_many_it_claims(reviewer):
    article = factories.published(measures=[{}, {}])
    data = editors.form_of(reviewer, "edit", article.pk) | {"title": ""}
    form = refused_form(reviewer, article, data | {"measures-TOTAL_FORMS": "100000"})
    assert len(form.formsets["measures"].forms) == 2


def test_text_that_does_not_come_from_the_editor_widget_is_kept_as_plain_text(reviewer):
    article = factories.published(measures=[{}])
    data = editors.form_of(reviewer, "edit", article.pk)
    data |= {"lead": "第一段\n第二段 <b>", "measures-0-body": "{正文}", "action-publish": "1"}
    assert reviewer.post(editors.url("edit", article.pk), data).status_code == 302
    article.refresh_from_db()
    assert article.lead == "<p>第一段</p><p>第二段 &lt;b&gt;</p>"
    assert article.measures.get().body == "<p>{正文}</p>"


def test_control_characters_that_were_pasted_along_are_left_out(reviewer):
    article = factories.published(measures=[{}], honors=[{}])
    data = editors.form_of(reviewer, "edit", article.pk) | {"action-publish": "1"}
    data |= {"title": "标\x01题", "measures-0-heading": "小\x0b标题", "honors-0-name": "名\x02称"}
    assert reviewer.post(editors.url("edit", article.pk), data).status_code == 302
    article.refresh_from_db()
    assert article.title == "标题"
    assert Measure.objects.get().heading == "小标题"
    assert Honor.objects.get().name == "名称"
    form = refused_form(reviewer, article, data | {"title": "\x01"})
    assert "title" in form.errors


def test_a_row_whose_id_is_spoilt_is_kept(reviewer):
    article = factories.published(measures=[{"heading": "甲"}])
    data = editors.form_of(reviewer, "edit", article.pk)
    data |= {"measures-0-id": "x", "measures-0-heading": "乙", "action-publish": "1"}
    assert reviewer.post(editors.url("edit", article.pk), data).status_code == 302
    assert "乙" in [measure.heading for measure in article.measures.all()]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "bulk/auth/user/delete/?id=x", 400),
        ("get", "snippets/choose/regions/region/chosen/x/", 400),
        ("get", "images/chooser/chosen/%00/", 400),
        ("get", "workflows/edit/{workflow}/?p=x", 400),
        ("get", "workflows/edit/{workflow}/?p=9", 400),
        ("post", "editing-sessions/ping/articles/article/x/1/", 400),
        ("post", "regions/add/?above=x", 400),
        ("post", "snippets/choose/articles/theme/create/", 404),
        ("post", "choose-external-link/", 400),
        ("get", "choose-email-link/?link_url=http://[", 400),
        ("post", "articles/?next=wagtailadmin_home", 400),  # a name, and no way back
        ("get", "bulk/wagtailcore/page/delete/?id=1", 404),
    ],
)
def test_what_wagtail_takes_unseen_is_refused_with_a_page(admin_client, method, address, status):
    workflow = Workflow.objects.filter(active=True).earliest("pk")
    path, _, query = address.format(workflow=workflow.pk).partition("?")
    form = dict(parse_qsl(query)) if path == "regions/add/" else {}
    headers = {"x-requested-with": "XMLHttpRequest"}  # else a 404 leads back to the list
    answer = getattr(admin_client, method)(
        f"/admin/{path}{'' if form else '?' + query}", form, headers=headers
    )
    assert answer.status_code == status
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize("body", ["[1]", "1", '"x"', "null", "[["])
def test_a_note_of_what_was_closed_that_is_none_is_refused(admin_client, body):
    answer = admin_client.patch("/admin/dismissibles/", body, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("method", "address"),
    [("post", "bulk/auth/user/assign_role/?id="), ("get", "users/?group=")],
)
def test_a_key_beyond_every_number_finds_nobody(admin_client, method, address):
    # PostgreSQL looks for it and finds none, SQLite cannot even ask.
    answer = getattr(admin_client, method)(f"/admin/{address}{'9' * 60}", {})
    assert answer.status_code in (200, 302, 400, 404)
    assert "exporter" not in answer.content.decode()


def test_an_error_of_our_own_is_not_taken_for_one_of_the_input(rf):
    request = rf.get("/admin/imports/")
    middleware = RefusesOddInput(None)
    for error in (ValueError("x"), KeyError("x"), AttributeError("x")):
        with pytest.raises(type(error)) as caught:
            raise error
        assert middleware.process_exception(request, caught.value) is None
    assert middleware.process_exception(rf.get("/articles/"), OverflowError()) is None


def test_pictures_of_a_tag_are_searched_in_the_window_that_chooses_one(reviewer):
    image = get_image_model()(title="合影", file=picture("a.png"))
    image.save()
    image.tags.add("会议")
    for query, found in (("q=合影&tag=会议", True), ("q=合影&tag=节日", False)):
        for window in ("", "results/"):
            answer = reviewer.get(f"/admin/images/chooser/{window}?{query}")
            assert answer.status_code == 200
            assert [each.title for each in answer.context["results"]] == ["合影"] * found
