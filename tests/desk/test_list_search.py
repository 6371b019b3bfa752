"""The desk's list finds what the latest version of a report says, published or not."""

from contextlib import nullcontext

import pytest

from articles.desk import capped_pages, filters
from articles.models import Article, LatestText
from articles.search import latest_texts
from tests import editors, factories
from unityreports import installation
from unityreports.site import richtext

pytestmark = pytest.mark.django_db

PARTS = {
    "subtitle": {"subtitle": "石榴花开"},
    "lead": {"lead": "<p>全旗<b>石榴花</b>开满枝头。</p>"},
    "closing": {"closing": "<p>下一步，石榴花开。</p>"},
    "source": {"source": "石榴花开报"},
    "heading": {"measures": [{"heading": "石榴花开"}]},
    "body": {"measures": [{}, {"body": "<p>甲</p><p>石榴花开<br/>丙</p>"}]},
    "honor": {"honors": [{"name": "石榴花开示范旗"}]},
    "sentence": {"figures": [{"quote": "石榴花开，投入10万元"}]},
    "document": {"documents": [{"title": "石榴花开方案"}]},
    "place": {"places": [{"name": "石榴花开村"}]},
}


def found(client, words, path="/admin/articles/"):
    response = client.get(path, {"q": words})
    assert response.status_code == 200
    return {each.title for each in response.context["object_list"]}


@pytest.mark.parametrize("make", [factories.draft, factories.published])
def test_any_part_of_a_report_is_searched(admin_client, make):
    titles = {make(f"甲 {part}", **PARTS[part]).title for part in PARTS}
    factories.draft("乙")
    assert found(admin_client, "石榴花开") == titles
    assert found(admin_client, "榴") == titles
    assert found(admin_client, "榴开") == set()
    for title in titles:
        assert found(admin_client, f"榴花 {title}") == {title}
    assert found(admin_client, "榴花 乙") == set()


def test_a_draft_over_a_published_report_is_found_by_its_words_and_by_what_readers_see(
    admin_client,
):
    article = factories.published("甲", lead="<p>旧的说法。</p>")
    data = editors.form_of(admin_client, "edit", article.pk) | {
        "lead": editors.rich_text("新的措辞。")
    }
    admin_client.post(editors.url("edit", article.pk), data)
    assert Article.objects.get().lead == "<p>旧的说法。</p>"
    assert found(admin_client, "措辞") == {"甲"}
    assert found(admin_client, "措辞", "/admin/articles/results/") == {"甲"}
    assert found(admin_client, "说法") == {"甲"}
    LatestText.objects.all().delete()
    assert list(latest_texts.write(latest_texts.missing())) == [article.pk]
    assert found(admin_client, "说法") == found(admin_client, "措辞") == {"甲"}
    admin_client.post(editors.url("delete", article.pk))
    article.unpublish()
    article.delete()
    assert not LatestText.objects.exists()


def test_words_that_no_reader_sees_any_more_are_forgotten(admin_client):
    article = factories.published("甲", lead="<p>旧的说法。</p>")
    for words, leaves in [
        ("新的措辞", lambda: Article.objects.get().latest_revision.publish()),
        ("再改一次", lambda: Article.objects.get().unpublish()),
    ]:
        article = Article.objects.get()
        before = article.lead
        article.lead = f"<p>{words}。</p>"
        article.save_revision()
        old = richtext.to_text(before).rstrip("。")
        assert found(admin_client, old) == found(admin_client, words) == {"甲"}
        leaves()
        assert (found(admin_client, old), found(admin_client, words)) == (set(), {"甲"})


@pytest.mark.parametrize("words", ["ＡＢＣ", "abc", "民族團結", "50％", "50%", "a_c"])
def test_letters_of_any_width_and_script_are_found_and_signs_mean_themselves(admin_client, words):
    factories.draft("甲", lead="<p>ABC，民族团结，占50%，a_c。</p>")
    factories.draft("乙", lead="<p>其他，占5011，axc。</p>")
    assert found(admin_client, words) == {"甲"}


