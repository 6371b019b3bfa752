"""What the site stores, the desk can open, and saving it again changes nothing."""

import json
import re
from html import unescape
from importlib import import_module

import pytest
from django.apps import apps
from hypothesis import example, given
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from articles.models import Article, HomeSection
from tests import editors, factories
from unityreports.site import richtext
from unityreports.site.models import SiteText

pytestmark = pytest.mark.django_db

TAGS = ["p", "div", "span", "b", "i", "em", "strong", "ul", "ol", "li", "a", "h2", "blockquote"]
TAGS += ["pre", "table", "tr", "td", "section", "font"]
VOID = ["<br>", "<br/>", "<hr>", "<img src=x>", "<wbr>", "<!-- 注 -->", "<o:p></o:p>", "<input>"]
WORDS = st.text(
    alphabet=st.sampled_from("甲乙丙12 \n\t\xa0\u3000\u200b\u2028😀𫍯a&<>\"'\x0b\x1f"), max_size=6
)
CLOSED = st.sampled_from(TAGS)
LINKS = st.sampled_from(
    [
        "http://x.cn/?a=1&b=2",
        "#甲",
        "1a:b",
        "javascript:x",
        " ",
        "mailto:a@b.cn",
        "tel:1",
        "//x.cn/",
    ]
)


def _element(inner):
    return st.one_of(
        st.builds("<{0}>{1}</{0}>".format, CLOSED, inner),
        st.builds("<{0}>{1}".format, CLOSED, inner),
        st.builds('<a href="{0}">{1}</a>'.format, LINKS, inner),
        st.builds("{0}{1}".format, inner, inner),
    )


HTML = st.recursive(st.one_of(WORDS, st.sampled_from(VOID)), _element, max_leaves=20)


def block(text, kind="unstyled", depth=0, styles=(), links=()):
    """Return one of the editor's blocks; styles and links are ``(offset, length, what)``."""
    return {
        "key": "k",
        "type": kind,
        "depth": depth,
        "text": text,
        "inlineStyleRanges": [{"offset": o, "length": n, "style": s} for o, n, s in styles],
        "entityRanges": [{"offset": o, "length": n, "key": k} for o, n, k in links],
    }


def typed(*blocks, urls=()):
    """Return what the editor posts."""
    entities = {
        str(key): {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}
        for key, url in enumerate(urls)
    }
    return json.dumps({"blocks": blocks, "entityMap": entities})


TO_X = 'href="#x" rel="noopener noreferrer nofollow"'
UL, OL = "unordered-list-item", "ordered-list-item"
WRITTEN = {
    "a soft return": (
        typed(block("第一行\n第二行")),
        "<p>第一行<br/>第二行</p>",
    ),
    "two soft returns, and one at each end": (
        typed(block("\n甲\n\n乙\n")),
        "<p><br/>甲<br/><br/>乙<br/></p>",
    ),
    "a soft return in an item of a list": (
        typed(block("甲\n乙", UL), block("丙", UL, 1), block("丁", UL)),
        "<ul><li>甲<br/>乙<ul><li>丙</li></ul></li><li>丁</li></ul>",
    ),
    "a list of the other kind within a list": (
        typed(block("甲", UL), block("乙", UL, 1), block("丙", OL, 1), block("丁", UL)),
        "<ul><li>甲<ul><li>乙</li></ul><ol><li>丙</li></ol></li><li>丁</li></ul>",
    ),
    "items whose parent was deleted": (
        typed(block("甲", UL, 1), block("乙", UL, 2), block("丙")),
        "<ul><li>甲<ul><li>乙</li></ul></li></ul><p>丙</p>",
    ),
    "a soft return within bold text and a link": (
        typed(block("甲\n乙丙\n丁", styles=[(0, 3, "BOLD")], links=[(3, 3, 0)]), urls=["#x"]),
        f"<p><b>甲</b><br/><b>乙</b><a {TO_X}>丙</a><br/><a {TO_X}>丁</a></p>",
    ),
    "bold text after characters beyond the first plane": (
        typed(block("😀𫍯甲乙", styles=[(2, 1, "BOLD")])),
        "<p>😀𫍯<b>甲</b>乙</p>",
    ),
    "what the field does not offer": (
        typed(
            block("题", "header-two"),
            block("码", "code-block"),
            block(" ", "atomic"),
            block("图", "atomic"),
        ),
        "<p>题</p><p>码</p><p>图</p>",
    ),
    "links to what is not kept": (
        typed(
            block("甲乙丙", links=[(0, 1, 0), (1, 1, 1), (2, 1, 2)]),
            urls=["ftp://x", "tel:1", "http://[::1"],
        ),
        "<p>甲乙丙</p>",
    ),
    "an empty paragraph": (typed(block("甲"), block(""), block("乙")), "<p>甲</p><p></p><p>乙</p>"),
    "nothing": ("null", ""),
    "nothing but spaces": (typed(block(" \u3000\n ")), ""),
}


