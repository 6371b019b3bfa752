"""An editor may work in English: no screen of the desk keeps a Chinese word of the interface."""

import html
import re

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from wagtail.models import Collection, Task, Workflow
from wagtail.users.models import UserProfile

from articles.models import Channel, HomeSection, PendingImport
from regions.models import FormerDivision, Region
from tests import factories
from unityreports.site.models import SiteIdentity, SiteText

pytestmark = [pytest.mark.django_db, pytest.mark.of_words]
CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture
def english_client(admin_client, admin_user):
    """An administrator who chose English, on a site whose own data holds no Chinese."""
    UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": "en"})
    SiteIdentity.objects.create(name="Site")
    for model, field in [
        (Group, "name"),
        (Collection, "name"),
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
        "trail/export/",
    ],
)
def test_no_screen_of_the_desk_keeps_chinese_words(english_client, path):
    article = report()
    path = path.format(pk=article.pk, region=article.region_id, channel=article.channel_id)
    assert chinese_in(english_client.get("/admin/" + path, follow=True)) == []


def test_the_login_is_in_the_language_of_the_site(client):
    assert "编辑后台" in client.get("/admin/login/").content.decode()


def waiting(client, *lines: str) -> str:
    """Hand a page in; return the address of its review."""
    response = client.post("/admin/imports/", {"text": "\n\n".join(lines)})
    assert response.status_code == 302
    return response.url


PAGE = (
    "关于两件事的工作报告",
    "全年投入三项资金，合计 900 万元，其中水利 300 万元、道路 400 万元。" * 3,
    "全区共有自治区级示范单位 5 个，获得命名的有 3 个，群众很满意，工作有成效。" * 3,
)


def test_what_the_importer_says_of_a_page_is_in_the_language_of_whoever_looks(english_client):
    address = waiting(english_client, *PAGE)
    problems = english_client.get(address).context["problems"]
    assert "The page does not state a source." in [each["message"] for each in problems]
    assert not CHINESE.search(re.sub("“[^“”]*”|万元", "", str([p["message"] for p in problems])))


def test_a_page_handed_in_before_templates_were_kept_says_its_problems_in_chinese(english_client):
    address = waiting(english_client, *PAGE)
    pending = PendingImport.objects.get()
    for problem in pending.parsed["problems"]:
        del problem["template"], problem["parts"]
    pending.save()
    problems = english_client.get(address).context["problems"]
    assert "页面没有写明来源。" in [each["message"] for each in problems]


def test_a_refused_file_is_refused_in_the_language_of_whoever_handed_it_in(english_client):
    file = SimpleUploadedFile("report.txt", b"GIF89a\1\0")
    answer = english_client.post("/admin/imports/", {"files": [file]}, follow=True)
    expected = "report.txt: This is a GIF picture, not a text, a web page, a Word file or a PDF."
    assert expected in html.unescape(answer.content.decode())
