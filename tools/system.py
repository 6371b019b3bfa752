"""What the checks need from the system's packages, and how it gets there."""

import ctypes
import os
import shutil
import subprocess
from pathlib import Path

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


# What is looked for, what it is called, and Debian's packages that bring it.
NEEDS = (
    (postgresql, "PostgreSQL", ["postgresql"]),
    (chromium, "Chromium", ["chromium"]),
    (chinese_font, "中文字体", ["fonts-noto-cjk", "fontconfig"]),
    (atomic_library, "libatomic", ["libatomic1"]),
)


def missing() -> dict[str, list[str]]:
    """Return what is not there: its name and the packages that bring it."""
    return {name: packages for present, name, packages in NEEDS if not present()}


def install(packages: list[str]) -> bool:
    """Install packages when this process may; otherwise print the one command that does."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print("  请运行：sudo apt-get update && sudo apt-get install -y", *packages)
        return False
    print("  安装系统包：", *packages, "……", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-qq", *command], env=quiet, stdout=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            return False
    return True
