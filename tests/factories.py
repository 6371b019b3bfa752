"""Small makers of rows. Each gives a complete, valid row; pass what the test is about."""

import datetime
import io
import itertools
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import PIL.Image
from django.core.files.images import ImageFile
from django.db.models.signals import post_save
from wagtail.images.models import Image
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import (
    disable_reference_index_auto_update,
    reference_index_auto_update_disabled,
    update_reference_index_on_save,
)

from articles.models import (
    Article,
    Channel,
    DocumentMention,
    Figure,
    Honor,
    Indicator,
    Measure,
    Office,
    OfficePlace,
    PlaceMention,
    Theme,
    Topic,
    TopicGroup,
)
from regions import codes
from regions.models import Region
from unityreports.site import text_pictures

CHINA = ZoneInfo("Asia/Shanghai")
_NAMES = {
    "15": "内蒙古自治区",
    "1505": "通辽市",
    "150524": "库伦旗",
    "1522": "兴安盟",
    "152201": "乌兰浩特市",
    "152202": "阿尔山市",
    "152201103": "义勒力特镇",
    "152201103200": "义勒力特嘎查",
}
_serial = itertools.count(1)


def region(code: str = "152201", name: str | None = None) -> Region:
    """Return the place with this code, made with everything above it when it is not there."""
    found = Region.objects.filter(code=code).first()
    if found:
        return found
    above = codes.ancestors(code)
    parent = region(above[-1]) if above else None
    return Region.objects.create(code=code, name=name or _NAMES.get(code, code), parent=parent)


def channel(slug: str = "dongtai", name: str = "工作动态", parent=None) -> Channel:
    """Return the channel with this slug."""
    return Channel.objects.get_or_create(
        slug=slug,
        defaults={"name": name, "parent": parent, "description": name, "keywords": name},
    )[0]


def theme(slug: str = "culture", name: str = "文化建设") -> Theme:
    """Return the theme with this slug."""
    return Theme.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def indicator(name: str = "人均收入", *synonyms: str, unit: str = "") -> Indicator:
    """Return an indicator with other names gathered under it."""
    made = Indicator(name=name, unit=unit)
    made.gather(synonyms)
    return made


def topic(
    title: str = "民族团结月", slug: str = "yue", *, shown: bool = True, groups=({},)
) -> Topic:
    """Return a topic page; ``groups`` are dicts of fields for its groups."""
    made = Topic(title=title, slug=slug, summary=f"{title}简介", shown=shown)
    made.groups = [
        TopicGroup(sort_order=i, **{"heading": "报告", **each}) for i, each in enumerate(groups)
    ]
    made.save()
    return made


def office(name: str = "乌兰浩特市委统战部", *codes: str, only_own: bool = False) -> Office:
    """Return an office that answers for the places with these codes (乌兰浩特市, unless given)."""
    made = Office.objects.create(name=name, only_own=only_own)
    for code in codes or ("152201",):
        OfficePlace.objects.create(office=made, region=region(code))
    return made


def china(*parts: int) -> datetime.datetime:
    """Return a moment in Asia/Shanghai: ``china(2020, 7, 7)``."""
    return datetime.datetime(*parts, tzinfo=CHINA)


@contextmanager
def references_once():
    """Write once what a row refers to, which Wagtail does at every save of it and of its parts."""
    if getattr(reference_index_auto_update_disabled, "value", False):
        yield  # within another
        return
    saved = {}

    def remember(sender, instance, **options):
        if sender in ReferenceIndex.indexed_models:
            saved[sender, instance.pk] = instance

    with disable_reference_index_auto_update():
        post_save.connect(remember)
        try:
            yield
        finally:
            post_save.disconnect(remember)
    for instance in saved.values():
        update_reference_index_on_save(instance)


@references_once()
def picture(title: str = "草原", size: tuple[int, int] = (1200, 800)) -> Image:
    """Return a stored picture."""
    file = io.BytesIO()
    PIL.Image.new("RGB", size, "#88aa66").save(file, "JPEG")
    file.seek(0)
    return Image.objects.create(title=title, file=ImageFile(file, name="p.jpg"))


def figure(image, alt: str | None = "赛马", caption: str = "") -> str:
    """Return a picture as a text holds it; without ``alt`` nobody has described it yet."""
    return text_pictures.write(text_pictures.Picture(image.pk, alt, caption))


def draft(
    title: str | None = None,
    *,
    measures=(),
    honors=(),
    figures=(),
    documents=(),
    places=(),
    tags=(),
    **fields,
):
    """Return a report that was saved as a first draft, as the desk does it.

    ``measures``, ``honors`` and the like are dicts of fields for its children.
    """
    fields.setdefault("channel", channel())
    fields.setdefault("region", region())
    fields.setdefault("published_at", china(2020, 7, 7))
    fields.setdefault("lead", "<p>全市高度重视民族团结进步创建工作。</p>")
    article = Article(title=title or f"民族团结进步工作报告{next(_serial)}", live=False, **fields)
    article.measures = [
        Measure(sort_order=i, **{"heading": "抓宣传教育", **each})
        for i, each in enumerate(measures)
    ]
    article.honors = [
        Honor(
            sort_order=i,
            **{"name": "民族团结进步示范单位", "status": "held", "quote": "民族团结进步", **each},
        )
        for i, each in enumerate(honors)
    ]
    article.figures = [
        Figure(
            sort_order=i,
            **{"name": "投入", "value": "10", "unit": "万元", "quote": "投入10万元", **each},
        )
        for i, each in enumerate(figures)
    ]
    article.documents = [
        DocumentMention(sort_order=i, **{"title": "实施方案", "quote": "制定《实施方案》", **each})
        for i, each in enumerate(documents)
    ]
    article.places = [
        PlaceMention(sort_order=i, **{"name": "全市", "quote": "全市", **each})
        for i, each in enumerate(places)
    ]
    article.save()
    if tags:
        article.tags.add(*tags)
        article.save()
    article.save_revision(clean=False)
    return article


@references_once()
def published(title: str | None = None, **fields) -> Article:
    """Return a public report, published through its revision as the desk does it."""
    article = draft(title, **fields)
    article.latest_revision.publish()
    article.refresh_from_db()
    return article


def scheduled(go_live_at: datetime.datetime, title: str | None = None, **fields) -> Article:
    """Return a report that was approved to go live at a time, past or to come."""
    article = draft(title, **fields)
    article.go_live_at = go_live_at
    revision = article.save_revision()
    revision.approved_go_live_at = go_live_at
    revision.save()
    return article
