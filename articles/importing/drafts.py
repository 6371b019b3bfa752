"""The last stage: from a read report to a draft. The only writer of the database here.

``build`` takes the plain form of docs/report-format.md (``ParsedReport.to_dict()``); ``save``
takes what it built, as it is or as an editor corrected it on the review screen.
"""

import dataclasses
import datetime
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model
from django.dispatch import Signal
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from taggit.models import Tag
from wagtail.models import ModelLogEntry, Revision

from articles.extraction.report import ParsedReport, Where
from articles.importing import attachment_files, body_text, bulk
from articles.importing.duplicates import text_print
from articles.models import (
    Article,
    ArticleTag,
    Channel,
    DocumentMention,
    Figure,
    Honor,
    Measure,
    PlaceMention,
    RawPage,
    StoredFile,
    Theme,
    ViewCount,
)
from articles.publishing.belongings import first_belongings
from articles.search.latest_texts import row_of
from regions.models import Region
from unityreports.pages.watching import shown_nowhere

# Told to whoever writes it down: reports were stored, whose rows send no signals of their own.
stored = Signal()
MOST_VIEWS = 2**31 - 1  # more no page was read, and PostgreSQL's integer holds no more
CHINA = ZoneInfo("Asia/Shanghai")
_LATELY = 500  # reports: whose channel is looked at
LONGEST_QUOTE = Honor._meta.get_field("quote").max_length


@dataclasses.dataclass
class Draft:
    """A built report on its way into the database, with what hangs on it outside its form."""

    article: Article
    raw_page: RawPage
    tags: Sequence[str] = ()
    views: int = 0  # the count that the old site shows
    office: int | None = None  # that handed the page in


class Vocabulary:
    """The stored channels, themes and places that reports name, looked up once for a run."""

    def __init__(self):
        self.themes = {theme.slug: theme for theme in Theme.objects.all()}
        self._channels = {
            (channel.parent_id, channel.name): channel for channel in Channel.objects.all()
        }
        self._regions: dict[str, Region | None] = {}

    def region(self, code: str | None) -> Region | None:
        """Return the place with this code, or ``None``."""
        if code and code not in self._regions:
            self._regions[code] = Region.objects.filter(code=code).first()
        return self._regions[code] if code else None

    def channel(self, names: Sequence[str]) -> Channel | None:
        """Return the channel that a page's breadcrumb names, or ``None``.

        The names are followed from the top; the deepest one that exists counts, because pages
        end their breadcrumb in 正文 or the title. It may start below the top.
        """
        found = None
        for name in names:
            below = self._channels.get((found and found.pk, name))
            if below is None and found is None:
                anywhere = [
                    each for (_, each_name), each in self._channels.items() if each_name == name
                ]
                below = anywhere[0] if anywhere else None
            found = below or found
        return found


def raw_page_of(report: ParsedReport) -> RawPage:
    """Return the page that a report was read from as a row, not stored yet."""
    return RawPage(
        text=report.raw_text,
        sha256=RawPage.digest(report.raw_text),
        filename=report.filename[:255],
        media_type=report.media,
        parser_version=report.parser_version,
        fingerprint=f"{report.fingerprint:016x}",
    )


def usual_channel(source: str, user) -> Channel | None:
    """Return the channel that reports of a source came into lately, or a person last chose.

    To propose where a page does not name its own; ``None`` where nothing is like it.
    """
    known = Article.objects.kept().of(user) if user else Article.objects.published()
    lately = known.exclude(channel=None).order_by("-pk")
    rows = list(lately.values_list("source", "latest_revision__user", "channel")[:_LATELY])
    of_source = (channel for of, _, channel in rows if source and of == source)
    of_user = (channel for _, by, channel in rows if user and by == user.pk)
    found = next(of_source, None) or next(of_user, None)
    return Channel.objects.filter(pk=found).first()


def build(data: dict, vocabulary: Vocabulary) -> Article:
    """Return an unsaved report, its children with it, that says what a page was read to say.

    ``data`` has the keys of docs/report-format.md. What the page leaves out stays empty.
    """
    crumbs = [crumb["value"] for crumb in data["breadcrumb"]] or [data["channel"] or ""]
    article = Article(
        title=_value(data["title"]),
        subtitle=_value(data["subtitle"]),
        source=_value(data["source"]),
        author=_value(data["author"]),
        language=data.get("language") or Article.Language.CHINESE,
        published_at=_moment(data["published"]),
        channel=vocabulary.channel(crumbs),
        region=vocabulary.region(data["region"]),
        lead=body_text.html_in(data, data["lead"], Where.LEAD),
        closing=body_text.html_in(data, data["closing"], Where.CLOSING),
        live=False,
        **body_text.disclosed(data.get("disclosure", {})),
    )
    article.measures = [
        _measure(row, order, vocabulary, data) for order, row in enumerate(data["outline"])
    ]
    article.attachments = attachment_files.rows_of(data.get("attachments", []))
    article.honors = [_honor(each, order) for order, each in enumerate(data["honors"])]
    article.figures = [_figure(each, order) for order, each in enumerate(data["figures"])]
    article.documents = [_document(each, order) for order, each in enumerate(data["documents"])]
    article.places = [_place(each, order, vocabulary) for order, each in enumerate(data["places"])]
    return article


