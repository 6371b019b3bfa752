"""Preparing an installation: completely, once, and again after an interruption."""

import re

import pytest

from tests.project.conftest import ROOT

pytestmark = pytest.mark.xdist_group("installation")  # one installation serves all of them


def test_an_interruption_is_told_in_a_sentence_and_leaves_nothing_half_loaded(history):
    assert history.interrupted.returncode == 130
    assert "已中断" in history.interrupted.stdout
    assert "Traceback" not in history.interrupted.stdout
    assert history.left == "0 0 0"


def test_the_next_run_goes_on_where_the_first_stopped(history):
    assert history.resumed.returncode == 0, history.resumed.stdout
    assert "更新数据库结构" not in history.resumed.stdout
    assert history.loaded == "19168 2 2"


def test_the_administrator_gets_the_password_that_was_shown(history):
    password = re.search(r"密码（只显示这一次，请记下）：(\S+)", history.resumed.stdout)[1]
    answer = history.installation.ask(
        "from django.contrib.auth import authenticate\n"
        f"print(authenticate(username='admin', password={password!r}).is_superuser)"
    )
    assert answer == "True"


def test_another_run_loads_nothing_and_shows_no_password(installation):
    again = installation.manage("setup")
    assert again.returncode == 0
    assert again.stdout == ""


def test_a_report_that_was_deleted_never_returns(installation):
    title = installation.ask(
        "from articles.models import Article\n"
        "article = Article.objects.get(region__code='150524'); print(article.title)\n"
        "article.delete()"
    )
    installation.manage("setup")
    titles = installation.ask(
        "from articles.models import Article\n"
        "print(*Article.objects.values_list('title', flat=True))"
    )
    assert titles
    assert title not in titles


def test_a_new_version_brings_what_is_derived_to_its_form_once(installation):
    wiped = (
        "from articles.models import KeptCount\n"
        "from unityreports.site.models import SetupStep\n"
        "KeptCount.objects.all().delete(); print(KeptCount.objects.count())"
    )
    counted = "from articles.publishing import counts; print(counts.amounts_of().reports)"
    installation.ask(wiped)
    assert "更新检索索引与计数" not in installation.manage("setup").stdout
    assert installation.ask(counted) == "0"
    installation.ask(f"{wiped}; SetupStep.objects.filter(name__startswith='derived').delete()")
    assert "更新检索索引与计数" in installation.manage("setup").stdout
    assert installation.ask(counted) != "0"


def test_the_secret_is_readable_by_its_owner_only(installation):
    assert (installation.folder / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SITE_URL", "reports.example"),
        ("SITE_URL", "https://reports.example/site"),
        ("PORT", "http"),
        ("DATABASE_URL", "mysql://localhost/site"),
        ("DATABASE_URL", "postgres://localhost"),
        ("DATABASE_URL", "sqlite://:memory:"),
        ("VAR_DIR", str(ROOT / "manage.py")),
    ],
)
def test_a_setting_that_cannot_work_is_told_in_a_sentence(installation, variable, value):
    answer = installation.manage("setup", **{variable: value})
    assert answer.returncode == 1
    assert answer.stdout.startswith("配置有误：")
    assert value in answer.stdout or variable in answer.stdout
    assert len(answer.stdout.splitlines()) == 1


def test_a_database_out_of_reach_is_told_in_a_sentence(installation):
    answer = installation.manage("setup", DATABASE_URL="postgres://nobody@127.0.0.1:1/site")
    assert answer.returncode == 1
    assert "连接不上数据库" in answer.stdout
    assert "Traceback" not in answer.stdout
