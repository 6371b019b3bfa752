"""Facts follow their sentences through edits, and are never dropped."""

import pytest

from articles.models import Article, DocumentMention, RawPage
from articles.models.anchoring import GONE, Place, Row, Texts, fold, follow, locate
from articles.models.fact import Where
from tests import editors, factories

LEAD, TITLE, CLOSING = Place("lead"), Place("title"), Place("closing")


def row(number: int) -> Place:
    return Place("outline", number)


def texts(**parts) -> Texts:
    return Texts(**{"title": "工作报告", "lead": "全市高度重视。", "closing": "下一步。"} | parts)


# The pure part ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("工作报告", TITLE),
        ("高度重视", LEAD),
        ("投入10万元", row(1)),
        ("入脑入心。全市开展", row(2)),
        ("下一步", CLOSING),
    ],
)
def test_a_quote_is_found_wherever_it_stands(quote, place):
    rows = [Row("抓宣传", "投入10万元。"), Row("让政策入脑入心。", "全市开展宣传。")]
    assert locate(quote, LEAD, texts(rows=rows)) == place


def test_a_quote_matches_in_spite_of_spaces_and_the_width_of_marks():
    rows = [Row("", "投入 １０ 万元,用于“石榴籽”工程。")]
    assert locate('投入10万元，用于"石榴籽"工程', LEAD, texts(rows=rows)) == row(1)


def test_what_stands_where_it_stood_stays():
    rows = [Row("", "民族团结"), Row("", "民族团结"), Row("", "民族团结")]
    for number in (1, 2, 3):
        assert locate("民族团结", row(number), texts(rows=rows)) == row(number)


def test_the_nearest_same_quote_is_taken():
    rows = [Row("", "民族团结"), Row("", "别的"), Row("", "别的"), Row("", "民族团结")]
    assert locate("民族团结", row(3), texts(rows=rows)) == row(4)
    assert locate("民族团结", row(2), texts(rows=rows)) == row(1)


def test_a_row_that_is_no_more_leaves_its_place_as_a_hint():
    rows = [Row("", "民族团结"), Row("", "民族团结")]
    assert locate("民族团结", row(9), texts(rows=rows)) == row(2)


@pytest.mark.parametrize("quote", ["没有这句话", "", "   "])
def test_a_quote_that_is_nowhere_is_gone(quote):
    assert locate(quote, LEAD, texts()) == Place(GONE)


def test_a_quote_that_comes_back_is_found_again():
    assert locate("高度重视", Place(GONE), texts()) == LEAD


def test_what_stands_in_the_head_or_foot_of_the_raw_page_stays_there():
    raw = "来源:盟民委 全市高度重视。下一步。 浏览次数:177"
    assert locate("来源:盟民委", Place("header"), texts(raw=raw)) == Place("header")
    assert locate("浏览次数:177", Place("footer"), texts(raw=raw)) == Place("footer")
    assert locate("浏览次数:178", Place("footer"), texts(raw=raw)) == Place(GONE)


def test_a_new_quote_is_found_in_the_head_and_foot_of_the_raw_page():
    raw = "来源:盟民委 全市高度重视。下一步。 浏览次数:177"
    assert locate("盟民委", LEAD, texts(raw=raw)) == Place("header")
    assert locate("浏览次数", LEAD, texts(raw=raw)) == Place("footer")


def test_what_an_edit_took_out_of_the_text_is_gone_though_the_raw_page_has_it():
    raw = "全市高度重视。投入10万元。下一步。"
    assert locate("投入10万元", row(1), texts(raw=raw)) == Place(GONE)


def test_rows_are_followed_by_key_then_text_then_heading():
    old = [Row("甲", "一", 1), Row("乙", "二"), Row("丙", "三"), Row("", "四", 9)]
    new = [Row("丙", "改过"), Row("乙", "二"), Row("改过", "改过", 1)]
    assert [follow(row(n), old, new) for n in (1, 2, 3)] == [row(3), row(2), row(1)]
    assert follow(row(4), old, new) == row(4)
    assert follow(LEAD, old, new) == LEAD


def test_folding_keeps_the_words():
    assert fold("Ａ　b\n，“c”") == 'Ab,"c"'


# On the desk ------------------------------------------------------------------------------------


def report(**fields) -> Article:
    """Return a public report with an honor in its second row."""
    return factories.published(
        measures=[
            {"heading": "抓宣传", "body": "<p>开展宣传。</p>"},
            {"heading": "抓创建", "body": "<p>荣获示范单位称号。</p>"},
        ],
        honors=[{"name": "示范单位", "quote": "荣获示范单位称号"}],
        **fields,
    )


def place_of(fact) -> tuple:
    return fact.where, fact.outline_row


