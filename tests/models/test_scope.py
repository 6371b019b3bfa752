"""The reports of a scope are the same, asked of the database at once or of each report."""

import pytest

from articles.models import Article, Belonging, scope
from articles.models.scope import scope_of
from tests import editors, factories

pytestmark = pytest.mark.django_db
OFFICES = {
    "of a province": [("15", False)],
    "of a league": [("1522", False)],
    "of a banner": [("152201", False)],
    "of a province, its own alone": [("15", True)],
    "of a banner, its own alone": [("152201", True)],
    "of a province and of another's banner": [("15", False), ("220102", False)],
    "of a province, its own alone, and of a banner": [("15", True), ("152224", False)],
}


def every_kind_of_report(offices) -> dict[int, list]:
    """Make a report for each place of its row and of its version, and each office; return them."""
    places = [None, *map(factories.region, ("15", "152201", "152224", "220102"))]
    sides = {}
    for public in places:
        for newest in [*places, "no row"]:
            for office in [None, *offices]:
                report = Article(title="报告", region=public, live=False)
                Article.objects.bulk_create([report])  # its row is all that is asked
                if newest == "no row":
                    sides[report.pk] = [(public, None)]
                    continue
                Belonging.objects.create(article=report, region=newest, office=office)
                of = office and office.pk
                sides[report.pk] = [(public, of), (newest, of)]
    return sides


@pytest.mark.parametrize("most", [False, True])
@pytest.mark.parametrize("kind", OFFICES)
def test_the_database_finds_what_each_report_would_answer(kind, most, monkeypatch):
    """Also where an office is taken for one of most places that is none, or the reverse."""
    monkeypatch.setattr(scope, "_hold_most", lambda places: most)
    other = factories.office("另一个单位", "220102")
    offices = [
        factories.office(f"单位{number}", code, only_own=only_own)
        for number, (code, only_own) in enumerate(OFFICES[kind])
    ]
    for office in offices:
        person = editors.member(office, editors.EDITOR, "wu")
    sides = every_kind_of_report([*offices, other])
    reach = scope_of(person)
    expected = {pk for pk, each in sides.items() if all(reach.reaches(*side) for side in each)}
    assert set(Article.objects.of(person).values_list("pk", flat=True)) == expected
    assert 0 < len(expected) < len(sides)
