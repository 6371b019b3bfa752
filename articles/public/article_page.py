"""A report as it is read: numbered outline, marked evidence, contents.

Works on a published report and, in the desk's preview, on one whose children were never saved.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from wagtail.images.models import Image

from articles.extraction.outline.lists import NUMBERS
from articles.models.fact import FACTS, Where
from articles.public import other_scripts, quote_marks, shown_pictures
from articles.public.wide_tables import scrolling
from unityreports.site import links, richtext

CHARACTERS_PER_MINUTE = 400
# The habits of numbering are written in half-width marks.
_HALF_WIDTH = str.maketrans("（），：．", "(),:.")
# A Chinese character counts by itself, other letters and digits by the run, punctuation not.
WORD = re.compile(
    r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\W_\u3007\u3400-\u9fff]+"
)


@dataclass
class Row:
    """A row of the outline as it is shown.

    ``number`` is 2 or 2.3; empty without a heading, or with one that brings its own (二、).
    """

    measure: object
    anchor: str
    number: str
    heading: SafeString
    body: SafeString
    subs: list["Row"] = field(default_factory=list)


@dataclass
class Finding:
    """A fact beside the text. ``href`` leads to its sentence, if that stands on the page.

    ``counts`` are figures that only say again how many there are of a title.
    """

    fact: object
    anchor: str
    placed: bool
    counts: list["Finding"] = field(default_factory=list)

    @property
    def href(self) -> str:
        """The link to the sentence."""
        return f"#{self.anchor}" if self.placed else ""

    @property
    def card(self) -> str:
        """The fragment of the fact's own card: where its address leads when no sentence does."""
        return f"card-{self.anchor}" if self.placed else self.anchor


