"""The review of an import as one form: the head of the report and all its rows."""

from collections import Counter
from collections.abc import Iterable

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from articles.desk.carried_over import carried_over
from articles.desk.head_form import HeadForm
from articles.desk.review_fields import Movable
from articles.desk.row_forms import FactForm
from articles.desk.row_formsets import ADDED, FORMSETS, RowFormSet
from articles.importing.body_text import figure_of
from articles.models import Article, Channel, RawPage
from articles.models.fact import Where

HEAD = "head"


class ReviewForm:
    """The whole review screen as one form: the head and a formset for each kind of row.

    ``posted`` is what the browser sent; ``edits`` another form of this kind, over another reading
    of the same page, whose typed values are taken over; ``proposed`` the channel to begin with
    where the page names none; ``makes_channels`` whether one may be named that there is not yet.
    """

    def __init__(
        self,
        data: dict,
        article: Article,
        raw_page: RawPage,
        posted=None,
        edits: "ReviewForm | None" = None,
        proposed: Channel | None = None,
        makes_channels: bool = False,
    ):
        self.raw_page, self.article = raw_page, None
        initial = HeadForm.initial_of(article, data)
        if proposed:
            initial["channel"] = proposed.pk
        if edits:
            initial |= _typed(edits.head, initial, "lead_text", "closing_text")
        pictures = "".join(map(figure_of, data.get("pictures", [])))
        bodies = (row.body for row in article.measures.all())
        movable = Movable(pictures, [article.lead, *bodies, article.closing])
        self.head = HeadForm(
            posted,
            initial=initial,
            prefix=HEAD,
            movable=movable,
            attachments=list(article.attachments.all()),
            makes_channels=makes_channels,
        )
        if proposed:
            self.head.fields["channel"].help_text = _(
                "原文没有写明，按同一来源或您上次的选择填写。"
            )
        self.formsets = {}
        for name, formset in FORMSETS.items():
            rows = [formset.form.initial_of(row) for row in getattr(article, name).all()]
            added = []
            if edits:
                rows, added = _with_edits(rows, edits.formsets[name])
            is_fact = issubclass(formset.form, FactForm)
            about = {"raw": raw_page.text} if is_fact else {"movable": movable}
            self.formsets[name] = formset(
                posted, recognised=rows, added=added, prefix=name, form_kwargs=about
            )

    def is_valid(self) -> bool:
        """Check everything, so that every error is shown at once; then build the report."""
        verdicts = [each.is_valid() for each in (self.head, *self.formsets.values())]
        if not all(verdicts):
            return False
        self.article = self._report()
        return self._check_phrases()

    @staticmethod
    def typed(posted: dict[str, str]) -> dict[str, str]:
        """Return those of the posted fields that belong to the form."""
        parts = tuple(f"{part}-" for part in (HEAD, *FORMSETS))
        return {name: value for name, value in posted.items() if name.startswith(parts)}

    def as_posted(self) -> dict[str, str]:
        """Return what a browser would send of the form as it is shown."""
        rows = [form for formset in self.formsets.values() for form in formset.forms]
        data = {
            field.html_name: "on" if value is True else str(field.field.prepare_value(value))
            for form in (self.head, *rows)
            for field in form
            if (value := field.value()) not in (None, "", False)
        }
        for name, formset in self.formsets.items():
            data |= {f"{name}-TOTAL_FORMS": str(len(formset.forms))}
            data |= {f"{name}-INITIAL_FORMS": str(formset.recognised)}
        return data

    @property
    def error_count(self) -> int:
        """How many fields are wrong."""
        return len(self.head.errors) + sum(
            len(each.non_form_errors()) + sum(len(errors) for errors in each.errors)
            for each in self.formsets.values()
        )

    def _report(self) -> Article:
        """Return the unsaved report with what the editor kept, in order and anchored anew."""
        article = self.head.report()
        for name, formset in self.formsets.items():
            kept = formset.kept_forms()
            for order, form in enumerate(kept):
                form.instance.sort_order = order
                if isinstance(form, FactForm):
                    form.instance.offset = form.cleaned_data["offset"]
            setattr(article, name, [form.instance for form in kept])
        article.attachments = self.head.kept_attachments()
        article.raw_page = self.raw_page
        article.anchor_facts()
        return article

    def _check_phrases(self) -> bool:
        """Refuse a typed phrase that neither the page nor the corrected text holds."""
        sound = True
        for formset in self.formsets.values():
            for form in formset.kept_forms():
                if (
                    isinstance(form, FactForm)
                    and "quote" in form.changed_data
                    and form.instance.where == Where.GONE
                ):
                    form.add_error("quote", _("原文里没有这句话，请照原文填写。"))
                    sound = False
        return sound


def _with_edits(rows: list[dict], other: RowFormSet) -> tuple[list[dict], list[dict]]:
    """Return recognised rows with what was typed into the same rows of another form, and its own.

    Rows are the same when they were read from the same phrase.
    """
    forms = other.known_forms
    edited = dict(zip(_told_apart(form.initial for form in forms), forms, strict=True))
    added = [
        {name: form[name].value() for name in form.fields} | {ADDED: True}
        for form in other.added_forms
    ]
    known = zip(rows, _told_apart(rows), strict=True)
    return [
        row | (_typed(edited[key], row, "text") if key in edited else {}) for row, key in known
    ], added


def _typed(form: BaseForm, now: dict, *texts: str) -> dict:
    """Return what was typed into a form, its texts with what the page is read to say by now."""
    typed = {name: form[name].value() for name in form.changed_data}
    for name in typed.keys() & {*texts}:
        before = form.initial.get(name) or ""
        typed[name] = carried_over(typed[name] or "", before, now.get(name) or "")
    return typed


def _told_apart(rows: Iterable[dict]) -> list[tuple]:
    """Return what each row was read from, and which one it is of those read from the same."""
    seen: Counter[tuple] = Counter()
    keys = []
    for key in map(_read_from, rows):
        keys.append((key, seen[key]))
        seen[key] += 1
    return keys


def _read_from(initial: dict) -> tuple:
    """Return what tells a recognised row apart: its phrase and place, or its heading and text."""
    return (
        initial.get("quote"),
        initial.get("offset"),
        initial.get("name"),
        initial.get("heading"),
        initial.get("heading") == "" and initial["text"].partition("\n")[0],
    )
