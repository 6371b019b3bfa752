"""Which reports the desk's lists show. The exports of the lists ask the same questions."""

from articles.desk.tag_suggestions import known_tags
from articles.filters import (
    StaffArticleFilters,
    StaffFigureFilters,
    StaffHonorFilters,
    StaffMeasureFilters,
)
from articles.search.latest_texts import saying
from unityreports.site.desk_filters import filter_set

FEW = 500  # reports
SEARCHED = ("title", "subtitle", "source", "author")


class ArticleFilterSet(filter_set(StaffArticleFilters)):
    """The filters of reports, which offer no tag that only foreign drafts carry."""

    def __init__(self, data=None, *, request=None):
        super().__init__(data, request=request)
        self.form.fields["tag"].queryset = known_tags(request.user)


MeasureFilterSet = filter_set(StaffMeasureFilters)
HonorFilterSet = filter_set(StaffHonorFilters)
FigureFilterSet = filter_set(StaffFigureFilters)


def search(queryset, text: str):
    """Return the reports that say every word of ``text``, in their latest or their public version.

    What few reports say is looked for once, not again for their number and for each page.
    """
    words = text.split()
    if not words:
        return queryset
    queryset = saying(queryset, words)
    few = list(queryset.order_by().values_list("pk", flat=True)[: FEW + 1])
    return queryset.filter(pk__in=few) if len(few) <= FEW else queryset
