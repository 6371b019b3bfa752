"""Whatever number a browser posts: another office's picture comes into no text, head or setting.

Pictures of drafts are known by short numbers. Whoever could put one into a report of their own
would see it, in the form, the preview or among their pictures, and could publish or delete it.
"""

import pytest

from articles.models import Article, Office, Topic
from tests import editors, factories
from unityreports.site import richtext
from unityreports.site.models import SiteIdentity

pytestmark = pytest.mark.django_db
TUQUAN = "152224"
TEXTS = ("lead", "closing", "measures-0-body")


@pytest.fixture
def desk(client):
    """The desk of somebody in one office."""
    client.force_login(editors.member(factories.office(), editors.REVIEWER, "wu"))
    return client


@pytest.fixture
def theirs(desk):
    """A picture of another office's draft, small enough to be drawn as it is."""
    stranger = editors.member(factories.office("突泉县委统战部", TUQUAN), editors.REVIEWER, "tu")
    picture = factories.picture("突泉的秘密", (20, 10))
    picture.uploaded_by_user = stranger
    picture.save()
    place = factories.region(TUQUAN, "突泉县")
    factories.draft("别人的草稿", region=place, lead=factories.figure(picture))
    return picture


def own_draft():
    return factories.draft(measures=[{"heading": "一", "body": "<p>正文</p>"}])


def holding(picture) -> str:
    return richtext.to_editor(factories.figure(picture, "图"))


def posted(desk, article, action: dict, **fields):
    data = editors.form_of(desk, "edit", article.pk) | fields | action
    return desk.post(editors.url("edit", article.pk), data)


def tells_nothing(answer, picture) -> bool:
    page = answer.content.decode()
    files = picture.renditions.values_list("file", flat=True)
    return "突泉的秘密" not in page and not any(file in page for file in files)


@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}])
@pytest.mark.parametrize("name", TEXTS)
def test_no_text_of_a_report_takes_a_foreign_picture(desk, theirs, name, action):
    article = own_draft()
    before = article.latest_revision_id
    theirs.get_rendition("max-165x165")
    answer = posted(desk, article, action, **{name: holding(theirs)})
    assert "文字里有一张图片已不在" in answer.content.decode()
    assert tells_nothing(answer, theirs)
    assert Article.objects.get(pk=article.pk).latest_revision_id == before


def test_no_head_of_a_report_takes_a_foreign_picture(desk, theirs):
    theirs.get_rendition("max-165x165")
    article = own_draft()
    answer = posted(desk, article, {}, image=str(theirs.pk), image_alt="图", source="统战部新")
    assert "这张图片已不在" in answer.content.decode()
    assert "统战部新" in answer.content.decode()
    assert tells_nothing(answer, theirs)
    assert desk.get(f"/admin/images/{theirs.pk}/").status_code == 404


def test_no_preview_draws_a_foreign_picture(desk, theirs):
    article = own_draft()
    data = editors.form_of(desk, "edit", article.pk) | {"lead": holding(theirs)}
    where = editors.url("preview_on_edit", article.pk)
    assert not desk.post(where, data).json()["is_valid"]
    assert tells_nothing(desk.get(where), theirs)


def test_a_picture_that_a_report_holds_already_stays_and_ones_own_is_taken(desk, theirs):
    own = factories.picture()
    own.uploaded_by_user = editors.member(Office.objects.first(), editors.EDITOR, "bao")
    own.save()
    article = factories.draft(lead=factories.figure(theirs), image=theirs, image_alt="图")
    assert posted(desk, article, {}, closing=holding(own)).status_code == 302
    newest = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert newest.lead == factories.figure(theirs)
    assert newest.closing == factories.figure(own, "图")


def test_no_topic_takes_a_picture_of_another_offices_library(desk, theirs):
    Article.objects.all().delete()  # it is nobody's report's
    form = desk.get("/admin/topics/add/").context["form"]
    data = editors.filled_in(form) | {"title": "专题", "slug": "zt", "text": "null"}
    data |= {"groups-TOTAL_FORMS": "1", "groups-0-kind": "text", "groups-0-text": holding(theirs)}
    answer = desk.post("/admin/topics/add/", data)
    assert "文字里有一张图片已不在" in answer.content.decode()
    assert tells_nothing(answer, theirs)
    assert not Topic.objects.exists()


def test_the_mark_of_the_site_is_no_foreign_picture(client, theirs):
    client.force_login(editors.member(Office.objects.first(), editors.ADMINISTRATOR, "guan"))
    shown = client.get("/admin/settings/unityreports/siteidentity/", follow=True)
    data = editors.filled_in(shown.context["form"]) | {"official_mark": str(theirs.pk)}
    answer = client.post(shown.redirect_chain[-1][0], data)
    assert "这张图片已不在" in answer.content.decode()
    assert SiteIdentity.load().official_mark is None
