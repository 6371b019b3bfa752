"""The forms of an import: handing pages in, and confirming what was recognised."""

import datetime

from django import forms
from django.forms import formset_factory, model_to_dict

from articles import richtext
from articles.importing import drafts
from articles.models import (
    Article,
    DocumentMention,
    Figure,
    Honor,
    Measure,
    PlaceMention,
    RawPage,
)
from regions.models import Region

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
            raise forms.ValidationError(f"一次最多上传 {MOST_FILES} 个文件。")
        return files


class HandInForm(forms.Form):
    """A pasted page, or files."""

    text = forms.CharField(
        label="粘贴原页面",
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 12, "placeholder": "在原页面按 Ctrl+A、Ctrl+C，再粘贴到这里"}
        ),
        help_text="整页粘贴即可，导航、侧栏和页脚会自动识别；从浏览器或 Word 粘贴会保留标题层次。",
    )
    markup = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    files = FilesField(
        label="或上传文件",
        required=False,
        widget=FilesInput(attrs={"accept": ".txt,.html,.htm,.docx"}),
        help_text=f"文本、网页或 Word（.docx）文件，可一次选择多个，最多 {MOST_FILES} 个。",
    )

    def clean(self):
        """Ask for something to read."""
        cleaned = super().clean()
        if not (cleaned.get("text") or cleaned.get("markup") or cleaned.get("files")):
            raise forms.ValidationError("请粘贴页面内容，或选择要上传的文件。")
        return cleaned


class RegionField(forms.CharField):
    """A place typed as a code, a name or a path; ambiguous names are refused with the choices."""

    def __init__(self, **kwargs):
        super().__init__(
            **{
                "required": False,
                "label": "地区",
                "widget": forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
                **kwargs,
            }
        )

    def prepare_value(self, value):
        """Show a place as its code and path."""
        if isinstance(value, int):
            value = Region.objects.filter(pk=value).first()
        return f"{value.code} {value.full_name}" if isinstance(value, Region) else value

    def clean(self, value):
        """Return the place, or ``None`` for nothing typed."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return Region.objects.resolve(text.split()[0])
        except Region.DoesNotExist:
            pass
        found = list(Region.objects.for_readers().matching(text)[:6])
        exact = [each for each in found if text in {each.full_name, each.name, each.short_name}]
        if len(exact) == 1 or len(found) == 1:
            return (exact or found)[0]
        if not found:
            raise forms.ValidationError("没有找到这个地区，请输入名称、代码或拼音。")
        choices = "；".join(f"{each.code} {each.full_name}" for each in found)
        raise forms.ValidationError(f"有多个同名地区，请输入代码：{choices}")


class HeadForm(forms.ModelForm):
    """The head of the report, its lead and its closing."""

    title = Article._meta.get_field("title").formfield()
    region = RegionField()
    published_on = forms.DateField(
        label="发布日期",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    published_time = forms.TimeField(
        label="时刻（没有写明的留空）",
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    views = forms.IntegerField(
        label="原站浏览次数", required=False, min_value=0, max_value=drafts.MOST_VIEWS
    )
    lead_text = forms.CharField(
        label="导语", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    closing_text = forms.CharField(
        label="结语", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    tag_names = forms.CharField(label="标签", required=False, help_text="用逗号或顿号分隔。")

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
        self.fields["source"].help_text = self.fields["region"].help_text = ""

    def clean_published_on(self):
        """Refuse a date that no report can have."""
        date = self.cleaned_data["published_on"]
        if date and not 1949 <= date.year <= datetime.date.today().year + 1:
            raise forms.ValidationError("请核对年份。")
        return date

    def clean_tag_names(self):
        """Return the tags as a list of names."""
        names = self.cleaned_data["tag_names"]
        for comma in "，、;；":
            names = names.replace(comma, ",")
        tags = list(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
        if any(len(name) > 100 for name in tags):
            raise forms.ValidationError("标签最长 100 个字。")
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
            "published_on": article.published_date,
            "published_time": article.published_time,
            "views": data["views"] and data["views"]["value"],
            "lead_text": richtext.to_text(article.lead),
            "closing_text": richtext.to_text(article.closing),
            "tag_names": "，".join(data["tags"]),
        }


class MeasureForm(forms.ModelForm):
    """A row of the outline."""

    text = forms.CharField(label="正文", required=False, widget=forms.Textarea(attrs={"rows": 4}))

    class Meta:
        model = Measure
        fields = ["level", "theme", "heading"]
        help_texts = {"heading": ""}

    def clean(self):
        """Ask for a heading or a text, which every row has."""
        cleaned = super().clean()
        if not (cleaned.get("heading") or cleaned.get("text")):
            self.add_error("heading", "标题和正文不能都空着；不需要这一行请勾选“不采用”。")
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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
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

    def anchor_in(self, raw: str):
        """Set where in the raw text the quote stands; an edited quote is looked for anew."""
        quote, offset = self.instance.quote, self.cleaned_data["offset"]
        if offset is None or not raw.startswith(quote, offset):
            offset = raw.find(quote)
        self.instance.offset = offset if offset >= 0 else None


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

    region = RegionField()

    class Meta:
        model = PlaceMention
        fields = ["name", "region", "aliases", "quote"]


def _formset(form):
    most = {"max_num": MOST_ROWS, "absolute_max": MOST_ROWS}
    return formset_factory(form, extra=0, can_delete=True, **most)


# Relation on the report → its formset, in the order of the screen.
FORMSETS = {
    "measures": _formset(MeasureForm),
    "honors": _formset(HonorForm),
    "figures": _formset(FigureForm),
    "documents": _formset(DocumentForm),
    "places": _formset(PlaceForm),
}


def lines(text: str) -> str:
    """Return typed text with one paragraph a line, whatever the browser ends its lines with."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


