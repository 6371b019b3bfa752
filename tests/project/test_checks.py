"""The checks themselves: what they count, what a skip means, what they leave behind."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from tools import check, postgres, system

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


def test_no_test_can_start_a_program_that_a_bare_machine_lacks():
    with pytest.raises(AssertionError, match="whoami"):
        subprocess.run(["whoami"], check=False)
    assert subprocess.run(["curl", "--version"], check=False, capture_output=True).returncode == 0


def test_every_part_needs_only_what_the_list_brings():
    assert {need for part in check.PARTS for need in part.needs} <= {
        need.name for need in system.NEEDS
    }


@pytest.fixture
def bare_machine(monkeypatch, tmp_path):
    """A machine that has nothing of the list, and an ordinary user on it; give its programs."""
    bare = [need._replace(present=lambda: False) for need in system.NEEDS]
    monkeypatch.setattr(system, "NEEDS", bare)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_an_ordinary_user_is_told_one_command_for_all_parts_before_any_runs(
    bare_machine, monkeypatch, capsys
):
    (bare_machine / "apt-get").touch(0o755)
    monkeypatch.setattr(sys, "argv", ["check"])
    assert check.main() == 1
    install = "sudo apt-get update && sudo apt-get install -y --no-install-recommends"
    needed = {name for part in check.PARTS for name in part.needs}
    packages = [each for need in system.NEEDS if need.name in needed for each in need.packages]
    told = capsys.readouterr().out.splitlines()
    assert told[1:] == [f"请先运行：{install} {' '.join(packages)}"]


def test_where_there_is_no_apt_a_part_that_lacks_something_is_left_out(
    bare_machine, monkeypatch, capsys, elsewhere
):
    monkeypatch.setattr(sys, "argv", ["check", "browser"])
    assert check.main() == 0
    assert "跳过  浏览器测试：没有Chromium" in capsys.readouterr().out
