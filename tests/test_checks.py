"""The checks themselves: what they count, what a skip means, what they leave behind."""

import os
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from tools import check, postgres

PASSING_AND_FAILING = """
import pytest
def test_that_passes(): pass
def test_that_fails(): assert not "so"
@pytest.mark.skip
def test_that_is_skipped(): pass
"""


def attempt(code: str, folder: Path) -> check.Outcome:
    """Run pytest on a file with this code, as a part of the checks."""
    file = folder / "test_sample.py"
    file.write_text(code)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(file)]
    return check.attempt(check.Part("sample", "样例", [command]), set(), folder)


@pytest.fixture
def elsewhere(monkeypatch):
    """Not in continuous integration."""
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def in_ci(monkeypatch):
    """In continuous integration."""
    monkeypatch.setenv("CI", "true")


def test_tests_are_counted_and_one_that_fails_fails_the_checks(tmp_path, elsewhere, capsys):
    outcome = attempt(PASSING_AND_FAILING, tmp_path)
    assert check.sum_up([outcome]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed, 1 skipped"


def test_a_skipped_test_is_fine_on_ones_own_machine(tmp_path, elsewhere):
    code = PASSING_AND_FAILING.replace('assert not "so"', "pass")
    assert check.sum_up([attempt(code, tmp_path)]) == 0


def test_a_skipped_test_fails_in_ci(tmp_path, in_ci):
    code = PASSING_AND_FAILING.replace('assert not "so"', "pass")
    assert check.sum_up([attempt(code, tmp_path)]) == 1


def test_no_test_at_all_is_a_failure(tmp_path, elsewhere):
    assert check.sum_up([attempt("", tmp_path)]) == 1


@pytest.mark.parametrize(("place", "code"), [("elsewhere", 0), ("in_ci", 1)])
def test_a_part_that_cannot_run_is_named_and_fails_in_ci_only(place, code, request, capsys):
    request.getfixturevalue(place)
    part = check.Part("postgresql", "PostgreSQL 上的测试", [], needs=("PostgreSQL",))
    assert check.sum_up([check.attempt(part, {"PostgreSQL"}, Path())]) == code
    assert "跳过  PostgreSQL 上的测试：没有PostgreSQL" in capsys.readouterr().out


@pytest.mark.postgresql_only
def test_the_throw_away_server_goes_even_when_the_work_fails():
    seen = []

    def work(url):
        folder = Path(unquote(url.split("@")[1].split("/")[0]))
        number = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(number, 0)
        seen.append((folder, number))
        raise ValueError("the work failed")

    with pytest.raises(ValueError, match="the work failed"), postgres.throw_away() as url:
        work(url)
    folder, number = seen[0]
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
