"""What is typed is understood or told; nothing typed is an error."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.analysis import fold, units
from articles.search.query import LONGEST_QUERY, MOST_TERMS, parse


def _terms(text: str) -> list[str]:
    return [str(term) for term in parse(text).wanted]


def test_words_are_parted_by_spaces_of_any_width():
    assert _terms("民族 团结　进步") == ["民族", "团结", "进步"]


@pytest.mark.parametrize(
    "text", ['"民族 团结"', "“民族 团结”", "「民族 团结」", '"民族 团结', "＂民族 团结＂"]
)
def test_quotes_of_any_kind_make_a_phrase_even_unclosed(text):
    (term,) = parse(text).wanted
    assert term.units == ("民", "族", "_", "团", "结")


@pytest.mark.parametrize("minus", "-－−–—")
def test_a_minus_of_any_kind_excludes(minus):
    query = parse(f"民族 {minus}团结 {minus}“示范 单位”")
    assert [str(term) for term in query.excluded] == ["团结", "“示范 单位”"]
    assert [str(term) for term in query.wanted] == ["民族"]


def test_a_minus_inside_a_word_parts_it():
    assert _terms("2019-2023") == ["2019", "2023"]


def test_fields_are_read_with_either_colon_and_script():
    query = parse("标题:石榴 標題：團結 来源：“统战部” 地区:库伦旗 -地区:兴安盟")
    assert [str(term) for term in query.wanted] == ["标题:石榴", "标题:团结", "来源:统战部"]
    assert query.places == ["库伦旗"]
    assert query.excluded_places == ["兴安盟"]


def test_a_query_reads_the_same_when_written_out():
    query = parse("民族“团结 进步”标题:石榴 -来源:日报 地区:库伦旗 -地区:奈曼旗")
    assert str(parse(str(query))) == str(query)


@pytest.mark.parametrize(
    "text", ["*", "%", "%%%", "'", "😀🎉", "\x00\x01", '""', "-", "--", "AND:"]
)
def test_text_without_words_asks_for_nothing_and_says_so(text):
    query = parse(text)
    assert not query.wanted or text == "AND:"
    assert query.notes or query.wanted or not text.replace("\0", " ").split()


def test_operators_of_databases_are_words():
    assert _terms("NEAR(民族) AND terms:* OR 1=1; DROP TABLE") == [
        "near", "民族", "and", "terms", "or", "1", "drop", "table",
    ]  # fmt: skip


def test_too_long_a_query_is_cut_and_says_so():
    query = parse("民族 " * 5000)
    assert len(query.text) <= LONGEST_QUERY
    assert any("最长" in note for note in query.notes)


def test_too_many_words_are_cut_and_said():
    query = parse(" ".join(f"词{n}" for n in range(30)))
    assert len(query.wanted) == MOST_TERMS
    assert query.notes


def test_too_long_a_phrase_is_cut_and_says_so():
    query = parse("民" * 60)
    assert len(query.wanted[0].units) == 50
    assert query.notes


@given(st.text(max_size=300))
def test_any_text_is_parsed(text):
    query = parse(text)
    assert parse(str(query)) is not None


@given(st.text())
def test_units_stand_in_order_where_they_say(text):
    row = units(text)
    assert all(one.start <= next_one.start for one, next_one in pairwise(row))
    assert all(0 <= unit.start <= unit.end <= len(text) for unit in row)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    once = fold(text).text
    assert fold(once).text == once
