"""Views are counted apart from the page's request, and nothing is kept of who read."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from articles.models import ViewCount
from articles.publishing import view_counts
from tests import factories

pytestmark = pytest.mark.django_db
READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


def read(client, pk, **headers):
    headers = {"User-Agent": READER} | headers
    return client.post(reverse("article_view", args=[pk]), headers=headers)


def counted(article) -> int:
    view_counts.flush()
    row = ViewCount.objects.filter(article=article).first()
    return row.counted if row else 0


def test_views_are_written_together_later(client, django_assert_num_queries):
    article = factories.published()
    with django_assert_num_queries(0):
        for _ in range(3):
            assert read(client, article.pk).status_code == 204
    assert counted(article) == 3


def test_each_view_goes_to_its_own_report(client):
    first, second = factories.published(), factories.published()
    read(client, second.pk)
    view_counts.flush()
    read(client, first.pk)
    assert counted(first) == 1
    assert counted(second) == 1


def test_reading_the_page_writes_nothing(client, django_assert_max_num_queries):
    article = factories.published()
    client.get(article.get_absolute_url())
    assert counted(article) == 0


def test_an_imported_count_is_the_start_of_ours(client):
    article = factories.published()
    ViewCount.objects.create(article=article, imported=177)
    read(client, article.pk)
    assert counted(article) == 1
    address = reverse("article_view", args=[article.pk])
    assert client.get(address).json() == {"total": 178}
    assert f'data-views="{address}"' in client.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Baiduspider/2.0)"},
        {"User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0)"},
        {"User-Agent": "curl/8.5"},
        {"User-Agent": ""},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
    ],
)
def test_robots_and_prefetches_are_not_counted(client, headers):
    article = factories.published()
    assert read(client, article.pk, **headers).status_code == 204
    assert counted(article) == 0


def test_drafts_and_unknown_ids_are_not_counted(client):
    article = factories.draft()
    read(client, article.pk)
    read(client, 987654321)
    assert view_counts.flush() == 0
    assert not ViewCount.objects.exists()


def test_a_view_leaves_no_cookie_and_is_only_taken_by_post(client):
    article = factories.published()
    assert not read(client, article.pk).cookies
    assert not client.get(reverse("article_view", args=[article.pk])).cookies
    assert counted(article) == 1


def test_how_often_a_draft_was_read_is_told_to_nobody(client):
    article = factories.draft()
    assert client.get(reverse("article_view", args=[article.pk])).status_code == 404


def test_an_id_that_no_report_can_have_costs_no_other_view(client):
    article = factories.published()
    for pk in (article.pk, 10**30):
        client.post(f"/articles/{pk}/view/", headers={"user-agent": READER})
    assert view_counts.flush() == 1
    assert ViewCount.objects.get(article=article).counted == 1


def test_views_that_cannot_be_written_go_on_waiting(monkeypatch):
    article = factories.published()
    view_counts.count(article.pk)

    def fail(views):
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(view_counts, "_write", fail)
        with pytest.raises(DatabaseError):
            view_counts.flush()
    assert view_counts.flush() == 1
