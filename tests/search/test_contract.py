"""The index finds what a plain scan of the text finds: all of it, and nothing else.

Runs on whatever database DATABASE_URL names.
"""

import random
import re
import unicodedata

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, Passage
from articles.search import DATE, RELEVANCE, parse, search
from articles.search.backends import backend
from articles.search.passages import LENGTH, LONGEST_PHRASE, passages_of
from tests import factories
from unityreports.site import richtext

pytestmark = pytest.mark.django_db

_SENTENCES = [
    "铸牢中华民族共同体意识，推动民族团结进步创建工作。",
    "开展“五个认同”宣传教育活动，各族群众像石榴籽一样紧紧抱在一起。",
    "全旗生产总值完成5.59亿元,增长7%、11.5%。",
    "2020年7月,举办那达慕大会3场次，参加群众1200余人。",
    "嘎查党支部+合作社带动牧民增收，人均收入达到17002元。",
    "蒙汉双语APP上线运行，覆盖GDP统计与COVID防控。",
    "结对认亲、互嵌式社区、民族政策宣传月。",
    "族民结团，步进工作；团结互助。",
    "民族团结教育基地挂牌 民族 团结 进步",
]


def _corpus(seed: int = 7, size: int = 40) -> list[Article]:
    chance = random.Random(seed)
    return [
        factories.published(
            title=chance.choice(_SENTENCES).strip("。"),
            lead=_html(chance, 3),
            closing=_html(chance, chance.randrange(3)),
            measures=[
                {"heading": chance.choice(_SENTENCES)[:12], "body": _html(chance, 25)}
                for _ in range(chance.randrange(4))
            ],
            published_at=factories.china(2020, chance.randrange(1, 13), chance.randrange(1, 28)),
        )
        for _ in range(size)
    ]


def _html(chance: random.Random, sentences: int) -> str:
    return richtext.from_paragraphs("".join(chance.choices(_SENTENCES, k=sentences)))


def _parts(article: Article) -> list[str]:
    return [
        unicodedata.normalize("NFKC", part).lower()
        for part in [
            article.title,
            article.subtitle,
            richtext.to_text(article.lead),
            richtext.to_text(article.closing),
            *(measure.heading for measure in article.measures.all()),
            *(richtext.to_text(measure.body) for measure in article.measures.all()),
        ]
    ]


def _holds(article: Article, word: str) -> bool:
    """Scan a report's text for a word; Latin words and numbers must stand whole."""
    left = r"(?<![a-z0-9])(?<!\d\.)" if re.match(r"[a-z0-9]", word) else ""
    right = r"(?![a-z0-9])(?!\.\d)" if re.search(r"[a-z0-9]$", word) else ""
    return any(re.search(left + re.escape(word) + right, part) for part in _parts(article))


def _found(text: str, order: str = RELEVANCE) -> set[int]:
    """Return everything a query finds, page by page."""
    pks, cursor = [], None
    while True:
        results = search(parse(text), order=order, cursor=cursor, size=7)
        pks += [hit.pk for hit in results.hits]
        cursor = results.older
        if cursor is None:
            assert len(pks) == len(set(pks)), "a report came twice"
            return set(pks)


@pytest.fixture(scope="module")
def corpus(module_db):
    return _corpus()


@pytest.fixture(params=[3000, 1], ids=["ranked", "all terms common"])
def _many(request, monkeypatch):
    """Search as with rare words, and as with words so common that reports are gone through."""
    monkeypatch.setattr("articles.search.engine.MANY", request.param)
    monkeypatch.setattr("articles.search.engine._FEW", min(300, request.param))


WORDS = [
    *"民族旗步意",
    *["民族", "团结", "族民", "石榴", "步进", "嘎查"],
    *["民族团", "共同体", "合作社"],
    *["民族团结", "五个认同", "步进工作"],
    *["中华民族共同", "互嵌式社区"],
    *["2020年", "3场次", "5.59", "11.5", "gdp", "app上线", "17002元", "2020", "年7月", "7"],
    *["不存在的词", "202", "59亿", "ap", "民团"],
]


@pytest.mark.usefixtures("_many")
def test_a_word_is_found_wherever_a_scan_finds_it(corpus):
    for word in WORDS:
        expected = {article.pk for article in corpus if _holds(article, word)}
        assert _found(word) == expected, word
        assert _found(word, DATE) == expected, word