@pytest.fixture
def reviewer(client):
    client.force_login(editors.user(editors.REVIEWER))
    return client


def latest(article: Article) -> Article:
    """Return the report as its newest version has it."""
    return Article.objects.get(pk=article.pk).get_latest_revision_as_object()


@pytest.mark.django_db
def test_saving_finds_the_sentences():
    assert place_of(report().honors.get()) == (Where.OUTLINE, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("action", ["action-save", "action-publish"])
def test_a_fact_follows_its_row_when_the_rows_change_places(reviewer, action):
    article = report()
    data = editors.form_of(reviewer, "edit", article.pk)
    data |= {"measures-0-ORDER": "2", "measures-1-ORDER": "1", action: "1"}
    reviewer.post(editors.url("edit", article.pk), data)
    assert place_of(latest(article).honors.get()) == (Where.OUTLINE, 1)


@pytest.mark.django_db
def test_a_fact_stays_with_its_row_among_rows_that_say_the_same(reviewer):
    article = factories.published(
        measures=[{"heading": h, "body": "<p>荣获称号。</p>"} for h in ("甲", "乙", "丙")],
        honors=[{"quote": "荣获称号", "where": "outline", "outline_row": 3}],
    )
    assert place_of(article.honors.get()) == (Where.OUTLINE, 3)
    data = editors.form_of(reviewer, "edit", article.pk)
    data |= {f"measures-{n}-ORDER": str(3 - n) for n in range(3)}
    reviewer.post(editors.url("edit", article.pk), data)
    draft = latest(article)
    assert [m.heading for m in draft.measures.order_by("sort_order")] == ["丙", "乙", "甲"]
    assert place_of(draft.honors.get()) == (Where.OUTLINE, 1)


@pytest.mark.django_db
def test_a_fact_whose_sentence_is_taken_away_is_kept_and_the_editor_is_told(reviewer):
    article = report()
    data = editors.form_of(reviewer, "edit", article.pk)
    data["measures-1-body"] = editors.rich_text("正在争创。")
    response = reviewer.post(editors.url("edit", article.pk), data, follow=True)
    assert "1 条的原句已不在文中" in response.content.decode()
    assert "示范单位" in response.content.decode()
    honor = latest(article).honors.get()
    assert place_of(honor) == (Where.GONE, None)
    form = reviewer.get(editors.url("edit", article.pk)).content.decode()
    assert "原句已不在文中" in form
    assert place_of(Article.objects.get().honors.get()) == (Where.OUTLINE, 2)


@pytest.mark.django_db
def test_an_editor_types_only_the_quote_and_its_place_is_found(reviewer):
    article = report()
    data = editors.form_of(reviewer, "edit", article.pk)
    editors.add_row(data, "documents", title="宣传条例", kind="law", quote="开展宣传")
    editors.add_row(data, "places", name="全市", quote="全市高度重视")
    reviewer.post(editors.url("edit", article.pk), data | {"action-publish": "1"})
    published = Article.objects.published().get()
    assert place_of(published.documents.get()) == (Where.OUTLINE, 1)
    assert place_of(published.places.get()) == (Where.LEAD, None)
    page = reviewer.get(editors.url("edit", article.pk)).content.decode()
    assert "原句所在位置：举措第 1 行" in page


@pytest.mark.django_db
def test_a_fact_in_the_head_of_the_raw_page_survives_an_edit_with_its_offset(reviewer):
    raw = RawPage.objects.create(text="来源:盟民委\n全市高度重视民族团结进步创建工作。\n")
    article = factories.draft(raw_page=raw)
    article.documents = [
        DocumentMention(title="盟民委", quote="来源:盟民委", where="header", offset=0)
    ]
    article.save_revision().publish()
    data = editors.form_of(reviewer, "edit", article.pk)
    reviewer.post(editors.url("edit", article.pk), data | {"title": "改", "action-publish": "1"})
    fact = DocumentMention.objects.get()
    assert (fact.where, fact.offset) == (Where.HEADER, 0)


@pytest.mark.django_db
def test_restoring_a_version_takes_the_places_of_that_version(reviewer):
    article = report()
    old = article.latest_revision
    data = editors.form_of(reviewer, "edit", article.pk)
    data |= {"measures-0-ORDER": "2", "measures-1-ORDER": "1", "action-publish": "1"}
    reviewer.post(editors.url("edit", article.pk), data)
    assert place_of(Article.objects.get().honors.get()) == (Where.OUTLINE, 1)
    data = editors.form_of(reviewer, "revisions_revert", article.pk, old.pk)
    reviewer.post(
        editors.url("revisions_revert", article.pk, old.pk), data | {"action-publish": "1"}
    )
    assert place_of(Article.objects.get().honors.get()) == (Where.OUTLINE, 2)
