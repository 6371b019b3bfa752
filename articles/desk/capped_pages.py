"""Pages of a list that may be very long: rows are counted no further than anybody pages."""

from django.utils.functional import cached_property
from django.utils.translation import gettext
from wagtail.admin.paginator import WagtailPaginator

MOST = 2000  # rows


class CappedPaginator(WagtailPaginator):
    """Offers the first ``MOST`` rows page by page, and says when there are more.

    To count a hundred thousand takes longer than to draw the page; who looks for a row that far
    down narrows the list, or turns its order round.
    """

    @cached_property
    def count(self) -> int:
        """How many rows there are, ``MOST`` at most."""
        return min(self._counted, MOST)

    @property
    def is_capped(self) -> bool:
        """Whether there are more than that."""
        return self._counted > MOST

    @cached_property
    def _counted(self) -> int:
        return self.object_list.order_by().values("pk")[: MOST + 1].count()

    @cached_property
    def items_count_label(self) -> str:
        """The number below the list."""
        if not self.is_capped:
            return super().items_count_label
        return gettext("超过 %(most)s 篇报告") % {"most": f"{MOST:,}"}
