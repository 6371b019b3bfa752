"""What can be exported: six lists, each with its columns, its filters and its order."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from articles import filters
from articles.exports.article_columns import ARTICLES
from articles.exports.columns import Column
from articles.exports.document_columns import CITATIONS
from articles.exports.figure_columns import FIGURES
from articles.exports.honor_columns import HONORS
from articles.exports.measure_columns import MEASURES
from articles.exports.region_columns import REGIONS
from articles.models import Article, DocumentMention, Figure, Honor, Measure
from articles.models.querysets import ArticleQuerySet, PartQuerySet
from regions.filters import RegionFilters
from regions.models import Region
from unityreports.site.filters import Filters


class UnknownColumnError(ValueError):
    """A column that the list does not have. The message says which ones there are."""


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """One list.

    ``public`` returns the rows that anyone may see; ``ordered`` puts rows in the order of the
    list, after they were filtered: in a place, reports are read in the order of its placements.
    ``order`` repeats that order as lookup paths none of which is ever null: what cursors are made
    of.
    """

    name: str
    label: str
    description: str
    columns: tuple[Column, ...]
    filters: type[Filters]
    public: Callable[[], QuerySet[Any]]
    ordered: Callable[[Any], QuerySet[Any]]  # given rows of its own list
    order: tuple[str, ...]

    def rows(self, form: Filters) -> QuerySet[Any]:
        """Return the public rows that a valid form of filters lets through, in order."""
        return self.ordered(form.apply(self.public()))

    def offered(self, *, staff: bool = False) -> list[Column]:
        """Return the columns that may be chosen."""
        return [column for column in self.columns if staff or not column.staff]

    def choose(self, names: Sequence[str] | None = None, *, staff: bool = False) -> list[Column]:
        """Return the named columns in the named order; the default ones when none are named.

        Raises ``UnknownColumnError`` for a name that is not there, or is there twice.
        """
        offered = {column.name: column for column in self.offered(staff=staff)}
        if not names:
            return [column for column in offered.values() if column.default]
        unknown = [name for name in names if name not in offered]
        if unknown:
            raise UnknownColumnError(
                gettext("没有“%(name)s”这一列。可选的有：%(names)s。")
                % {"name": unknown[0][:40], "names": gettext("、").join(offered)}
            )
        if len(set(names)) < len(names):
            raise UnknownColumnError(gettext("同一列写了不止一次。"))
        return [offered[name] for name in names]


_BEGINNING = datetime.datetime(1, 1, 2, tzinfo=datetime.UTC)


def _in_report_order(parts: PartQuerySet[Any]) -> PartQuerySet[Any]:
    """Return parts of public reports, newest report first.

    Every public report has a date. Saying so makes SQLite walk along the dates; left to itself
    it sorts all parts there are, which takes a second for what a page of fifty needs.
    """
    return parts.filter(article__published_at__gte=_BEGINNING).newest_first()


_IN_REPORT_ORDER = ("-article__published_at", "-article_id", "sort_order", "pk")

DATASETS = {
    dataset.name: dataset
    for dataset in (
        Dataset(
            name="articles",
            label="报告",
            description="各地公开的工作报告，每篇一行。",
            columns=ARTICLES,
            filters=filters.ArticleFilters,
            public=lambda: Article.objects.published(),
            ordered=ArticleQuerySet.newest_first,
            order=("-published_at", "-pk"),
        ),
        Dataset(
            name="measures",
            label="举措",
            description="报告正文的提纲，每项举措一行。",
            columns=MEASURES,
            filters=filters.MeasureFilters,
            public=lambda: Measure.objects.published(),
            ordered=_in_report_order,
            order=_IN_REPORT_ORDER,
        ),
        Dataset(
            name="honors",
            label="荣誉台账",
            description="报告写到的荣誉和称号，每条都附原话；已获得、创建目标和文中提及分列。",
            columns=HONORS,
            filters=filters.HonorFilters,
            public=lambda: Honor.objects.published(),
            ordered=_in_report_order,
            order=_IN_REPORT_ORDER,
        ),
        Dataset(
            name="figures",
            label="数据",
            description="报告写到的数字，每条都附原话。",
            columns=FIGURES,
            filters=filters.FigureFilters,
            public=lambda: Figure.objects.published(),
            ordered=_in_report_order,
            order=_IN_REPORT_ORDER,
        ),
        Dataset(
            name="documents",
            label="文献",
            description="报告引用的法律、规划、方案等，每引用一处一行，附原话。",
            columns=CITATIONS,
            filters=filters.DocumentFilters,
            public=lambda: DocumentMention.objects.published(),
            ordered=_in_report_order,
            order=_IN_REPORT_ORDER,
        ),
        Dataset(
            name="regions",
            label="地区",
            description="行政区划和自设区域，每个一行。",
            columns=REGIONS,
            filters=RegionFilters,
            public=lambda: Region.objects.for_readers(),
            ordered=lambda regions: regions.order_by("code"),
            order=("code",),
        ),
    )
}
