"""A picture in rich text: which one it is, what describes it to the blind, and its caption.

It is kept as a figure that names the picture by its number (``embed``, as Wagtail's own texts do,
so that Wagtail knows which texts show a picture). Whoever shows a text makes an image of it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from html import escape

from unityreports.site.characters import printable
from unityreports.site.text_runs import settle

_DECORATIVE = "仅作装饰"  # typed in place of what a picture shows
_LINE = re.compile(r"［图片(\d{1,18})：(.*?)］(.*)")
LONGEST_NUMBER = 18  # digits: what a key can be


@dataclass(frozen=True)
class Picture:
    """A picture where it stands in a text.

    ``alt`` is what it shows, in words: empty for one that only decorates, ``None`` as long as
    nobody has said either.
    """

    number: int
    alt: str | None = None
    caption: str = ""

    @property
    def is_described(self) -> bool:
        """Whether someone has said what the picture shows, or that it only decorates."""
        return self.alt is not None


def of_attributes(number: object, alt: object) -> Picture | None:
    """Return the picture that a tag or the editor names, or ``None`` where it names none."""
    digits = str(number or "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_NUMBER):
        return None
    return Picture(int(digits), settle(printable(alt)) if isinstance(alt, str) else None)


def as_line(picture: Picture) -> str:
    """Return a picture as a line of plain text that :func:`of_line` reads: for those who type."""
    alt = _DECORATIVE if picture.alt == "" else picture.alt or ""
    return f"［图片{picture.number}：{alt.replace('］', ']')}］{picture.caption}"


def of_line(line: str, numbers: Collection[int]) -> Picture | None:
    """Return the picture that a line stands for, if it is one of ``numbers``."""
    found = _LINE.fullmatch(line.strip())
    if not found or int(found[1]) not in numbers:
        return None
    alt = "" if found[2] == _DECORATIVE else settle(found[2]) or None
    return Picture(int(found[1]), alt, settle(found[3]))


def write(picture: Picture) -> str:
    """Return a picture as HTML."""
    alt = "" if picture.alt is None else f' alt="{escape(picture.alt)}"'
    caption = escape(settle(printable(picture.caption)), quote=False)
    caption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><embed embedtype="image" id="{picture.number}"{alt}/>{caption}</figure>'
