"""Commands refuse with a sentence: no name of a Python class before it, and an exit code."""

import importlib
import pkgutil
import subprocess
import sys
from contextlib import closing
from socket import create_server

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from unityreports.site.commands import SiteCommand

pytestmark = pytest.mark.xdist_group("installation")

FOLDERS = ("articles", "regions", "unityreports")


def run(*words, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_every_command_of_the_site_refuses_by_the_same_rule():
    for folder in FOLDERS:
        package = importlib.import_module(f"{folder}.management.commands")
        for module in pkgutil.iter_modules(package.__path__):
            if module.name == "makemessages":  # Django's own, for developers
                continue
            command = importlib.import_module(f"{package.__name__}.{module.name}").Command
            assert issubclass(command, SiteCommand), module.name


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["export", "articles", "--output", "reports.odd"], "看不出格式"),
        (["export", "articles", "--columns", "nonsense"], "nonsense"),
        (["export", "articles", "--output", "nowhere/a.csv"], "没有这个文件或文件夹"),
        (["load_reports", "nowhere.json"], "nowhere.json：无法读取（没有这个文件或文件夹）"),
        (["load_reports", "docs"], "docs：无法读取（这是文件夹）"),
        (["load_divisions", "nowhere.csv"], "数据库没有改动"),
    ],
)
def test_a_refusal_is_the_sentence_alone(installation, words, sentence):
    site = {name: installation.env[name] for name in ("VAR_DIR", "DATABASE_URL")}
    done = run(*words, **site)
    assert done.returncode == 1
    assert done.stdout == ""
    assert sentence in done.stderr
    assert "Error" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "such file" not in done.stderr


def test_serving_on_a_port_in_use_is_refused_with_the_sentence_alone(tmp_path):
    with closing(create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", VAR_DIR=str(tmp_path), HOST="127.0.0.1", PORT=port)
    assert done.returncode == 1
    assert done.stderr.startswith("无法在 127.0.0.1 的")
    assert "已被占用" in done.stderr


@pytest.mark.django_db
def test_a_program_that_calls_a_command_gets_the_error():
    with pytest.raises(CommandError, match="看不出格式"):
        call_command("export", "articles", output="reports.odd")
