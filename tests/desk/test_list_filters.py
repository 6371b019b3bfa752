"""The filters of the desk's list that readers do not have."""

import pytest

from articles.models.fact import Where
from articles.publishing.missing import Missing
from tests import factories

pytestmark = pytest.mark.django_db

LACKING = {
    Missing.REGION: {"region": None},
    Missing.CHANNEL: {"channel": None},
    Missing.DATE: {"published_at": None},
    Missing.SOURCE: {"source": ""},
    Missing.MEASURES: {"measures": []},
    Missing.THEME: {"measures": [{}]},
    Missing.YEAR: {"honors": [{"year": 2020}, {"year": None}]},
    Missing.SENTENCE: {"honors": [{"year": 2020, "where": Where.GONE}]},
}


def listed(client, **query):
    return {each.title for each in client.get("/admin/articles/", query).context["object_list"]}


@pytest.mark.parametrize("what", Missing)
def test_what_a_report_lacks_is_asked_for(reviewer, what):
    whole = {
        "source": "兴安日报",
        "measures": [{"theme": factories.theme()}],
        "honors": [{"year": 2020}],
    }
    factories.draft("全", **whole)
    factories.draft("缺", **whole | LACKING[what])
    assert listed(reviewer, missing=what.value) == {"缺"}


def test_a_source_is_found_by_part_of_its_name(reviewer):
    factories.draft("甲", source="兴安日报社")
    factories.draft("乙", source="兴安盟民委")
    assert listed(reviewer, source="日报") == {"甲"}


def test_a_person_is_the_author_or_who_saved_the_report_last(reviewer):
    factories.draft("甲", author="白音")
    changed = factories.draft("乙")
    factories.draft("丙")
    user = reviewer.get("/admin/articles/").wsgi_request.user
    user.last_name, user.first_name = "王", "小白"
    user.save()
    changed.save_revision(user=user, clean=False)
    assert listed(reviewer, person="白") == {"甲", "乙"}
    assert listed(reviewer, person="王小白") == {"乙"}
    assert listed(reviewer, person=user.username) == {"乙"}
