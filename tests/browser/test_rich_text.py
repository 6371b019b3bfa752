"""Text pasted from Word and soft returns survive every step from the editor to readers and back."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import editors, factories

WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>
<p class=MsoNormal><b>第一段</b>“石榴籽”工程<br>软回车之后<o:p></o:p></p>
<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><![if !supportLists]><span>·</span>
<![endif]>清单甲<o:p></o:p></p>
<ul><li>清单乙<ul><li>清单丙</li></ul></li></ul>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>格一</p></td><td>格二</td></tr></table>
<p class=MsoNormal>见<a href="http://www.klq.gov.cn/?a=1&amp;b=2">库伦旗</a>😀<b>末尾</b><o:p>&nbsp;</o:p></p>
</body></html>
"""
WORDS = ["第一段", "“石榴籽”工程", "软回车之后", "清单甲", "清单乙", "清单丙", "格一", "格二"]
WORDS += ["库伦旗", "末尾", "键入甲", "键入乙"]
PASTE = """(field, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "没有读到标记");
  const options = {clipboardData: data, bubbles: true, cancelable: true};
  field.dispatchEvent(new ClipboardEvent("paste", options));
}"""


@pytest.fixture
def editor(enter, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    return enter(editors.REVIEWER)


def field_of(page, name):
    """Return the editing surface of a rich text field."""
    return page.locator(f"[data-field-wrapper]:has(#id_{name}) [contenteditable=true]")


def write(page, field):
    field.click()
    field.evaluate(PASTE, WORD)
    expect(field).to_contain_text("末尾")
    page.keyboard.press("Control+End")
    page.keyboard.type("键入甲")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("键入乙")
    expect(field).to_contain_text("键入乙")


def save(page, action=None):
    page.wait_for_timeout(500)  # the editor hands its text to the form a moment after a change
    if action:
        page.locator("footer").get_by_role("button", name="更多动作").click()
        page.get_by_role("button", name=action, exact=True).click()
    else:
        page.get_by_role("button", name=re.compile("保存草稿")).click()
    expect(page.locator(".messages .success")).to_be_visible()


def texts_of(article):
    content = article.get_latest_revision().content
    return [content["lead"], content["measures"][0]["body"]]


def test_what_word_holds_survives_saving_opening_and_publishing(editor):
    page = editor
    article = factories.draft("库伦旗的报告", measures=[{"body": "<p>旧</p>"}])
    address = editors.url("edit", article.pk)
    page.goto(address)
    write(page, field_of(page, "lead"))
    page.get_by_role("tab", name="举措").click()
    write(page, field_of(page, "measures-0-body"))
    save(page)
    kept = texts_of(Article.objects.get())
    for text in kept:
        assert [word for word in WORDS if word not in re.sub("<[^>]*>", "", text)] == []
        assert "<br/>软回车之后" in text
        assert "键入甲<br/>键入乙" in text
        assert 'href="http://www.klq.gov.cn/?a=1&amp;b=2"' in text
        assert "😀<b>末尾" in text
    for action in (None, "发布", None):
        page.goto(address)
        for word in WORDS:
            expect(field_of(page, "lead")).to_contain_text(word)
        save(page, action)
        assert texts_of(Article.objects.get()) == kept
    page.goto(article.get_absolute_url())
    for word in WORDS:
        expect(page.locator("main")).to_contain_text(word)
