"""The filters that a person keeps under a name, offered above the list."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from articles.models import SavedFilter


@dataclass(frozen=True)
class Offered:
    """A filter above the list: what it is called, where it leads, and whether it applies now."""

    name: str
    address: str
    applies: bool


class OffersFilters:
    """Offers above a list what the user keeps or shares, and to keep what is asked now."""

    @cached_property
    def asked(self) -> str:
        """What of the address is understood: search, filters and order, as an address has them."""
        query = QueryDict(mutable=True)
        if self.is_searching:
            query[self.search_kwarg] = self.search_query
        query.update(dict(self.filters.form.kept))
        if self.is_explicitly_ordered and self.ordering:
            query["ordering"] = self.ordering
        return query.urlencode()

    @cached_property
    def offered_filters(self) -> list[Offered]:
        """The filters under a name, by name."""
        found = SavedFilter.objects.offered(self.request.user, self.dataset_name)
        return [
            Offered(each.name, f"{self.index_url}?{each.query}", each.query == self.asked)
            for each in found
        ]

    @property
    def saved_filters_url(self) -> str:
        """Where what is asked now is given a name."""
        url = reverse("saved_filters", args=[self.dataset_name])
        return f"{url}?{self.asked}" if self.asked else url
