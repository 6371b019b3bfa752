"""Lists page by links that stay right while reports come and go."""

import pytest
from django.http import QueryDict

from articles.models import Article
from articles.public import paging
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def seven(module_db):
    """Seven reports, two of them of the same moment."""
    days = [1, 2, 3, 3, 4, 5, 6]
    return [factories.published(published_at=factories.china(2021, 1, day)) for day in days]


def page(query: str = "", size: int = 3):
    return paging.page_of(Article.objects.published(), QueryDict(query.removeprefix("?")), size)


def test_walking_to_the_older_pages_shows_every_report_once(seven):
    seen, query = [], ""
    for _ in range(5):
        shown = page(query)
        seen += shown.items
        query = shown.older
        if not query:
            break
    assert seen == list(Article.objects.published().newest_first())


def test_walking_back_shows_the_same_pages(seven):
    first = page()
    second = page(first.older)
    assert page(second.newer).items == first.items
    assert first.newer == ""


def test_a_report_published_meanwhile_shifts_nothing(seven):
    first = page()
    expected = page(first.older).items
    factories.published(published_at=factories.china(2022, 1, 1))
    assert page(first.older).items == expected


def test_other_parameters_stay_in_the_links(seven):
    assert "year=2021" in page("year=2021").older


@pytest.mark.parametrize("cursor", ["abc", "1-2-3", "-5", "9" * 18 + "-1", "٣-٣", "1-9\0"])
@pytest.mark.parametrize("name", ["before", "after"])
def test_a_made_up_cursor_is_ignored_and_noted(seven, name, cursor):
    shown = page(f"{name}={cursor}")
    assert shown.ignored
    assert shown.items == page().items


@pytest.mark.parametrize("query", ["before=1-1", f"after={'9' * 17}-{'9' * 18}"])
def test_a_cursor_beyond_the_end_leads_back_to_the_beginning(seven, query):
    assert page(query).ignored
    assert page(query).items == page().items
