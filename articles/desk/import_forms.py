"""The forms of an import: handing pages in, and confirming what was recognised."""

import datetime
import re

from django import forms
from django.forms import BaseFormSet, formset_factory, model_to_dict
from django.utils.translation import gettext_lazy as _

from articles.desk.forms import is_number, last_year
from articles.importing import drafts
from articles.models import Article, DocumentMention, Figure, Honor, Measure, PlaceMention, RawPage
from articles.models.fact import Where
from regions.forms import RegionField
from unityreports.site import richtext, tagging
from unityreports.site.year_range import FIRST_YEAR

MOST_FILES = 50
MOST_ROWS = 2000  # of one kind in one report


class FilesInput(forms.ClearableFileInput):
    """A file input that takes many files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; an empty list for none."""

    widget = FilesInput

    def clean(self, data, initial=None):
        """Return the list of files, empty ones too: the reader says what is wrong with them."""
        files = [each for each in data or [] if each]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("一次最多上传 %(most)d 个文件。") % {"most": MOST_FILES})
        return files


class HandInForm(forms.Form):
    """A pasted page, or files."""

    text = forms.CharField(
        label=_("粘贴原页面"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 12, "placeholder": _("在原页面按 Ctrl+A、Ctrl+C，再粘贴到这里")}
        ),
        help_text=_(
            "整页粘贴即可，导航、侧栏和页脚会自动识别；从浏览器或 Word 粘贴会保留标题层次。"
        ),
    )
    markup = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    files = FilesField(
        label=_("或上传文件"),
        required=False,
        widget=FilesInput(attrs={"accept": ".txt,.html,.htm,.mht,.mhtml,.docx"}),
        help_text=_("文本、网页或 Word（.docx）文件，可一次选择多个，每次不超过五十个。"),
    )

    def clean(self):
        """Ask for something to read."""
        cleaned = super().clean()
        if not (cleaned.get("text") or cleaned.get("markup") or cleaned.get("files")):
            raise forms.ValidationError(_("请粘贴页面内容，或选择要上传的文件。"))
        return cleaned


class PlaceField(RegionField):
    """A place with suggestions while it is typed (static/desk/review.js)."""

    def __init__(self, **kwargs):
        super().__init__(
            **{
                "required": False,
                "label": _("地区"),
                "widget": forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
                **kwargs,
            }
        )


