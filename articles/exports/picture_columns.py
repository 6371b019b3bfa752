"""The columns of the pictures that a report shows."""

from collections.abc import Sequence

from articles.exports.columns import Column, Type, absolute
from articles.exports.shared_columns import ID
from articles.models import ShownPicture
from articles.models.fact import Where
from unityreports.site import renditions
from unityreports.site.language import readers_words


def _addresses_of(numbers: Sequence[int]) -> dict[int, str]:
    found = {}
    for number, image in renditions.images(numbers).items():
        if made := renditions.renditions(image):
            found[number] = absolute(made[renditions.EVERYWHERE].url)
    return found


def words_of(articles: Sequence[int]) -> dict[int, list[str]]:
    """Return what each report's pictures are called, in order: caption, else what they show."""
    rows = ShownPicture.objects.filter(article__in=articles).order_by("article", "sort_order")
    found: dict[int, list[str]] = {}
    for article, caption, alt in rows.values_list("article", "caption", "alt"):
        found.setdefault(article, []).append(caption or alt or "图片")
    return found


PICTURES = (
    ID,
    Column(
        "where",
        Type.CHOICE,
        "位置",
        "内容",
        "图片在报告的哪一部分；header 是登在正文之上的配图。",
        choices=readers_words(Where),
    ),
    Column(
        "row",
        Type.INTEGER,
        "举措序号",
        "内容",
        "在第几项举措中，从 1 起；不在举措中的为空。",
        expression="outline_row",
    ),
    Column("caption", Type.TEXT, "图题", "内容", "登在图片下方的文字；没有的为空。", width=40),
    Column("alt", Type.TEXT, "图片说明", "内容", "图上有什么；仅作装饰的为空。", width=40),
    Column(
        "address",
        Type.LINK,
        "网址",
        "内容",
        "图片在本站的网址；报告撤下后即失效。",
        expression="image",
        lookup=_addresses_of,
        width=40,
    ),
)
