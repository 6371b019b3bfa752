"""What to try when a search found nothing: the same with less asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from articles.search.engine import Results, search
from articles.search.query import Query, Term, parse
from unityreports.site.filters import Filters

_MOST = 5


@dataclass(frozen=True)
class Wider:
    """A search that does find something: what is left out, and what is asked then."""

    left_out: str
    text: str
    without: str
    results: Results

    @property
    def total(self) -> str:
        """How much it finds."""
        return (
            gettext("%(total)s 篇") % {"total": self.results.total}
            if self.results.exact
            else gettext("多篇")
        )


def wider(query: Query, filters: Filters) -> list[Wider]:
    """Return searches that ask for less and find something, the closest first.

    ``filters`` are those of reports; ``without`` names the filter left out.
    """
    found = []
    for left_out, text, name in _attempts(query, filters):
        results = search(parse(text), filters.without(name) if name else filters, size=1)
        if results.hits:
            found.append(Wider(left_out, text, name, results))
        if len(found) == _MOST:
            break
    return found


def _attempts(query: Query, filters: Filters) -> Iterator[tuple[str, str, str]]:
    """Yield ``(what is left out, the text then, the filter left out)``."""
    for name in filters.own:
        label = filters.fields[name].label
        yield gettext("不限%(label)s") % {"label": label}, query.text, name
    if query.excluded or query.excluded_places:
        yield gettext("不排除任何词"), str(replace(query, excluded=[], excluded_places=[])), ""
    if len(query.wanted) > 1 or query.places:
        for term in query.wanted:
            rest = [other for other in query.wanted if other is not term]
            yield gettext("去掉“%(term)s”") % {"term": term}, str(replace(query, wanted=rest)), ""
        if query.places:
            yield gettext("不限地区"), str(replace(query, places=[])), ""
    if any(term.mark for term in query.wanted):
        yield gettext("在全文中查找"), str(replace(query, wanted=_unmarked(query.wanted))), ""
    for term in query.wanted:
        for half in _halves(term):
            rest = [half if other is term else other for other in query.wanted]
            yield gettext("改查“%(half)s”") % {"half": half}, str(replace(query, wanted=rest)), ""


def _unmarked(terms: list[Term]) -> list[Term]:
    return [replace(term, mark="") for term in terms]


def _halves(term: Term) -> list[Term]:
    """Return the two halves of a term that is long enough to be two words."""
    middle = len(term.units) // 2
    if middle < 2:
        return []
    return [replace(term, units=term.units[:middle]), replace(term, units=term.units[middle:])]