def test_an_older_version_that_is_saved_again_changes_nothing(admin_client):
    article = factories.draft("甲", lead="<p>旧的说法。</p>")
    old = article.latest_revision
    article.lead = "<p>新的措辞。</p>"
    article.save_revision()
    old.save()
    assert found(admin_client, "措辞") == {"甲"}


def test_the_setup_writes_down_what_is_there_once():
    factories.published("甲", lead="<p>石榴花开</p>")
    factories.draft("乙")
    before = list(LatestText.objects.order_by("pk").values())
    LatestText.objects.all().delete()
    told = []
    installation.write_latest_texts(lambda title: nullcontext(told.append(title)))
    assert list(LatestText.objects.order_by("pk").values()) == before
    assert len(told) == 1
    LatestText.objects.all().delete()
    installation.write_latest_texts(told.append)
    assert not LatestText.objects.exists()


def test_what_was_saved_meanwhile_is_not_overwritten():
    article = factories.draft("甲", lead="<p>新的措辞。</p>")
    before = LatestText.objects.get().text
    LatestText.objects.all().delete()
    missing = latest_texts.missing()
    article.save_revision()
    assert list(latest_texts.write(missing)) == missing == [article.pk]
    assert LatestText.objects.get().text == before


@pytest.mark.parametrize(("few", "very_many"), [(2000, 10_000), (0, 10_000), (0, 1)])
def test_a_word_is_found_however_many_reports_say_it(admin_client, monkeypatch, few, very_many):
    monkeypatch.setattr(latest_texts, "_FEW", few)
    monkeypatch.setattr(latest_texts, "_VERY_MANY", very_many)
    monkeypatch.setattr(filters, "FEW", few)
    factories.draft("甲", lead="<p>石榴花开，花开石榴。</p>")
    factories.draft("乙", lead="<p>石榴开花，共50%。</p>")
    # Each pair of these stands in 甲, but not the word.
    assert found(admin_client, "榴花开石") == set()
    assert found(admin_client, "花开石榴") == {"甲"}
    assert found(admin_client, "石榴") == {"甲", "乙"}
    assert found(admin_client, "石榴 50%") == {"乙"}
    assert found(admin_client, "%") == {"乙"}


def test_a_text_with_more_words_than_an_index_takes_is_kept_and_found(admin_client):
    # Two hundred thousand pairs of neighbours: more than a megabyte.
    many, others = ([*map(chr, range(start, start + 330))] for start in (0x5000, 0x6000))
    pairs = "".join(one + other for one in many for other in others)
    report = factories.draft("甲", lead=f"<p>{pairs}石榴花开</p>")
    factories.draft("乙", lead="<p>石榴花开</p>")
    assert found(admin_client, "榴花") == {"甲", "乙"}
    assert found(admin_client, "榴") == {"甲", "乙"}
    assert found(admin_client, "榴花 乙") == {"乙"}
    report.lead = "<p>无</p>"
    report.save_revision()
    assert found(admin_client, "榴花") == {"乙"}


def test_a_very_long_list_is_counted_no_further_than_it_is_paged(admin_client, monkeypatch):
    monkeypatch.setattr(capped_pages, "MOST", 31)
    for number in range(32):
        factories.draft(f"石榴{number}", published_at=factories.china(2020, 1, 1 + number % 28))
    for address in ("/admin/articles/?q=石榴", "/admin/articles/?p=2&q=石榴"):
        answer = admin_client.get(address)
        assert "超过 31 个符合" in answer.content.decode()
        assert "超过 31 篇报告" in answer.content.decode()
    assert len(answer.context["object_list"]) == 1
    Article.objects.first().delete()
    answer = admin_client.get("/admin/articles/?q=石榴").content.decode()
    assert "超过" not in answer
    assert "共有 31 个符合" in answer
