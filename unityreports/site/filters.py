"""Filters of lists: one vocabulary for pages, feeds, files, programs, commands and the desk.

A form describes what one kind of list can be narrowed down to. Every way to the list asks the same
form, and differs only in what becomes of nonsense: pages pass it over and say so
(:attr:`Filters.ignored`), who cannot say so refuses it (:meth:`Filters.problems`).
"""

import datetime
import re
import unicodedata
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unityreports.site.language import for_readers
from unityreports.site.year_range import FIRST_STATED_YEAR, LAST_YEAR

NOT_STATED = "none"
# In words, in whichever list.
_NOT_STATED_WORDS = {NOT_STATED, "未写明", "原文未写明"}
_DAY = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})日|(\d{4})(\d{2})(\d{2})"
)


def plain(value: Any) -> str:
    """Return what was typed in its normal form: half width, without blanks around it."""
    return unicodedata.normalize("NFKC", str(value if value is not None else "")).strip()


class ChoiceField(forms.TypedChoiceField):
    """One of a few values, by its code or by the words that readers see for it."""

    def __init__(self, *, choices, **kwargs):
        super().__init__(choices=[("", _("全部")), *choices], **kwargs)

    def to_python(self, value):
        """Return the code that was meant, or the text as it is."""
        text = plain(value)
        return self._codes().get(text.casefold(), text)

    def prepare_value(self, value):
        """Choose in a select what was written in words."""
        return self.to_python(value)

    def _codes(self) -> dict[str, str]:
        with for_readers():
            words = {str(label).casefold(): str(code) for code, label in self.choices if code != ""}
        codes = {str(code).casefold(): str(code) for code, _ in self.choices}
        if NOT_STATED in codes:
            codes |= dict.fromkeys(_NOT_STATED_WORDS, NOT_STATED)
        return words | codes


class _RowsAndNone(forms.models.ModelChoiceIterator):
    """The rows to choose from, and that there is none where that can be asked for."""

    def __iter__(self):
        yield from super().__iter__()
        if self.field.none:
            yield NOT_STATED, self.field.none


class NamedField(forms.ModelChoiceField):
    """A channel, theme or tag, by the name it has in addresses or the one it has on pages.

    ``none`` words the choice of rows that have none, which cleans to ``NOT_STATED``; with ``ids``,
    the number of the row does too. Addresses kept from older versions of the desk have that, and
    ``null`` for none.
    """

    iterator = _RowsAndNone

    def __init__(self, model, *, none: str = "", ids: bool = False, **kwargs):
        self.none = none
        self.lookups = ["slug", "name__iexact"] + (["pk"] if ids else [])
        super().__init__(
            queryset=model.objects.all(),
            to_field_name="slug",
            empty_label=_("全部"),
            error_messages={"invalid_choice": _("没有“%(value)s”这个名称。")},
            **kwargs,
        )

    def to_python(self, value):
        """Return the row, or ``NOT_STATED``."""
        text = plain(value)
        if not text:
            return None
        if self.none and text in {NOT_STATED, "null", str(self.none)}:
            return NOT_STATED
        for lookup in self.lookups:
            try:
                found = self.queryset.filter(**{lookup: text})[:2]
                if len(found) == 1:
                    return found[0]
            except (ValueError, OverflowError):  # no text or number that a database can hold
                continue
        raise forms.ValidationError(
            self.error_messages["invalid_choice"], code="invalid_choice", params={"value": text}
        )

    def prepare_value(self, value):
        """Choose in a select what was written in words."""
        if value == "":  # what nobody chose, which is no change of what nobody chose
            return value
        try:
            value = self.to_python(value) if isinstance(value, str) else value
        except forms.ValidationError:
            return value
        return super().prepare_value(value)


class YearField(forms.IntegerField):
    """A year. ``none`` words that the report states none, which cleans to ``NOT_STATED``."""

    def __init__(self, *, none: str = "", **kwargs):
        self.none = none
        kwargs = {"label": _("年份"), **kwargs}
        super().__init__(min_value=FIRST_STATED_YEAR, max_value=LAST_YEAR, **kwargs)

    def clean(self, value):
        """Return the year."""
        text = plain(value).removesuffix("年").strip()
        return NOT_STATED if self.none and text in _NOT_STATED_WORDS else super().clean(text)


class DayField(forms.DateField):
    """A day within the years that reports are of, as people write it."""

    def __init__(self, **kwargs):
        first, last = datetime.date(FIRST_STATED_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31)
        super().__init__(
            input_formats=["%Y-%m-%d"],
            validators=[MinValueValidator(first), MaxValueValidator(last)],
            **kwargs,
        )

    def to_python(self, value):
        """Return the day."""
        text = re.sub(r"\s", "", plain(value))
        if day := _DAY.fullmatch(text):
            parts = [part for part in day.groups() if part and part.isdigit()]
            text = "-".join(parts)
        return super().to_python(text)


