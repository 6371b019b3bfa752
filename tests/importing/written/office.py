"""Files that LibreOffice writes of a Word file."""

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from .contents import Contents
from .word import written


def converted(ending: str) -> Callable[[Contents], tuple[str, bytes]]:
    """Return what has LibreOffice write a report into a file with this ending."""

    def write(contents: Contents) -> tuple[str, bytes]:
        _name, data = written("word")(contents)
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            (folder / "given.docx").write_bytes(data)
            profile = f"-env:UserInstallation={folder.as_uri()}/profile"
            command = ["soffice", "--headless", profile, "--convert-to", ending]
            command += ["--outdir", str(folder / "made"), str(folder / "given.docx")]
            subprocess.run(command, check=True, capture_output=True)
            return f"总结{contents.seed}.{ending}", (folder / f"made/given.{ending}").read_bytes()

    return write
