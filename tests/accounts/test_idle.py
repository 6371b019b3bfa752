"""Who was away says the password again, and goes on where they were with all they typed."""

import pytest
from django.conf import settings

from articles.models import Channel
from tests import editors
from unityreports.accounts.models import LogIn

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/channels/add/"


def be_away(client, seconds: int = settings.IDLE_SECONDS + 1):
    """Let time pass for the session."""
    session = client.session
    session["seen"] -= seconds
    session.save()


@pytest.fixture
def away(reviewer):
    """Somebody who opened a form and went away."""
    reviewer.typed = editors.filled_in(reviewer.get(ADDRESS).context["form"])
    reviewer.typed |= {"name": "要闻", "slug": "yaowen", "keywords": "一\n<二>"}
    reviewer.typed["description"] = "要闻"
    be_away(reviewer)
    return reviewer


def test_a_page_is_shown_after_the_password_only(away):
    answer = away.get("/admin/articles/?q=x")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "30 分钟没有操作" in page
    assert "导入报告" not in page
    wrong = away.post("/admin/articles/?q=x", {"password-again": "wrong", "look": "1"})
    assert "密码不对" in wrong.content.decode()
    right = away.post("/admin/articles/?q=x", {"password-again": editors.PASSWORD, "look": "1"})
    assert right.url == "/admin/articles/?q=x"
    assert away.get(right.url).status_code == 200


def test_what_was_typed_goes_on_to_where_it_was_meant_for(away):
    asked = away.post(ADDRESS, away.typed)
    assert asked.status_code == 403
    assert not Channel.objects.filter(slug="yaowen").exists()
    kept = dict(asked.context["kept"])
    assert kept["keywords"] == ["一\n<二>"]
    assert "&lt;二&gt;</textarea>" in asked.content.decode()
    done = away.post(ADDRESS, kept | {"password-again": editors.PASSWORD})
    assert done.status_code == 302, done.context["form"].errors
    assert Channel.objects.get(slug="yaowen").name == "要闻"


def test_guessing_the_password_here_is_counted_too(away):
    for _ in range(5):
        away.post(ADDRESS, {"password-again": "wrong"})
    answer = away.post(ADDRESS, {"password-again": editors.PASSWORD})
    assert "分钟后再试" in answer.content.decode()
    assert not Channel.objects.filter(slug="yaowen").exists()
    assert LogIn.objects.filter(outcome="refused").exists()


def test_scripts_that_run_by_themselves_are_no_sign_of_life(reviewer):
    reviewer.get("/admin/")
    be_away(reviewer, settings.IDLE_SECONDS - 5)
    reviewer.get("/admin/dismissibles/")
    be_away(reviewer, 10)
    ajax = {"x-requested-with": "XMLHttpRequest"}
    assert reviewer.get("/admin/dismissibles/", headers=ajax).status_code == 403
    assert reviewer.get("/admin/").status_code == 403


def test_who_is_at_work_is_not_asked(reviewer):
    for _ in range(3):
        assert reviewer.get("/admin/").status_code == 200
        be_away(reviewer, settings.IDLE_SECONDS - 5)


def test_public_pages_and_the_way_out_ask_for_nothing(away):
    assert away.get("/articles/").status_code == 200
    assert away.post("/admin/logout/").status_code == 302
