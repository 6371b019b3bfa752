"""The rows of a report in its review: a form for a measure and for each kind of fact."""

import re

from django import forms
from django.forms import model_to_dict
from django.utils.translation import gettext_lazy as _

from articles.desk.forms import is_number
from articles.desk.review_fields import Movable, PlaceField, paragraphs
from articles.models import DocumentMention, Figure, Honor, Measure, PlaceMention
from unityreports.site import richtext


class MeasureForm(forms.ModelForm):
    """A row of the outline."""

    text = forms.CharField(
        label=_("正文"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    class Meta:
        model = Measure
        fields = ["level", "theme", "heading"]
        help_texts = {"level": "", "theme": "", "heading": ""}

    def __init__(self, *args, movable: Movable, **kwargs):
        """Take also what may be moved here from another part of the page."""
        super().__init__(*args, **kwargs)
        self.movable = movable

    def clean(self):
        """Ask for a heading or a text, which every row has."""
        cleaned = super().clean()
        if not (cleaned.get("heading") or cleaned.get("text")):
            self.add_error("heading", _("标题和正文不能都空着；不需要这一行请勾选“不采用”。"))
        own = self.initial.get("body", "")
        self.instance.body = paragraphs(cleaned.get("text", ""), own, self.movable)
        return cleaned

    @staticmethod
    def initial_of(measure: Measure) -> dict:
        """Return what the form starts with."""
        return {
            **model_to_dict(measure, fields=MeasureForm.Meta.fields),
            "text": richtext.to_lines(measure.body),
            "body": measure.body,
        }


class FactForm(forms.ModelForm):
    """A fact; ``offset`` remembers which occurrence of the quote it was read from."""

    offset = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, raw: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.raw = raw
        for name, field in self.fields.items():
            field.help_text = ""
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 2
            if name == "quote":
                field.widget.attrs["class"] = "quote"

    @classmethod
    def initial_of(cls, fact) -> dict:
        """Return what the form starts with."""
        return {**model_to_dict(fact, fields=cls.Meta.fields), "offset": fact.offset}

    def clean(self):
        """Find where in the raw text the quote stands, as the page writes it."""
        cleaned = super().clean()
        quote = cleaned.get("quote")
        if quote:
            cleaned["quote"], cleaned["offset"] = find_phrase(
                self.raw, quote, cleaned.get("offset")
            )
        return cleaned

    def mark(self) -> tuple[int, int] | None:
        """Return where the phrase stands that the form shows now, valid or not."""
        quote, offset = self["quote"].value(), self["offset"].value()
        if not quote:
            return None
        near = int(offset) if is_number(str(offset)) else None
        found, start = find_phrase(self.raw, str(quote), near)
        return None if start is None else (start, start + len(found))


def find_phrase(raw: str, phrase: str, near: int | None) -> tuple[str, int | None]:
    """Return a phrase as the raw text writes it, and where: nearest to ``near``, else first.

    The page may break the phrase over lines or space it out. What it does not hold is returned
    unchanged, with ``None``.
    """
    if near is not None and raw.startswith(phrase, near):
        return phrase, near
    letters = "".join(phrase.split())
    patterns = [re.escape(phrase)]
    if 0 < len(letters) <= Honor._meta.get_field("quote").max_length:
        patterns.append(r"\s*".join(map(re.escape, letters)))
    for pattern in patterns:
        found = re.finditer(pattern, raw)
        nearest = min(found, key=lambda match: abs(match.start() - (near or 0)), default=None)
        if nearest:
            return nearest.group(), nearest.start()
    return phrase, None


class HonorForm(FactForm):
    """A recognised honor; its status, level and kind are a click each."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("status", "level", "kind"):
            field = self.fields[name]
            choices = [each for each in field.choices if each[0]]
            field.choices = choices if field.required else [("", _("未写明")), *choices]

    class Meta:
        widgets = dict.fromkeys(("status", "level", "kind"), forms.RadioSelect)
        model = Honor
        fields = [
            "name",
            "status",
            "level",
            "kind",
            "count",
            "count_derived",
            "year",
            "recipients",
            "conferred_by",
            "quote",
        ]


class FigureForm(FactForm):
    """A recognised figure."""

    class Meta:
        model = Figure
        fields = [
            "name",
            "value",
            "unit",
            "growth_percent",
            "year",
            "period",
            "approximate",
            "part_of",
            "quote",
        ]


class DocumentForm(FactForm):
    """A recognised title in 《》."""

    class Meta:
        model = DocumentMention
        fields = ["title", "kind", "status", "quote"]


class PlaceForm(FactForm):
    """A recognised place."""

    region = PlaceField()

    class Meta:
        model = PlaceMention
        fields = ["name", "region", "aliases", "quote"]

    @classmethod
    def initial_of(cls, fact) -> dict:
        """Return what the form starts with, without asking for each place again."""
        return super().initial_of(fact) | {"region": fact.region}
