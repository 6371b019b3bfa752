"""Compares what is derived from public reports with the reports, and puts it right.

Placements, counts and passages are written when a report is published; a fixture, a bulk import,
a restored backup or a new version of the site can leave them behind.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass

from django.db import connection, transaction

from articles.models import Article, KeptCount, Passage, Placement, Share
from articles.models.cached_counts import Amounts
from articles.publishing import counting
from articles.search.backends import backend
from articles.search.passages import passages_of
from regions import codes
from regions.models import Region

# Raised when what is derived changes its form: an installation then brings its database up to date.
FORM = 3
_BATCH = 200

# Given the ids of the reports, returns them wrapped in something that shows progress.
Progress = Callable[[list[int]], Iterable[int]]


@dataclass
class Drift:
    """How many reports have derived rows that differ from what they should be, and the rest."""

    reports: int = 0
    placements: int = 0
    shares: int = 0
    passages: int = 0
    left_over: int = 0
    counts: int = 0
    index_sound: bool = True

    def __bool__(self):
        differing = self.placements + self.shares + self.passages + self.left_over + self.counts
        return bool(differing) or not self.index_sound


def check(progress: Progress = iter) -> Drift:
    """Return what differs, changing nothing."""
    return _go_through(progress, repair=False)


def rebuild(progress: Progress = iter) -> Drift:
    """Put right what differs and return what it was.

    Readers go on reading: each step is a short transaction that leaves whole reports behind.
    """
    return _go_through(progress, repair=True)


def _go_through(progress: Progress, *, repair: bool) -> Drift:
    drift = Drift()
    places = dict(Region.objects.values_list("code", "pk"))
    pks = list(Article.objects.filter(live=True).order_by("pk").values_list("pk", flat=True))
    with backend().many_writes() if repair else nullcontext():
        for batch in _in_batches(progress(pks)):
            with transaction.atomic():
                _compare(batch, places, drift, repair)
    for model in (Placement, Share, Passage):
        stale = model.objects.exclude(article__live=True)
        drift.left_over += stale.count()
        if repair:
            stale.delete()
    with transaction.atomic():
        _compare_counts(drift, repair)
    drift.index_sound = backend().is_sound()
    if repair and not drift.index_sound:
        backend().repair()
    return drift


def _in_batches(pks: Iterable[int]) -> Iterator[list[int]]:
    batch = []
    for pk in pks:
        batch.append(pk)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _compare(pks: list[int], places: dict[str, int], drift: Drift, repair: bool):
    """Compare the derived rows of some reports."""
    articles = list(
        Article.objects.filter(pk__in=pks, live=True)
        .select_related("region")
        .prefetch_related("measures", "honors", "tags")
    )
    drift.reports += len(articles)
    placed = _by_article(Placement, pks, "region", "published_at")
    shares = Share.objects.in_bulk(pks)
    passages = _by_article(Passage, pks, "id", "row", "text", "terms")
    placements_due, shares_due, passages_due = [], [], []
    for article in articles:
        path = [*codes.ancestors(article.region.code), article.region.code]
        regions = [places[code] for code in path if code in places]
        date = article.published_at
        if placed[article.pk] != {(region, date) for region in regions}:
            drift.placements += 1
            placements_due += [
                Placement(region_id=region, article=article, published_at=date)
                for region in regions
            ]
        share, kept = counting.share_of(article, regions), shares.get(article.pk)
        if kept is None or (kept.regions, kept.amounts) != (share.regions, share.amounts):
            drift.shares += 1
            shares_due.append(share)
        expected, stored = list(passages_of(article)), passages[article.pk]
        if not stored or stored != {(p.pk, p.row, p.text, _stored(p.terms)) for p in expected}:
            drift.passages += 1
            passages_due += expected
    if repair:
        _replace(Placement, placements_due)
        _replace(Share, shares_due)  # the counts themselves are compared last
        _replace(Passage, passages_due)


def _replace(model, rows: list):
    """Write rows in place of all those of the same reports."""
    model.objects.filter(article__in={row.article_id for row in rows}).delete()
    model.objects.bulk_create(rows)


def _by_article(model, pks: list[int], *fields: str) -> dict[int, set[tuple]]:
    """Return the rows of a table for each report, as sets of the fields."""
    rows: dict[int, set[tuple]] = defaultdict(set)
    for pk, *values in model.objects.filter(article__in=pks).values_list("article", *fields):
        rows[pk].add(tuple(values))
    return rows


def _stored(terms) -> str:
    """Return terms as the database gives them back."""
    return terms.as_vector() if connection.vendor == "postgresql" else terms.as_words()


def _compare_counts(drift: Drift, repair: bool):
    """Compare the kept counts with the sum of all shares."""
    if repair and connection.vendor == "postgresql":
        # SQLite has one writer anyhow. Readers are not held up by either.
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE articles_share IN SHARE ROW EXCLUSIVE MODE")
    difference: dict[counting.Key, Amounts] = defaultdict(Amounts)
    for share in Share.objects.iterator(chunk_size=2000):
        for key, amounts in counting.keys_of(share).items():
            difference[key] = difference[key].plus(amounts)
    for row in KeptCount.objects.exclude(reports=0, measures=0, honors=0).iterator(2000):
        key = (row.region, row.facet, row.value)
        difference[key] = difference[key].plus(row.amounts, -1)
    difference = {key: amounts for key, amounts in difference.items() if any(amounts)}
    drift.counts = len(difference)
    if repair:
        counting.add(difference)
        KeptCount.objects.filter(reports=0, measures=0, honors=0).delete()
