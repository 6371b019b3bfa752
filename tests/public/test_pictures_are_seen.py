"""A picture in a report as readers, programs, searches and comparing editors get it."""

import json
from pathlib import Path

import pytest
from lxml import html as lxml_html

from articles.models import ShownPicture
from articles.publishing import derived
from articles.search import parse, search
from tests import editors, factories

FILES = ("//figure//source/@srcset", "//figure//img/@src")


@pytest.fixture
def images(db):
    return [factories.picture(title=name) for name in ("赛马", "摔跤", "射箭")]


@pytest.fixture
def report(images):
    horses, wrestlers, archers = images
    row = factories.figure(horses, '草原上的"赛马"', "图1 那达慕<赛马>") + factories.figure(
        wrestlers, ""
    )
    return factories.published(
        lead=f"<p>甲</p>{row}<p>乙</p>",
        measures=[{"heading": "抓宣传", "body": factories.figure(archers, "射箭", "图2 射箭")}],
        honors=[{"name": "示范单位", "quote": "图2 射箭", "where": "outline", "outline_row": 1}],
    )


def tree_of(client, report):
    return lxml_html.document_fromstring(client.get(report.get_absolute_url()).content.decode())


def files_of(client, report) -> list[str]:
    tree = tree_of(client, report)
    found = [part for path in FILES for each in tree.xpath(path) for part in each.split(", ")]
    return list(dict.fromkeys(each.split()[0] for each in found))


def test_pictures_stand_in_order_with_description_caption_and_size(client, report):
    tree = tree_of(client, report)
    images = tree.xpath("//div[contains(@class, 'text')]//figure//img")
    assert [each.get("alt") for each in images] == ['草原上的"赛马"', "", "射箭"]
    assert {(each.get("width"), each.get("height")) for each in images} == {("960", "640")}
    assert {each.get("loading") for each in images} == {"lazy"}
    captions = [each.text_content() for each in tree.xpath("//figcaption")]
    assert captions[0] == "图1 那达慕<赛马>"
    assert captions[1].startswith("图2 射箭")
    (srcset, *_) = tree.xpath("//figure//source/@srcset")
    assert [each.split()[1] for each in srcset.split(", ")] == ["480w", "960w"]
    for address in files_of(client, report):
        assert client.get(address).status_code == 200


def test_pictures_that_follow_each_other_are_a_gallery(client, report):
    (gallery,) = tree_of(client, report).xpath("//div[@class='gallery']")
    assert len(gallery.xpath("./figure")) == 2
    assert gallery.getprevious().text == "甲"
    assert gallery.getnext().text == "乙"


def test_the_phrase_of_a_fact_is_marked_in_a_caption(client, report):
    (mark,) = tree_of(client, report).xpath("//figcaption/mark")
    assert mark.text == "图2 射箭"
    assert mark.get("id") == "honor-1"


def test_captions_are_found_and_programs_are_told_of_pictures(client, report):
    assert search(parse("图1 那达慕")).hits[0].pk == report.pk
    found = client.get(f"/api/v1/articles/{report.pk}").json()
    assert found["lead"] == "甲\n图1 那达慕<赛马>\n乙"
    assert found["captions"] == ["图1 那达慕<赛马>", "图片", "图2 射箭"]
    told = [(each["where"], each["row"], each["alt"]) for each in found["pictures"]]
    assert told == [("lead", None, '草原上的"赛马"'), ("lead", None, None), ("outline", 1, "射箭")]
    shown = files_of(client, report)
    for each in found["pictures"]:
        assert any(each["address"].endswith(address) for address in shown)


def test_structured_data_names_the_pictures(client, report):
    page = client.get(report.get_absolute_url()).text
    data = json.loads(page.partition('application/ld+json">')[2].partition("</script>")[0])
    (described,) = [each for each in data["@graph"] if each["@type"] == "Article"]
    paths = [f"/{each.split('/', 3)[3]}" for each in described["image"]]
    assert [client.get(path).status_code for path in paths] == [200, 200, 200]


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What is done within is committed, with what waits for that."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_files_go_with_the_report_and_come_back_under_other_names(client, report, committed):
    before = files_of(client, report)
    with committed():
        report.unpublish()
    assert {client.get(each).status_code for each in before} == {404}
    assert client.get(report.get_absolute_url()).status_code == 410
    report.latest_revision.publish()
    after = files_of(client, report)
    assert not set(before) & set(after)
    assert {client.get(each).status_code for each in after} == {200}


def test_files_go_when_the_report_is_deleted(client, report, committed):
    before = files_of(client, report)
    with committed():
        report.delete()
    assert {client.get(each).status_code for each in before} == {404}


def test_a_picture_that_a_new_version_leaves_out_loses_its_files_alone(
    client, report, images, committed
):
    before = files_of(client, report)
    report.lead = "<p>甲</p>" + factories.figure(images[0])
    with committed():
        report.save_revision().publish()
    after = files_of(client, report)
    assert {client.get(each).status_code for each in set(before) - set(after)} == {404}
    assert {client.get(each).status_code for each in after} == {200}
    assert set(after) < set(before)


def test_a_picture_that_another_report_shows_stays(client, report, images, committed):
    other = factories.published(closing=factories.figure(images[0]))
    shown = files_of(client, other)
    with committed():
        report.unpublish()
    assert {client.get(each).status_code for each in shown} == {200}


def test_what_was_uploaded_is_told_to_nobody(client, report, images):
    originals = [Path(each.file.name).stem.removesuffix("-p") for each in images]
    for address in files_of(client, report):
        assert not any(name in address for name in originals)


def test_a_picture_that_is_gone_leaves_its_caption(client, report, images):
    images[0].delete()
    found = tree_of(client, report).xpath("//div[@class='gallery']|//p[.='图1 那达慕<赛马>']")
    assert [each.tag for each in found] == ["p"]


def test_rows_of_pictures_are_rebuilt(report):
    ShownPicture.objects.filter(where="lead").delete()
    assert derived.check().differing["图片"] == 1
    derived.rebuild()
    assert not derived.check()
    assert ShownPicture.objects.count() == 3


def test_a_change_of_a_picture_shows_when_versions_are_compared(admin_client, report, images):
    report.lead = report.lead.replace("草原上的", "村口的")
    report.save_revision()
    address = editors.url("revisions_compare", report.pk, "earliest", "latest")
    (changed,) = admin_client.get(address).context["comparison"]
    shown = changed.htmldiff()
    assert "草原上" in shown
    assert "村口" in shown
    assert f"图片 {images[0].pk}" in shown
