"""What a report's page is drawn from, for readers and for the desk's preview alike."""

import re
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.images.shortcuts import get_rendition_or_not_found

from articles.public import charts
from articles.public.article_page import Reading
from unityreports.site import richtext
from unityreports.site.page_head import REPORTS, Page, PageColumn

DESCRIPTION_LENGTH = 110
_MEDIA = {"video": "VideoObject", "audio": "AudioObject"}
# 各位领导、同志们： on a line of its own or before the first sentence.
_SALUTATION = re.compile(
    r"^(?:(?:尊敬的|各位|同志们|女士们|亲爱的)[^。；\n]{0,30}?(?:[：:！!]\s*|$))+"
)

_BLANKS = re.compile(r"[^\S\u202f]+")  # the narrow one shapes the end of a Mongolian word


def report_context(article) -> dict:
    """Return the context of a report's page. The report may be an unsaved draft in preview."""
    reading = Reading(article)
    lengths = charts.figure_bars([finding.fact for finding in reading.figures])
    for position, finding in enumerate(reading.figures):
        finding.bar = lengths.get(position)
    return {
        "article": article,
        "reading": reading,
        "page": page_of(article, reading.picture_addresses),
        "previewed": article.pk is None or not article.live,
    }


def page_of(article, pictures: Sequence[str] = ()) -> Page:
    """Return the head of a report's page; ``pictures`` are the addresses of those in the text."""
    channel = article.channel
    column = REPORTS
    trail = [(gettext("工作报告"), reverse("article_list"))]
    if channel:
        column = PageColumn(
            channel.name, channel.description, channel.keywords, channel.column_type
        )
        trail = [(each.name, each.get_absolute_url()) for each in channel.path()]
    path = article.get_absolute_url() if article.pk else reverse("article_list")
    description, picture = teaser(article), _picture(article)
    shown = [*filter(None, [picture]), *(settings.SITE_URL + each for each in pictures)]
    place = f" - {article.region.short_name}" if article.region else ""
    return Page(
        f"{article.title}{place}",
        description or article.title,
        path,
        column,
        [*trail, (gettext("正文"), "")],
        article=article,
        image=next(iter(shown), ""),
        keywords=",".join(
            dict.fromkeys([*(tag.name for tag in article.tags.all()), *_topic_words(article)])
        ),
        metas=_metas(article),
        things=[_described(article, path, description, shown)],
    )


def teaser(article, length: int = DESCRIPTION_LENGTH) -> str:
    """Return the beginning of a report's lead behind salutations, cut at ``length`` characters."""
    lines = richtext.to_text(richtext.sanitise(article.lead)).split("\n")
    text = _BLANKS.sub(" ", " ".join(_SALUTATION.sub("", line) for line in lines)).strip()
    return text if len(text) <= length else text[: length - 1] + "…"


def _picture(article) -> str:
    """Return the complete address of the report's picture as others show it, or nothing."""
    if not article.image:
        return ""
    return settings.SITE_URL + get_rendition_or_not_found(article.image, "fill-1200x630").url


def _stated(article) -> str:
    """Return when a report is dated as it states it: a day, or a moment in Asia/Shanghai."""
    if article.published_time is None:
        return article.published_date.isoformat()
    return timezone.localtime(article.published_at).isoformat()


def _described(article, path: str, description: str, pictures: list[str]) -> dict:
    """Return a report in schema.org's words."""
    described = {
        "@type": "Article",
        "headline": article.title,
        "inLanguage": article.language,
        "mainEntityOfPage": settings.SITE_URL + path,
        "description": description,
        "publisher": {"@id": f"{settings.SITE_URL}/#organization"},
    }
    if article.published_at:
        described["datePublished"] = _stated(article)
    if article.source:
        described["sourceOrganization"] = {"@type": "Organization", "name": article.source}
    if article.author:
        described["author"] = {"@type": "Organization", "name": article.author}
    if pictures:
        described["image"] = pictures
    if article.index_number or article.document_number:
        numbers = {"索引号": article.index_number, "发文字号": article.document_number}
        described["identifier"] = [
            {"@type": "PropertyValue", "propertyID": name, "value": value}
            for name, value in numbers.items()
            if value
        ]
    if article.written_on:
        described["dateCreated"] = article.written_on.isoformat()
    if article.live and (attached := list(article.attachments.all())):
        described["associatedMedia"] = [_media_object(each) for each in attached]
    if article.region:
        described["spatialCoverage"] = str(article.region)
    return described


def _media_object(attachment) -> dict:
    """Return an attached file in schema.org's words."""
    return {
        "@type": _MEDIA.get(attachment.described.played_as, "MediaObject"),
        "name": attachment.title,
        "encodingFormat": attachment.described.media_type,
        "contentSize": str(attachment.size),
        "contentUrl": settings.SITE_URL + attachment.get_absolute_url(),
    }


def _topic_words(article) -> list[str]:
    return re.split(r"[\s,，、;；]+", article.topic_words.strip()) if article.topic_words else []


def _metas(article) -> list[tuple[str, str]]:
    """Return the meta tags of the block of disclosure, in the terms of Dublin Core (GB/T 25100).

    The norm for government sites has no names for these.
    """
    said = [
        ("DCTERMS.identifier", article.index_number),
        ("DCTERMS.identifier", article.document_number),
        ("DCTERMS.creator", article.issuing_office),
        ("DCTERMS.subject", article.topic),
        ("DCTERMS.subject", article.topic_words),
        ("DCTERMS.created", article.written_on.isoformat() if article.written_on else ""),
        ("DCTERMS.valid", article.get_validity_display()),
    ]
    return [(name, content) for name, content in said if content]
