"""An old site moved over: every report found, no other page, all old addresses lead on."""

import csv
import io
import os
from urllib.parse import quote

import PIL.Image
import pytest
from django.core.management import CommandError, call_command
from django.test.utils import override_settings
from hypothesis import settings as proof

from articles.importing import site_moves
from articles.models import Article, MovedPage, RawPage
from tests import factories
from tests.importing.mirrors import LAYOUTS, Mirror
from unityreports.site import richtext

pytestmark = pytest.mark.django_db
REPORTS = 200 if proof().max_examples >= 1000 else 15  # of each layout


def run(folder, *options):
    said = io.StringIO()
    call_command("import_site", str(folder), *options, stderr=said)
    return said.getvalue()


@pytest.fixture(params=LAYOUTS)
def mirror(request, tmp_path):
    return Mirror(tmp_path, request.param, REPORTS)


def picture() -> bytes:
    file = io.BytesIO()
    PIL.Image.new("RGB", (80, 60), "red").save(file, "PNG")
    return file.getvalue()


def publish_all():
    """Give what the pages leave open, and publish."""
    for article in Article.objects.all():
        article.region = article.region or factories.region("150524")
        article.channel = article.channel or factories.channel()
        article.save_revision(clean=False).publish()


def test_every_report_is_found_and_no_other_page_and_all_old_addresses_lead_to_it(
    places, client, mirror
):
    run(mirror.folder)
    assert sorted(Article.objects.values_list("title", flat=True)) == sorted(
        mirror.reports.values()
    )
    assert client.get(next(iter(mirror.reports))).status_code == 404  # a draft still
    publish_all()
    for address, title in mirror.reports.items():
        answer = client.get(address)
        assert answer.status_code == 301, address
        assert answer.url == Article.objects.get(title=title).get_absolute_url()
    for address, text in mirror.further.items():
        answer = client.get(address)
        assert answer.status_code == 301, address
        assert text in client.get(answer.url).content.decode()


def test_versions_to_print_and_for_phones_are_the_report_and_lead_to_it(
    places, client, tmp_path, monkeypatch
):
    mirror = Mirror(tmp_path, "trs", 5)
    mirror.copy()
    monkeypatch.setattr(site_moves, "BATCH", 7)  # copies in the batch of their page and behind it
    said = run(tmp_path)
    assert sorted(Article.objects.values_list("title", flat=True)) == sorted(
        mirror.reports.values()
    )
    assert f"已存在 {len(mirror.copies)}" in said
    publish_all()
    for address, title in mirror.copies.items():
        answer = client.get(address)
        assert answer.status_code == 301, address
        assert answer.url == Article.objects.get(title=title).get_absolute_url(), address


def test_a_version_that_says_more_is_a_draft_of_its_own_to_be_checked(places, tmp_path):
    Mirror(tmp_path, "trs", 1)
    (report,) = tmp_path.rglob("t2020_1.html")
    page = report.read_text("utf-8")
    more = "<p>　　另外，全旗还组织了三次联谊活动，参加群众两千余人，现场反响热烈。</p></div>"
    (tmp_path / "print").mkdir()
    (tmp_path / "print" / "1.html").write_text(page.replace("</div>", more, 4), "utf-8")
    run(tmp_path)
    assert Article.objects.count() == 2
    assert MovedPage.objects.get(file="print/1.html").outcome == MovedPage.Outcome.DOUBTFUL


def test_a_run_that_is_killed_again_and_again_ends_like_one_that_is_not(
    places, tmp_path, monkeypatch
):
    mirror = Mirror(tmp_path, "trs", REPORTS)
    monkeypatch.setattr(site_moves, "BATCH", 2)
    for _ in range(5):  # ended after the first transaction each time
        going = site_moves.move(tmp_path)
        next(going)
        going.close()
    assert 0 < Article.objects.count() < len(mirror.reports)
    run(tmp_path)
    assert sorted(Article.objects.values_list("title", flat=True)) == sorted(
        mirror.reports.values()
    )
    before = MovedPage.objects.count()
    run(tmp_path)
    assert (Article.objects.count(), MovedPage.objects.count()) == (REPORTS, before)


