"""Widgets of the desk's forms that forgive what editors paste."""

from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.widgets import AdminAutoHeightTextInput

from articles import richtext


class RichTextArea(DraftailRichTextArea):
    """The desk's rich text editor, which loses nothing that reaches it in another form."""

    def value_from_datadict(self, data, files, name):
        """Return the text as HTML; what is not the editor's own JSON is taken as plain text.

        A page whose script broke, or a program, may post anything here.
        """
        try:
            return super().value_from_datadict(data, files, name)
        except Exception:  # the converter trusts its input and fails in a dozen ways
            return richtext.from_paragraphs(data[name])


class OneLine(AdminAutoHeightTextInput):
    """A line as high as it must be to show all of it; pasted line breaks become spaces."""

    def value_from_datadict(self, data, files, name):
        """Return the text as one line."""
        value = super().value_from_datadict(data, files, name)
        return value and " ".join(value.split("\n")).replace("\r", "")
