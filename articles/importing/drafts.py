"""The last stage: from a read report to a draft. The only writer of the database here.

``build`` takes the plain form of docs/report-format.md (``ParsedReport.to_dict()``); ``save``
takes what it built, as it is or as an editor corrected it on the review screen.
"""

import datetime
import re
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction

from articles import richtext
from articles.models import (
    Article,
    Channel,
    DocumentMention,
    Figure,
    Honor,
    Measure,
    PlaceMention,
    RawPage,
    Theme,
    ViewCount,
)
from regions.models import Region

CHINA = ZoneInfo("Asia/Shanghai")
LONGEST_QUOTE = Honor._meta.get_field("quote").max_length
_BREAK = re.compile(r"((?<=[A-Za-z0-9,.;])\s*\n\s*(?=[A-Za-z0-9]))|\s*\n\s*")


def keep_raw_page(report) -> RawPage:
    """Store the text of a :class:`ParsedReport` as received, once; return its row."""
    return RawPage.objects.get_or_create(
        sha256=RawPage.digest(report.raw_text),
        defaults={
            "text": report.raw_text,
            "filename": report.filename[:255],
            "media_type": report.media,
            "parser_version": report.parser_version,
            "fingerprint": f"{report.fingerprint:016x}",
        },
    )[0]


def build(data: dict) -> Article:
    """Return an unsaved report, its children with it, that says what a page was read to say.

    ``data`` has the keys of docs/report-format.md. What the page leaves out stays empty.
    """
    article = Article(
        title=_value(data["title"]),
        subtitle=_value(data["subtitle"]),
        source=_value(data["source"]),
        author=_value(data["author"]),
        published_at=_moment(data["published"]),
        channel=channel_of(data),
        region=_region(data["region"]),
        lead=richtext.from_paragraphs(_text(data["lead"])),
        closing=richtext.from_paragraphs(_text(data["closing"])),
        live=False,
    )
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    article.measures = [
        Measure(
            sort_order=order,
            level=row["level"],
            heading=_joined(row["heading"] or ""),
            theme=next((themes[slug] for slug in row["themes"] if slug in themes), None),
            body=richtext.from_paragraphs(_text(row["paragraphs"])),
        )
        for order, row in enumerate(data["outline"])
    ]
    article.honors = [
        Honor(
            name=each["name"],
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
        for order, each in enumerate(data["honors"])
    ]
    article.figures = [
        Figure(
            name=each["name"],
            value=Decimal(each["value"]),
            unit=each["unit"] or "",
            year=each["year"],
            period=each["period"] or "",
            growth_percent=each["growth"] and Decimal(each["growth"]),
            approximate=each["approximate"],
            **_anchor(each, order),
        )
        for order, each in enumerate(data["figures"])
    ]
    article.documents = [
        DocumentMention(
            title=each["title"],
            kind=each["kind"],
            status=each["action"] or "",
            **_anchor(each, order),
        )
        for order, each in enumerate(data["documents"])
    ]
    article.places = [
        PlaceMention(
            name=each["name"],
            region=_region(each["code"]),
            aliases=_spellings(each),
            **_anchor(each, order),
        )
        for order, each in enumerate(data["places"])
    ]
    return article


@transaction.atomic
def save(article: Article, raw_page: RawPage, *, tags=(), views: int = 0, user=None) -> Article:
    """Store a built report as a draft with its first revision. Never publishes or overwrites.

    ``tags`` are names, ``views`` the count that the old site shows, ``user`` is named in the
    history. All or nothing; raises ``ValidationError`` for what the rows cannot hold.
    """
    article.raw_page, article.live = raw_page, False
    for part in (article, *children(article)):
        part.full_clean(
            exclude=["article", "channel", "region", "published_at"], validate_constraints=False
        )
    article.anchor_facts()
    article.save()
    if tags:
        article.tags.add(*tags)
        article.save()
    if views:
        ViewCount.objects.create(article=article, imported=views)
    article.save_revision(user=user, clean=False, log_action="wagtail.create")
    return article


def children(article: Article) -> list:
    """Return the rows of a report's outline and all its facts."""
    relations = (
        article.measures,
        article.honors,
        article.figures,
        article.documents,
        article.places,
    )
    return [row for relation in relations for row in relation.all()]


def channel_of(data: dict) -> Channel | None:
    """Return the stored channel that the page's breadcrumb names, or ``None``.

    The names are followed from the top; the deepest one that exists as a column counts, because
    pages end their breadcrumb in 正文 or the title.
    """
    names = [crumb["value"] for crumb in data["breadcrumb"]] or [data["channel"] or ""]
    found = None
    for name in names:
        below = Channel.objects.filter(name=name)
        found = below.filter(parent=found).first() or (None if found else below.first()) or found
    return found


def _value(item: dict | None) -> str:
    """Return what a read value says, an empty string for nothing."""
    return item["value"] if item else ""


def _moment(published: dict | None) -> datetime.datetime | None:
    if not published:
        return None
    date = datetime.date.fromisoformat(published["date"])
    time = datetime.time.fromisoformat(published["time"]) if published["time"] else datetime.time()
    return datetime.datetime.combine(date, time, CHINA)


def _region(code: str | None) -> Region | None:
    return Region.objects.filter(code=code).first() if code else None


def _joined(text: str) -> str:
    """Join a phrase that the page broke over lines; only Latin words keep a space between."""
    return _BREAK.sub(lambda found: " " if found.group(1) else "", text)


def _text(paragraphs: list[dict]) -> str:
    """Return paragraphs, one a line."""
    return "\n".join(_joined(each["quote"]) for each in paragraphs)


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
