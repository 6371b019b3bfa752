"""Every page has a picture that stands for it where it is shared."""

import io
from urllib.parse import urlsplit

import pytest
from lxml import html as lxml_html
from PIL import Image

from tests import factories
from unityreports.site import fonts, share_pictures

pytestmark = pytest.mark.django_db
PAGES = ("/", "/articles/", "/regions/", "/measures/", "/honors/", "/search/", "/data/", "/stats/")


def picture_of(client, path: str) -> str:
    tree = lxml_html.document_fromstring(client.get(path).content)
    (address,) = tree.xpath("//meta[@property='og:image']/@content")
    return urlsplit(address).path


def drawn(client, path: str) -> Image.Image:
    response = client.get(path)
    assert response["Content-Type"] == "image/png"
    return Image.open(io.BytesIO(response.content))


@pytest.mark.parametrize("path", PAGES)
def test_every_class_of_page_has_a_large_picture(client, path):
    factories.published()
    assert drawn(client, picture_of(client, path)).size == (1200, 630)


def test_a_report_shows_its_title_place_and_date(client):
    report = factories.published("乌兰浩特市民族团结进步工作报告")
    told = picture_of(client, report.get_absolute_url()).split("/")[2].removesuffix(".png")
    title, line, _ = share_pictures.texts(told)
    assert title == report.title
    assert line == "内蒙古自治区 兴安盟 乌兰浩特市　2020年7月7日"


def test_the_picture_changes_with_the_page_and_not_before(client):
    report = factories.published("旧标题")
    before = picture_of(client, report.get_absolute_url())
    assert picture_of(client, report.get_absolute_url()) == before
    report.title = "新标题"
    report.save_revision().publish()
    after = picture_of(client, report.get_absolute_url())
    assert after != before
    assert drawn(client, after).tobytes() != drawn(client, before).tobytes()


@pytest.mark.parametrize("title", ["长" * 200, "<b>&\"'", "ᠮᠣᠩᠭᠣᠯ😀", "a" * 199])
def test_any_title_is_drawn(client, title):
    report = factories.published(title)
    path = picture_of(client, report.get_absolute_url())
    assert len(path) < 600
    assert drawn(client, path).size == (1200, 630)


def test_nobody_has_other_words_drawn(client):
    path = picture_of(client, "/articles/")
    assert client.get(path[:-6] + "x.png").status_code == 404
    assert client.get("/share/W10.png").status_code == 404


def test_without_a_chinese_font_it_is_the_mark_of_the_site(client, monkeypatch, tmp_path, settings):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(fonts, "_SYSTEM", ())
    monkeypatch.setattr(fonts, "_known", {})
    first, second = (drawn(client, picture_of(client, path)) for path in ("/articles/", "/honors/"))
    assert first.tobytes() == second.tobytes()
    assert len(first.getcolors()) > 2
