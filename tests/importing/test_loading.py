"""Loading fixtures: only what is absent, all or nothing."""

import pytest
from django.core.management import CommandError, call_command

from articles.importing import loading
from articles.models import Article, Channel, Measure, Theme
from regions.models import Region
from tests import seeds
from tests.seeds import FIXTURES

pytestmark = pytest.mark.django_db


def test_loading_again_changes_nothing_an_editor_changed():
    seeds.load_reports()
    article = Article.objects.get(region__code="150524")
    article.title = "编辑改过的标题"
    article.honors.first().delete()
    article.save()
    revision = article.save_revision()
    Theme.objects.filter(slug="culture").update(name="文化")
    again = loading.load(FIXTURES / "reports.json")
    assert not again.created
    assert loading.load(FIXTURES / "vocabulary.json").already_there == 11
    article.refresh_from_db()
    assert article.title == "编辑改过的标题"
    assert article.latest_revision == revision
    assert article.honors.count() == 2
    assert Theme.objects.get(slug="culture").name == "文化"


def test_plain_loaddata_takes_the_fixtures_too():
    seeds.load_regions()
    call_command("loaddata", "vocabulary", "reports", verbosity=0)
    assert Article.objects.published().count() == 2
    assert Measure.objects.count() == 24


def broken(tmp_path, change):
    path = tmp_path / "reports.json"
    path.write_text(change((FIXTURES / "reports.json").read_text("utf-8")), "utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text[:-500], "内容无法识别"),
        (lambda text: "", "内容无法识别"),
        (lambda text: text.replace('"150524"', '"999999"'), "内容无法识别"),
        (lambda text: text.replace('"value": "100"', '"value": "many"'), "内容无法识别"),
        (lambda text: text.replace('"status": "target"', '"status": null'), "不符合要求"),
    ],
)
def test_a_broken_fixture_is_refused_and_changes_nothing(tmp_path, change, message):
    seeds.load_regions()
    loading.load(FIXTURES / "vocabulary.json")
    with pytest.raises(CommandError, match=message):
        call_command("load_reports", broken(tmp_path, change))
    assert not Article.objects.exists()


def test_a_fixture_without_its_divisions_is_refused_with_the_cause():
    with pytest.raises(loading.LoadingError, match="内容无法识别"):
        loading.load(FIXTURES / "reports.json")
    assert not Channel.objects.exists()
    assert not Region.objects.exists()


def test_a_missing_fixture_is_refused(tmp_path):
    with pytest.raises(loading.LoadingError, match="无法读取"):
        loading.load(tmp_path / "none.json")


def test_a_draft_in_a_fixture_stays_a_draft(tmp_path):
    seeds.load_regions()
    loading.load(FIXTURES / "vocabulary.json")
    loading.load(broken(tmp_path, lambda text: text.replace('"live": true', '"live": false')))
    assert Article.objects.count() == 2
    assert not Article.objects.published().exists()
