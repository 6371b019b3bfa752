"""Answers a request with a list as a file."""

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.exports import csv, jsonl, rows, xlsx
from articles.exports.columns import Column
from articles.exports.datasets import Dataset
from unityreports.site.models import SiteIdentity

FORMATS = {
    "csv": _("CSV（Excel、WPS 可直接打开）"),
    "xlsx": _("XLSX（Excel 工作簿，含说明页）"),
    "jsonl": _("JSON Lines（供程序读取）"),
}
_NOT_IN_FILENAMES = re.compile(r'[\\/:*?"<>|\s]+')  # what Windows refuses, and blanks
_STREAMS = {"csv": csv, "jsonl": jsonl}


@dataclass(frozen=True, kw_only=True)
class Export:
    """A list that is about to become a file. ``described`` words the filters it came by."""

    dataset: Dataset
    queryset: QuerySet[Any]
    columns: Sequence[Column]
    described: Sequence[tuple[str, str]] = ()

    def filename(self, extension: str) -> str:
        """Return a name that says what the file holds and when it was made."""
        filters = "-".join(wording for label, wording in self.described)
        parts = (self.dataset.label, filters, f"{timezone.localtime():%Y%m%d-%H%M}")
        stem = "-".join(filter(None, parts))
        return f"{_NOT_IN_FILENAMES.sub('_', stem)[:80]}.{extension}"

    def heading(self) -> str:
        """Return the line above a printed list: what it lists, and by which filters."""
        filters = "，".join(f"{label}：{wording}" for label, wording in self.described)
        return f"{self.dataset.label}（{filters}）" if filters else self.dataset.label

    def facts(self) -> list[tuple[str, str]]:
        """Return the lines that say what the file is: list, filters, order, time and source."""
        site = SiteIdentity.load()
        filters = [(f"筛选：{label}", wording) for label, wording in self.described]
        return [
            ("内容", f"{self.dataset.label}：{self.dataset.description}"),
            *(filters or [("筛选", "无（全部）")]),
            ("导出时间", f"{timezone.localtime():%Y-%m-%d %H:%M:%S}（北京时间）"),
            ("来源", f"{site.name} {settings.SITE_URL}/"),
        ]

    def write(self, path: Path, kind: str, progress: Callable[[int], Any] | None = None) -> None:
        """Write the file in one of ``FORMATS``; ``progress`` is told of each batch of rows."""
        chunks = self._chunks(progress)
        if kind == "xlsx":
            xlsx.write(
                path,
                chunks,
                self.columns,
                title=self.dataset.label,
                facts=self.facts(),
                heading=self.heading(),
            )
            return
        with path.open("wb") as file:
            file.writelines(_STREAMS[kind].stream(chunks, self.columns))

    def _chunks(
        self, progress: Callable[[int], Any] | None = None
    ) -> Iterator[Sequence[Sequence[Any]]]:
        for chunk in rows.chunks(self.queryset, self.columns):
            yield chunk
            if progress:
                progress(len(chunk[0]))

    def response(self, kind: str) -> HttpResponseBase:
        """Return the file in one of ``FORMATS``.

        CSV and JSON Lines are sent while they are read. A failure midway breaks the connection
        off, so that a cut file never looks whole. A workbook is a zip, which is only complete at
        its end: it is built in a temporary file first.
        """
        if kind == "xlsx":
            return self._workbook()
        writer = _STREAMS[kind]
        response = StreamingHttpResponse(
            writer.stream(self._chunks(), self.columns), content_type=writer.MEDIA_TYPE
        )
        self._name(response, writer.EXTENSION)
        return response

    def _workbook(self) -> FileResponse:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "export.xlsx")
            self.write(path, "xlsx")
            # Open files outlive their name: nothing is left behind when the reader goes away.
            response = FileResponse(path.open("rb"), content_type=xlsx.MEDIA_TYPE)
        self._name(response, xlsx.EXTENSION)
        return response

    def _name(self, response: HttpResponseBase, extension: str) -> None:
        """Name the file in Chinese (RFC 6266, RFC 8187), with a plain name for old programs."""
        chinese = quote(self.filename(extension), safe="")
        response.headers["Content-Disposition"] = (
            f"attachment; filename=\"{self.dataset.name}.{extension}\"; filename*=UTF-8''{chinese}"
        )
        response.headers["Cache-Control"] = "no-store"
