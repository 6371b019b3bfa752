"""Has papers written out, in a process of its own with limits of time and memory.

A process that types a book takes hundreds of megabytes, and two of them at most run at once: they
are those of :mod:`articles.extraction.converters`.
"""

import json
import sys
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext

from articles.extraction.converters import child
from articles.extraction.errors import PageRefused
from unityreports.site import fonts


class Kind(NamedTuple):
    """A kind of file that papers are written as."""

    label: str
    media_type: str
    program: str


KINDS = {
    "docx": Kind(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "word_writer.py",
    ),
    "pdf": Kind("PDF", "application/pdf", "pdf_writer.py"),
}
LIMITS = child.Limits(memory=1_500_000_000, seconds=30, output=50_000_000)
PATIENCE = 5  # seconds; whoever waits for a page holds a thread of the server


class NotPrintedError(Exception):
    """The paper could not be made now; says why, and what helps."""


def print_out(
    kind: str,
    paper: dict,
    folder: Path,
    limits: child.Limits = LIMITS,
    patience: float = PATIENCE,
) -> bytes:
    """Return a paper as a file of one of :data:`KINDS`; its pictures are in ``folder``.

    Raises ``NotPrintedError`` where the machine lacks a font for a PDF, where others are
    before it for too long, or where it takes more than the limits allow.
    """
    told = json.dumps(paper, ensure_ascii=False)
    if kind == "pdf" and (command_for_fonts := fonts.missing(told)):
        raise NotPrintedError(
            gettext(
                "服务器上没有所需的字体，暂时做不了 PDF，可以改为下载 Word。"
                "请管理员在服务器上运行 %(command)s，装好即可，不必重启。"
            )
            % {"command": command_for_fonts}
        )
    own = fonts.own_folder()
    program = str(Path(__file__).with_name(KINDS[kind].program))
    command = [sys.executable, "-I", program, str(own) if own.is_dir() else ""]
    try:
        return child.run(command, told.encode(), limits, folder, patience)
    except PageRefused as refused:
        raise NotPrintedError(_why(refused.code)) from refused


def _why(code: str) -> str:
    if code == "busy":
        return gettext("正在制作的文件较多，请稍后再试。")
    if code == "too_slow":
        return gettext("内容过多，没能在限定时间内做完。请少选一些报告，或改为下载 Word。")
    return gettext("没能做出这个文件：内容过多，或服务器内存不足。请少选一些报告再试。")
