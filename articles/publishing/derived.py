"""What is derived from public reports: rows of their own, in step with what is public.

Placements, counts and the search index each register a :class:`DerivedRows`. Its rows are written
and removed in the transaction that publishes: Wagtail tells of every publish and unpublish from
inside the transaction that :meth:`Article.publish` opens, so a failure leaves nothing published.
A fixture, a bulk import, a restored backup or a new version of the site can leave rows behind;
:func:`check` and :func:`rebuild` compare them with the reports and put them right.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import pre_delete
from wagtail.signals import published, unpublished

from articles.models import Article, child_rows
from articles.models.querysets import ArticleQuerySet
from regions.models import Region
from regions.signals import tree_changed

# Raised when what is derived changes its form: an installation then brings its database up to date.
FORM = 5
_BATCH = 200

Row = TypeVar("Row", bound=Model)

# Given the ids of the reports, returns them wrapped in something that shows progress.
Progress = Callable[[list[int]], Iterable[int]]


class DerivedRows(Generic[Row]):
    """One kind of rows derived from public reports; ``model`` has a field ``article``.

    A kind says what a report's rows should be (:meth:`rows_of`) and when two rows are the same
    (:meth:`key`); what else must agree, such as sums over all rows, is its :meth:`settle`.
    """

    model: type[Row]
    label: str  # what the rows are called in a sentence

    def rows_of(self, articles: Sequence[Article]) -> dict[int, list[Row]]:
        """Return the rows, not saved, that public reports should have, by the report's id."""
        raise NotImplementedError

    def key(self, row: Row) -> Hashable:
        """Return what a row, stored or not, is compared by."""
        raise NotImplementedError

    def write(self, article: Article):
        """Write the rows of a public report anew."""
        self.repair(self.rows_of([article]))

    def remove(self, article: Article):
        """Remove the rows of a report."""
        self.model.objects.filter(article=article).delete()

    def compare(self, articles: Sequence[Article]) -> dict[int, list[Row]]:
        """Return the rows that those of the public reports should have whose rows differ."""
        stored: dict[int, set[Hashable]] = defaultdict(set)
        for row in self.model.objects.filter(article__in=articles):
            stored[row.article_id].add(self.key(row))
        expected = self.rows_of(articles)
        return {
            pk: rows
            for pk, rows in expected.items()
            if {self.key(row) for row in rows} != stored[pk]
        }

    def repair(self, due: dict[int, list[Row]]):
        """Write rows, by report, in the place of those that the reports have."""
        self.model.objects.filter(article__in=due).delete()
        self.model.objects.bulk_create(row for rows in due.values() for row in rows)

    def stale(self) -> QuerySet:
        """Return the rows of reports that are not public."""
        return self.model.objects.exclude(article__live=True)

    def settle(self, *, repair: bool) -> list[str]:
        """Return what else is not as it should be, in sentences; put it right if ``repair``."""
        return []

    def many_writes(self) -> AbstractContextManager[None]:
        """Return a context in which writing many rows costs less. Not inside a transaction."""
        return nullcontext()


_kinds: list[DerivedRows[Any]] = []


def register(kind: type[DerivedRows]) -> type[DerivedRows]:
    """Keep a kind of rows in step from now on; a decorator of its class."""
    _kinds.append(kind())
    return kind


def tables() -> set[str]:
    """Return the names of the tables that hold what is derived, which nobody writes by hand."""
    return {kind.model._meta.db_table for kind in _kinds}


# In step ---------------------------------------------------------------------------------------


def connect():
    """Listen to what becomes public and what ceases to be. Called once, when the app is ready."""
    published.connect(refresh, sender=Article, dispatch_uid="articles.refresh")
    unpublished.connect(refresh, sender=Article, dispatch_uid="articles.refresh")
    pre_delete.connect(withdraw, sender=Article, dispatch_uid="articles.withdraw")
    tree_changed.connect(replace_moved, sender=Region, dispatch_uid="articles.replace_moved")


def refresh(instance: Article, **kwargs):
    """Write or remove the derived rows of a report.

    ``published`` is also sent for a report that goes live later: ``live`` is the one truth.
    """
    if not instance.live:
        withdraw(instance)
        return
    with child_rows.at_hand(instance) as has_rows:
        article = (
            instance if has_rows else _with_parts(Article.objects.filter(pk=instance.pk)).get()
        )
        for kind in _kinds:
            kind.write(article)


def withdraw(instance: Article, **kwargs):
    """Remove the derived rows of a report. Deleting does so too, in Django's own transaction."""
    for kind in _kinds:
        kind.remove(instance)


def replace_moved(codes: list[str], **kwargs):
    """Derive anew from the public reports of places that moved in the tree.

    ``codes`` are today's codes of the places that moved, those below them included.
    """
    for start in range(0, len(codes), 500):
        for article in Article.objects.published().filter(
            region__code__in=codes[start : start + 500]
        ):
            refresh(article)


# Checked and put right -------------------------------------------------------------------------


@dataclass
class Drift:
    """What differs from what it should be.

    ``reports`` is how many were looked at; ``differing`` how many of them have other rows than
    they should, by the label of the rows; ``left_over`` how many rows belong to no public report;
    ``remarks`` are sentences on what else is wrong.
    """

    reports: int = 0
    differing: Counter[str] = field(default_factory=Counter)
    left_over: int = 0
    remarks: list[str] = field(default_factory=list)

    def __bool__(self):
        return bool(self.differing.total() or self.left_over or self.remarks)


def check(progress: Progress = iter) -> Drift:
    """Return what differs, changing nothing."""
    return _go_through(progress, repair=False)


def rebuild(progress: Progress = iter) -> Drift:
    """Put right what differs and return what it was.

    Readers go on reading: each step is a short transaction that leaves whole reports behind.
    """
    return _go_through(progress, repair=True)


def _go_through(progress: Progress, *, repair: bool) -> Drift:
    drift = Drift(differing=Counter({kind.label: 0 for kind in _kinds}))
    pks = list(Article.objects.filter(live=True).order_by("pk").values_list("pk", flat=True))
    with ExitStack() as stack:
        for kind in _kinds if repair else ():
            stack.enter_context(kind.many_writes())
        for batch in _in_batches(progress(pks)):
            with transaction.atomic():
                _compare(batch, drift, repair)
    for kind in _kinds:
        stale = kind.stale()
        drift.left_over += stale.count()
        if repair:
            stale.delete()
    for kind in _kinds:
        with transaction.atomic():
            drift.remarks += kind.settle(repair=repair)
    return drift


def _in_batches(pks: Iterable[int]) -> Iterator[list[int]]:
    batch = []
    for pk in pks:
        batch.append(pk)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _with_parts(articles: ArticleQuerySet[Article]) -> ArticleQuerySet[Article]:
    """Return reports with what the kinds of rows are derived from, each asked for once."""
    return articles.select_related("region").prefetch_related("measures", "honors", "tags")


def _compare(pks: list[int], drift: Drift, repair: bool):
    """Compare the derived rows of some reports."""
    articles = list(_with_parts(Article.objects.filter(pk__in=pks, live=True)))
    drift.reports += len(articles)
    for kind in _kinds:
        due = kind.compare(articles)
        drift.differing[kind.label] += len(due)
        if repair:
            kind.repair(due)
