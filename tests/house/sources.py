"""The project's own source files, parsed once, for the tests that hold its shape."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("unityreports", "regions", "articles")
FOLDERS = (*PACKAGES, "benchmarks", "tests", "tools")


@cache
def files() -> list[Path]:
    """Return the project's Python files."""
    return sorted(
        [*ROOT.glob("*.py"), *(path for name in FOLDERS for path in (ROOT / name).rglob("*.py"))]
    )


def name_of(path: Path) -> str:
    """Return a file's path within the project."""
    return path.relative_to(ROOT).as_posix()


def in_packages() -> list[Path]:
    """Return the Python files of the three packages, migrations aside."""
    return [
        path
        for path in files()
        if path.relative_to(ROOT).parts[0] in PACKAGES and "migrations" not in path.parts
    ]


@cache
def tree(path: Path) -> ast.Module:
    """Return a Python file as its syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def names_in(module: str) -> set[str]:
    """Return what can be imported from a module of the project: its names, and modules in it."""
    folder = ROOT / module.replace(".", "/")
    path = folder.with_suffix(".py")
    names = {"*", *(each.stem for each in folder.glob("*"))}
    if not path.exists():
        path = folder / "__init__.py"
    for node in ast.walk(tree(path)) if path.exists() else ():
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
    return names


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return all functions of a file, methods and inner ones too."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]


def length(node: ast.AST) -> int:
    """Return how many lines a function takes."""
    return node.end_lineno - node.lineno + 1


def complexity(function: ast.AST) -> int:
    """Return how many ways lead through a function, each and, or, condition and loop counted.

    McCabe's number, which leaves conditions within an expression out, counts half of a function
    that decides in one long expression.
    """
    count = 1
    for node in ast.walk(function):
        if isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
        elif isinstance(
            node,
            (
                ast.If,
                ast.IfExp,
                ast.For,
                ast.AsyncFor,
                ast.While,
                ast.ExceptHandler,
                ast.Assert,
                ast.match_case,
            ),
        ):
            count += 1
    return count
