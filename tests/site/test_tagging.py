"""One way to read a list of tags, in every form."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from tests import editors, factories
from unityreports.site import tagging

LISTS = [
    ("石榴籽、结对帮扶，民族文化", ["石榴籽", "结对帮扶", "民族文化"]),
    ("石榴籽,结对帮扶;民族文化；团结", ["石榴籽", "结对帮扶", "民族文化", "团结"]),
    ("石榴籽\t结对帮扶\r\n民族文化\n", ["石榴籽", "结对帮扶", "民族文化"]),
    ("石榴籽 结对帮扶\u3000民族文化", ["石榴籽", "结对帮扶", "民族文化"]),
    ("Unity Day, 石榴籽", ["Unity Day", "石榴籽"]),
    ('"Unity Day" 石榴籽', ["Unity Day", "石榴籽"]),
    ("“甲、乙”，丙", ["甲", "乙", "丙"]),
    ('"石榴籽、 结对帮扶"', ["石榴籽", "结对帮扶"]),  # as the desk's field hands on what was typed
    ('甲,"石榴籽， 民族文化"', ["甲", "石榴籽", "民族文化"]),
    ('"甲,乙" “丙 丁”', ["甲,乙", "丙 丁"]),
    ("学习“两会”精神、“北疆文化”品牌", ["学习“两会”精神", "“北疆文化”品牌"]),
    ("“没有结束，甲", ["没有结束", "甲"]),
    ("甲\v乙", ["甲", "乙"]),
    (" 甲 、、，甲,ＡＢ, ab ;\u200b乙\u200b", ["甲", "AB", "乙"]),
    (" \u3000，、 ", []),
    ("", []),
]


@pytest.mark.parametrize(("typed", "tags"), LISTS)
def test_a_list_of_tags_is_read(typed, tags):
    assert tagging.parse(typed) == sorted(tags)


NAMES = st.text(alphabet=st.sampled_from("甲乙a ,，、;；\"“”\n\t\u3000'"), max_size=8)


@given(st.lists(NAMES))
def test_what_the_field_shows_reads_back_as_the_same_tags(typed):
    names = tagging.parse("，".join(f"“{name}”" for name in typed))
    shown = tagging.write([SimpleNamespace(name=name) for name in names])
    assert tagging.parse(shown) == names


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "tags"), [LISTS[0], LISTS[3], LISTS[6], LISTS[8]])
def test_the_form_of_a_report_reads_them_and_shows_them_to_be_read_again(admin_client, typed, tags):
    article = factories.draft()
    for value in (typed, None):
        data = editors.form_of(admin_client, "edit", article.pk)
        admin_client.post(
            editors.url("edit", article.pk), data | ({"tags": value} if value else {})
        )
        version = Article.objects.get().get_latest_revision_as_object()
        assert sorted(tag.name for tag in version.tags.all()) == sorted(tags)


@pytest.mark.django_db
def test_one_tag_too_long_among_others_is_named(admin_client):
    data = editors.form_of(admin_client) | {"title": "甲", "tags": f"石榴籽、{'长' * 101}"}
    errors = admin_client.post(editors.url("add"), data).context["form"].errors["tags"]
    assert "长长" in errors[0]
    assert "石榴籽" not in errors[0]
    assert "100" in errors[0]