class ReviewForm:
    """The whole review screen as one form: the head and a formset for each kind of row."""

    def __init__(self, data: dict, article: Article, posted=None):
        self.head = HeadForm(posted, initial=HeadForm.initial_of(article, data), prefix="head")
        self.formsets = {
            name: formset(
                posted,
                initial=[formset.form.initial_of(row) for row in getattr(article, name).all()],
                prefix=name,
            )
            for name, formset in FORMSETS.items()
        }

    def is_valid(self) -> bool:
        """Check everything, so that every error is shown at once."""
        return all([self.head.is_valid(), *(each.is_valid() for each in self.formsets.values())])

    @property
    def error_count(self) -> int:
        """How many fields are wrong."""
        return len(self.head.errors) + sum(
            len(each.non_form_errors()) + sum(len(errors) for errors in each.errors)
            for each in self.formsets.values()
        )

    def with_edits_of(self, other: "ReviewForm") -> "ReviewForm":
        """Take over what was typed into another form over another reading of the same page.

        Rows are the same when they were read from the same phrase.
        """
        self.head.initial |= {name: other.head[name].value() for name in other.head.changed_data}
        for name, formset in self.formsets.items():
            edited = {
                _read_from(form.initial): {each: form[each].value() for each in form.changed_data}
                for form in other.formsets[name].forms
            }
            for form in formset.forms:
                form.initial |= edited.get(_read_from(form.initial), {})
        return self

    def report(self, raw_page: RawPage) -> Article:
        """Return the unsaved report with what the editor kept, in order and anchored anew."""
        article = self.head.report()
        for name, formset in self.formsets.items():
            kept = [form for form in formset.forms if not form.cleaned_data.get("DELETE")]
            for order, form in enumerate(kept):
                form.instance.sort_order = order
                if isinstance(form, FactForm):
                    form.anchor_in(raw_page.text)
            setattr(article, name, [form.instance for form in kept])
        article.raw_page = raw_page
        article.anchor_facts()
        return article


def _read_from(initial: dict) -> tuple:
    """Return what tells a recognised row apart: its phrase and place, or its heading and text."""
    return (
        initial.get("quote"),
        initial.get("offset"),
        initial.get("name"),
        initial.get("heading"),
        initial.get("heading") is not None and not initial["heading"] and initial["text"],
    )
