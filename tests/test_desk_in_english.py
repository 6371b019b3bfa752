"""An editor may work in English: no screen of the desk keeps a Chinese word of the interface."""

import html
import re

import pytest
from django.contrib.auth.models import Group
from django.db.models import F
from wagtail.models import Task, Workflow
from wagtail.users.models import UserProfile

from articles.models import Channel, HomeSection
from regions.models import FormerDivision, Region
from tests import factories
from unityreports.models import SiteIdentity, SiteText

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture
def english_client(admin_client, admin_user):
    """An administrator who chose English, on a site whose own data holds no Chinese."""
    UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": "en"})
    SiteIdentity.objects.create(name="Site")
    for model, field in [
        (Group, "name"),
        (Task, "name"),
        (Workflow, "name"),
        (HomeSection, "heading"),
        (SiteText, "title"),
    ]:
        for row in model.objects.all():
            setattr(row, field, f"Row {row.pk}")
            row.save()
    SiteText.objects.update(body="<p>Text</p>")
    return admin_client


def report():
    """Return a public report with everything on it, written in Latin letters."""
    region = factories.region("15", "Region")
    words = {"quote": "Quote", "name": "Name"}
    article = factories.published(
        "Title",
        channel=factories.channel("news", "News"),
        region=region,
        lead="<p>Lead</p>",
        measures=[{"heading": "Heading", "theme": factories.theme("theme", "Theme")}],
        honors=[words, words | {"level": "national", "where": "gone"}],
        figures=[words | {"unit": "km"}],
        tags=["tag"],
    )
    for place in Region.objects.all():
        place.name = place.short_name = f"Place {place.code}"
        place.save()
    FormerDivision.objects.all().delete()
    Channel.objects.update(name=F("slug"), description="Words")
    return article


def chinese_in(response) -> list[str]:
    """Return the Chinese words of a page, but for examples in quotes and a language's own name."""
    assert response.status_code in (200, 400)
    text = response.content.decode()
    text = html.unescape(text)
    text = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    # The values of some choices are Chinese in the database.
    text = re.sub(r'value=\\?"[^"\\]*\\?"', "", text)
    text = re.sub(r"“[^“”]*”|《》", "", text).replace("简体中文", "")
    return CHINESE.findall(text)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "account/",
        "articles/",
        "articles/add/",
        "articles/edit/{pk}/",
        "articles/history/{pk}/",
        "articles/delete/{pk}/",
        "articles/unpublish/{pk}/",
        "articles/?status=live&region=15&ordering=-published_at",
        "export/articles/",
        "export/articles/?status=live&ordering=-published_at&region=15",
        "export/articles/?nonsense=1&ordering=x&format=pdf&columns=y",
        "export/articles/?columns=title&columns=title",
        "export/measures/",
        "export/honors/",
        "export/figures/",
        "export/regions/",
        "imports/",
        "measures/",
        "honors/",
        "figures/",
        "regions/",
        "regions/add/",
        "regions/edit/{region}/",
        "snippets/choose/regions/region/",
        "snippets/choose/regions/region/results/?q=zzz",
        "choose-external-link/",
        "choose-email-link/",
        "channels/",
        "channels/add/",
        "channels/edit/{channel}/",
        "themes/",
        "themes/add/",
        "texts/",
        "home-sections/",
        "home-sections/add/",
        "settings/unityreports/siteidentity/",
        "images/",
        "images/add/",
        "users/",
        "users/new/",
        "groups/",
        "workflows/list/",
        "reports/site-history/",
    ],
)
def test_no_screen_of_the_desk_keeps_chinese_words(english_client, path):
    article = report()
    path = path.format(pk=article.pk, region=article.region_id, channel=article.channel_id)
    assert chinese_in(english_client.get("/admin/" + path, follow=True)) == []


def test_the_login_is_in_the_language_of_the_site(client):
    assert "编辑后台" in client.get("/admin/login/").content.decode()
