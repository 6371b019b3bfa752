"""Pages that were read wrong are brought to their labels by pointing alone.

Nothing is typed that stands on the page, and a wrong value takes two acts of the pointer: what
could not be mended so would be a fault of the screen. ``make proof`` takes all pages, ``make
test`` four.
"""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from articles.importing import loading
from articles.models import Article, PendingImport, ViewCount
from regions import divisions
from tests import editors, seeds
from tests.browser.pointing.hand import Hand
from tests.browser.pointing.mending import Mending
from tests.extraction.unseen_scoring import new_tallies, score
from unityreports.site import richtext

SEEN = Path(__file__).parents[1] / "extraction" / "seen"
FEW = (  # a brief, an account, a feature, a Word file
    "batch-f/15-jianbao-qinyang", "batch-c/12-wechat-jingyuan",
    "batch-f/16-texie-tongjiang", "batch-a/22-ziyun-jianbao",
)  # fmt: skip
MORE = (  # with them more than ten genres: a speech, an interview, a yearbook, a portrait, a reply
    "batch-b/04-chifeng-jianbao", "batch-b/21-elunchun-zongjie", "batch-b/07-yanbian-epaper",
    "batch-b/12-liangshan-weibo", "batch-b/01-dongwuqi-sumu", "batch-b/03-enshi-longfeng",
    "batch-b/11-bayannur-qa", "batch-c/07-qiye-shaya", "batch-d/08-gannan-gongshi",
    "batch-f/19-tongbao-alashan", "batch-c/09-wujing-ali", "batch-f/06-jianghua-tiemenguan",
    "batch-f/08-fangtan-jingning", "batch-f/11-nianjian-huanjiang", "batch-f/14-renwu-seni",
    "batch-f/10-dafu-luoyuan",
)  # fmt: skip


@pytest.fixture
def desk(enter):
    """Open the desk with all the places of the country."""
    divisions.load(divisions.read(seeds.FIXTURES / "divisions.csv"))
    divisions.load_other_names()
    loading.load(seeds.FIXTURES / "vocabulary.json")
    return enter(editors.EDITOR)


def test_pages_that_were_read_wrong_are_mended_by_pointing(desk, whole):
    told = [mended(desk, name) for name in [*FEW, *(MORE if whole else ())]]
    print(*told, sep="\n")
    assert [each for each in told if each.left] == []
    assert [each for each in told if each.acts > 2 * each.wrong] == []
    assert sum(each.wrong for each in told) >= len(told)


def mended(desk, name):
    """Import a page, mend its review and save it; return what that took and what is still wrong."""
    (file,) = (each for each in SEEN.glob(f"{name}.*") if each.suffix != ".json")
    labels = json.loads((SEEN / f"{name}.json").read_text("utf-8"))
    desk.goto("/admin/imports/")
    desk.set_input_files("form.hand-in input[type=file]", file)
    desk.click("form.hand-in button[type=submit]")
    desk.wait_for_selector(".review .unfold")
    hand = Hand(desk, PendingImport.objects.latest("pk").raw_page.text)
    mending = Mending(hand, labels)
    mending.all()
    desk.click('.actions-bar button:has-text("存为草稿")')
    desk.wait_for_url("**/articles/edit/**")
    tallies = new_tallies()
    score(as_read(Article.objects.latest("pk")), labels, tallies)
    left = {key: (it.wrong, it.missed) for key, it in tallies.items() if it.wrong or it.missed}
    return SimpleNamespace(
        page=name, wrong=mending.wrong, acts=hand.acts, typed=hand.typed, left=left
    )


def as_read(article: Article):
    """Return a stored report in the form that the labels are compared with."""
    views = ViewCount.objects.filter(article=article, imported__gt=0).first()
    day = article.published_date
    return SimpleNamespace(
        title=text(article.title),
        subtitle=text(article.subtitle),
        source=text(article.source),
        author=text(article.author),
        views=views and text(views.imported),
        published=day and SimpleNamespace(date=day),
        region=article.region and article.region.code,
        lead=paragraphs(article.lead),
        closing=paragraphs(article.closing),
        outline=[
            SimpleNamespace(heading=text(row.heading), paragraphs=paragraphs(row.body))
            for row in article.measures.all()
        ],
        honors=[
            SimpleNamespace(
                **{name: getattr(each, name) for name in AS_READ},
                level=each.level or None,
                recipients=each.recipient_list,
            )
            for each in article.honors.all()
        ],
        figures=list(article.figures.all()),
        documents=list(article.documents.all()),
        places=[
            SimpleNamespace(code=each.region and each.region.code) for each in article.places.all()
        ],
    )


AS_READ = ("name", "status", "kind", "count", "count_derived", "year", "conferred_by")


def text(value):
    return SimpleNamespace(value=value, quote=value) if value else None


def paragraphs(html):
    return [text(line) for line in richtext.to_lines(html).splitlines()]
