"""Widgets of the desk's forms that forgive what editors paste."""

from collections.abc import Collection

from django.forms import Media, Widget
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput
from wagtail.images.models import Image
from wagtail.images.shortcuts import get_rendition_or_not_found

from articles.models import StoredFile
from unityreports.site import richtext
from unityreports.site.file_kinds import KINDS, MOST_BYTES

THUMBNAIL = "max-165x165"  # as the window for choosing a picture makes them


class RichTextArea(DraftailRichTextArea):
    """The desk's rich text editor, which opens every text and loses nothing that reaches it.

    Wagtail's own conversion fails on HTML that it did not write, and drops list items and blocks
    that it does not expect.
    """

    unseen: Collection[int] = ()  # pictures that whoever edits may not see

    def format_value(self, value):
        """Return a stored text as the editor's JSON."""
        shown = _thumbnails(value or "", self.unseen)
        return richtext.to_editor(value or "", self.features, shown)

    def value_from_datadict(self, data, files, name):
        """Return the posted text as HTML."""
        posted = data.get(name)
        return None if posted is None else richtext.from_editor(posted, self.features)


def _thumbnails(html: str, unseen: Collection[int]) -> dict[int, str]:
    """Return the address of a small form of each picture of a text that is still there."""
    numbers = {picture.number for picture in richtext.pictures(html)}.difference(unseen)
    if not numbers:
        return {}
    found = Image.objects.filter(pk__in=numbers).prefetch_renditions(THUMBNAIL)
    return {image.pk: get_rendition_or_not_found(image, THUMBNAIL).url for image in found}


class OneLine(AdminAutoHeightTextInput):
    """A line as high as it must be to show all of it; pasted line breaks become spaces."""

    def value_from_datadict(self, data, files, name):
        """Return the text as one line."""
        value = super().value_from_datadict(data, files, name)
        return value and " ".join(value.split("\n")).replace("\r", "")


class DateTimeInput(AdminDateTimeInput):
    """A date with a calendar that leaves alone what was typed.

    The stock one turns whatever it cannot read (2020年7月7日, 2020-02-30) into some other date when
    the field is left, and that date would be published.
    """

    def get_config(self):
        """Return the calendar's settings."""
        return super().get_config() | {"validateOnBlur": False}

    @classmethod
    def like(cls, widget: AdminDateTimeInput) -> "DateTimeInput":
        """Return such a field like another, its calendar among what its window holds."""
        window = widget.js_overlay_parent_selector
        return cls(widget.attrs, js_overlay_parent_selector=f"{window} .w-dialog__body")


class AttachedFile(Widget):
    """A file of a report: sent as soon as it is chosen, so that a form that fails loses none.

    What the form posts is the number of the stored file.
    """

    template_name = "desk/attached_file.html"

    def render(self, name, value, attrs=None, renderer=None):
        """Draw it by a template of the site, which forms look for among Django's own."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    @property
    def media(self):
        """The script that sends what is chosen."""
        return Media(js=[versioned_static("desk/attached-file.js")])

    def get_context(self, name, value, attrs):
        """Give the template the file, if it is there, and where to send another."""
        context = super().get_context(name, value, attrs)
        known = str(value or "").isdecimal() and len(str(value)) <= 18
        context["stored"] = StoredFile.objects.filter(pk=value).first() if known else None
        context["upload"] = reverse("attachment_upload")
        context["endings"] = ",".join(f".{suffix}" for suffix in KINDS)
        context["most"] = MOST_BYTES
        return context
