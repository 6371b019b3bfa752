"""A program that opens a file has an end: of time, memory, output and reach."""

import sys

import pytest

from articles.extraction import PageRefused
from articles.extraction.converters.child import Limits, run

LIMITS = Limits(memory=300_000_000, seconds=2, output=1_000_000)


def python(code: str, data: bytes = b"", limits: Limits = LIMITS) -> bytes:
    return run([sys.executable, "-I", "-c", f"import os, socket, sys\n{code}"], data, limits)


def refusal(code: str) -> str:
    with pytest.raises(PageRefused) as caught:
        python(code)
    return caught.value.code


def test_what_a_program_writes_comes_back():
    assert python("print(sys.stdin.read()[::-1], end='')", b"abc") == b"cba"


def test_a_program_without_end_is_ended_whether_it_works_or_sleeps():
    assert refusal("while True: pass") == "too_slow"
    assert refusal("import time; time.sleep(60)") == "too_slow"


def test_a_program_gets_no_more_memory_nor_disk_than_it_may():
    assert refusal("bytes(400_000_000)") == "unreadable"
    assert refusal("print('x' * 2_000_000)") == "unreadable"


def test_what_a_program_starts_ends_with_it(tmp_path):
    mark = tmp_path / "mark"
    python(f"if not os.fork():\n import time; time.sleep(1); open({str(mark)!r}, 'w')")
    python("import time; time.sleep(1.5)")
    assert not mark.exists()


def test_a_program_knows_no_secret_of_the_site(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    assert b"SECRET_KEY" not in python("print(list(os.environ))")
