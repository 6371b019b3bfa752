"""Checks of a running site that need Node and Java, and of packages, which need the network.

Known vulnerabilities of the pinned packages are looked up where their database can be reached;
Lighthouse and the Nu HTML checker look at pages. ``python -m tools.quality [ADDRESS]`` checks the
site at an address; without one it starts the site itself, with the two reports, in a temporary
folder. Prints a table; the exit code is 1 if anything is below the marks or could not be measured,
but what follows is checked all the same.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import system

LIGHTHOUSE, NU, AUDIT = "lighthouse@12.8.2", "vnu-jar@26.9.27", "pip-audit==2.10.1"
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
OTHERS = {
    "另一篇报告": "/articles/2/",
    "地区目录": "/regions/",
    "没有报告的地区": "/regions/152202/",
    "举措": "/measures/",
    "举措对比": "/measures/?place=152201&place=150524",
    "筛选后的荣誉": "/honors/?status=target",
    "没有搜索结果": "/search/?q=zzz",
    "标签": "/tags/%E4%BA%94%E4%B8%AA%E6%8A%93%E6%89%8B/",
    "栏目": "/channels/gongzuo-dongtai/",
    "网站地图": "/sitemap/",
    "网站声明": "/about/statement/",
    "联系我们": "/about/contact/",
    "收藏": "/about/bookmark/",
    "开放数据": "/data/",
    "开放接口": "/api/",
    "离开提示": "/leave/?to=https://example.org/",
    "页面不存在": "/nowhere/",
    "无法下载": "/data/honors.csv?level=nowhere",
}
MARKS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
TRIES = 4
LONGEST = 180  # seconds that Lighthouse may take for a page


def main() -> int:
    """Check every page; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="unityreports-audit-") as folder:
        is_sound = audit(Path(folder) / "audit.json")
    needed = {"node": "Node 18 或更新", "npx": "Node 18 或更新", "java": "Java"}
    lacking = {name for command, name in needed.items() if not shutil.which(command)}
    if lacking or not system.chromium():
        print("需要先安装：", "、".join(lacking or {"Chromium"}))
        return 1
    with tempfile.TemporaryDirectory(prefix="unityreports-quality-") as folder:
        if len(sys.argv) > 1:
            return check(sys.argv[1].rstrip("/"), Path(folder)) or int(not is_sound)
        with running_site(Path(folder)) as address:
            return check(address, Path(folder)) or int(not is_sound)


def audit(answer: Path) -> bool:
    """Print the known vulnerabilities of the pinned packages; return whether there are none.

    A machine that reaches no database is told so, and not failed for it.
    """
    uvx = Path(sys.executable).with_name("uvx")
    locks = [option for name in ("", "-dev") for option in ("-r", f"requirements{name}.txt")]
    command = [uvx, AUDIT, *locks, "--disable-pip", "--require-hashes", "-s", "osv", "-f", "json"]
    command += ["--progress-spinner", "off", "-o", answer]
    outcome = subprocess.run(command, check=False, capture_output=True, text=True)
    if not answer.exists():
        reason = (outcome.stderr.strip().splitlines() or ["没有结果"])[-1][:200]
        print(f"已知漏洞（OSV）：没有查成，请在能上网的机器上再查（{reason}）", flush=True)
        return True
    packages = json.loads(answer.read_text())["dependencies"]
    known = vulnerabilities(packages)
    print(
        *known,
        f"已知漏洞（OSV，{len(packages)} 个软件包）：{len(known) or '没有'}",
        sep="\n",
        flush=True,
    )
    return not known


def vulnerabilities(packages: list[dict]) -> list[str]:
    """Return what pip-audit knows of packages, in sentences that say what to do."""
    return [
        f"已知漏洞：{package['name']} {package['version']}，{found['id']}"
        f"（https://osv.dev/{found['id']}）。{_remedy(package['name'], found['fix_versions'])}"
        for package in packages
        for found in package.get("vulns", ())
    ]


def _remedy(name: str, fixed: list[str]) -> str:
    if not fixed:
        return "还没有修复的版本：请看说明，判断本站是否用到，必要时换用别的软件包。"
    return (
        f"修复版本：{'、'.join(fixed)}。请在 requirements.in 写 {name}>={fixed[0]}，"
        "再运行 make requirements 和 make test。"
    )


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
    found = [lighthouse(name, address + path, folder) for name, path in PAGES.items()]
    return 0 if nu(address, folder) and all(found) else 1


def lighthouse(name: str, address: str, folder: Path) -> bool:
    """Print Lighthouse's scores of a page; return whether they reach the marks.

    Chromium now and then gives Lighthouse nothing to measure (NO_NAVSTART), and a busy machine
    lowers the performance, never raises it: the page is then measured again, and the best counts.
    """
    marks = MARKS | ({"seo": 0} if name in NOT_INDEXED else {})
    best: dict[str, int] = {}
    troubles = []
    for _ in range(TRIES):
        scores, trouble = measure(address, folder / "lighthouse.json")
        troubles += [trouble] if trouble else []
        best = max(best, scores, key=lambda each: sum(each.values()))
        if scores and all(scores[kind] >= mark for kind, mark in marks.items()):
            break
    good = bool(best) and all(best[kind] >= mark for kind, mark in marks.items())
    said = "  ".join(f"{kind} {score}" for kind, score in best.items()) or "没有测成"
    notes = f"（{'；'.join(troubles)}）" if troubles else ""
    print(f"{name:　<5}", said + ("" if good else "  未达标") + notes, flush=True)
    return good


def measure(address: str, report: Path) -> tuple[dict[str, int], str]:
    """Return a page's scores (0-100, emulated phone) by kind, or none and what went wrong."""
    flags = "--headless=new --no-sandbox" if os.geteuid() == 0 else "--headless=new"
    command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json"]
    command += [f"--output-path={report}", f"--chrome-flags={flags}"]
    environment = os.environ | {"CHROME_PATH": system.chromium()}
    report.unlink(missing_ok=True)
    try:
        outcome = subprocess.run(
            command, check=False, env=environment, capture_output=True, text=True, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return {}, f"超过 {LONGEST} 秒"
    if not report.exists():
        return {}, ([*outcome.stderr.split("\n"), ""])[0][:200] or "没有结果"
    found = json.loads(report.read_text())
    if error := found.get("runtimeError"):
        return {}, error["code"]
    scores = {kind: found["categories"][kind]["score"] for kind in MARKS}
    lacking = [kind for kind, score in scores.items() if score is None]
    if lacking:
        return {}, f"没有测成 {'、'.join(lacking)}"
    return {kind: round(score * 100) for kind, score in scores.items()}, ""


def nu(address: str, folder: Path) -> bool:
    """Return whether the Nu HTML checker finds nothing on any page; print what it finds."""
    pages = folder / "pages"
    pages.mkdir()
    for name, source in sources(address):
        (pages / f"{name}.html").write_bytes(source)
    outcome = subprocess.run(
        ["npx", "--yes", NU, "--Werror", "--skip-non-html", str(pages)], check=False
    )
    verdict = "没有错误和警告" if outcome.returncode == 0 else "有错误或警告（见上）"
    print(f"HTML（Nu，{len(PAGES) + len(OTHERS)} 页）：{verdict}")
    return outcome.returncode == 0


def sources(address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the HTML of one page of each class; of errors, their own page."""
    for name, path in (PAGES | OTHERS).items():
        try:
            with urllib.request.urlopen(address + path) as response:  # noqa: S310 (our own address)
                yield name, response.read()
        except urllib.error.HTTPError as error:
            yield name, error.read()


if __name__ == "__main__":
    sys.exit(main())
