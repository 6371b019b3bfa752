"""The desk as its users walk it: real views and real forms."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def desk(name: str, *args) -> str:
    """Return the address of one of the desk's pages about reports."""
    return reverse(f"wagtailsnippets_articles_article:{name}", args=args)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "articles/",
        "articles/add/",
        "articles/edit/{pk}/",
        "articles/history/{pk}/",
        "articles/unpublish/{pk}/",
        "articles/?region=兴安盟&channel=1&status=live&published_at_from=2020-01-01&tag=x&q=标题",
        "measures/",
        "honors/?level=none&status=held&year=2020&region=15",
        "figures/?q=投入",
        "regions/?q=wlht",
        "snippets/choose/regions/region/?q=乌兰",
        "snippets/choose/regions/region/results/?q=没有这个地方",
        "channels/",
        "themes/",
        "texts/",
        "settings/unityreports/siteidentity/",
        "images/",
        "users/",
        "groups/",
    ],
)
def test_every_screen_opens_for_an_administrator(admin_client, path):
    article = factories.published(measures=[{}], honors=[{}], figures=[{}], tags=["教育"])
    response = admin_client.get("/admin/" + path.format(pk=article.pk), follow=True)
    assert response.status_code == 200