def _measure(row: dict, order: int, vocabulary: Vocabulary, data: dict) -> Measure:
    themes = vocabulary.themes
    return Measure(
        sort_order=order,
        level=row["level"],
        heading=body_text.joined(row["heading"] or ""),
        theme_id=next((themes[slug].pk for slug in row["themes"] if slug in themes), None),
        body=body_text.html_in(data, row["paragraphs"], Where.OUTLINE, order + 1),
    )


def _honor(each: dict, order: int) -> Honor:
    return Honor(
        name=body_text.name_of(each["name"]),
        level=each["level"] or "",
        kind=each["kind"],
        status=each["status"],
        count=each["count"],
        count_derived=each["count_derived"],
        year=each["year"],
        recipients="\n".join(each["recipients"]),
        conferred_by=each["conferred_by"] or "",
        **_anchor(each, order),
    )


def _figure(each: dict, order: int) -> Figure:
    return Figure(
        name=body_text.name_of(each["name"]),
        value=Decimal(each["value"]),
        unit=each["unit"] or "",
        year=each["year"],
        period=each["period"] or "",
        growth_percent=each["growth"] and Decimal(each["growth"]),
        approximate=each["approximate"],
        part_of=body_text.name_of(each.get("part_of") or ""),
        **_anchor(each, order),
    )


def _document(each: dict, order: int) -> DocumentMention:
    return DocumentMention(
        title=body_text.name_of(each["title"]),
        kind=each["kind"],
        status=each["action"] or "",
        **_anchor(each, order),
    )


def _place(each: dict, order: int, vocabulary: Vocabulary) -> PlaceMention:
    return PlaceMention(
        name=each["name"],
        region=vocabulary.region(each["code"]),
        aliases=_spellings(each),
        **_anchor(each, order),
    )


@cache
def _unchecked(model: type[Model]) -> frozenset[str]:
    """Return the fields of a model that cleaning leaves out.

    Related rows come from the vocabulary, and asking for each again costs a query; a draft may
    lack its date. All others are checked: SQLite would store, and PostgreSQL refuse, any excess.
    """
    related = {field.name for field in model._meta.fields if field.is_relation}
    return frozenset(related | {"published_at"})


def clean(article: Article):
    """Raise ``ValidationError`` for what the rows of a built report cannot hold."""
    for part in (article, *children(article)):
        part.make_printable()
        bulk.clean(part, _unchecked(type(part)))


@transaction.atomic
def save(drafts: Sequence[Draft], *, user=None) -> list[Article]:
    """Store built reports as drafts, each with its first revision, in a few statements.

    Leaves behind what saving each by itself on the desk would: revision, history and usage.
    Never publishes and never overwrites; ``user`` is named in the history. All or nothing.
    """
    articles = [draft.article for draft in drafts]
    with shown_nowhere("drafts"):
        _insert_articles(drafts)
        related = [_related(article) for article in articles]
        _insert_children(articles, related)
        _insert_beside(drafts, user)
        _insert_versions(articles, related, user)
    bulk.insert_usage(list(zip(articles, related, strict=True)))
    stored.send(Article, articles=articles, user=user)
    return articles


def _insert_articles(drafts: Sequence[Draft]):
    """Store the pages that are not stored yet and the reports, with their tags in their form."""
    bulk.insert([draft.raw_page for draft in drafts if draft.raw_page.pk is None])
    tags = _tags({name for draft in drafts for name in draft.tags})
    for draft in drafts:
        draft.article.raw_page, draft.article.live = draft.raw_page, False
        draft.article.has_unpublished_changes = True
        draft.article.tagged_items = [ArticleTag(tag=tags[name]) for name in draft.tags]
    bulk.insert([draft.article for draft in drafts])


