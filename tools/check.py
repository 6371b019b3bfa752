"""Everything that must hold before a change is taken: ``make test``.

``python -m tools.check [PART...]`` runs the named parts only, ``fast`` among them, which is no part
of everything; ``--help`` lists them.
With ``CI=true`` a skipped part or test is a failure.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tools import postgres, system

PYTHON = sys.executable
PYTEST = [PYTHON, "-m", "pytest", "-q", "-rs"]
MANAGE = [PYTHON, "manage.py"]
PARALLEL = ["-n", "auto", "--dist", "loadgroup", "-m", "not browser"]
SLOW = ("desk", "importing", "pages", "papers", "project", "browser")  # rooms
# Long proofs whose outcome the database decides.
WHOLE_ON_BOTH = ("tests/project/test_killed_acts.py", "tests/desk/test_leak_matrix.py")
SITE_VARIABLES = {  # of the person who runs this, kept from the checks
    *("HOST", "PORT", "SITE_URL", "ALLOWED_HOSTS", "DATABASE_URL", "SECRET_KEY", "DEBUG"),
    *("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME", "OIDC_MATCH"),
    *("OIDC_CREATES", "OIDC_ONLY"),
    *("ADMIN_PASSWORD", "EMAIL_HOST", "EMAIL_FROM", "WEB_CONCURRENCY", "DJANGO_SETTINGS_MODULE"),
}


def in_ci() -> bool:
    """Return whether this is continuous integration, where nothing may be skipped."""
    return os.environ.get("CI") == "true"


@dataclass
class Part:
    """One part of the checks: commands, and what of the system they need."""

    name: str
    title: str
    commands: list[list[str]]
    env: dict[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    on_postgresql: bool = False
    only_by_name: bool = False  # not of everything: another part does the same, and more


PARTS = [
    Part(
        "style",
        "代码风格与格式",
        [
            [PYTHON, "-m", "ruff", "check", "."],
            [PYTHON, "-m", "ruff", "format", "--check", "."],
            [PYTHON, "-m", "djlint", "--lint", "--quiet", "templates"],
        ],
    ),
    Part(
        "types",
        "类型检查",
        [[PYTHON, "-m", "mypy"]],
    ),
    Part(
        "migrations",
        "没有漏掉的迁移",
        [[*MANAGE, "makemigrations", "--check", "--dry-run"]],
    ),
    Part(
        "deploy",
        "部署检查（https）",
        [[*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]],
        env={"SITE_URL": "https://reports.example"},
    ),
    Part(
        "sqlite",
        "SQLite 上的测试",
        [[*PYTEST, *PARALLEL]],
        needs=("curl", "LibreOffice", "nginx"),
    ),
    Part(
        "fast",
        "SQLite 上的快测试，不含后台、导入、现成页、成册与整站安装",
        [[*PYTEST, *PARALLEL, *(f"--ignore=tests/{room}" for room in SLOW)]],
        needs=("curl", "LibreOffice"),
        only_by_name=True,
    ),
    Part(
        "proof",
        "SQLite 上的长证明与覆盖率",
        [[*PYTEST, *PARALLEL, "--whole", "--cov", "--cov-report=term-missing:skip-covered"]],
        needs=("curl", "LibreOffice", "nginx"),
        only_by_name=True,
    ),
    Part(
        "proof-postgresql",
        "PostgreSQL 上的长证明：中途结束进程、别家单位的内容",
        [[*PYTEST, "--whole", *WHOLE_ON_BOTH]],
        needs=("PostgreSQL",),
        on_postgresql=True,
        only_by_name=True,
    ),
    Part(
        "postgresql",
        "PostgreSQL 上的测试",
        [[*PYTEST, *PARALLEL]],
        needs=("PostgreSQL", "curl", "nginx"),
        on_postgresql=True,
    ),
    Part(
        "browser",
        "浏览器测试",
        [[*PYTEST, "-n", "auto", "--dist", "loadfile", "tests/browser"]],
        needs=("Chromium", "中文字体", "libatomic"),
    ),
]


@dataclass
class Outcome:
    """How a part ended."""

    part: Part
    seconds: float = 0
    ok: bool = True
    skipped_for: list[str] = field(default_factory=list)
    tests: Counter = field(default_factory=Counter)  # passed, failed, skipped

    def __str__(self):
        if self.skipped_for:
            return f"跳过  {self.part.title}：没有{'、'.join(self.skipped_for)}"
        counts = "，".join(f"{count} {word}" for word, count in self.tests.items())
        verdict = "通过" if self.ok else "失败"
        return f"{verdict}  {self.part.title}（{self.seconds:.0f} 秒）{counts}"


def main() -> int:
    """Run the parts one after the other, all of them even when one fails; sum up."""
    parser = argparse.ArgumentParser(description="检查一切；可只检查列出的部分。")
    listing = "、".join(f"{part.name}（{part.title}）" for part in PARTS)
    parser.add_argument("parts", nargs="*", metavar="PART", help=listing)
    chosen = parser.parse_args().parts
    if unknown := set(chosen) - {part.name for part in PARTS}:
        parser.error(f"没有这样的部分：{'、'.join(unknown)}。有：{listing}")
    parts = [part for part in PARTS if (part.name in chosen if chosen else not part.only_by_name)]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that everything is cleaned up

    try:
        missing = provide({need for part in parts for need in part.needs})
    except system.NotAllowedError as command:
        print(f"请先运行：{command}")
        return 1
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="unityreports-check-") as folder:
        for part in parts:
            print(f"\n=== {part.title} ===", flush=True)
            outcomes.append(attempt(part, missing, Path(folder)))
    return sum_up(outcomes)


def provide(needs: set[str]) -> set[str]:
    """Install what is needed and not there; return what is still missing.

    Raise ``system.NotAllowedError`` with the command for it when only an administrator can.
    """
    lacking = {name: packages for name, packages in system.missing().items() if name in needs}
    if not lacking:
        return set()
    print("没有：" + "、".join(lacking), flush=True)
    system.install([package for packages in lacking.values() for package in packages])
    return set(system.missing()) & needs


def attempt(part: Part, missing: set[str], folder: Path) -> Outcome:
    """Run a part in a world of its own, or skip it when what it needs is missing."""
    lacking = [need for need in part.needs if need in missing]
    if lacking:
        return Outcome(part, ok=not in_ci(), skipped_for=lacking)
    outcome = Outcome(part)
    env = {name: value for name, value in os.environ.items() if name not in SITE_VARIABLES}
    # Whatever the locale, tests and what they start write and read UTF-8.
    env |= {"VAR_DIR": str(folder / part.name), "PYTHONUTF8": "1", **part.env}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes would compile all sources anew
    begun = time.monotonic()
    with ExitStack() as stack:
        if part.on_postgresql:
            env["DATABASE_URL"] = stack.enter_context(postgres.throw_away())
        for command in part.commands:
            report = folder / f"{part.name}.xml"
            is_pytest = "pytest" in command
            arguments = [*command, f"--junitxml={report}"] if is_pytest else command
            outcome.ok &= wait_for(subprocess.Popen(arguments, env=env)) == 0
            if is_pytest and report.exists():
                outcome.tests = count(report)
                outcome.ok &= not (in_ci() and outcome.tests["skipped"])
    outcome.seconds = time.monotonic() - begun
    return outcome


def wait_for(process: subprocess.Popen) -> int:
    """Return the exit code; when interrupted, let the process put its things away first."""
    try:
        return process.wait()
    except KeyboardInterrupt:  # it was told too
        process.wait()
        raise
    except SystemExit:
        process.terminate()
        process.wait()
        raise


def count(report: Path) -> Counter:
    """Return how many tests passed, failed and were skipped, from pytest's own report."""
    total = Counter(passed=0, failed=0, skipped=0)
    for suite in ElementTree.parse(report).iter("testsuite"):  # noqa: S314 - pytest wrote it
        numbers = {name: int(suite.get(name, 0)) for name in ("failures", "errors", "skipped")}
        failed = numbers["failures"] + numbers["errors"]
        total["failed"] += failed
        total["skipped"] += numbers["skipped"]
        total["passed"] += int(suite.get("tests", 0)) - failed - numbers["skipped"]
    return total


def sum_up(outcomes: list[Outcome]) -> int:
    """Print what became of each part and of all tests; return the exit code."""
    print("\n=== 结果 ===")
    total = Counter()
    for outcome in outcomes:
        print(outcome)
        total.update(outcome.tests)
        if not outcome.ok and not outcome.tests["failed"]:
            total["failed"] += 1  # the part itself
    failed = [outcome for outcome in outcomes if not outcome.ok]
    if failed and in_ci() and any(each.skipped_for or each.tests["skipped"] for each in failed):
        print("CI 中不允许跳过。")
    if total:
        print("{passed} passed, {failed} failed, {skipped} skipped".format_map(total))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
