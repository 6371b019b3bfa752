"""The rooms of the house: who may stand on whom (docs/architecture.md)."""

import ast
import os
import subprocess
import sys

import pytest

from tests.house.sources import FOLDERS, ROOT, files, in_packages, name_of, names_in, tree

# Loads an app's parts when Django says that all models are there, or a dictionary that most
# commands never open; nothing else may wait.
MAY_IMPORT_LATE = {
    *("articles/apps.py", "regions/apps.py", "unityreports/apps.py", "unityreports/pages/apps.py"),
    "unityreports/accounts/apps.py",
    "unityreports/trail/apps.py",
    "regions/pinyin.py",
}
# Names that Django looks for in every app, and those of Python.
CONVENTIONAL = {
    *(
        "__init__",
        "apps",
        "conftest",
        "filters",
        "forms",
        "models",
        "querysets",
        "signals",
        "urls",
        "views",
    ),
    "wagtail_hooks",
}


def test_arrows_between_rooms_run_one_way():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports; exit(lint_imports())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_module_of_the_project_and_of_the_lowest_room_has_its_layer():
    contract = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts[:2])
        for path in (ROOT / "unityreports").glob("*")
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    missing = [name for name in modules if name not in contract and "__init__" not in name]
    assert missing == []


def test_no_import_waits_inside_a_function():
    late = [
        f"{name_of(path)}:{node.lineno}"
        for path in in_packages()
        if name_of(path) not in MAY_IMPORT_LATE
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert late == []


def test_extraction_works_where_django_is_not_installed():
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in files()
        if name_of(path).startswith("articles/extraction/")
    ]
    script = (
        "import sys, importlib\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in {'django', 'wagtail', 'modelcluster', 'taggit'}:\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        f"for name in {modules!r}:\n"
        "    importlib.import_module(name.removesuffix('.__init__'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_what_reads_no_page_makes_no_rules_of_reading_ready():
    script = "import django, sys; django.setup(); exit('articles.extraction.parse' in sys.modules)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "unityreports.settings"}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0


def test_whatever_is_imported_from_the_project_is_there():
    """Tests that nobody has run since a name moved fail here, and not one by one."""
    gone = [
        f"{name_of(path)}:{node.lineno} {node.module}.{alias.name}"
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module and not node.level
        if node.module.split(".")[0] in FOLDERS
        for alias in node.names
        if alias.name not in names_in(node.module)
    ]
    assert gone == []


def test_no_two_modules_share_a_name():
    named: dict[str, list[str]] = {}
    for path in in_packages():
        if path.stem not in CONVENTIONAL:
            named.setdefault(path.stem, []).append(name_of(path))
    assert {name: paths for name, paths in named.items() if len(paths) > 1} == {}


@pytest.mark.parametrize("app", ["articles", "regions", "unityreports/site", "unityreports/trail"])
def test_migrations_import_nothing_of_the_apps(app):
    """A migration tells of the past; the code it would import goes on changing."""
    live = [
        f"{name_of(path)}:{node.lineno}"
        for path in (ROOT / app / "migrations").glob("*.py")
        for node in ast.walk(tree(path))
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
        if name.split(".")[0] in {"articles", "regions", "unityreports"}
    ]
    assert live == []
