"""Nothing so long or so tangled that the next developer has to guess."""

import ast
import tomllib

from tests.house.sources import (
    ROOT,
    complexity,
    files,
    functions,
    in_packages,
    length,
    name_of,
    tree,
)

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW, MOST_COMPLEX = 400, 60, 40, 20
LONGEST_TEMPLATE_LINE = 120
# The one exemption: rules of the importer, which are to become tables of data.
EXEMPT = "articles/extraction/"
RULES = {"C901", "PLR0911", "PLR0912", "PLR0915"}


def _held() -> list:
    return [
        path
        for path in files()
        if not name_of(path).startswith(EXEMPT) and "migrations" not in path.parts
    ]


def test_no_function_is_longer_than_a_screen():
    long = [
        f"{name_of(path)}:{function.lineno} {function.name} {length(function)}"
        for path in _held()
        for function in functions(path)
        if length(function) > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_function_is_tangled():
    tangled = [
        f"{name_of(path)}:{function.lineno} {function.name} {complexity(function)}"
        for path in _held()
        for function in functions(path)
        if complexity(function) > MOST_COMPLEX
    ]
    assert tangled == []


def test_no_file_is_longer_than_four_hundred_lines():
    long = {
        name_of(path): lines
        for path in _held()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_no_room_of_the_extraction_holds_more_than_a_dozen_modules():
    rooms = [folder for folder in (ROOT / "articles/extraction").rglob("*") if folder.is_dir()]
    modules = {room: {*room.glob("*.py")} - {room / "__init__.py"} for room in rooms}
    assert [str(room.relative_to(ROOT)) for room, held in modules.items() if len(held) > 12] == []


def test_views_of_the_public_site_only_pick():
    long = [
        f"{name_of(path)}:{function.lineno} {function.name} {length(function)}"
        for path in in_packages()
        if name_of(path).startswith(("articles/public/", "unityreports/"))
        for function in tree(path).body
        if isinstance(function, ast.FunctionDef)
        and function.args.args
        and function.args.args[0].arg == "request"
        and length(function) > LONGEST_VIEW
    ]
    assert long == []


def test_no_line_of_a_template_is_longer_than_a_reader_can_follow():
    long = [
        f"{name_of(path)}:{number} {len(line)}"
        for path in (ROOT / "templates").rglob("*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST_TEMPLATE_LINE
    ]
    assert long == []


def test_extraction_alone_is_exempt_from_the_rules_of_complexity():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lint = settings["tool"]["ruff"]["lint"]
    assert set(lint["select"]) >= RULES
    assert lint["mccabe"]["max-complexity"] <= 15
    exempt = {
        where for where, rules in lint["per-file-ignores"].items() if RULES.intersection(rules)
    }
    assert exempt == {EXEMPT + "**"}
    assert not RULES.intersection(lint["ignore"])


def test_no_rule_of_complexity_is_switched_off():
    switched = [
        f"{name_of(path)}:{number}"
        for path in files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "noqa" in line and ("C90" in line or "PLR" in line) and "house" not in path.parts
    ]
    assert switched == []
