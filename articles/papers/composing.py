"""Makes of reports the one shape that all writers of papers read.

The shape is plain data (docs/papers.md): a head, and of each report its lines and blocks. Text is
made of runs; a note follows the run whose words it was read from.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.images.models import Image

from articles.models import Article
from articles.papers import typography
from articles.public.article_page import Reading, Row
from unityreports.site import renditions, richtext, text_blocks, text_tables
from unityreports.site.models import SiteIdentity
from unityreports.site.text_blocks import LISTS, Block
from unityreports.site.text_runs import Run

# What a title loses when a file is named after it.
FILE_NAME = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', "_"))
_MARK = re.compile(r"</?mark[^>]*>")
# A caption is plain text: a note in it would become a part of that.
_CAPTION = re.compile(r"<figcaption>.*?</figcaption>", re.DOTALL)
_NOTE = re.compile(r"<a[^>]*evidence-note[^>]*>.*?</a>", re.DOTALL)
_TO_A_CARD = "#card-"  # where the note behind a marked phrase leads to
_DIGITS = "零一二三四五六七八九"
_PICTURE = "width-1200|format-jpeg"  # one that the report's page has, too


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """How someone wants a paper: its form, and whether evidence stands below each page."""

    form: str = typography.DEFAULT
    notes: bool = False


class Composer:
    """Composes reports. Their pictures are put into ``folder``, where the writers find them."""

    def __init__(self, folder: Path, wishes: Wishes):
        self._folder = folder
        self._wishes = wishes
        self._pictures = 0
        self._left_out: set[str] = set()  # places, and what only says again how many there are

    def paper(self, title: str, reports: Iterable[Article], *, mark: str = "") -> dict:
        """Return the shape of a paper; ``mark`` stands at the head of each page (草稿)."""
        return {
            "title": title,
            "author": SiteIdentity.load().name,
            "mark": mark,
            "cover": [],
            "contents": gettext("目录"),
            "form": typography.described(self._wishes.form),
            "reports": [self._report(each) for each in reports],
        }

    def _report(self, article: Article) -> dict:
        reading = Reading(article, outward=str)
        self._left_out = {
            finding.anchor
            for findings in (reading.places, *(honor.counts for honor in reading.honors))
            for finding in findings
        }
        return {
            "title": self._line(reading.title),
            "subtitle": article.subtitle,
            "language": article.language,
            "byline": _byline(article),
            "blocks": [
                *self._head_picture(article),
                *self._blocks(reading.lead),
                *(block for row in reading.outline for block in self._section(row)),
                *self._blocks(reading.closing),
                *_attached(article),
            ],
            "foot": _foot(article),
        }

    def _section(self, row: Row, level: int = 2) -> Iterable[dict]:
        if row.heading:
            number = _official_number(row.number, level)
            runs = [{"text": number}] if number else []
            yield {"kind": "heading", "level": level, "runs": runs + self._line(row.heading)}
        yield from self._blocks(row.body)
        for sub in row.subs:
            yield from self._section(sub, 3)

    def _line(self, html: str) -> list[dict]:
        blocks = self._read(html)
        return self._runs(blocks[0].lines[0]) if blocks else []

    def _read(self, html: str) -> list[Block]:
        html = _CAPTION.sub(lambda caption: _NOTE.sub("", caption[0]), _MARK.sub("", html))
        return list(text_blocks.settled(text_blocks.read(html, richtext.FEATURES)))

    def _blocks(self, html: str) -> list[dict]:
        made: list[dict] = []
        blocks = self._read(html)
        images = renditions.images(block.picture.number for block in blocks if block.picture)
        for block in blocks:
            if block.table:
                made.append(self._table(block.table))
            elif block.picture:
                image, alt = images.get(block.picture.number), block.picture.alt or ""
                caption = [{"text": block.picture.caption}] if block.picture.caption else []
                made += self._picture(image, renditions.EVERYWHERE, alt, caption)
            elif block.kind in LISTS:
                item = {"depth": block.depth, "ordered": block.kind == "ol"}
                item["lines"] = self._lines(block.lines)
                if not made or made[-1]["kind"] != "list":
                    made.append({"kind": "list", "items": []})
                made[-1]["items"].append(item)
            elif block.text.strip():
                made.append({"kind": "paragraph", "lines": self._lines(block.lines)})
        return made

    def _lines(self, lines: list[list[Run]]) -> list[list[dict]]:
        return [self._runs(line) for line in lines]

    def _runs(self, line: list[Run]) -> list[dict]:
        runs: list[dict] = []
        for text, form in line:
            if form.href.startswith(_TO_A_CARD):
                anchor = form.href.removeprefix(_TO_A_CARD)
                if self._wishes.notes and anchor not in self._left_out:
                    runs.append({"note": text})
                continue
            run = {"text": text, "bold": "b" in form.styles, "italic": "i" in form.styles}
            if form.href and not form.href.startswith("#"):
                run["href"] = form.href
            runs.append(run)
        return runs

    def _table(self, table: text_tables.Table) -> dict:
        return {
            "kind": "table",
            "caption": self._runs([run for line in table.caption for run in line]),
            "columns": sum(cell.columns for cell in table.rows[0]),
            "head": text_tables.head_of(table),
            "rows": [
                [
                    {
                        "lines": self._lines(cell.lines),
                        "heading": cell.heading,
                        "columns": cell.columns,
                        "rows": cell.rows,
                    }
                    for cell in row
                ]
                for row in table.rows
            ],
        }

    def _head_picture(self, article: Article) -> Iterable[dict]:
        alt = "" if article.image_decorative else article.image_alt
        return self._picture(article.image, _PICTURE, alt, [])

    def _picture(
        self, image: Image | None, form: str, alt: str, caption: list[dict]
    ) -> Iterable[dict]:
        """Yield a picture; of one whose file is gone its caption."""
        content = b""
        with suppress(OSError):
            if image:
                rendition = image.get_rendition(form)
                with rendition.file.open() as file:
                    content = file.read()
        if not content:
            yield from [{"kind": "paragraph", "lines": [caption]}] if caption else []
            return
        self._pictures += 1
        name = f"picture-{self._pictures}.jpeg"
        (self._folder / name).write_bytes(content)
        yield {
            "kind": "picture",
            "file": name,
            "width": rendition.width,
            "height": rendition.height,
            "alt": alt,
            "caption": caption,
        }


def _byline(article: Article) -> str:
    """Return where and when a report came from, in one line."""
    day = article.published_date
    parts = [
        gettext("来源：%(source)s") % {"source": article.source} if article.source else "",
        gettext("作者：%(author)s") % {"author": article.author} if article.author else "",
        date_format(day, "Y年n月j日") if day else "",
    ]
    return "　".join(filter(None, parts))


def _attached(article: Article) -> Iterable[dict]:
    """Yield what names the files of a report below its text, as GB/T 9704 does."""
    titles = [each.title for each in article.attachments.all()]
    for number, title in enumerate(titles, 1):
        text = title if len(titles) == 1 else f"{number}. {title}"
        text = gettext("附件：%(titles)s") % {"titles": text} if number == 1 else text
        yield {"kind": "paragraph", "lines": [[{"text": text}]]}


def _foot(article: Article) -> list[str]:
    """Return the lines below a report: where it first stood, and where it is kept."""
    lines = []
    if article.source_url:
        lines.append(gettext("原文网址：%(address)s") % {"address": article.source_url})
    if article.live:
        address = f"{settings.SITE_URL}{article.get_absolute_url()}"
        lines.append(gettext("本站网址：%(address)s") % {"address": address})
    return lines


def _official_number(number: str, level: int) -> str:
    """Return the number of a heading as GB/T 9704 writes it: 一、 for 1 and （二） for 1.2."""
    if not number:
        return ""
    counted = chinese(int(number.rpartition(".")[2]))
    return f"{counted}、" if level == 2 else f"（{counted}）"


def chinese(number: int) -> str:
    """Return a number from 1 to 99 as Chinese counts: 十二, 二十; greater ones in digits."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "")
