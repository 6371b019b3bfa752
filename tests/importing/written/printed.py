"""PDF files as LibreOffice prints them, and as typesetters, scanners and accidents make them."""

import io
import json
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import PIL.Image

from tests.extraction.make_pdf import (
    DRAW_PICTURE,
    HEIGHT,
    LEADING,
    LEFT,
    TOP,
    flow,
    pdf,
    picture,
    rule,
    text,
)

from .contents import Block, Contents
from .word import written

_HALF, _SECOND = 280, 315  # where the first column ends and the second begins
_COLUMN = 8  # paragraphs of a page in two columns


def by_libreoffice(contents: Contents, **options: str) -> bytes:
    """Return what LibreOffice prints; options are those of its filter."""
    kinds = {"true": "boolean"}
    given = {
        name: {"type": kinds.get(value, "string"), "value": value}
        for name, value in options.items()
    }
    told = json.dumps(given)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "given.docx").write_bytes(written("word")(contents)[1])
        command = ["soffice", "--headless", f"-env:UserInstallation={folder.as_uri()}/profile"]
        command += ["--convert-to", f"pdf:writer_pdf_Export:{told}"]
        command += ["--outdir", place, str(folder / "given.docx")]
        subprocess.run(command, check=True, capture_output=True)
        return (folder / "given.pdf").read_bytes()


def in_columns(contents: Contents) -> bytes:
    """Return a newsletter: the title across, the text below it in two columns, no table."""
    words = list(contents.words())
    pages = []
    for begin in range(0, len(words), _COLUMN):
        part = words[begin : begin + _COLUMN]
        content = text(180, 40, contents.title, size=18) if not begin else ""
        content += flow(*part[: _COLUMN // 2], left=50, right=_HALF, top=TOP)
        content += flow(*part[_COLUMN // 2 :], left=_SECOND, right=545, top=TOP)
        pages.append(content)
    return pdf(*pages)


def in_lines(contents: Contents) -> bytes:
    """Return a report printed in one column, its tables ruled, numbers and heads on each page."""
    pages: list[str] = []
    top, content = TOP + 2 * LEADING, text(180, TOP - 20, contents.title, size=18)

    def height(block: Block) -> int:
        return LEADING * (len(block.rows) + 2 if block.rows else len(block.text) // 36 + 2)

    for block in contents.blocks:
        if top + height(block) > HEIGHT - 90:
            pages.append(content)
            top, content = TOP, ""
        if block.kind == "table":
            content += _ruled(block.rows, top)
        elif block.kind == "list":
            content += flow(*(row[0] for row in block.rows), top=top, indent=0)
        else:
            content += flow(block.text, top=top, indent=0 if block.kind == "heading" else 2)
        top += height(block)
    pages.append(content)
    return pdf(*(
        page + text(60, 30, "库伦旗民委工作简报") + text(290, HEIGHT - 50, f"— {number} —")
        for number, page in enumerate(pages, 1)
    ))  # fmt: skip


def _ruled(rows: list[list[str]], top: float) -> str:
    width = 440 / len(rows[-1])
    drawn = ""
    for at, row in enumerate(rows):
        here = top + at * LEADING
        step = width * len(rows[-1]) / len(row)
        for column, cell in enumerate(row):
            drawn += text(LEFT + 4 + column * step, here + 4, cell)
            drawn += rule(LEFT + column * step, here, LEFT + column * step, here + LEADING)
        drawn += rule(LEFT + 440, here, LEFT + 440, here + LEADING)
        drawn += rule(LEFT, here, LEFT + 440, here)
    end = top + len(rows) * LEADING
    return drawn + rule(LEFT, end, LEFT + 440, end)


def scanned(contents: Contents) -> bytes:
    """Return the pages of a report as pictures."""
    return pdf(*[DRAW_PICTURE] * len(contents.blocks), objects=[picture()])


def partly_scanned(contents: Contents) -> bytes:
    """Return a report with one page that is a picture behind its text."""
    return pdf(flow(*list(contents.words())[:6]), DRAW_PICTURE, objects=[picture()])


def photographed(contents: Contents) -> bytes:
    """Return photographs of a report as a program for pictures saves them."""
    buffer = io.BytesIO()
    sheets = [PIL.Image.new("RGB", (600, 800), "white") for _ in contents.blocks]
    sheets[0].save(buffer, "PDF", save_all=True, append_images=sheets[1:])
    return buffer.getvalue()


def of_pages(count: int) -> Callable[[Contents], bytes]:
    """Return what prints a book of so many pages."""
    return lambda contents: pdf(*(
        flow(f"第{number}页。{contents.blocks[0].text}", contents.blocks[1].text)
        for number in range(1, count + 1)
    ))  # fmt: skip


def cut_off(share: float) -> Callable[[Contents], bytes]:
    """Return what loses the end of a file, as a download that broke off does."""

    def write(contents: Contents) -> bytes:
        data = in_lines(contents)
        return data[: int(len(data) * share)]

    return write


def spoiled(contents: Contents) -> bytes:
    """Return a file in which every two hundredth byte is another one."""
    data = bytearray(in_lines(contents))
    for at in range(400, len(data), 200):
        data[at] ^= 0x55
    return bytes(data)


def without_table(contents: Contents) -> bytes:
    """Return a file of which nobody says where its table of objects is."""
    return in_lines(contents).replace(b"startxref", b"nothing..")


def without_end(contents: Contents) -> bytes:
    """Return a file that lacks its last bytes."""
    return in_lines(contents)[:-5]