def test_the_table_says_of_every_page_what_became_of_it_and_why(places, tmp_path):
    mirror = Mirror(tmp_path / "mirror", "trs", 5)
    said = run(mirror.folder, "--table", str(tmp_path / "table.csv"))
    assert "不是报告 4" in said
    with (tmp_path / "table.csv").open(encoding="utf-8-sig") as file:
        rows = {row["旧网址"]: row for row in csv.DictReader(file)}
    for address in mirror.reports:
        assert rows[address]["结果"].startswith("已导入")
        assert rows[address]["报告编号"]
    for address in mirror.further:
        assert rows[address]["结果"] == "并入首页"
    assert rows["/about.html"]["结果"] == "不是报告"
    assert all(row["原因"] for row in rows.values() if row["结果"] == "不是报告")


def test_a_withdrawn_report_is_gone_at_its_address_and_at_the_old_one(places, client, tmp_path):
    mirror = Mirror(tmp_path, "trs", 1)
    run(tmp_path)
    [old] = mirror.reports
    publish_all()
    article = Article.objects.get()
    article.unpublish()
    for address in (old, article.get_absolute_url()):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "现已撤下" in answer.content.decode()
    new = article.get_absolute_url()
    article.delete()
    assert client.get(new).status_code == client.get(old).status_code == 410


def test_a_draft_that_was_never_public_is_not_found_rather_than_gone(client):
    article = factories.draft()
    assert client.get(article.get_absolute_url()).status_code == 404


def test_names_of_files_in_gbk_and_addresses_with_null_bytes_stop_nothing(places, client, tmp_path):
    mirror = Mirror(tmp_path, "trs", 2)
    one, other = sorted(tmp_path.rglob("t2020_*.html"))
    os.rename(one, os.fsencode(tmp_path) + "/工作动态.html".encode("gbk"))
    other.rename(tmp_path / "a%00b.html")
    run(tmp_path)
    publish_all()
    assert len(mirror.reports) == Article.objects.published().count()
    names = RawPage.objects.values_list("filename", flat=True)
    assert sorted(names) == ["a%00b.html", "工作动态.html"]
    for address in ("/工作动态.html", "/a%00b.html"):
        assert client.get(address).status_code == 301


@pytest.mark.parametrize("on_disk", ["octets", "quoted"])
def test_addresses_and_pictures_in_gbk_lead_to_their_reports(places, client, tmp_path, on_disk):
    def put(name: str, content: bytes):
        octets = name.encode("gbk")
        path = os.fsdecode(octets) if on_disk == "octets" else quote(octets)
        (tmp_path / "www.old.gov.cn" / path).write_bytes(content)

    Mirror(tmp_path, "trs", 1)
    (report,) = tmp_path.rglob("t2020_*.html")
    page = report.read_text("utf-8").replace("</p>", "</p><p><img src='%D5%D5%C6%AC.png'></p>", 1)
    report.unlink()
    put("照片.png", picture())
    put("动态.html", page.encode("utf-8"))
    with override_settings(MEDIA_ROOT=tmp_path / "media"):
        run(tmp_path)
    publish_all()
    article = Article.objects.get()
    assert len(richtext.pictures(article.lead)) == 1
    for address in ("/%B6%AF%CC%AC.html", "/%b6%af%cc%ac.html", "/动态.html"):
        answer = client.get(address)
        assert (answer.status_code, answer.url) == (301, article.get_absolute_url()), address


def test_a_query_in_gbk_leads_to_its_report(places, client, tmp_path):
    Mirror(tmp_path, "trs", 1)
    (report,) = tmp_path.rglob("t2020_*.html")
    report.rename(tmp_path / "www.old.gov.cn" / "show.asp@t=%B6%AF%CC%AC.html")
    run(tmp_path)
    publish_all()
    assert client.get("/show.asp?t=%B6%AF%CC%AC").status_code == 301


def test_a_folder_that_is_not_there_is_refused_in_words(tmp_path):
    with pytest.raises(CommandError, match="没有这个文件夹"):
        run(tmp_path / "nowhere")
