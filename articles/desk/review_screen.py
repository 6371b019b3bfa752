"""What the review of an import shows: the page with its marks, and the rows beside it."""

from itertools import zip_longest

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import Image

from articles.desk import outline_edits, review_warnings
from articles.desk.raw_marks import Mark, segments
from articles.desk.review_form import ReviewForm
from articles.desk.row_forms import FactForm
from articles.extraction.report import BODY, FURNITURE
from articles.importing.duplicates import Duplicate, KnownReports, Signature, told_to
from articles.importing.picture_files import images_of
from articles.models import Article
from articles.models.fact import FACTS

# Relation on the report → the word for one of its rows on the screen and in addresses.
KINDS = {
    name: (word, Article._meta.get_field(name).related_model._meta.verbose_name)
    for name, word in {"measures": "measure", **FACTS}.items()
}
# What is read of the head → the field of the form that shows it.
HEAD = {
    "title": "title",
    "subtitle": "subtitle",
    "source": "source",
    "author": "author",
    "published": "published_on",
    "views": "views",
}
# What a selected phrase can be given to: fields of the head, and of the row that is in hand.
POINTABLE = ["title", "subtitle", "source", "author", "published_on", "views", "region", "channel"]
GIVEN = {
    "honors": ["name", "recipients", "conferred_by", "year", "count"],
    "figures": ["name", "value", "unit", "year", "growth_percent"],
    "documents": ["title"],
    "places": ["name", "region"],
}
# Fields that a phrase can be added to, so that what the page tells in pieces needs no typing.
GROWING = {"honors": ["name", "recipients", "conferred_by"], "figures": ["name", "unit"]}

# What can be done with a row of the outline → its button.
ARRANGED = {
    "join": _("与上一条相接"),
    "to_text": _("并入上文作正文"),
    "raise": _("升为一级"),
    "lower": _("降为二级"),
    "up": _("上移"),
    "down": _("下移"),
}


def edit_url(pk: int) -> str:
    """Return the address at which a report is edited."""
    return reverse(Article.snippet_viewset.get_url_name("edit"), args=[pk])


def context(pending, form, opened: str, user) -> dict:
    """Return what the template of the screen is given; ``opened``: the relation to add a row to."""
    raw, parsed = pending.raw_page.text, pending.parsed
    duplicates = KnownReports().duplicates(Signature.of_data(parsed, raw))
    problems = [
        {"message": said, "url": _way_to(found), "line": None, "excerpt": ""}
        for said, found in told_to(user, duplicates)
    ]
    words = {name: word for name, (word, _label) in KINDS.items()}
    problems += review_warnings.warnings(raw, parsed, words)
    return {
        "pending": pending,
        "form": form,
        "head": form.head,
        "pointable": [form.head[name] for name in POINTABLE],
        "sections": [_section(name, form.formsets[name], opened) for name in KINDS],
        "problems": problems,
        "pictures": Image.objects.filter(pk__in=images_of(parsed.get("pictures", []))),
        "parts": list(_parts(raw, parsed, _marks(parsed, form))),
    }


def _way_to(found: Duplicate) -> str:
    """Return the address of a report: its form, or where readers read it."""
    if found.pk is None:
        return ""
    return edit_url(found.pk) if found.own else reverse("article_detail", args=[found.pk])


def _section(name: str, formset, opened: str) -> dict:
    """Return what the screen shows of one kind of row: (number, form, legend) of each."""
    kind, label = KINDS[name]
    added = gettext("补充的%(label)s") % {"label": label}
    waiting = formset.blank_forms
    rows, blanks, emptied = [], [], []
    for number, row in enumerate(formset.forms):
        if row in waiting:
            blanks.append((number, row, added))
        elif is_emptied(row):
            emptied.append(row)
        else:
            legend = f"{label} {number + 1}" if number < formset.recognised else added
            rows.append((number, row, legend))
    if formset.can_order:
        rows.sort(key=lambda each: outline_edits.place(str(each[1]["ORDER"].value())))
    return {
        "name": name,
        "kind": kind,
        "label": label,
        "added": added,
        "formset": formset,
        "rows": rows,
        "blanks": blanks,
        "acts": ARRANGED.items() if formset.can_order else (),
        "emptied": emptied,
        "more": GROWING.get(name, ()),
        "given": [formset.empty_form[field] for field in GIVEN.get(name, ())],
        "opened": name == opened,
    }


def is_emptied(row) -> bool:
    """Return whether a row of the outline was taken up by another."""
    return "heading" in row.fields and not (row["heading"].value() or row["text"].value())


def _marks(parsed: dict, form: ReviewForm) -> list[Mark]:
    """Return the phrases that facts were read from, those that the editor added with them."""
    marks = [
        Mark(fact["offset"], fact["offset"] + len(fact["quote"]), f"{kind}-{index}", kind)
        for name, (kind, _label) in KINDS.items()
        if name != "measures"
        for index, fact in enumerate(parsed[name])
    ]
    outline = zip(parsed["outline"], form.formsets["measures"].known_forms, strict=False)
    marks += [
        Mark(row["offset"], row["offset"] + len(row["heading"]), f"measure-{index}", "measure")
        for index, (row, shown) in enumerate(outline)
        if row["heading"] and not is_emptied(shown)
    ]
    marks += [
        Mark(read["offset"], read["offset"] + len(read["quote"]), f"head-{field}", "head")
        for name, field in HEAD.items()
        if (read := parsed[name])
    ]
    for name, (kind, _label) in KINDS.items():
        formset = form.formsets[name]
        for index, row in enumerate(formset.forms):
            phrase = index >= formset.recognised and isinstance(row, FactForm) and row.mark()
            if phrase:
                marks.append(Mark(*phrase, f"{kind}-{index}", kind))
    return marks


def body(raw: str, parsed: dict):
    """Yield the paragraphs of the report's body, whole lines, that can be declared furniture."""
    spans = [each for each in parsed["spans"] if each["part"] in BODY]
    start = None
    for span, following in zip_longest(spans, spans[1:]):
        start = span["start"] if start is None else start
        # A heading and the text after it in the same line are decided on together.
        if following is None or "\n" in raw[span["end"] : following["start"]].replace("\r", "\n"):
            yield start, span["end"]
            start = None


def _parts(raw: str, parsed: dict, marks: list[Mark]):
    """Yield the page in order: marked text, paragraphs that can be left out, and furniture."""
    furniture = {
        (each["start"], each["end"]) for each in parsed["spans"] if each["part"] == FURNITURE
    }
    position, furnished = 0, True
    for start, end in sorted([*furniture, *body(raw, parsed)]):
        if start < position:
            continue
        # The empty lines between two stretches of furniture would tear them apart.
        between = furnished and (start, end) in furniture and not raw[position:start].strip()
        if position < start and not between:
            yield {"segments": list(segments(raw, marks, position, start))}
        furnished = (start, end) in furniture
        value = f"{start}:{end}"
        if (start, end) in furniture:
            yield {"furniture": value, "at": start, "text": raw[start:end]}
        else:
            yield {"body": value, "segments": list(segments(raw, marks, start, end))}
        position = end
    if position < len(raw):
        yield {"segments": list(segments(raw, marks, position))}
