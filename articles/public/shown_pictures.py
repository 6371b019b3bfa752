"""Pictures of a text as readers get them: of the size their screen needs, several as a gallery."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from html import unescape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Image, ResponsiveImage

from unityreports.site.renditions import EVERYWHERE, MODERN, images, renditions

_ATTRIBUTES = r'(?:[^>"]|"[^"]*")*'
_OPEN = re.compile(rf"<embed ({_ATTRIBUTES})>")
_FIGURE = re.compile(
    rf"<figure><embed ({_ATTRIBUTES})>(?:</embed>)?(?:<figcaption>(.*?)</figcaption>)?</figure>",
    re.DOTALL,
)
_NUMBER, _ALT = re.compile(r'\bid="(\d{1,18})"'), re.compile(r'\balt="([^"]*)"')
_ROW = re.compile(r'(?:<figure class="photo">.*?</figure>){2,}', re.DOTALL)


def closed(html: str) -> str:
    """Return a sanitised text whose pictures are closed tags: lxml takes no other for empty."""
    return _OPEN.sub(r"<embed \1/>", html) if "<embed" in html else html


def images_of(texts: Iterable[str]) -> dict[int, Image]:
    """Return the pictures that sanitised texts show, by number, in their order."""
    numbers = [number for text in texts for number in _numbers(text)]
    found = images(numbers)
    return {number: found[number] for number in numbers if number in found}


def _numbers(text: str) -> list[int]:
    if "<embed" not in text:
        return []
    found = (_NUMBER.search(figure[1]) for figure in _FIGURE.finditer(text))
    return [int(number[1]) for number in found if number]


def addresses(shown: Iterable[Image]) -> list[str]:
    """Return where readers get these pictures, in the format that every program reads."""
    return [made[EVERYWHERE].url for image in shown if (made := renditions(image))]


def drawn(html: str, shown: Mapping[int, Image]) -> str:
    """Return a sanitised text with its pictures drawn; one that is gone leaves its caption."""
    if "<embed" not in html:
        return html
    html = _FIGURE.sub(partial(_draw, shown), html)
    return _ROW.sub(lambda row: f'<div class="gallery">{row[0]}</div>', html)


def _draw(shown: Mapping[int, Image], figure: re.Match[str]) -> str:
    number, alt = _NUMBER.search(figure[1]), _ALT.search(figure[1])
    image = shown.get(int(number[1])) if number else None
    caption = figure[2] or ""
    return draw(
        image,
        alt=unescape(alt[1]) if alt else "",
        caption=mark_safe(caption),  # noqa: S308 (of a sanitised text)
    ) or (f"<p>{caption}</p>" if caption else "")


def draw(image: Image | None, **told: object) -> SafeString:
    """Return a picture with what is told of it (``alt``, ``caption``); empty where it is gone."""
    made = renditions(image) if image else {}
    if not made:
        return SafeString()
    told["srcset"] = ResponsiveImage.get_width_srcset([made[spec] for spec in MODERN])
    told["image"] = made[EVERYWHERE]
    return SafeString(render_to_string("components/text_picture.html", told).strip())
