"""What readers search: the text of public reports, cut into passages that overlap."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Max
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Terms:
    """The terms of a passage: ``placed`` in order of place, ``loose`` without a place."""

    placed: list[str]
    loose: list[str]

    def as_words(self) -> str:
        """Return the terms as words, in order, which FTS5 reads."""
        return " ".join([*self.placed, *self.loose])

    def as_vector(self) -> str:
        """Return the terms as PostgreSQL writes a tsvector: sorted by their bytes.

        Text sorts by code point, which is the order of the bytes in UTF-8.
        """
        ends = dict.fromkeys(self.loose, "'")
        for place, term in enumerate(self.placed, 1):
            before = ends.get(term, "'")
            ends[term] = f"':{place}" if before == "'" else f"{before},{place}"
        return " ".join([f"'{term}{ends[term]}" for term in sorted(ends)])


# What may be put in, and what is found there: text is how the database gives terms back.
if TYPE_CHECKING:
    _Field = models.Field[Terms | str, Terms | str]
else:
    _Field = models.Field


class TermsField(_Field):
    """The terms of a passage in the form the database indexes."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Be a text to migrations: they import no app, and the first gives the column its type."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """Return the column's type."""
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        """Return the terms as the database reads them."""
        if isinstance(value, Terms):
            return value.as_vector() if connection.vendor == "postgresql" else value.as_words()
        return value


# Up to one in so many of all reports are looked at one by one.
_MANY = 20


class PassageQuerySet(models.QuerySet["Passage"]):
    """Passages of public reports."""

    def are_of_many(self, articles: Collection[int]) -> bool:
        """Return whether these are so many of all reports that an index beats looking at each."""
        newest = self.aggregate(newest=Max("pk"))["newest"] or 0
        return len(articles) > article_of(newest) // _MANY


class Passage(models.Model):
    """A stretch of a public report, and where it stands there.

    Derived, written in the transaction that publishes (``articles.search.indexing``). The id says
    where the passage stands, so that a search reads nothing but the index until it knows which
    reports to show: report, then kind, then number (:func:`passage_id`).
    """

    class Kind(models.IntegerChoices):
        """What the passage is part of, the weightiest first."""

        TITLE = 0, _("标题")
        HEADING = 1, _("小标题")
        LEAD = 2, _("导语")
        MEASURE = 3, _("举措")
        CLOSING = 4, _("结语")
        SOURCE = 5, _("来源")

    id = models.BigIntegerField(primary_key=True)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="passages"
    )
    row = models.PositiveSmallIntegerField(null=True, help_text=_("第几行举措，从 1 起。"))
    text = models.TextField()
    terms = TermsField()

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("检索段落")
        verbose_name_plural = _("检索段落")

    def __str__(self) -> str:
        return f"{self.article_id} {self.Kind(kind_of(self.pk)).label} {self.text[:20]}"

    @property
    def anchor(self) -> str:
        """The fragment of the passage's place on its report's page; empty for its head."""
        if self.row is not None:
            return f"measure-{self.row}"
        fragments: dict[int, str] = {self.Kind.LEAD: "lead", self.Kind.CLOSING: "closing"}
        return fragments.get(kind_of(self.pk), "")


_NUMBER_BITS, _KIND_BITS = 17, 3
ARTICLE_SHIFT = _NUMBER_BITS + _KIND_BITS
MOST_PASSAGES = 1 << _NUMBER_BITS


def passage_id(article: int, kind: int, number: int) -> int:
    """Return the id of passage ``number`` of a kind: sorted by report, kind and place.

    ``number`` counts all passages of the report from 0; raises ``ValueError`` beyond 131,071.
    """
    if not 0 <= number < MOST_PASSAGES:
        raise ValueError(f"a report of more than {MOST_PASSAGES} passages")
    return (article << ARTICLE_SHIFT) | (kind << _NUMBER_BITS) | number


def article_of(passage: int) -> int:
    """Return the id of the report that a passage is part of."""
    return passage >> ARTICLE_SHIFT


def kind_of(passage: int) -> int:
    """Return the :class:`Passage.Kind` of a passage."""
    return (passage >> _NUMBER_BITS) & ((1 << _KIND_BITS) - 1)