class Reading:
    """A report prepared for its page."""

    def __init__(self, article, *, outward: Callable[[str], str] | None = None):
        """Prepare a report; ``outward`` makes of its HTML what is shown, if not a page of the site.

        For those, outside links are guarded and pictures drawn.
        """
        self.article = article
        self._outward = outward or self._for_readers
        self._measures = list(article.measures.all())
        self._blocks = {"title": _plain(article.title), "lead": _clean(article.lead)}
        for row, measure in enumerate(self._measures, 1):
            self._blocks[f"heading {row}"] = _plain(measure.heading)
            self._blocks[f"body {row}"] = _clean(measure.body)
        self._blocks["closing"] = _clean(article.closing)
        self.honors = self._place("honors")
        titles = {(finding.fact.name, finding.fact.count): finding for finding in self.honors}
        self.figures: list[Finding] = []
        for finding in self._place("figures"):
            honor = titles.get((finding.fact.name, finding.fact.value))
            (honor.counts if honor else self.figures).append(finding)
        self.documents = self._place("documents")
        self.places = self._place("places")

    @cached_property
    def _quotes(self) -> dict[str, list]:
        """The quotes of each block of text, filled as facts are placed."""
        return {}

    def _place(self, relation: str) -> list[Finding]:
        """Find the block each fact was read from and leave its quote to be marked there."""
        findings = []
        for number, fact in enumerate(getattr(self.article, relation).all()):
            order = number if fact.sort_order is None else fact.sort_order
            anchor = f"{fact._meta.model_name}-{order + 1}"
            block = self._block_of(fact)
            if block:
                quote = quote_marks.Quote(anchor, fact.quote, note_on(fact), FACTS[relation])
                self._quotes.setdefault(block, []).append(quote)
            findings.append(Finding(fact, anchor, bool(block)))
        return findings

    def _block_of(self, fact) -> str:
        """Return the block a fact's sentence stands in, or nothing."""
        if fact.where in {Where.HEADER, Where.FOOTER, Where.GONE}:
            return ""
        stated = {
            Where.TITLE: ["title"],
            Where.LEAD: ["lead"],
            Where.CLOSING: ["closing"],
            Where.OUTLINE: [f"heading {fact.outline_row}", f"body {fact.outline_row}"],
        }.get(fact.where, [])
        # An edited draft may have moved the sentence: then the first block that holds it.
        for name in [*stated, *self._blocks]:
            if quote_marks.holds(self._squeezed(name), fact.quote):
                return name
        return ""

    def _squeezed(self, name: str) -> str:
        if name not in self._texts:
            self._texts[name] = quote_marks.text_of(self._blocks.get(name, ""))
        return self._texts[name]

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {}

    @cached_property
    def _images(self) -> dict[int, Image]:
        return shown_pictures.images_of(self._blocks.values())

    @property
    def picture_addresses(self) -> list[str]:
        """The addresses of the pictures in the text, in order, for programs that show one."""
        return shown_pictures.addresses(self._images.values())

    def _html(self, name: str) -> SafeString:
        """Return a block with its evidence marked, as it goes out."""
        html = self._blocks[name]
        if quotes := self._quotes.get(name):
            html = quote_marks.mark(html, quotes)
        return mark_safe(self._outward(html))  # noqa: S308 (sanitised in _clean)

    def _for_readers(self, html: str) -> str:
        html = other_scripts.marked(links.guard(html), self.article.language)
        return shown_pictures.drawn(html, self._images)

    @property
    def title(self) -> SafeString:
        """The title with its evidence."""
        return self._html("title")

    @property
    def lead(self) -> SafeString:
        """The lead with its evidence."""
        return self._html("lead")

    @property
    def closing(self) -> SafeString:
        """The closing with its evidence."""
        return self._html("closing")

    @cached_property
    def outline(self) -> list[Row]:
        """The sections, numbered 1, 2, 3, each with its sub-measures 1.1, 1.2, 1.3.

        Sub-measures without a section above them stand for themselves.
        """
        rows: list[Row] = []
        section = sub = 0
        for position, measure in enumerate(self._measures, 1):
            order = position - 1 if measure.sort_order is None else measure.sort_order
            row = Row(
                measure,
                f"measure-{order + 1}",
                "",
                self._html(f"heading {position}"),
                self._html(f"body {position}"),
            )
            if measure.level == 2 and rows:
                if measure.heading:
                    sub += 1
                    row.number = _number(measure, f"{section}.{sub}" if section else str(sub))
                rows[-1].subs.append(row)
                continue
            if measure.heading:
                section, sub = section + 1, 0
                row.number = _number(measure, str(section))
            rows.append(row)
        return rows

    @property
    def has_contents(self) -> bool:
        """Whether a list of contents would help."""
        return sum(bool(measure.heading) for measure in self._measures) > 1

    @property
    def findings(self) -> int:
        """How many facts were read from the report."""
        return len(self.honors) + len(self.figures) + len(self.documents) + len(self.places)

    @cached_property
    def words(self) -> int:
        """How long the title and the text are as Chinese counts it: see :data:`WORD`."""
        texts = (richtext.to_text(html) for html in self._blocks.values())
        return sum(len(WORD.findall(text)) for text in texts)

    @cached_property
    def minutes(self) -> int:
        """The time a reader needs, in minutes, at least one."""
        texts = (richtext.to_text(html) for html in self._blocks.values())
        return max(1, round(sum(map(len, texts)) / CHARACTERS_PER_MINUTE))


def _number(measure, counted: str) -> str:
    """Return the number to show before a heading: none where it brings its own."""
    heading = measure.heading.translate(_HALF_WIDTH)
    return "" if any(pattern.match(heading) for _, pattern in NUMBERS) else counted


def note_on(fact) -> str:
    """Return what was read from a sentence, in one line."""
    kind = fact._meta.model_name
    if kind == "honor":
        particulars = [
            fact.get_level_display() or gettext("级别未写明"),
            gettext("%(count)s 个") % {"count": fact.count} if fact.count else "",
            gettext("%(year)s 年") % {"year": fact.year} if fact.year else "",
        ]
        return gettext("荣誉（%(status)s）：%(name)s，%(particulars)s") % {
            "status": fact.get_status_display(),
            "name": fact.name,
            "particulars": "，".join(filter(None, particulars)),
        }
    if kind == "figure":
        year = gettext("（%(year)s 年）") % {"year": fact.year} if fact.year else ""
        return gettext("数据：%(fact)s") % {"fact": fact} + year
    if kind == "documentmention":
        status = f"，{fact.status}" if fact.status else ""
        return gettext("文献：%(fact)s") % {"fact": fact} + status
    return gettext("地点：%(place)s") % {"place": fact.region or fact.name}


def _plain(text: str) -> str:
    """Return a plain text as HTML."""
    return escape(richtext.printable(text), quote=False)


def _clean(html: str) -> str:
    return shown_pictures.closed(scrolling(richtext.sanitise(html))) if html else ""
