"""Commands on an installation that cannot do them yet say in one sentence what to do."""

import subprocess

import pytest

pytestmark = pytest.mark.xdist_group("installation")

COMMANDS = [
    ["export", "articles", "-o", "/dev/null/list.csv"],
    ["import_reports", "README.md"],
    ["import_reports", "--dry-run", "README.md"],
    ["load_reports", "fixtures/reports.json"],
    ["load_divisions", "fixtures/divisions.csv"],
    ["rebuild_indexes"],
    ["rebuild_indexes", "--check"],
]
OUT_OF_REACH = "postgres://nobody@127.0.0.1:1/site"
# Root may write anywhere, unless a program gives that up and starts another.
WITHOUT_PRIVILEGE = """
import ctypes, os, sys
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "manage.py", *sys.argv[1:]])
"""


def is_told_what_to_do(answer: subprocess.CompletedProcess, what: str = "") -> bool:
    """Return whether a command failed with one sentence that names the command to run."""
    assert answer.returncode == 1, answer.stdout
    assert len(answer.stdout.splitlines()) == 1, answer.stdout
    return "manage.py setup" in answer.stdout and what in answer.stdout


@pytest.fixture(scope="module")
def untouched(new_installation):
    """An installation that nobody has set up."""
    return new_installation()


@pytest.fixture(scope="module")
def half_migrated(new_installation):
    """An installation whose first setup ended among the migrations."""
    installation = new_installation()
    assert installation.manage("migrate", "-v0", "contenttypes").returncode == 0
    return installation


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_names_the_one_that_must_come_first(untouched, command):
    assert is_told_what_to_do(untouched.manage(*command), "make run")


@pytest.mark.parametrize("command", COMMANDS[:2], ids=" ".join)
def test_a_command_waits_for_a_setup_that_was_interrupted(half_migrated, command):
    assert is_told_what_to_do(half_migrated.manage(*command), "make run")


@pytest.mark.parametrize("command", [["setup"], *COMMANDS[:2]], ids=" ".join)
def test_a_command_names_the_setting_of_a_database_out_of_reach(untouched, command):
    answer = untouched.manage(*command, DATABASE_URL=OUT_OF_REACH)
    assert is_told_what_to_do(answer, "DATABASE_URL")


@pytest.mark.sqlite_only
def test_nothing_is_made_by_a_command_that_finds_no_database(new_installation):
    installation = new_installation()
    assert is_told_what_to_do(installation.manage("rebuild_indexes"))
    assert [path.name for path in installation.folder.iterdir()] == ["secret_key"]


@pytest.mark.sqlite_only
def test_a_file_that_is_no_database_is_told_and_left_as_it_was(untouched, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("These are notes and no database." * 100)
    for command in (["setup"], ["rebuild_indexes"]):
        answer = untouched.manage(*command, DATABASE_URL=f"sqlite:///{file}")
        assert is_told_what_to_do(answer, "DATABASE_URL")
    assert file.read_text() == "These are notes and no database." * 100


@pytest.mark.parametrize("command", [["changepassword", "admin"], ["publish_scheduled"]])
def test_djangos_own_commands_say_it_too(untouched, command):
    answer = untouched.manage(*command)
    assert answer.returncode == 1
    assert "manage.py setup" in answer.stdout.splitlines()[-1]
    assert "Traceback" not in answer.stdout


def test_a_folder_that_cannot_be_written_is_named(new_installation):
    installation = new_installation()
    installation.ask("from django.db import connection; connection.ensure_connection()")
    installation.folder.chmod(0o500)
    try:
        answer = installation.run("-c", WITHOUT_PRIVILEGE, "setup")
    finally:
        installation.folder.chmod(0o700)
    assert is_told_what_to_do(answer, str(installation.folder))


@pytest.mark.sqlite_only
def test_a_database_that_cannot_be_written_is_named(new_installation):
    installation = new_installation()
    installation.ask("from django.db import connection; connection.ensure_connection()")
    database = installation.folder / "db.sqlite3"
    database.chmod(0o400)
    for command in (["setup"], ["rebuild_indexes"]):
        answer = installation.run("-c", WITHOUT_PRIVILEGE, *command)
        assert is_told_what_to_do(answer, str(database))
