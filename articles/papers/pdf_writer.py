"""In the child: a paper's shape to PDF, by typst; tagged, with bookmarks.

Reads the shape from the standard input and writes the file to the standard output. Pictures stand
in the folder it runs in. Run as a file of its own, so that it needs nothing of the site.
"""

import ctypes
import datetime
import sys
from pathlib import Path

import typst

_TEMPLATE = Path(__file__).with_name("paper.typ")
_A_MOMENT = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # the same paper is the same file


_M_ARENA_MAX = -8  # of mallopt: how many stores of memory the threads of typst keep apart


def main() -> None:
    """Write the file. The one argument is a folder with more fonts, or empty."""
    ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)  # a tenth less memory for a book
    more = [folder for folder in sys.argv[1:] if folder]
    sys.stdout.buffer.write(
        typst.compile(
            _TEMPLATE.read_bytes(),
            root=str(Path.cwd()),
            font_paths=more,
            sys_inputs={"paper": sys.stdin.read()},
            timestamp=_A_MOMENT,
        )
    )


if __name__ == "__main__":
    main()
