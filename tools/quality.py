"""Checks that need Node and Java: Lighthouse and the Nu HTML checker, on a running site.

``python -m tools.quality [ADDRESS]`` checks the site at an address; without one it starts the site
itself, with the two reports, in a temporary folder. Prints a table and fails below the marks.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from tools import system

LIGHTHOUSE, NU = "lighthouse@12.8.2", "vnu-jar@26.9.27"
PORT = 8159
PAGES = {
    "首页": "/",
    "报告列表": "/articles/",
    "报告": "/articles/1/",
    "地区": "/regions/1522/",
    "荣誉": "/honors/",
    "搜索": "/search/",
    "搜索结果": "/search/?q=%E6%B0%91%E6%97%8F",
}
# Search results are not for search engines, so Lighthouse's mark for them cannot be full.
NOT_INDEXED = {"搜索结果"}
OTHERS = ["/regions/", "/regions/152202/", "/measures/", "/sitemap/", "/about/bookmark/"]
OTHERS += ["/measures/?place=152201&place=150524", "/leave/?to=https://example.org/"]
MARKS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}


def main() -> int:
    """Check every page; return the exit code."""
    needed = {"node": "Node 18 或更新", "npx": "Node 18 或更新", "java": "Java"}
    lacking = {name for command, name in needed.items() if not shutil.which(command)}
    if lacking or not system.chromium():
        print("需要先安装：", "、".join(lacking or {"Chromium"}))
        return 1
    with tempfile.TemporaryDirectory(prefix="unityreports-quality-") as folder:
        if len(sys.argv) > 1:
            return check(sys.argv[1].rstrip("/"), Path(folder))
        with running_site(Path(folder)) as address:
            return check(address, Path(folder))


@contextmanager
def running_site(folder: Path):
    """Serve a fresh installation with the two reports; give its address."""
    address = f"http://127.0.0.1:{PORT}"
    env = os.environ | {"VAR_DIR": str(folder / "var"), "PORT": str(PORT), "SITE_URL": address}
    site = subprocess.Popen(
        [sys.executable, "manage.py", "serve"], env=env, stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(address)
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        site.terminate()
        site.wait()


def check(address: str, folder: Path) -> int:
    """Check the site at an address; return the exit code."""
    good = True
    for name, path in PAGES.items():
        scores = lighthouse(address + path, folder / "lighthouse.json")
        marks = MARKS | ({"seo": 0} if name in NOT_INDEXED else {})
        good &= all(scores[kind] >= mark for kind, mark in marks.items())
        print(f"{name:　<5}", "  ".join(f"{kind} {score}" for kind, score in scores.items()))
    return 0 if nu(address, folder) and good else 1


def lighthouse(address: str, report: Path) -> dict[str, int]:
    """Return Lighthouse's scores (0-100, emulated phone) of a page by kind."""
    flags = "--headless=new --no-sandbox" if os.geteuid() == 0 else "--headless=new"
    command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json"]
    command += [f"--output-path={report}", f"--chrome-flags={flags}"]
    subprocess.run(command, check=True, env=os.environ | {"CHROME_PATH": system.chromium()})
    categories = json.loads(report.read_text())["categories"]
    return {kind: round(categories[kind]["score"] * 100) for kind in MARKS}


def nu(address: str, folder: Path) -> bool:
    """Return whether the Nu HTML checker finds no error on any page; print what it finds."""
    pages = folder / "pages"
    pages.mkdir()
    for number, path in enumerate([*PAGES.values(), *OTHERS]):
        with urllib.request.urlopen(address + path) as response:  # noqa: S310 (our own address)
            (pages / f"{number}.html").write_bytes(response.read())
    outcome = subprocess.run(
        ["npx", "--yes", NU, "--errors-only", "--skip-non-html", str(pages)], check=False
    )
    verdict = "没有错误" if outcome.returncode == 0 else "有错误（见上）"
    print(f"HTML（Nu，{len(PAGES) + len(OTHERS)} 页）：{verdict}")
    return outcome.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