@pytest.mark.parametrize(("posted", "stored"), WRITTEN.values(), ids=WRITTEN)
def test_what_is_typed_is_stored_opened_and_stored_again_unchanged(posted, stored):
    assert richtext.from_editor(posted) == stored
    assert richtext.tidy(stored) == stored
    assert richtext.from_editor(richtext.to_editor(stored)) == stored


def test_an_empty_text_opens_as_an_empty_paragraph():
    assert [each["text"] for each in json.loads(richtext.to_editor(""))["blocks"]] == [""]


@given(HTML)
@example("<p>甲<br>乙</p>")
@example("<p><br></p>甲<br>乙<p>丙<br></p><ul><br><li><br>丁</li></ul>")
@example("<ul><li><p>甲</p><p>乙</p></li><li>丙<ol><li>丁</li></ol>戊</li></ul>")
@example("<b>甲 </b><i> 乙</i> <a href='#x'>丙 <b>丁</b></a>\xa0 <b>戊</b>")
@example("<ul><li>甲" * 400)
@example("<b><div>" * 400 + "甲")
@example("<table><tr><td>甲<td>乙<tr><td><p>丙</table>")
@example("&nbsp;&amp;nbsp;&#1;&#xFFFE;&lt;br&gt;")
def test_any_html_becomes_a_text_that_opens_and_is_saved_unchanged(html):
    stored = richtext.tidy(html)
    assert richtext.tidy(stored) == stored
    assert richtext.from_editor(richtext.to_editor(stored)) == stored
    # Wagtail's own converter reads it as well, and what that writes is the same text.
    stock = ContentstateConverter(richtext.FEATURES)
    reopened = stock.from_database_format(stored)
    assert letters(richtext.to_text(stored)) == letters_of_markup(richtext.sanitise(html))
    assert letters(reopened_text(reopened)) == letters(richtext.to_text(stored))
    assert richtext.from_editor(richtext.to_editor(html)) == stored


def letters(text: str) -> str:
    return "".join(text.split())


def letters_of_markup(html: str) -> str:
    return letters(richtext.printable(unescape(re.sub("<[^>]*>", "", html))))


def reopened_text(state: str) -> str:
    return "\n".join(each["text"] for each in json.loads(state)["blocks"])


@given(st.one_of(HTML, st.text()).filter(lambda posted: posted.strip() != "null"))
@example("0")
@example("[]")
@example('{"blocks": 3}')
@example('{"blocks": [{"type": "unstyled", "text": "a", "depth": 1e999}]}')
@example("[" * 100_000)
def test_what_no_editor_posts_is_taken_word_by_word(posted):
    stored = richtext.from_editor(posted)
    assert letters(richtext.to_text(stored)) == letters(richtext.printable(posted))


TEXT = typed(
    block("第一行\n第二行"),
    block("甲", UL),
    block("乙\n丙", UL, 1),
    block("丁", OL, 1),
    block("见链接", links=[(1, 2, 0)]),
    block(" ", "atomic"),
    block("完"),
    urls=["http://www.klq.gov.cn/?a=1&b=2"],
)


def test_a_report_with_soft_returns_lists_and_links_opens_after_every_step(admin_client):
    factories.region()
    data = editors.form_of(admin_client) | {"title": "库伦旗的报告", "lead": TEXT, "closing": TEXT}
    data |= {"published_at": "2021-07-07", "channel": factories.channel().pk}
    data["region"] = factories.region().pk
    editors.add_row(data, "measures", heading="抓宣传", level="1", body=TEXT)
    admin_client.post(editors.url("add"), data)
    article = Article.objects.get()
    edit = editors.url("edit", article.pk)
    for action in ({}, {"action-publish": "1"}, {}):
        before = json.loads(json.dumps(article.get_latest_revision().content))
        admin_client.post(edit, editors.form_of(admin_client, "edit", article.pk) | action)
        article.refresh_from_db()
        assert texts_of(article.get_latest_revision().content) == texts_of(before)
        assert admin_client.get(edit).status_code == 200
    assert article.live
    public = admin_client.get(article.get_absolute_url()).content.decode()
    assert "第一行<br>第二行" in public
    compared = admin_client.get(editors.url("revisions_compare", article.pk, "earliest", "latest"))
    assert list(compared.context["comparison"]) == []


