"""Keeps forms from naming pictures that are not their user's to see."""

from collections.abc import Iterator

from django.forms import BoundField, ModelChoiceField, ModelForm
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.images.models import Image

from articles.desk.office_pictures import own_pictures
from articles.desk.widgets import RichTextArea
from unityreports.site import richtext
from unityreports.site.text_pictures import LONGEST_NUMBER


class OwnPicturesForm(WagtailAdminModelForm):
    """A form that takes the pictures alone which its user may see, and those that it held before.

    Numbers of pictures are short, and a browser posts any: whoever had one of another office in a
    report of their own would see it there. What is refused is not shown with the form either.
    """

    def clean(self):
        """Refuse pictures of others at the field or the text that names them."""
        super().clean()
        posted = [(form, field, _numbers(field.data)) for form, field in _places(self)]
        asked = set().union(*(numbers for _form, _field, numbers in posted))
        if asked:
            foreign = asked - self._known(asked)
            for form, field, numbers in posted:
                if numbers & foreign:
                    _refuse(form, field, foreign)
        return self.cleaned_data

    def _known(self, numbers: set[int]) -> set[int]:
        held = set().union(*(_numbers(field.initial) for _form, field in _places(self)))
        mine = Image.objects.filter(own_pictures(self.for_user), pk__in=numbers)
        return held | set(mine.values_list("pk", flat=True))


def _places(form: WagtailAdminModelForm) -> Iterator[tuple[ModelForm, BoundField]]:
    """Yield the fields of a form and of its rows that may name pictures, each with its form."""
    rows = [row for formset in form.formsets.values() for row in formset.forms]
    for each in (form, *rows):
        for name, field in each.fields.items():
            chooses = isinstance(field, ModelChoiceField) and field.queryset.model is Image
            if chooses or isinstance(field.widget, RichTextArea):
                yield each, each[name]


def _numbers(value: object) -> set[int]:
    """Return the pictures that a text names, or the one whose number a value is."""
    if isinstance(value, int):
        return {value}
    text = value if isinstance(value, str) else ""
    if text.isdecimal():
        return {int(text)} if len(text) <= LONGEST_NUMBER else set()
    return {picture.number for picture in richtext.pictures(text)}


def _refuse(form: ModelForm, field: BoundField, foreign: set[int]) -> None:
    if isinstance(field.field.widget, RichTextArea):
        field.field.widget.unseen = foreign
        form.add_error(field.name, gettext("文字里有一张图片已不在，请删去或换一张。"))
        return
    form.data = form.data.copy()
    form.data[field.html_name] = ""
    form.add_error(field.name, gettext("这张图片已不在，请重新选择。"))
