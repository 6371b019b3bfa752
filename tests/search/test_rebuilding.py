"""What is derived from reports can be checked, and put right while the site runs."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article, KeptCount, Passage, Placement, Share
from articles.publishing import counts, derived
from articles.search import parse, search
from articles.search.backends import backend
from tests import factories

pytestmark = pytest.mark.django_db


def _found(text: str) -> list[int]:
    return [hit.pk for hit in search(parse(text)).hits]


def _report(**fields):
    return factories.published(
        lead="<p>铸牢中华民族共同体意识：㎡ “ABC” é 5.59亿元。</p>",
        measures=[{"heading": "抓宣传", "body": "<p>石榴籽</p>" * 40}],
        honors=[{}],
        tags=["文化"],
        **fields,
    )


def test_after_publishing_nothing_differs():
    _report()
    _report().unpublish()
    factories.draft()
    assert not derived.check()


def test_reports_written_without_publishing_are_found_after_a_rebuild():
    article = _report()
    for model in (Placement, Share, Passage, KeptCount):
        model.objects.all().delete()
    assert _found("石榴") == []
    drift = derived.rebuild()
    assert +drift.differing == {"地区列表": 1, "计数依据": 1, "检索段落": 1}
    assert _found("石榴") == [article.pk]
    assert counts.amounts_of().reports == 1
    assert list(Article.objects.published().in_region(article.region)) == [article]
    assert not derived.check()


def test_rows_of_what_is_no_longer_public_are_drift():
    article = _report()
    Article.objects.filter(pk=article.pk).update(live=False)
    assert derived.check().left_over
    derived.rebuild()
    assert not Passage.objects.exists()
    assert not derived.check()


def test_a_wrong_count_or_an_edited_passage_is_drift():
    _report()
    KeptCount.objects.filter(facet="all").update(reports=7)
    passage = Passage.objects.last()
    Passage.objects.filter(pk=passage.pk).update(text="别的")
    drift = derived.rebuild()
    assert any("计数" in remark for remark in drift.remarks)
    assert drift.differing["检索段落"] == 1
    assert not derived.check()


@pytest.mark.sqlite_only
def test_an_index_that_lost_a_passage_is_drift():
    _report()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_index_data WHERE id > 10")
    assert derived.rebuild().remarks
    assert _found("石榴")
    assert not derived.check()


def test_rebuilding_leaves_the_index_as_it_was_and_complete():
    _report()
    Passage.objects.all().delete()
    derived.rebuild()
    assert backend().is_sound()
    assert _found("石榴")
    assert not derived.check()


@pytest.mark.postgresql_only
def test_an_index_left_in_the_middle_of_many_writes_is_drift():
    _report()
    with connection.cursor() as cursor:
        cursor.execute("ALTER INDEX search_index SET (fastupdate = on)")
    assert derived.check().remarks
    derived.rebuild()
    assert not derived.check().remarks
    assert _found("石榴")


def test_the_command_tells_of_drift_by_its_exit(capsys):
    _report()
    call_command("rebuild_indexes", check=True)
    Passage.objects.all().delete()
    with pytest.raises(CommandError, match="rebuild_indexes"):
        call_command("rebuild_indexes", check=True)
    call_command("rebuild_indexes")
    call_command("rebuild_indexes", check=True)
    assert "公开报告 1 篇" in capsys.readouterr().out