@pytest.mark.parametrize("gone", [False, True], ids=["still used", "no longer used"])
@pytest.mark.usefixtures("corpus")
def test_a_few_passages_of_a_word_are_as_many_as_asked_for(gone):
    """However common the database takes a word for, and wherever in time it stands."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    if gone:
        for number in range(40):
            factories.published(title=f"第{number}期简报", measures=[{"body": "<p>春耕</p>"}] * 9)
    for word in ["民", "民族", "石榴", "共同体", "不存在的词"]:
        (term,) = parse(word).wanted
        held = {
            passage.pk
            for passage in Passage.objects.all()
            if word in unicodedata.normalize("NFKC", passage.text)
        }
        for most in (1, 2, 10, 100, len(held), len(held) + 1):
            passages = backend().matches(term, most)
            assert set(passages) <= held
            assert len(passages) == len(set(passages)) == min(most, len(held))


@pytest.mark.parametrize("known", [True, False], ids=["analyzed", "never analyzed"])
def test_some_reports_are_looked_up_whether_they_are_few_or_all(corpus, known):
    if known:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    for word in ["民", "民族", "共同体", "不存在的词"]:
        (term,) = parse(word).wanted
        for articles in ([], corpus[:1], corpus[::7], corpus):
            expected = {
                passage.pk
                for passage in Passage.objects.filter(article__in=articles)
                if word in unicodedata.normalize("NFKC", passage.text)
            }
            found = backend().matches_in(term, {article.pk for article in articles})
            assert set(found) == expected
            assert len(found) == len(expected)


@pytest.mark.usefixtures("_many")
def test_several_words_and_exclusions_are_decided_per_report(corpus):
    for wanted, excluded in [
        (["民族", "石榴"], []),
        (["民族团结", "2020年"], []),
        (["嘎查"], ["石榴"]),
        (["民", "gdp"], ["结对认亲"]),
        (["团结", "共同体", "合作社"], ["11.5", "嘎"]),
    ]:
        text = " ".join([*wanted, *(f"-{word}" for word in excluded)])
        assert _found(text) == {
            article.pk
            for article in corpus
            if all(_holds(article, word) for word in wanted)
            and not any(_holds(article, word) for word in excluded)
        }, text


def test_only_an_exclusion_finds_the_rest(corpus):
    assert _found("-石榴") == {a.pk for a in corpus if not _holds(a, "石榴")}


def test_two_words_that_never_meet_find_nothing_however_common(corpus, monkeypatch):
    monkeypatch.setattr("articles.search.engine.MANY", 1)
    monkeypatch.setattr("articles.search.engine._FEW", 1)
    monkeypatch.setattr("articles.search.engine._PATIENCE", 5)
    monkeypatch.setattr("articles.search.engine._STEP", 2)
    assert _found("民族 不存在") == set()
    assert _found("嘎查 -石榴") == {
        a.pk for a in corpus if _holds(a, "嘎查") and not _holds(a, "石榴")
    }


@given(st.data())
def test_any_stretch_of_any_report_is_found_there(corpus, data):
    article = data.draw(st.sampled_from(corpus))
    part = data.draw(st.sampled_from([p for p in _parts(article) if len(p) > 12]))
    start = data.draw(st.integers(0, len(part) - 2))
    stretch = part[start : start + data.draw(st.integers(1, LONGEST_PHRASE))]
    # Neither quotes inside the quotes, nor half a word or number at either end.
    stretch = re.sub(r"[“”].*", "", stretch)
    stretch = re.sub(r"^[a-z0-9.]+|[a-z0-9.]+$", "", stretch)
    if re.search(r"\w", stretch):
        assert article.pk in _found(f'"{stretch}"')


def test_a_phrase_of_the_longest_kind_is_found_across_the_edge_of_passages():
    chance = random.Random(3)
    text = "".join(chance.choices("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往", k=LENGTH * 4))
    article = factories.published(lead=f"<p>{text}</p>")
    for start in range(len(text) - LONGEST_PHRASE + 1):
        phrase = text[start : start + LONGEST_PHRASE]
        assert [hit.pk for hit in search(parse(phrase)).hits] == [article.pk]


def test_what_stands_late_in_a_report_of_100_000_characters_is_found():
    text = "民族团结进步事业蓬勃发展。" * 7700 + "末尾处有一句独一无二的话。"
    assert len(text) > 100_000
    article = factories.published(measures=[{"body": f"<p>{text}</p>"}])
    for word in ("独一无二", "民族", "蓬勃发展", "末"):
        assert _found(word) == {article.pk}
    assert _found("展末") == set()


def test_a_word_that_occurs_2_000_times_in_one_report_finds_it_once():
    article = factories.published(lead="<p>" + "民族，" * 2000 + "</p>")
    other = factories.published(lead="<p>民族</p>")
    assert _found("民族") == _found("民族 -族民") == {article.pk, other.pk}


def test_a_nul_byte_parts_words_in_a_query_like_a_space():
    both = factories.published(lead="<p>民族与团结</p>", title="某地")
    factories.published(lead="<p>民族</p>", title="某地")
    assert _found("民族\0团结") == {both.pk}
    assert not parse("\0")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("民族團結", "民族团结"),
        ("民族团结", "民族團結"),
        ("２０２０年", "2020年"),
        ("gdp", "ＧＤＰ"),
        ("GDP", "gdp"),
        ("m2", "㎡"),
        ("é", "e\u0301"),
    ],
)
def test_width_case_and_script_do_not_matter(typed, written):
    article = factories.published(lead=f"<p>前 {written} 后</p>", title="某地")
    assert _found(typed) == {article.pk}


def test_words_of_the_mongolian_script_and_cyrillic_are_found_whole():
    article = factories.published(lead="<p>ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ Монгол хэл</p>", title="某地")
    assert _found("ᠬᠡᠯᠡ") == _found("монгол") == _found('"монгол хэл"') == {article.pk}
    assert _found("монго") == set()


def test_passages_hold_every_character_of_the_report():
    (article,) = _corpus(size=1)
    kept = [passage.text for passage in Passage.objects.filter(article=article)]
    assert sorted(kept) == sorted(passage.text for passage in passages_of(article))
    folded = [unicodedata.normalize("NFKC", text).lower() for text in kept]
    for part in _parts(article):
        for start in range(0, len(part), 40):
            assert any(part[start : start + 40] in text for text in folded)
