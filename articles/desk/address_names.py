"""The names that channels and themes have in addresses: proposed from their Chinese names."""

from django import forms
from django.apps import apps
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList

from regions import pinyin

NAMED = ("channel", "theme")


def proposed(model, name: str, pk: int | None = None) -> str:
    """Return a free address name for a row called ``name``; ``pk`` is the row's own, if it has one.

    Empty when the name holds nothing that an address could be made of.
    """
    others = model.objects.exclude(pk=pk)
    longest = model._meta.get_field("slug").max_length
    return pinyin.address_name(name, lambda slug: others.filter(slug=slug).exists(), longest)


class NamedForm(WagtailAdminModelForm):
    """A form whose address name may be left empty, and is then made from the name."""

    class Media:
        js = ["desk/address-name.js"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        if self.instance.pk is None:
            address = reverse("propose_address_name", args=[self.instance._meta.model_name])
            self.fields["slug"].widget.attrs["data-proposed-by"] = address

    def clean(self):
        """Make the address name that was left empty."""
        cleaned = super().clean()
        if not cleaned.get("slug") and "slug" not in self.errors and cleaned.get("name"):
            model = self.instance._meta.model
            cleaned["slug"] = proposed(model, cleaned["name"], self.instance.pk)
            if not cleaned["slug"]:
                raise forms.ValidationError({"slug": gettext("名称中没有文字，请自己填写网址名。")})
        return cleaned


def edit_handler(model) -> ObjectList:
    """Return the form of a vocabulary: its own panels, with the address name left to the site."""
    panels = [
        FieldPanel(
            "slug",
            help_text=_("出现在网址中，发布后请勿更改。新建时可以留空，按名称的拼音生成。"),
        )
        if panel.field_name == "slug"
        else panel
        for panel in model.panels
    ]
    return ObjectList(panels, base_form_class=NamedForm)


def propose(request, model: str):
    """Answer with the address name proposed for a name, as plain text."""
    name = request.GET.get("name", "").replace("\0", "")[:200]
    return HttpResponse(
        proposed(apps.get_model("articles", model), name), content_type="text/plain; charset=utf-8"
    )
