"""``python -m benchmarks``: how fast the site is, as ratios measured in one run.

Each database gets a folder or server of its own, gone when the run is done. Sizes are numbers of
generated reports; a bigger one continues where the smaller left off.
"""

import argparse
import os
import subprocess
import sys
import tempfile

from tools import check, postgres, system

PARTS = (
    "search",
    "browse",
    "pages",
    "exports",
    "kept",
    "papers",
    "offices",
    "report_lists",
    "bulk_acts",
)


def main():
    """Run the chosen parts on the chosen databases."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all, unless named")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument(
        "--sizes", default="300,3000", help="of search and pages (default: %(default)s)"
    )
    parser.add_argument(
        "--browse-sizes", default="1000,20000", help="of the others (default: %(default)s)"
    )
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    databases = ["sqlite", "postgresql"] if options.database == "both" else [options.database]
    needs = {"PostgreSQL"} if "postgresql" in databases else set()
    needs |= {"sqlite3"} if "exports" in (options.parts or PARTS) else set()
    needs |= {"nginx"} if "kept" in (options.parts or PARTS) else set()
    try:
        if lacking := check.provide(needs):
            sys.exit(f"没有{'、'.join(lacking)}。")
    except system.NotAllowedError as command:
        sys.exit(f"请先运行：{command}")
    for database in databases:
        for part in options.parts or PARTS:
            sizes = options.sizes if part in {"search", "pages", "kept"} else options.browse_sizes
            command = [sys.executable, "-m", f"benchmarks.{part}", sizes, options.seed]
            print(f"\n== {part}, {database} ==", flush=True)
            _run(command, database)


def _run(command: list[str], database: str):
    """Run a part with a database of its own."""
    with tempfile.TemporaryDirectory(prefix="unityreports-bench-") as folder:
        env = os.environ | {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "unityreports.settings"}
        env |= {"PAGE_FILES": f"{folder}/pages"}
        env.pop("DATABASE_URL", None)
        if database == "sqlite":
            subprocess.run(command, env=env, check=True)
        else:
            with postgres.throw_away() as url:
                subprocess.run(command, env=env | {"DATABASE_URL": url}, check=True)


if __name__ == "__main__":
    main()
