"""What the checks need from the system's packages, and how it gets there."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def postgresql() -> Path | None:
    """Return the folder of the newest PostgreSQL server programs, or ``None``."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4])
    )
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).resolve().parent if on_path else None


def chromium() -> str | None:
    """Return the path of a Chromium that browser tests can drive, or ``None``.

    ``CHROMIUM`` names one; otherwise it is the system's, or the one Playwright installed.
    """
    if os.environ.get("CHROMIUM"):
        return os.environ["CHROMIUM"]
    for name in CHROMIUM_NAMES:
        path = shutil.which(name)
        if path and not Path(path).resolve().is_relative_to("/snap"):
            return path
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    return next(map(str, cache.glob("chromium-*/chrome-linux*/chrome")), None)


def chinese_font() -> bool:
    """Return whether a font with Chinese characters is installed."""
    try:
        listing = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return bool(listing.stdout.strip())


def atomic_library() -> bool:
    """Return whether the one library is there that Playwright's own node takes for granted."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


def program(name: str) -> Callable[[], str | None]:
    """Return the question whether a program is there."""
    return lambda: shutil.which(name)


def nginx() -> str | None:
    """Return the path of nginx, which Debian keeps where only administrators look, or ``None``."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


class Need(NamedTuple):
    """Something of the system that a check needs."""

    name: str
    present: Callable[[], object]
    packages: list[str]  # Debian's, that bring it
    programs: set[str] = set()  # that are run by name


NEEDS = (
    Need("PostgreSQL", postgresql, ["postgresql"], {"initdb", "postgres", "pg_isready"}),
    Need("Chromium", chromium, ["chromium"]),
    Need("中文字体", chinese_font, ["fonts-noto-cjk", "fontconfig"], {"fc-list"}),
    Need("LibreOffice", program("soffice"), ["libreoffice-writer-nogui"], {"soffice"}),
    Need("libatomic", atomic_library, ["libatomic1"]),
    Need("curl", program("curl"), ["curl"], {"curl"}),  # knows whether a download is whole
    Need("nginx", nginx, ["nginx"], {"nginx"}),
    Need("sqlite3", program("sqlite3"), ["sqlite3"], {"sqlite3"}),  # what exports are measured by
)
# Of packages that no Debian is without.
ALWAYS_THERE = {"apt-get", "setpriv", "uname"}


def is_provided(program: str) -> bool:
    """Return whether a machine that has all this list brings has a program, named or by path.

    What Python's packages carry (Playwright's node) and Python itself are there with them.
    """
    path = Path(program)
    if path.is_absolute() and any(map(path.is_relative_to, (sys.prefix, sys.base_prefix))):
        return True
    return path.name in ALWAYS_THERE.union(*(need.programs for need in NEEDS))


def missing() -> dict[str, list[str]]:
    """Return what is not there: its name and the packages that bring it."""
    return {need.name: need.packages for need in NEEDS if not need.present()}


def install(packages: list[str]):
    """Install Debian's packages, as far as this process may.

    Where an administrator could, raise ``NotAllowedError`` with the one command that does; where
    there is no apt, nothing is done.
    """
    if not shutil.which("apt-get"):
        return
    arguments = ["install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        raise NotAllowedError(f"sudo apt-get update && sudo apt-get {' '.join(arguments)}")
    print("  安装系统包：", *packages, "……", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], arguments):
        done = subprocess.run(
            ["apt-get", "-qq", *command], env=quiet, stdout=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            return


class NotAllowedError(Exception):
    """Only an administrator can install what is missing; says the command for it."""
