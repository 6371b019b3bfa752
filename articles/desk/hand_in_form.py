"""The form in which pages are handed in: pasted, or as files."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.importing.archives import SUFFIXES

MOST_FILES = 50


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
        widget=FilesInput(attrs={"accept": ",".join(sorted(SUFFIXES))}),
        help_text=_(
            "文本、网页、Word、WPS、RTF、PDF 文件或装有它们的 ZIP，可一次选择多个，"
            "每次不超过五十个。"
        ),
    )

    def clean(self):
        """Ask for something to read."""
        cleaned = super().clean()
        if not (cleaned.get("text") or cleaned.get("markup") or cleaned.get("files")):
            raise forms.ValidationError(_("请粘贴页面内容，或选择要上传的文件。"))
        return cleaned
