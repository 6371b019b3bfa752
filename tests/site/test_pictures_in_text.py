"""A picture in a text keeps its place, description and caption wherever the text goes."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unityreports.site import richtext

EMBED = '<embed embedtype="image" id="7" alt="乙"/>'
TAGS = ["figure", "figcaption", "figcaption", "p", "ul", "li", "table", "tr", "td", "b", "br"]
PIECES = st.one_of(
    st.text(alphabet="甲乙1 \t\n", max_size=3),
    st.sampled_from([EMBED, '<embed id="8">', '<embed id="x">', "<embed id=9 alt>"]),
    st.builds("<{0}>".format, st.sampled_from(TAGS)),
    st.builds("</{0}>".format, st.sampled_from(TAGS)),
)
SHOWN = (
    '<p>甲</p><figure><embed embedtype="image" id="7" alt="&quot;赛马&quot; &lt;1&gt;"/>'
    '<figcaption>图1 赛马 &amp; 摔跤</figcaption></figure><figure><embed embedtype="image" id="8"/>'
    '</figure><figure><embed embedtype="image" id="9" alt=""/></figure><p>乙</p>'
)


@given(st.lists(PIECES, max_size=30).map("".join))
@example(f"<figure>{EMBED}<figcaption>甲<table><tr><td>乙</table>{EMBED}<ul><li>丙</figcaption>")
@example(f"<ul><li>甲{EMBED}乙<li>丙</ul><table><tr><td>甲{EMBED}<td>乙</table>")
@example(f"<figure>{EMBED}<figcaption> <b> </b></figcaption><figcaption>甲</figcaption></figure>")
@example(f"<figure><figcaption>甲</figcaption>{EMBED}</figure>{EMBED}")
def test_any_picture_is_kept_in_one_form_that_opens_and_is_saved_unchanged(html):
    stored = richtext.tidy(html)
    assert richtext.tidy(stored) == stored == richtext.tidy(richtext.sanitise(stored))
    assert richtext.from_editor(richtext.to_editor(stored)) == stored
    assert letters(richtext.to_text(stored)) == letters(richtext.to_text(html))
    named = html.count("<embed") - html.count('id="x"')
    assert len(richtext.pictures(stored)) == named == len(richtext.pictures(html))


def letters(text: str) -> str:
    return "".join(text.split())


def test_descriptions_captions_and_order_are_kept_and_captions_alone_are_read():
    assert richtext.tidy(SHOWN) == SHOWN
    assert richtext.from_editor(richtext.to_editor(SHOWN)) == SHOWN
    assert richtext.to_text(SHOWN) == "甲\n图1 赛马 & 摔跤\n乙"
    assert [each.number for each in richtext.pictures(SHOWN)] == [7, 8, 9]
    assert [each.alt for each in richtext.pictures(SHOWN)] == ['"赛马" <1>', None, ""]


def test_a_text_of_nothing_but_a_picture_is_not_empty():
    picture = '<figure><embed embedtype="image" id="8"/></figure>'
    assert richtext.tidy(f"<p> </p>{picture}<p></p>") == picture


def test_one_can_type_above_between_and_below_pictures():
    opened = json.loads(richtext.to_editor(EMBED + EMBED))["blocks"]
    assert [each["type"] for each in opened] == ["unstyled", "atomic"] * 2 + ["unstyled"]


@pytest.mark.parametrize(
    "data",
    [
        {"id": "7 onerror=alert(1)"},
        {"id": None},
        {"id": 10**30},
        {"id": True},
        {"id": "７"},
    ],
)
def test_the_window_of_a_picture_can_post_anything(data):
    stored = richtext.from_editor(posted(data))
    assert richtext.pictures(stored) == []


def test_words_of_a_picture_are_words_and_no_tags():
    words = '"><script>alert(1)</script>'
    stored = richtext.from_editor(posted({"id": 7, "alt": words, "caption": words}))
    assert "<script" not in stored
    (picture,) = richtext.pictures(stored)
    assert (picture.alt, picture.caption) == (words, words)


def posted(data: dict) -> str:
    return json.dumps(
        {
            "blocks": [{"type": "atomic", "text": " ", "entityRanges": [{"key": 0}]}],
            "entityMap": {"0": {"type": "PICTURE", "data": data}},
        }
    )


def test_a_field_without_pictures_keeps_their_captions():
    html = richtext.tidy(SHOWN, richtext.WITHOUT_PICTURES)
    assert html == "<p>甲</p><p>图1 赛马 &amp; 摔跤</p><p>乙</p>"
