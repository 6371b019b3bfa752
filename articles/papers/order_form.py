"""What is asked of whoever orders a collection of reports as one file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import PaperOrder
from articles.papers import orders, printing, typography


class OrderForm(forms.Form):
    """The title on the cover, the format and the wishes."""

    title = forms.CharField(
        label=_("书名"), max_length=100, help_text=_("印在封面上，也是文件的名称。")
    )
    kind = forms.ChoiceField(
        label=_("格式"),
        choices=[(name, kind.label) for name, kind in printing.KINDS.items()],
        initial="docx",
        widget=forms.RadioSelect,
    )
    form = forms.ChoiceField(
        label=_("版式"),
        choices=[(name, form.label) for name, form in typography.FORMS.items()],
        initial=typography.DEFAULT,
        widget=forms.RadioSelect,
    )
    notes = forms.BooleanField(label=_("附荣誉、数据等脚注"), required=False)

    def order(self, reports: list[int], **more) -> PaperOrder:
        """Return the order, written down."""
        named = {name: self.cleaned_data[name] for name in ("title", "kind", "form", "notes")}
        return PaperOrder.objects.create(**named, reports=reports[: orders.MOST], **more)
