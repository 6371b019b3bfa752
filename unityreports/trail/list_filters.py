"""What the list of the trail can be narrowed down to."""

from datetime import datetime, timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unityreports.site.filters import ChoiceField, DayField, Filters, plain
from unityreports.trail import worded
from unityreports.trail.models import Entry


class TrailFilters(Filters):
    """Entries by person, act, object and day."""

    person = forms.CharField(label=_("操作人"), max_length=100)
    act = ChoiceField(
        label=_("操作"), choices=[(name, label) for name, (label, _acts) in worded.GROUPS.items()]
    )
    kind = forms.CharField(label=_("对象类型"), max_length=100)
    object = forms.CharField(label=_("对象（标题或编号）"), max_length=100)
    network = forms.CharField(label=_("来源地址"), max_length=45)
    since = DayField(label=_("从"))
    until = DayField(label=_("到"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        written = set(Entry.objects.order_by().values_list("kind", flat=True).distinct())
        named = sorted((worded.kind(label), label) for label in written if label)
        self.fields["kind"] = ChoiceField(
            label=_("对象类型"), choices=[(label, name) for name, label in named]
        )
        self.fields["kind"].required = False
        self.order_fields(["person", "act", "kind", "object", "network", "since", "until"])

    def apply_person(self, entries, value):
        """Keep what a person did, and the attempts to log in as them."""
        text = plain(value)
        attempts = Q(act__startswith="account.", title__icontains=text)
        return entries.filter(Q(actor_name__icontains=text) | attempts)

    def apply_act(self, entries, value):
        """Keep acts of one group."""
        return entries.filter(worded.of_group(value))

    def apply_kind(self, entries, value):
        """Keep what was done to objects of a kind."""
        return entries.filter(kind=value)

    def apply_object(self, entries, value):
        """Keep what was done to an object, by its title or number."""
        text = plain(value)
        return entries.filter(Q(title__icontains=text) | Q(object_id=text))

    def apply_network(self, entries, value):
        """Keep what came from an address, or from all that begin so."""
        return entries.filter(network__startswith=plain(value))

    def apply_since(self, entries, value):
        """Keep what was done on a day or later."""
        return entries.filter(at__gte=_midnight(value))

    def apply_until(self, entries, value):
        """Keep what was done on a day or earlier."""
        return entries.filter(at__lt=_midnight(value + timedelta(days=1)))


def _midnight(day) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))