class HeadForm(forms.ModelForm):
    """The head of the report, its lead and its closing."""

    title = Article._meta.get_field("title").formfield()
    region = PlaceField()
    published_on = forms.DateField(
        label=_("发布日期"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    published_time = forms.TimeField(
        label=_("时刻（没有写明的留空）"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    views = forms.IntegerField(
        label=_("原站浏览次数"), required=False, min_value=0, max_value=drafts.MOST_VIEWS
    )
    lead_text = forms.CharField(
        label=_("导语"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    closing_text = forms.CharField(
        label=_("结语"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    tag_names = forms.CharField(label=_("标签"), required=False, help_text=_("用逗号或顿号分隔。"))

    class Meta:
        model = Article
        fields = ["title", "subtitle", "region", "channel", "source", "author", "language"]

    field_order = [
        "title",
        "subtitle",
        "region",
        "channel",
        "published_on",
        "published_time",
        "source",
        "author",
        "views",
        "language",
        "tag_names",
        "lead_text",
        "closing_text",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["channel"].required = False
        for name in ("region", "channel", "source", "author", "language"):
            self.fields[name].help_text = ""  # the original stands beside the form

    def clean_published_on(self):
        """Refuse a date that no report can have."""
        date = self.cleaned_data["published_on"]
        if date and not FIRST_YEAR <= date.year <= last_year():
            raise forms.ValidationError(_("请核对年份。"))
        return date

    def clean_tag_names(self):
        """Return the tags as a list of names."""
        tags = tagging.parse(self.cleaned_data["tag_names"])
        if any(len(name) > tagging.LONGEST for name in tags):
            raise forms.ValidationError(_("标签最长 100 个字。"))
        return tags

    def report(self) -> Article:
        """Return the unsaved report that the valid form describes, without its children."""
        article, cleaned = self.instance, self.cleaned_data
        if cleaned["published_on"]:
            time = cleaned["published_time"] or datetime.time()
            article.published_at = datetime.datetime.combine(
                cleaned["published_on"], time, drafts.CHINA
            )
        article.region = cleaned["region"]
        article.lead = richtext.from_paragraphs(lines(cleaned["lead_text"]))
        article.closing = richtext.from_paragraphs(lines(cleaned["closing_text"]))
        return article

    @staticmethod
    def initial_of(article: Article, data: dict) -> dict:
        """Return what the form starts with: a built report and what it was built from."""
        return {
            **model_to_dict(article, fields=HeadForm.Meta.fields),
            "region": article.region,
            "published_on": article.published_date,
            "published_time": article.published_time,
            "views": data["views"] and data["views"]["value"],
            "lead_text": richtext.to_text(article.lead),
            "closing_text": richtext.to_text(article.closing),
            "tag_names": "，".join(data["tags"]),
        }


class MeasureForm(forms.ModelForm):
    """A row of the outline."""

    text = forms.CharField(
        label=_("正文"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    class Meta:
        model = Measure
        fields = ["level", "theme", "heading"]
        help_texts = {"level": "", "theme": "", "heading": ""}

    def clean(self):
        """Ask for a heading or a text, which every row has."""
        cleaned = super().clean()
        if not (cleaned.get("heading") or cleaned.get("text")):
            self.add_error("heading", _("标题和正文不能都空着；不需要这一行请勾选“不采用”。"))
        self.instance.body = richtext.from_paragraphs(lines(cleaned.get("text", "")))
        return cleaned

    @staticmethod
    def initial_of(measure: Measure) -> dict:
        """Return what the form starts with."""
        return {
            **model_to_dict(measure, fields=MeasureForm.Meta.fields),
            "text": richtext.to_text(measure.body),
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
    """A recognised honor."""

    class Meta:
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


class RowFormSet(BaseFormSet):
    """The recognised rows of one kind, those the editor added, and an empty one to add another."""

    def __init__(self, *args, recognised=(), added=(), **kwargs):
        self.recognised = len(recognised)
        super().__init__(*args, initial=[*recognised, *added], **kwargs)

    def initial_form_count(self):
        """Only recognised rows were there before: others may stay empty.

        How many there are the server knows; another window may have read the page anew since.
        """
        return self.recognised

    def total_form_count(self):
        """Show one more row than there are."""
        return super().total_form_count() if self.is_bound else len(self.initial) + 1

    def add_fields(self, form, index):
        """Name the boxes, and number rows in tens so that one fits in between."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("不采用")
        if "ORDER" in form.fields:
            form.fields["ORDER"].label = _("次序")
            form.order_fields(["level", "theme", "ORDER"])
            if index is not None and index < self.initial_form_count():
                form.fields["ORDER"].initial = 10 * (index + 1)

    @property
    def known_forms(self):
        """The forms of recognised rows."""
        return self.forms[: self.recognised]

    @property
    def added_forms(self):
        """The forms that an editor filled in."""
        return [form for form in self.forms[self.recognised :] if self._is_filled(form)]

    @property
    def blank_forms(self):
        """The forms that wait for a fact to be added."""
        return [form for form in self.forms[self.recognised :] if not self._is_filled(form)]

    def kept_forms(self):
        """Return the valid forms of the rows to be stored, in order."""
        kept = [
            form
            for form in [*self.known_forms, *self.added_forms]
            if not form.cleaned_data.get("DELETE")
        ]
        if self.can_order:
            kept.sort(key=lambda form: _or_last(form.cleaned_data.get("ORDER")))
        elif kept and "offset" in kept[0].fields:
            kept.sort(key=lambda form: _or_last(form.cleaned_data.get("offset")))
        return kept

    def _is_filled(self, form) -> bool:
        return form.has_changed() if self.is_bound else bool(form.initial.get(ADDED))


# Marks the initial values of a row that an editor added.
ADDED = "added by hand"


def _or_last(number: int | None) -> float:
    return float("inf") if number is None else number


def _formset(form, **options):
    most = {"max_num": MOST_ROWS, "absolute_max": MOST_ROWS}
    return formset_factory(form, formset=RowFormSet, extra=0, can_delete=True, **most, **options)


# Relation on the report → its formset, in the order of the screen.
FORMSETS = {
    "measures": _formset(MeasureForm, can_order=True),
    "honors": _formset(HonorForm),
    "figures": _formset(FigureForm),
    "documents": _formset(DocumentForm),
    "places": _formset(PlaceForm),
}


def lines(text: str) -> str:
    """Return typed text with one paragraph a line, whatever the browser ends its lines with."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


class ReviewForm:
    """The whole review screen as one form: the head and a formset for each kind of row.

    ``posted`` is what the browser sent; ``edits`` another form of this kind, over another reading
    of the same page, whose typed values are taken over.
    """

    def __init__(
        self,
        data: dict,
        article: Article,
        raw_page: RawPage,
        posted=None,
        edits: "ReviewForm | None" = None,
    ):
        self.raw_page, self.article = raw_page, None
        initial = HeadForm.initial_of(article, data)
        if edits:
            initial |= {name: edits.head[name].value() for name in edits.head.changed_data}
        self.head = HeadForm(posted, initial=initial, prefix="head")
        self.formsets = {}
        for name, formset in FORMSETS.items():
            rows = [formset.form.initial_of(row) for row in getattr(article, name).all()]
            added = []
            if edits:
                rows, added = _with_edits(rows, edits.formsets[name])
            about = {"raw": raw_page.text} if issubclass(formset.form, FactForm) else {}
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
    edited = {
        _read_from(form.initial): {name: form[name].value() for name in form.changed_data}
        for form in other.known_forms
    }
    added = [
        {name: form[name].value() for name in form.fields} | {ADDED: True}
        for form in other.added_forms
    ]
    return [row | edited.get(_read_from(row), {}) for row in rows], added


def _read_from(initial: dict) -> tuple:
    """Return what tells a recognised row apart: its phrase and place, or its heading and text."""
    return (
        initial.get("quote"),
        initial.get("offset"),
        initial.get("name"),
        initial.get("heading"),
        initial.get("heading") is not None and not initial["heading"] and initial["text"],
    )
