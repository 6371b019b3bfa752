"""In the child: a paper's shape to PDF, by typst; tagged, with bookmarks.

Reads the shape from the standard input and writes the file to the standard output. Pictures stand
in the folder it runs in. Run as a file of its own, so that it needs nothing of the site.
"""

import datetime
import json
import sys
from pathlib import Path

import typst

_TEMPLATE = Path(__file__).with_name("paper.typ")
_A_MOMENT = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # the same paper is the same file


def main() -> None:
    """Write the file."""
    given = json.load(sys.stdin)
    more = [given["fonts"]] if given["fonts"] else []
    paper = json.dumps(given["paper"], ensure_ascii=False)
    sys.stdout.buffer.write(
        typst.compile(
            _TEMPLATE.read_bytes(),
            root=str(Path.cwd()),
            font_paths=more,
            sys_inputs={"paper": paper},
            timestamp=_A_MOMENT,
        )
    )


if __name__ == "__main__":
    main()
