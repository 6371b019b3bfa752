"""Import raw pages and Word files as drafts."""

import gc
import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tqdm import tqdm

from articles.extraction import PageRefused
from articles.extraction.pictures.sources import by_path
from articles.extraction.readers import check_size, read_page
from articles.importing.archives import HIDDEN, PASSED_OVER, SUFFIXES, unpacked
from articles.importing.drafts import Vocabulary
from articles.importing.duplicates import KnownReports
from articles.importing.folders import files_in, spelled
from articles.importing.upload import Outcome, Reader, Result, import_pages
from unityreports.site.commands import SiteCommand
from unityreports.site.os_errors import reason

logger = logging.getLogger(__name__)
BATCH = 50  # pages read before they are stored together
LABELS = {
    Outcome.IMPORTED: "已导入",
    Outcome.ALREADY_THERE: "已存在",
    Outcome.NEEDS_ATTENTION: "已导入，需核对",
    Outcome.FAILED: "失败",
    Outcome.SKIPPED: "跳过",
}


class Command(SiteCommand):
    """``manage.py import_reports PATH… [--dry-run] [--json]``. Exit status 1 if any failed."""

    leaves_entry = True
    help = (
        "从网页、Word、PDF 等文件和装有它们的 ZIP 导入报告，存为草稿。已导入过的页面不会重复导入。"
    )

    def add_arguments(self, parser):
        """Take files and folders."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件或文件夹")
        parser.add_argument("--dry-run", action="store_true", help="只识别，不写入数据库")
        parser.add_argument("--json", action="store_true", help="向标准输出逐行写出识别结果")

    def handle(self, *, paths, dry_run, json, **options):
        """Import each file by itself: one bad file never stops the others."""
        self.reader, self.known, self.vocabulary = Reader(), KnownReports(), Vocabulary()
        gc.freeze()  # twenty thousand places stay: let each collection pass them by
        counts, notes = Counter(), []
        files, passed_over = find(paths)
        bar = tqdm(total=len(files), desc="导入", unit="份", file=self.stderr, disable=None)
        pages = self.read_all(files, bar)
        while batch := list(islice(pages, BATCH)):
            for path, result, report in self.store(batch, dry_run):
                counts[result.outcome] += 1
                notes += [(result.outcome, path, reason) for reason in result.reasons]
                if json:
                    self.write_json(path, result, report)
        bar.close()
        for path, why in passed_over:
            counts[Outcome.SKIPPED] += 1
            notes.append((Outcome.SKIPPED, path, why))
            if json:
                self.write_json(path, Result(Outcome.SKIPPED, [why]), None)
        for outcome, path, why in notes:
            self.stderr.write(f"{LABELS[outcome]} {path}：{why}")
        summary = "，".join(f"{label} {counts[outcome]}" for outcome, label in LABELS.items())
        self.stderr.write(f"{'试运行，未写入。' if dry_run else ''}{summary}")
        if counts[Outcome.FAILED]:
            sys.exit(1)

    def store(self, read, dry_run):
        """Return (name, result, report or ``None``) of each page that was read, in order."""
        reports = [report for _, report, _ in read if report]
        results = iter(
            import_pages(reports, known=self.known, vocabulary=self.vocabulary, dry_run=dry_run)
        )
        return [
            (name, next(results) if report else failure, report) for name, report, failure in read
        ]

    def read_all(self, paths, bar):
        """Yield (name, report, ``None``) or (name, ``None``, what failed) of each page."""
        for path in paths:
            try:
                if path.exists() and not path.is_file():
                    yield path, None, Result(Outcome.FAILED, ["不是普通文件"])
                else:
                    check_size(path.stat().st_size)  # before it is in memory
                    for page in self.opened(path):
                        read = self.read(page)
                        if read[0] is None:
                            page.refused()
                        yield page.name, *read
            except OSError as error:
                yield path, None, Result(Outcome.FAILED, [f"无法读取（{reason(error)}）"])
            except PageRefused as error:
                yield path, None, Result(Outcome.FAILED, [error.message])
            bar.update()

    def opened(self, path):
        """Yield the pages of a file; of one that is a page itself with what lies beside it."""
        for page in unpacked(str(path), path.read_bytes()):
            alone = page.name == str(path)
            yield page._replace(beside=by_path("page", files_in(path.parent))) if alone else page

    def read(self, page):
        """Return (report, ``None``) or (``None``, what failed)."""
        try:
            if isinstance(page.content, PageRefused):
                raise page.content
            read = read_page(page.content, beside=page.beside)
            return self.reader.read(read, filename=os.path.basename(spelled(page.name))), None
        except PageRefused as error:
            passed_over = error.code == PASSED_OVER
            return None, Result(Outcome.SKIPPED if passed_over else Outcome.FAILED, [error.message])
        except Exception:  # whatever a file does to the parser, the others are still read
            logger.exception("The parser failed on %s", page.name)
            return None, Result(Outcome.FAILED, ["识别时出错，已记入日志"])

    def write_json(self, path, result, report):
        """Write one object a line: docs/report-format.md, with file, outcome and reasons."""
        line = {"file": spelled(path), "outcome": result.outcome, "reasons": result.reasons}
        line |= report.to_dict() if report else {}
        self.stdout.write(json.dumps(line, ensure_ascii=False))


def find(paths: list[Path]) -> tuple[list[Path], list[tuple[Path, str]]]:
    """Return the files to read, and what is passed over with the reason.

    Folders are searched through, in a stable order; nothing comes twice. Hidden files and folders
    are neither read nor told.
    """
    found, passed_over = {}, {}
    for path in paths:
        if not path.is_dir():
            found[path] = True
            continue
        for each, why in sorted(_walk(path)):
            if why:
                passed_over.setdefault(each, why)
            else:
                found[each] = True
    return list(found), [item for item in passed_over.items() if item[0] not in found]


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file below a folder that is not hidden, and why it is not read ("": it is)."""
    unreadable: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=unreadable.append):
        folders[:] = [name for name in folders if not name.startswith(HIDDEN)]
        for path in (Path(place, name) for name in folders):
            if path.is_symlink():
                yield path, "是指向别处文件夹的链接"
        for path in (Path(place, name) for name in files if not name.startswith(HIDDEN)):
            if not path.is_file():
                yield path, "不是普通文件"
            else:
                known = path.suffix.lower() in SUFFIXES
                yield path, "" if known else "不是网页或文档"
    for error in unreadable:
        yield Path(error.filename), f"无法读取（{reason(error)}）"
