"""Runs another program on some bytes: bounded in time, memory and output, few at a time."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from articles.extraction.errors import PageRefused
from articles.extraction.wording import Wording as _

_LIMITED = str(Path(__file__).with_name("limited.py"))
_LONGEST_WAIT = 60  # seconds, for another conversion to end
# Programs take hundreds of megabytes: as many at once as threads ask would be too many.
_turn = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program may take: bytes of memory, seconds, bytes of any file it writes."""

    memory: int
    seconds: int
    output: int


def run(
    program: Sequence[str],
    data: bytes,
    limits: Limits,
    folder: Path | None = None,
    patience: float = _LONGEST_WAIT,
) -> bytes:
    """Return what a program wrote when it was given some bytes; it runs in `folder`, if given.

    The program is told by its whole path. Raises `PageRefused`: "busy" if others are before it for
    more than `patience` seconds, "too_slow" if it did not end in time, "unreadable" if it failed or
    took too much.
    """
    if not _turn.acquire(timeout=patience):
        raise PageRefused("busy", _("正在转换的文件较多，请稍后再试。"))
    try:
        return _run(program, data, limits, folder)
    finally:
        _turn.release()


def _run(program: Sequence[str], data: bytes, limits: Limits, folder: Path | None) -> bytes:
    numbers = map(str, (limits.memory, limits.seconds, limits.output))
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as written:
        given.write(data)
        given.seek(0)
        # Python's own variables and the site's secrets are none of the child's business.
        process = subprocess.Popen(  # noqa: S603 - the programs are named by this package
            [sys.executable, "-I", "-S", _LIMITED, *numbers, *program],
            stdin=given,
            stdout=written,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={
                "PATH": os.defpath,
                "LANG": "C.UTF-8",
                "HOME": str(folder or Path("/nonexistent")),
            },
            start_new_session=True,
        )
        try:
            status = process.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            status = -signal.SIGXCPU
        finally:
            _end(process)
        if status == -signal.SIGXCPU:
            raise PageRefused("too_slow", _("文件过于复杂，没能在限定时间内读完，未导入。"))
        if status:
            raise PageRefused("unreadable", _("文件已损坏，或内容过于复杂，无法读取。"))
        written.seek(0)
        return written.read()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and whatever it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
