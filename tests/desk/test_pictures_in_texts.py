"""Pictures in a text on the desk: described before they are published."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ReferenceIndex

from articles.models import Article
from tests import editors, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return factories.picture()


def publish(client, article):
    data = editors.form_of(client, "edit", article.pk) | {"action-publish": "1"}
    return client.post(editors.url("edit", article.pk), data)


def test_publication_asks_at_the_field_what_each_picture_shows(reviewer, image):
    undescribed = factories.figure(image, None)
    article = factories.draft(
        lead=factories.figure(image) + undescribed,
        closing=undescribed,
        measures=[{"body": "<p>甲</p>"}, {"body": undescribed}],
    )
    form = publish(reviewer, article).context["form"]
    assert "第 2 张图片没有说明" in form.errors["lead"][0]
    assert "第 1 张图片没有说明" in form.errors["closing"][0]
    rows = form.formsets["measures"].forms
    assert ["body" in row.errors for row in rows] == [False, True]
    assert not Article.objects.get().live


def test_a_draft_may_wait_with_that(reviewer, image):
    article = factories.draft(lead=factories.figure(image, None))
    data = editors.form_of(reviewer, "edit", article.pk) | {"source": "统战部"}
    assert reviewer.post(editors.url("edit", article.pk), data).status_code == 302
    article.refresh_from_db()
    assert article.latest_revision.content["source"] == "统战部"


def test_described_and_decorative_pictures_are_published_unchanged(reviewer, image):
    text = factories.figure(image, "赛马", "图1") + factories.figure(image, "")
    article = factories.draft(lead=text, measures=[{"body": text}])
    publish(reviewer, article)
    article.refresh_from_db()
    assert article.live
    assert (article.lead, article.measures.get().body) == (text, text)


def test_a_batch_or_an_approval_publishes_no_undescribed_picture(image):
    article = factories.draft(measures=[{"body": factories.figure(image, None)}])
    with pytest.raises(ValidationError, match="第 1 张图片没有说明"):
        article.check_complete()


def test_the_desk_knows_which_reports_show_a_picture(admin_client, image):
    article = factories.draft(measures=[{"body": factories.figure(image)}])
    ReferenceIndex.create_or_update_for_object(article)
    assert [each[0] for each in ReferenceIndex.get_grouped_references_to(image)] == [article]
