"""Keeps the words of each report's latest version where the desk's list finds them.

Where readers see an older one, its words stand there too: a report is found by what is public.

A version is JSON in a row of Wagtail's; what it says is written beside it whenever it is saved.
Any part of a sentence is found, a single character too: an index of all characters and pairs of
neighbours tells which texts may hold it, and these are read. What stands in very many texts soon
turns up in whichever are read first.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from django.db.models import Exists, F
from django.db.models.signals import post_save
from wagtail.models import Revision
from wagtail.signals import published, unpublished

from articles.models import Article, LatestText
from articles.models.latest_text import ANY_WORDS
from articles.models.passage import Terms
from articles.models.querysets import ArticleQuerySet
from articles.search.analysis import fold
from articles.search.backends import backend
from unityreports.site import richtext

_BATCH = 200
# Up to so many reports are looked up one by one; from so many on, the index tells little.
_FEW, _VERY_MANY = 2000, 10000
# Of a text, eight bytes each at most: PostgreSQL takes a megabyte. Only a dictionary has more.
_MOST_TERMS = 125_000
_HEAD = ("title", "subtitle", "source", "author")
_FACTS = {
    "honors": ("name", "recipients", "conferred_by", "quote"),
    "figures": ("name", "unit", "quote"),
    "documents": ("title", "quote"),
    "places": ("name", "aliases", "quote"),
}


def text_of(content: Mapping[str, Any]) -> str:
    """Return what a version says, folded, given a revision's content."""
    return fold("\n".join(filter(None, _parts(content)))).text


def _parts(content: Mapping[str, Any]) -> Iterator[str]:
    yield from (content.get(name) or "" for name in _HEAD)
    yield _plain(content.get("lead"))
    rows = content.get("measures") or ()
    for row in sorted(rows, key=lambda row: row.get("sort_order") or 0):
        yield row.get("heading") or ""
        yield _plain(row.get("body"))
    yield _plain(content.get("closing"))
    for relation, names in _FACTS.items():
        for row in content.get(relation) or ():
            yield from (str(row.get(name) or "") for name in names)


def _plain(html: str | None) -> str:
    return richtext.to_text(html or "")


def connect() -> None:
    """Listen to revisions being saved. Called once, when the app is ready."""
    post_save.connect(remember_revision, sender=Revision, dispatch_uid="articles.remember_words")
    published.connect(_forget_replaced, sender=Article, dispatch_uid="articles.forget_words")
    unpublished.connect(_remember_alone, sender=Article, dispatch_uid="articles.forget_words")


def remember_revision(instance: Revision, **kwargs: Any) -> None:
    """Keep the words of a report in step with its latest version."""
    if instance.base_content_type_id != Article.get_base_content_type().pk:
        return
    newer = Revision.objects.filter(
        base_content_type_id=instance.base_content_type_id,
        object_id=instance.object_id,
        created_at__gt=instance.created_at,
    )
    stored = Article.objects.order_by().filter(pk=instance.object_id)
    for is_live in stored.filter(~Exists(newer)).values_list("live", flat=True):
        public = stored.get().serializable_data() if is_live else None
        _write(int(instance.object_id), instance.content, public)


def _forget_replaced(instance: Article, revision: Revision | None = None, **kwargs: Any) -> None:
    """Keep the latest words alone once they are what readers see; the first time they are."""
    is_first = instance.first_published_at == instance.last_published_at
    if revision and instance.live and not is_first and revision.pk == instance.latest_revision_id:
        row = row_of(instance.pk, revision.content)
        LatestText.objects.filter(article=instance).update(text=row.text, terms=row.terms)


def _remember_alone(instance: Article, **kwargs: Any) -> None:
    if instance.latest_revision:
        _write(instance.pk, instance.latest_revision.content)


def _write(pk: int, content: Mapping[str, Any], public: Mapping[str, Any] | None = None) -> None:
    row = row_of(pk, content, public)
    defaults = {"text": row.text, "terms": row.terms}
    if not LatestText.objects.filter(article=pk).update(**defaults):
        LatestText.objects.update_or_create(article_id=pk, defaults=defaults)


def row_of(
    pk: int, content: Mapping[str, Any], public: Mapping[str, Any] | None = None
) -> LatestText:
    """Return the row of a report, given its latest version and, if that is another, its public."""
    text = _whole(content, public)
    return LatestText(article_id=pk, text=text, terms=terms_of(text))


def _whole(content: Mapping[str, Any], public: Mapping[str, Any] | None) -> str:
    """Return what a version says, and below it what readers see where that says something else."""
    texts = [text_of(content), *([text_of(public)] if public else ())]
    return "\n".join(dict.fromkeys(texts))


def missing() -> list[int]:
    """Return the ids of the reports whose words are not written down."""
    unwritten = Article.objects.filter(latest_revision__isnull=False, latest_text__isnull=True)
    return list(unwritten.order_by("pk").values_list("pk", flat=True))


def write(pks: Sequence[int]) -> Iterator[int]:
    """Write down the words of reports that have none, in short transactions; yield each id done.

    What an editor saved meanwhile is newer and stays.
    """
    for start in range(0, len(pks), _BATCH):
        batch = pks[start : start + _BATCH]
        versions = Article.objects.filter(pk__in=batch, latest_revision__isnull=False)
        contents = dict(versions.values_list("pk", "latest_revision__content"))
        over = versions.filter(live=True, has_unpublished_changes=True)
        public = {each.pk: each.serializable_data() for each in over}
        LatestText.objects.bulk_create(
            [row_of(pk, content, public.get(pk)) for pk, content in contents.items()],
            ignore_conflicts=True,
        )
        yield from batch


def terms_of(text: str) -> Terms:
    """Return the characters of a folded text, and its pairs of neighbours, each once.

    Of a text with more than an index takes, return what stands for any words.
    """
    terms = list(dict.fromkeys([*filter(str.isalnum, text), *_pairs(text)]))
    return Terms([], terms if len(terms) <= _MOST_TERMS else [ANY_WORDS])


def _pairs(text: str) -> list[str]:
    return [one + next_ for one, next_ in pairwise(text) if one.isalnum() and next_.isalnum()]


def saying(reports: ArticleQuerySet[Article], words: Sequence[str]) -> ArticleQuerySet[Article]:
    """Return the reports whose latest or public version holds all these words, as they stand."""
    folded = [fold(word).text for word in words]
    terms = _narrowing(folded)
    for word in folded:
        reports = reports.filter(latest_text__text__contains=word)
    if not terms:
        return reports
    found = backend().latest(terms, _VERY_MANY)
    if len(found) <= _FEW:
        return reports.filter(pk__in=found)
    if len(found) < _VERY_MANY:
        # Not the key itself: the database would read all of these and sort them for one page.
        return reports.alias(told=F("pk") + 0).filter(told__in=found)
    return reports


def _narrowing(folded: Sequence[str]) -> list[str]:
    """Return the terms that a text with all these words holds, as few as tell most."""
    terms: dict[str, None] = {}
    for word in folded:
        for is_alnum, run in groupby(word, str.isalnum):
            if is_alnum:
                text = "".join(run)
                terms |= dict.fromkeys(_pairs(text) or [text])
    return list(terms)
