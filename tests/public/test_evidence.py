"""Quotes are marked where they stand, whatever the HTML around them."""

import re

from lxml import html as lxml_html

from articles.public.quote_marks import Quote, holds, mark, text_of


def quote(text, anchor="honor-1", note="荣誉"):
    return Quote(anchor, text, note, "honor")


def marked(html: str, anchor: str) -> str:
    """Return the text inside the mark with this id."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    return root.get_element_by_id(anchor).text_content()


def without_notes(html: str) -> str:
    return re.sub(r'<a class="evidence-note"[^>]*>.*?</a>', "", html)


def test_a_quote_is_wrapped_in_a_mark_that_can_be_linked_to():
    html = mark("<p>共创建6个示范单位。</p>", [quote("6个示范单位")])
    assert marked(html, "honor-1") == "6个示范单位"
    assert html.startswith("<p>共创建<mark ")


def test_the_mark_is_followed_by_what_was_read_from_it():
    html = mark("<p>共创建6个示范单位。</p>", [quote("6个示范单位", note="荣誉：示范单位")])
    assert '<a class="evidence-note" href="#card-honor-1">荣誉：示范单位</a>' in html


def test_the_text_itself_is_not_changed():
    source = "<p>创建<b>6个示范</b>单位 &amp; 3个基地。</p><ul><li>第一</li></ul>"
    html = mark(source, [quote("6个示范单位"), quote("3个基地", "honor-2")])
    assert text_of(without_notes(html)) == text_of(source)


def test_a_quote_may_begin_inside_an_inline_tag_and_end_outside():
    html = mark("<p>创建<b>6个示范</b>单位</p>", [quote("6个示范单位")])
    assert marked(html, "honor-1") == "6个示范"
    assert html.count('id="honor-1"') == 1
    assert html.count("<mark ") == 2


def test_two_facts_from_the_same_words_each_have_their_mark():
    html = mark(
        "<p>打造基地和示范点</p>", [quote("打造基地和示范点"), quote("打造基地和示范点", "honor-2")]
    )
    assert marked(html, "honor-1").startswith("打造基地和示范点")
    assert marked(html, "honor-2") == "打造基地和示范点"


def test_quotes_that_cross_are_both_reachable():
    html = mark("<p>甲乙丙丁戊</p>", [quote("甲乙丙"), quote("丙丁戊", "honor-2")])
    assert without_notes(html).count("<mark ") == 3
    assert text_of(without_notes(html)) == text_of("<p>甲乙丙丁戊</p>")
    assert html.count('id="honor-2"') == 1


def test_white_space_does_not_hide_a_quote():
    assert holds(text_of("<p>贴息率为2.88% 的 政策</p>"), "2.88% 的政策")
    assert "<mark " in mark("<p>贴息率为2.88% 的 政策</p>", [quote("2.88%的政策")])


def test_no_quote_reaches_over_the_end_of_a_paragraph():
    assert "<mark " not in mark("<p>甲乙</p><p>丙丁</p>", [quote("乙丙")])


def test_a_quote_that_is_not_there_leaves_the_text_alone():
    assert mark("<p>甲乙</p>", [quote("丙丁"), quote("  ", "honor-2")]) == "<p>甲乙</p>"


def test_markup_in_a_note_stays_text():
    html = mark("<p>甲乙</p>", [quote("甲乙", note="<script>alert(1)</script>")])
    assert "<script>" not in html