def texts_of(content: dict) -> list[str]:
    return [content["lead"], content["closing"], *(each["body"] for each in content["measures"])]


OLD = "<p>甲<br>乙&nbsp;丙</p><ul><li>丁<br>戊</li></ul>"
NEW = "<p>甲<br/>乙\xa0丙</p><ul><li>丁<br/>戊</li></ul>"


def test_what_was_stored_with_a_soft_return_opens_wherever_it_is_shown(admin_client):
    article = factories.published(lead="<p>旧</p>", measures=[{"body": "<p>旧</p>"}])
    old = article.latest_revision
    old.content["lead"] = old.content["closing"] = old.content["measures"][0]["body"] = OLD
    old.save()
    Article.objects.filter(pk=article.pk).update(lead=OLD, closing=OLD)
    article.measures.update(body=OLD)
    for view, args in (
        ("edit", ()),
        ("revisions_revert", (old.pk,)),
        ("revisions_compare", ("live", "latest")),
        ("revisions_view", (old.pk,)),
        ("history", ()),
    ):
        response = admin_client.get(editors.url(view, article.pk, *args))
        assert response.status_code == 200, view
    data = editors.form_of(admin_client, "edit", article.pk)
    preview = editors.url("preview_on_edit", article.pk)
    assert admin_client.post(preview, data).json()["is_valid"]
    assert admin_client.get(preview).status_code == 200


@pytest.mark.parametrize(
    "stored",
    [
        *("<p>坏<b>文</p>", "</p></li>坏", "<table><td>坏", "坏<![if x]>", "<p>坏"),
        pytest.param("坏\x00", marks=pytest.mark.sqlite_only),  # PostgreSQL stores no NUL
    ],
)
def test_no_text_whatever_its_markup_keeps_a_report_from_opening(admin_client, stored):
    article = factories.draft(lead=stored)
    assert "坏" in editors.form_of(admin_client, "edit", article.pk)["lead"].encode().decode(
        "unicode_escape"
    )


def test_sections_of_the_home_page_and_texts_of_the_site_keep_their_soft_returns(admin_client):
    section = HomeSection.objects.create(kind="text", heading="说明", text="<p>甲<br>乙</p>")
    edit = f"/admin/home-sections/edit/{section.pk}/"
    admin_client.post(edit, editors.filled_in(admin_client.get(edit).context["form"]))
    section.refresh_from_db()
    assert section.text == "<p>甲<br/>乙</p>"

    text = SiteText.objects.first()
    edit = f"/admin/texts/edit/{text.pk}/"
    body = typed(block("题", "header-two"), block("甲\n乙"))
    admin_client.post(edit, {"title": text.title, "body": body})
    text.refresh_from_db()
    assert text.body == "<h2>题</h2><p>甲<br/>乙</p>"
    assert editors.filled_in(admin_client.get(edit).context["form"])["body"] == richtext.to_editor(
        text.body, ["h2", "h3"]
    )


def test_the_migration_repairs_rows_and_versions_and_leaves_words_alone(admin_client):
    article = factories.published(lead="<p>旧</p>", measures=[{"body": "<p>旧</p>"}, {}])
    revision = article.latest_revision
    revision.content["lead"] = revision.content["measures"][0]["body"] = OLD
    revision.content["closing"] = "<p>写作 &lt;br&gt; 与 &amp;nbsp;</p>"
    revision.save()
    Article.objects.filter(pk=article.pk).update(lead=OLD)
    first = article.measures.first()
    article.measures.filter(pk=first.pk).update(body=OLD)
    HomeSection.objects.create(kind="text", heading="说明", text=OLD)
    migration = import_module("articles.migrations.0002_databases_from_before_0_1_0")
    migration.repair_texts(apps)
    article.refresh_from_db()
    revision.refresh_from_db()
    first.refresh_from_db()
    assert article.lead == first.body == NEW == HomeSection.objects.get(kind="text").text
    assert revision.content["lead"] == revision.content["measures"][0]["body"] == NEW
    assert revision.content["closing"] == "<p>写作 &lt;br&gt; 与 &amp;nbsp;</p>"
    assert richtext.tidy(NEW) == NEW