class Filters(forms.Form):
    """Filters of one list. Subclasses name the fields and, in ``apply_…``, what they mean.

    ``aliases`` are earlier names of parameters, which still work. ``also`` are the parameters that
    the caller understands itself (``format``, ``columns`` …); ``fixed`` are filters that the
    address of a page has settled already.
    """

    aliases: ClassVar[dict[str, str]] = {}
    countless: ClassVar[set[str]] = set()  # filters that take any number of values

    def __init__(self, data=None, *, also=(), fixed: dict[str, str] | None = None):
        self.also, self.fixed = set(also), fixed or {}
        super().__init__(self._named(data if data is not None else {}))
        for field in self.fields.values():
            field.required = False

    def _named(self, data) -> QueryDict:
        """Return the parameters under their names of today."""
        named = QueryDict(mutable=True)
        for name in data:
            values = data.getlist(name) if hasattr(data, "getlist") else [data[name]]
            name = self.aliases.get(name, name)
            named.setlist(name, [v for v in named.getlist(name) if v] + list(values))
        self.settled = [name for name in self.fixed if named.get(name)]
        for name, value in self.fixed.items():
            named[name] = value
        return named

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The filters that were given and understood, by name."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def own(self) -> dict[str, Any]:
        """Those that are the reader's choice, not that of the page."""
        return {name: value for name, value in self.chosen.items() if name not in self.fixed}

    @property
    def ignored(self) -> list[str]:
        """The labels of the filters that were given and not understood, or settled before."""
        names = [name for name in self.errors if name != NON_FIELD_ERRORS] + self.settled
        return [str(self.fields[name].label) for name in names]

    @property
    def notices(self) -> list[str]:
        """What a reader should know of them to write them better: the places of one name."""
        return [
            message
            for errors in self.errors.as_data().values()
            for error in errors
            if error.code == "unclear_place"
            for message in error.messages
        ]

    def problems(self) -> list[str]:
        """Return what is wrong, one sentence each."""
        found = []
        unknown = [name for name in self.data if name not in self.fields and name not in self.also]
        if unknown:
            known = gettext("、").join([*self.fields, *sorted(self.also)])
            shown = gettext("、").join(f"“{name[:40]}”" for name in sorted(unknown)[:5])
            found.append(
                gettext("不认识的参数%(names)s。可用的有：%(known)s。")
                % {"names": shown, "known": known}
            )
        for name in self.fields:
            if len(self.data.getlist(name)) > 1:
                found.append(gettext("参数“%(name)s”写了不止一次。") % {"name": name})
        for name, errors in self.errors.items():
            label = self.fields[name].label
            found += [
                gettext("%(label)s：%(text)s") % {"label": label, "text": error} for error in errors
            ]
        return found

    def without(self, name: str) -> "Filters":
        """Return these filters with one left out."""
        data = self.data.copy()
        data.pop(name, None)
        return type(self)(data, also=self.also, fixed=self.fixed)

    def apply(self, queryset):
        """Return the rows that fit every filter that was understood."""
        for name, value in self.chosen.items():
            queryset = getattr(self, f"apply_{name}")(queryset, value)
        return queryset

    def described(self) -> list[tuple[str, str]]:
        """Return the label and the wording of each filter of the reader's."""
        return [
            (str(self.fields[name].label), self.worded(name, value))
            for name, value in self.own.items()
        ]

    def worded(self, name: str, value) -> str:
        """Return a filter's value as people read it."""
        field = self.fields[name]
        if isinstance(field, ChoiceField):
            return str({str(code): label for code, label in field.choices}[str(value)])
        if value == NOT_STATED:
            return str(field.none)
        return value.isoformat() if isinstance(value, datetime.date) else str(value)

    def written(self, name: str) -> str:
        """Return the value of a filter as it stands in an address: the same on every surface."""
        value = self.chosen[name]
        for attribute in ("slug", "code"):
            if hasattr(value, attribute):
                return getattr(value, attribute)
        return value.isoformat() if isinstance(value, datetime.date) else str(value)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The name and value of each filter of the reader's, for hidden fields and links."""
        return [(name, self.written(name)) for name in self.own]

    def query(self, **more: str) -> str:
        """Return the filters as the end of an address, with other parameters in front."""
        query = QueryDict(mutable=True)
        query.update(more)
        query.update(dict(self.kept))
        return f"?{query.urlencode()}" if query else ""

    @property
    def one_of_few(self) -> list[tuple[str, str]]:
        """``kept``, if it is no more than one filter of a bounded number of values."""
        return [] if len(self.kept) > 1 or self.countless & {*self.own} else self.kept

    def besides(self, *names: str) -> list[tuple[str, str, str]]:
        """Return ``(name, label, value)`` of the filters other than these, which have controls."""
        return [
            (name, str(self.fields[name].label), value)
            for name, value in self.kept
            if name not in names
        ]
