"""The two reports that the project ships with, compared with what a careful reader found."""

import json
from decimal import Decimal

import pytest

from articles.models import Article, Honor, Placement
from tests import seeds
from unityreports.site import richtext

pytestmark = pytest.mark.django_db
SEEDS = ["xingan-2020", "kulun-2021"]


@pytest.fixture(scope="module")
def loaded(module_db):
    """Load both reports."""
    return seeds.load_reports()


@pytest.fixture(params=SEEDS)
def seed(request, loaded):
    """Give the loaded report, the raw page and what is expected of it."""
    raw = (seeds.DATA / "seeds" / f"{request.param}.txt").read_text(encoding="utf-8")
    expected = json.loads((seeds.DATA / "expected" / f"{request.param}.json").read_text("utf-8"))
    article = Article.objects.get(pk=loaded[request.param].pk)
    return article, raw, expected


def test_the_head_of_the_report_is_as_the_page_states_it(seed):
    article, raw, expected = seed
    meta = expected["meta"]
    assert article.title == meta["title"]
    assert article.source == (meta["source"] or "")
    assert article.author == (meta["author"] or "")
    assert str(article.published_date) == meta["published"]
    assert article.published_time is None
    assert article.region.code == meta["primary_region"]
    assert article.raw_page.text == raw
    assert article.view_count.imported == (meta["view_count"] or 0)


def test_the_channel_is_the_one_of_the_breadcrumb(seed):
    article, _, expected = seed
    crumbs = [c for c in expected["meta"]["breadcrumb"] if c not in {"首页", article.title}]
    assert [channel.name for channel in article.channel.path()] == crumbs


def test_the_outline_has_every_section_and_sub_measure_in_order(seed):
    article, _, expected = seed
    outline = []
    for section in expected["sections"]:
        if section["heading"]:
            outline.append((1, section["heading"]))
            outline += [(2, sub) for sub in section["subs"]]
    assert [(row.level, row.heading) for row in article.measures.all()] == outline
    assert bool(article.closing) == any(not s["heading"] for s in expected["sections"])


def test_the_text_is_verbatim_and_whole(seed):
    article, raw, _ = seed
    rows = [article.lead, *(part for row in article.measures.all() for part in _row(row))]
    text = "".join(richtext.to_text(html) for html in [*rows, article.closing]).replace("\n", "")
    body = raw[raw.index(richtext.to_text(article.lead)[:12]) :]
    last = richtext.to_text(article.closing or article.measures.last().body)
    body = body[: body.rindex(last[-12:]) + 12]
    squeeze = str.maketrans("", "", "\n \u3000\xa0")
    assert text.translate(squeeze) == body.translate(squeeze)


def _row(row):
    return f"<p>{row.heading}</p>", row.body


def test_every_honor_is_there_with_its_status(seed):
    article, _, expected = seed
    found = [
        {
            "phrase": h.quote,
            "name": h.name,
            "level": h.level or None,
            "kind": h.kind,
            "count": h.count,
            "status": h.status,
            "offset": h.offset,
            "year": h.year,
            "recipients": h.recipient_list,
            "conferred_by": h.conferred_by,
            "count_derived_from_names": h.count_derived,
        }
        for h in article.honors.all()
    ]
    wanted = [
        {
            **{key: honor.get(key) for key in list(found[0])[:8]},
            "recipients": honor.get("recipients", []),
            "conferred_by": honor.get("conferred_by", ""),
            "count_derived_from_names": honor.get("count_derived_from_names", False),
        }
        for honor in expected["honors"]
    ]
    assert found == wanted


def test_kulun_holds_no_honor(loaded):
    assert not Honor.objects.held().filter(article__region__code="150524").exists()


def test_every_figure_is_there(seed):
    article, _, expected = seed
    found = [
        (f.name, f.value, f.unit, f.year, f.quote, f.growth_percent, f.approximate, f.period)
        for f in article.figures.all()
    ]
    assert found == [
        (
            figure["name"],
            Decimal(figure["value"]),
            figure["unit"],
            figure["year"],
            figure["phrase"],
            figure["growth_percent"] and Decimal(figure["growth_percent"]),
            figure["approximate"],
            figure.get("period", ""),
        )
        for figure in expected["figures"]
    ]


def test_a_figure_stands_in_the_section_a_reader_finds_it_in(seed):
    article, _, expected = seed
    levels = [row.level for row in article.measures.all()]
    numbers, section, sub = [], 0, 0
    for level in levels:
        section, sub = (section + 1, 0) if level == 1 else (section, sub + 1)
        numbers.append(f"{section}.{sub}" if sub else str(section))
    for figure, wanted in zip(article.figures.all(), expected["figures"], strict=True):
        place = "lead" if figure.where == "lead" else numbers[figure.outline_row - 1]
        assert place == wanted["section"], figure


def test_every_document_and_place_is_there(seed):
    article, _, expected = seed
    assert [d.quote for d in article.documents.all()] == [d["t"] for d in expected["documents"]]
    assert [d.status for d in article.documents.all()] == [
        d.get("status", "") for d in expected["documents"]
    ]
    assert [(p.quote, p.name, p.region.code, p.aliases.split()) for p in article.places.all()] == [
        (p["phrase"], p["name"], p["code"], p.get("aliases", [])) for p in expected["places"]
    ]


def test_every_quote_occurs_where_its_fact_says(seed):
    article, raw, _ = seed
    rows = [f"{row.heading}{richtext.to_text(row.body)}" for row in article.measures.all()]
    texts = {
        "title": article.title,
        "lead": richtext.to_text(article.lead),
        "closing": richtext.to_text(article.closing),
        "footer": raw[raw.rindex("。") :],
    }
    relations = (article.honors, article.figures, article.documents, article.places)
    for fact in [fact for relation in relations for fact in relation.all()]:
        assert raw.startswith(fact.quote, fact.offset), fact
        text = rows[fact.outline_row - 1] if fact.where == "outline" else texts[fact.where]
        assert fact.quote in text, fact


def test_loaded_reports_are_public_and_have_a_first_revision(seed):
    article, _, _ = seed
    assert article in Article.objects.published()
    assert article.revisions.count() == 1
    assert article.live_revision == article.latest_revision
    assert not article.has_unpublished_changes
    restored = article.latest_revision.as_object()
    assert [m.heading for m in restored.measures.all()] == [
        m.heading for m in article.measures.all()
    ]
    assert Placement.objects.filter(article=article).count() == 3
