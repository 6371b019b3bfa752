"""Shows why a report was found: its passages with the hits marked, each a link to its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Figure, Honor, Passage
from articles.models.passage import article_of, kind_of
from articles.search.analysis import find, units
from articles.search.engine import Hit, Results
from articles.search.query import Query

MOST_SNIPPETS, MOST_FACTS = 3, 3
_BEFORE, _LENGTH = 24, 110


@dataclass
class Snippet:
    """A stretch of a report with the hits marked, and the address of its place."""

    html: SafeString
    address: str
    where: str = ""


@dataclass
class Found:
    """A report on a page of results: its title, passages and facts, with the hits marked."""

    article: Article
    hit: Hit
    title: SafeString
    snippets: list[Snippet] = field(default_factory=list)
    facts: list[Snippet] = field(default_factory=list)


def show(results: Results) -> list[Found]:
    """Return the reports of a page of results, ready to be shown: five queries."""
    hits = {hit.pk: hit for hit in results.hits}
    articles = Article.objects.published().for_list().in_bulk(hits)
    phrases = phrases_of(results.query)
    chosen = [pk for hit in results.hits for pk in _chosen(hit)]
    passages = Passage.objects.defer("terms").in_bulk(chosen)
    found = {
        pk: Found(articles[pk], hit, mark(articles[pk].title, phrases))
        for pk, hit in hits.items()
        if pk in articles
    }
    for pk in chosen:
        if pk in passages and article_of(pk) in found:
            shown = found[article_of(pk)]
            shown.snippets.append(_snippet(passages[pk], shown.article, phrases))
    if phrases:
        for fact in _facts(found):
            shown = found[fact.article_id]
            text = f"{fact}：{fact.quote}"
            if len(shown.facts) < MOST_FACTS and any(find(units(text), p) for p in phrases):
                shown.facts.append(_fact_snippet(fact, shown.article, phrases))
    return list(found.values())


def phrases_of(query: Query) -> list[tuple[str, ...]]:
    """Return what to mark of a query: every wanted word, whatever its field."""
    return [term.units for term in query.wanted]


def mark(text: str, phrases: list[tuple[str, ...]]) -> SafeString:
    """Return a text escaped, with ``<mark>`` around each occurrence of the phrases."""
    return _marked(text, _spans(text, phrases), 0, len(text))


def excerpt(text: str, phrases: list[tuple[str, ...]]) -> SafeString:
    """Return the stretch of a text around the first occurrence of a phrase, marked."""
    spans = _spans(text, phrases)
    first = spans[0][0] if spans else 0
    start = max(0, first - _BEFORE) if first > _LENGTH // 2 else 0
    end = min(len(text), start + _LENGTH)
    # A hit that begins inside is shown whole.
    end = max([end, *(span_end for span_start, span_end in spans if span_start < end)])
    return format_html(
        "{}{}{}",
        "…" if start else "",
        _marked(text, spans, start, end),
        "…" if end < len(text) else "",
    )


def _chosen(hit: Hit) -> list[int]:
    """Return the passages of a hit to show. The title is shown anyway."""
    kinds = {Passage.Kind.TITLE, Passage.Kind.SOURCE}
    return [pk for pk in hit.passages if kind_of(pk) not in kinds][:MOST_SNIPPETS]


def _snippet(passage: Passage, article: Article, phrases: list[tuple[str, ...]]) -> Snippet:
    anchor = passage.anchor
    return Snippet(
        excerpt(passage.text, phrases),
        article.get_absolute_url() + (f"#{anchor}" if anchor else ""),
        str(Passage.Kind(kind_of(passage.pk)).label),
    )


def _facts(found: dict[int, Found]) -> Iterator[Honor | Figure]:
    """Yield the honors and figures of the reports found, in the order of the reports."""
    for model in (Honor, Figure):
        yield from model.objects.filter(article__in=list(found)).order_by("article", "sort_order")


def _fact_snippet(
    fact: Honor | Figure, article: Article, phrases: list[tuple[str, ...]]
) -> Snippet:
    """Return a fact as a link to its sentence."""
    return Snippet(
        mark(str(fact), phrases),
        f"{article.get_absolute_url()}#{fact.anchor}",
        str(fact._meta.verbose_name),
    )


def _spans(text: str, phrases: list[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Return where phrases stand in a text, sorted; overlapping ones are one."""
    row = units(text)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for phrase in phrases for span in find(row, phrase)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _marked(text: str, spans: list[tuple[int, int]], start: int, end: int) -> SafeString:
    pieces, at = [], start
    for left, right in spans:
        if left >= at and right <= end:
            pieces += [escape(text[at:left]), "<mark>", escape(text[left:right]), "</mark>"]
            at = right
    pieces.append(escape(text[at:end]))
    return mark_safe("".join(pieces))  # noqa: S308 (each piece of text is escaped)