def _insert_children(articles: Sequence[Article], related: Sequence[dict[str, list[Model]]]):
    """Store the rows of all reports, each relation at once."""
    for relation in get_all_child_relations(Article):
        name, key = relation.get_accessor_name(), relation.field.attname
        rows = []
        for article, parts in zip(articles, related, strict=True):
            for row in parts[name]:
                setattr(row, key, article.pk)
            rows += parts[name]
        bulk.insert(rows)


def _insert_beside(drafts: Sequence[Draft], user):
    """Store what hangs on a report outside its form: its office, views and print of its text."""
    attached = StoredFile.reports.through
    articles = [draft.article for draft in drafts]
    pairs = {(row.file_id, each.pk) for each in articles for row in each.attachments.all()}
    bulk.insert([attached(storedfile_id=file, article_id=pk) for file, pk in sorted(pairs)])
    bulk.insert(first_belongings([(draft.article, draft.office) for draft in drafts], user))
    bulk.insert(
        [
            ViewCount(article=draft.article, imported=draft.views)
            for draft in drafts
            if 0 < draft.views <= MOST_VIEWS
        ]
    )
    bulk.insert(
        [
            text_print(draft.article.pk, int(draft.raw_page.fingerprint, 16))
            for draft in drafts
            if int(draft.raw_page.fingerprint or "0", 16)
        ]
    )


def _insert_versions(articles: Sequence[Article], related: Sequence[dict[str, list[Model]]], user):
    """Store the first revision of each report, the texts searched in it, and its history."""
    now, content_type = timezone.now(), ContentType.objects.get_for_model(Article)
    revisions = [
        Revision(
            content_type=content_type,
            base_content_type=content_type,
            object_id=str(article.pk),
            created_at=now,
            user=user,
            content=_content(article, parts),
            object_str=str(article),
        )
        for article, parts in zip(articles, related, strict=True)
    ]
    bulk.insert(revisions)
    bulk.insert(
        [
            row_of(article.pk, revision.content)
            for article, revision in zip(articles, revisions, strict=True)
        ]
    )
    pairs = [(revision.pk, each.pk) for each, revision in zip(articles, revisions, strict=True)]
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE articles_article SET latest_revision_id = %s WHERE id = %s", pairs
        )
    for article, revision in zip(articles, revisions, strict=True):
        article.latest_revision = revision
    bulk.insert(
        [
            ModelLogEntry(
                content_type=content_type,
                object_id=str(article.pk),
                label=str(article),
                action="wagtail.create",
                timestamp=now,
                user=user,
                revision=article.latest_revision,
                content_changed=True,
            )
            for article in articles
        ]
    )


def _related(article: Article) -> dict[str, list[Model]]:
    """Return the rows of each child relation of an unsaved report, by the relation's name."""
    names = [relation.get_accessor_name() for relation in get_all_child_relations(Article)]
    return {name: list(getattr(article, name).all()) for name in names}


def _content(article: Article, related: dict[str, list[Model]]) -> dict:
    """Return what Wagtail keeps of a report in a revision."""
    rows = {name: [bulk.serializable(row) for row in parts] for name, parts in related.items()}
    return bulk.serializable(article) | rows


def _tags(names: set[str]) -> dict[str, Tag]:
    """Return a stored tag for each name; names that differ in case only share one."""
    tags = {}
    for name in sorted(names):
        tag = Tag.objects.filter(name__iexact=name).first()
        tags[name] = tag or Tag.objects.create(name=name)
    return tags


def children(article: Article) -> list:
    """Return the rows of a report's outline and all its facts."""
    return [row for rows in (article.measures, *article.facts()) for row in rows.all()]


def _value(item: dict | None) -> str:
    """Return what a read value says, an empty string for nothing."""
    return item["value"] if item else ""


def _moment(published: dict | None) -> datetime.datetime | None:
    if not published:
        return None
    date = datetime.date.fromisoformat(published["date"])
    time = datetime.time.fromisoformat(published["time"]) if published["time"] else datetime.time()
    return datetime.datetime.combine(date, time, CHINA)


def _spellings(place: dict) -> str:
    """Return the other ways the report writes a place, in order, separated by spaces."""
    others = dict.fromkeys(mention["quote"] for mention in place["others"])
    spellings = [each for each in others if each not in {place["quote"], place["name"]}]
    limit = PlaceMention._meta.get_field("aliases").max_length
    while len(" ".join(spellings)) > limit:
        spellings.pop()
    return " ".join(spellings)


def _anchor(fact: dict, order: int) -> dict:
    """Return the fields that every fact shares. A very long phrase is kept by its beginning."""
    return {
        "sort_order": order,
        "quote": fact["quote"][:LONGEST_QUOTE],
        "where": fact["where"],
        "outline_row": fact["row"],
        "offset": fact["offset"],
    }
