"""Numbers of pages over archives made at random: each equals a count that is made another way."""

import random
from collections import Counter

import pytest
from django.contrib.auth import get_user_model
from lxml import html as lxml_html

from articles.models import Article
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = ("人均收入", "人均可支配收入", "投入资金", "中央资金", "示范单位")


@pytest.fixture(scope="module")
def archive(module_db):
    """Reports of which some are drafts or withdrawn, with figures, parts of them and titles."""
    lot = random.Random(3)
    factories.indicator("人均收入", "人均可支配收入", unit="万元")
    made = []
    for number in range(12):
        figures = [
            {
                "name": lot.choice(NAMES),
                "value": str(lot.randint(1, 4)),
                "unit": lot.choice(["元", "万元", "个"]),
                "year": lot.choice([2020, 2021, None]),
                "part_of": lot.choice(["", "", "投入资金"]),
            }
            for _ in range(lot.randint(0, 4))
        ]
        make = factories.draft if number % 4 == 3 else factories.published
        article = make(
            source=lot.choice(["盟民委", "旗统战部", ""]),
            region=factories.region(lot.choice(["1522", "152201", "150524"])),
            measures=[{"heading": lot.choice(["抓宣传", ""]), "body": "<p>正文</p>"}],
            honors=[
                {
                    "name": "示范单位",
                    "count": lot.randint(1, 4),
                    "status": lot.choice(["held", "target"]),
                }
                for _ in range(lot.randint(0, 2))
            ],
            figures=figures,
        )
        if number % 5 == 4:
            article.unpublish()
        made.append(article.pk)
    return made


def public_figures() -> list:
    """Return the public figures, but for those that only repeat the count of a title."""
    found = []
    for article in Article.objects.all():
        if Article.objects.published().filter(pk=article.pk).exists():
            titles = {(honor.name, honor.count) for honor in article.honors.all()}
            found += [
                each for each in article.figures.all() if (each.name, each.value) not in titles
            ]
    return found


def gathered(name: str) -> str:
    return "人均收入" if name == "人均可支配收入" else name


def test_the_index_of_figures_counts_values_and_reports(client, archive):
    values = Counter(gathered(each.name) for each in public_figures())
    reports = Counter(
        name for name, _ in {(gathered(e.name), e.article_id) for e in public_figures()}
    )
    page = lxml_html.document_fromstring(client.get("/figures/").content.decode())
    shown = {
        row.xpath("./th")[0].text_content().strip(): tuple(
            int(cell.text_content()) for cell in row.xpath("./td")
        )
        for row in page.xpath("//table//tr[td]")
    }
    assert shown == {name: (values[name], reports[name]) for name in values}


def test_an_indicator_shows_every_value_once_and_draws_no_part_beside_its_total(client, archive):
    for name in {gathered(each.name) for each in public_figures()}:
        own = [each for each in public_figures() if gathered(each.name) == name]
        found = client.get(f"/figures/{name}/").context["tables"]
        cells = [
            values for table in found for _, of_place in table.rows for values in of_place if values
        ]
        told = [value.figure.pk for values in cells for value in values]
        assert sorted(told) == sorted(each.pk for each in own)
        for values in cells:
            whole = [value for value in values if not value.figure.part_of]
            assert not whole or values[: len(whole)] == whole


def test_the_home_page_counts_what_is_public(client, archive):
    page = lxml_html.document_fromstring(client.get("/").content.decode())
    shown = [int(number.text_content()) for number in page.xpath("//*[@class='totals']//b")]
    public = [
        article
        for article in Article.objects.all()
        if Article.objects.published().filter(pk=article.pk).exists()
    ]
    measures = [row for each in public for row in each.measures.all() if row.heading]
    held = [row for each in public for row in each.honors.all() if row.status == "held"]
    assert shown == [len(public), len(measures), len(held)]


def test_the_desk_counts_drafts_and_withdrawn_reports_too(client, archive):
    client.force_login(get_user_model().objects.create_superuser("root"))
    page = lxml_html.document_fromstring(client.get("/admin/statistics/").content.decode())
    places, sources, _ = page.xpath("//table[@class='cross']")
    for table in (places, sources):
        last = table.xpath(".//tr[last()]/td[last()]")[-1]
        assert int(last.text_content()) == len(archive)
    shown = {
        row.xpath("./th")[0].text_content().strip(): int(row.xpath("./td")[-1].text_content())
        for row in sources.xpath(".//tbody/tr[td]")
    }
    told = Counter(Article.objects.values_list("source", flat=True))
    assert {name: shown[name] for name in told if name} == {
        name: number for name, number in told.items() if name
    }
