"""The vocabulary of indicators on the desk: names of figures that mean the same, and their unit."""

from django import forms
from django.db.models import Count, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column

from articles.models import Figure, Indicator, IndicatorName
from unityreports.site.desk_screens import DeskViewSet, PlainIndexView, SelectInFormsViewSet

SUGGESTIONS = 24
_LOOKED_AT = 400  # names in use that are weighed for a suggestion, the most frequent


class IndicatorForm(WagtailAdminModelForm):
    """An indicator with its other names, one a line."""

    synonyms = forms.CharField(
        label=_("归入的其他名称"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("报告里说的是同一指标的其他名称，每行一个，照报告的写法。"),
    )

    class Media:
        js = ["desk/indicator-names.js"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["data-suggested-by"] = reverse("indicator_names")
        if self.instance.pk:
            self.initial["synonyms"] = "\n".join(self.instance.synonyms)

    def clean_name(self):
        """Refuse a name that is gathered under another indicator."""
        name = self.cleaned_data["name"]
        self._refuse_taken([name])
        return name

    def clean_synonyms(self):
        """Return the names, each once; refuse one that is too long or another indicator's."""
        lines = (line.strip() for line in self.cleaned_data["synonyms"].splitlines())
        names = list(dict.fromkeys(line for line in lines if line))
        longest = IndicatorName._meta.get_field("name").max_length
        if too_long := next((name for name in names if len(name) > longest), None):
            raise forms.ValidationError(
                gettext("“%(name)s……”太长：名称最多 %(most)d 个字，每行一个。")
                % {"name": too_long[:20], "most": longest}
            )
        self._refuse_taken(names)
        return names

    def _refuse_taken(self, names: list[str]):
        taken = IndicatorName.objects.filter(name__in=names).exclude(indicator=self.instance.pk)
        if found := taken.select_related("indicator").first():
            raise forms.ValidationError(
                gettext("“%(name)s”已经归入指标“%(indicator)s”，请先从那里移出。")
                % {"name": found.name, "indicator": found.indicator.name}
            )

    def save(self, commit=True):
        """Save the indicator with its names; renamed, it keeps its name of before among them."""
        indicator = super().save(commit=False)
        before = [self.initial["name"]] if indicator.pk else []
        if commit:
            indicator.gather([*self.cleaned_data["synonyms"], *before])
        return indicator


class IndicatorViewSet(DeskViewSet):
    """Indicators (指标)."""

    model = Indicator
    icon = "decimal"
    url_prefix = "indicators"
    menu_order = 322
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = PlainIndexView
    chooser_viewset_class = SelectInFormsViewSet
    search_fields = ("name", "names__name")
    list_display = [
        "name",
        Column("unit", label=_("单位")),
        Column(
            "synonyms",
            label=_("归入的其他名称"),
            accessor=lambda each: "、".join(each.synonyms),
            classname="desk-long",
        ),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("synonyms"),
            HelpPanel(template="desk/indicators/suggested.html"),
            FieldPanel("unit"),
            FieldPanel("position"),
        ],
        base_form_class=IndicatorForm,
    )

    def get_queryset(self, request):
        """Indicators with their names; a search finds each once, by whichever of them."""
        return Indicator.objects.prefetch_related("names").distinct()


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def _suggested(figures, name: str) -> list[dict]:
    """Return the ungathered names of figures, with their number: those like ``name`` first.

    Without a name they are the most frequent.
    """
    gathered = IndicatorName.objects.values("name")
    free = figures.order_by().exclude(name__in=gathered).exclude(name=name)
    wanted = _pairs(name) if name else set()
    alike = Q()
    for pair in wanted:
        alike |= Q(name__contains=pair)
    counted = free.filter(alike).values("name").annotate(number=Count("pk"))
    found = list(counted.order_by("-number", "name")[:_LOOKED_AT])
    if wanted:
        found.sort(key=lambda each: -_likeness(wanted, _pairs(each["name"])))
    return found[:SUGGESTIONS]


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def suggest_names(request):
    """Answer with names that figures bear in reports and that no indicator has gathered yet.

    Told are the names in reports that are public, or the person's own.
    """
    name = request.GET.get("name", "").replace("\0", "").strip()[:120]
    own = Figure.objects.kept().of(request.user)
    known = Figure.objects.filter(Q(pk__in=Figure.objects.published()) | Q(pk__in=own))
    return render(request, "desk/indicators/names.html", {"names": _suggested(known, name)})
