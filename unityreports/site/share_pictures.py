"""Pictures that stand for pages where they are shared: title, place and date, drawn on the server.

The address of a picture holds, signed, all that is drawn: it changes with its page and not before,
nobody can have other words drawn, and nothing has to be kept or ended.
"""

import io

from django.conf import settings
from django.core.signing import Signer
from django.urls import reverse
from PIL import Image, ImageDraw, ImageFont

from unityreports.site import fonts
from unityreports.site.scripts import MONGOLIAN, script_of

WIDTH, HEIGHT = 1200, 630
_MOST_LETTERS = 90  # of a title; more would be too small to read, and the address too long
_RED, _PAPER, _INK, _SOFT = "#a3271f", "#fbf7f2", "#1c1a18", "#6a625a"
_MARGIN = 80
_SIZES = (72, 64, 56)  # of a title, the first in which it has room
_MOST_LINES = 4
_signer = Signer(salt="share picture")


def address(title: str, line: str, site: str) -> str:
    """Return the complete address of the picture that shows these texts."""
    if len(title) > _MOST_LETTERS:
        title = title[: _MOST_LETTERS - 1] + "…"
    told = _signer.sign_object([title, line[:60], site[:40]], compress=True)
    return settings.SITE_URL + reverse("share_picture", args=[told])


def texts(told: str) -> tuple[str, str, str]:
    """Return title, line and site of an address; raise ``BadSignature`` for one not of ours."""
    title, line, site = _signer.unsign_object(told)
    return title, line, site


def draw(title: str, line: str, site: str) -> bytes:
    """Return the picture as PNG.

    Without a Chinese font, and for a title in Mongolian, it shows the mark of the site alone.
    """
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    brush = ImageDraw.Draw(picture)
    brush.rectangle((0, 0, WIDTH, 24), fill=_RED)
    font = fonts.chinese()
    if font is None or script_of(title) == MONGOLIAN:
        # Joined letters in upright columns are more than this draws.
        _draw_mark(brush, WIDTH / 2, HEIGHT / 2, 180)
    else:
        size, lines = _fitted(str(font), title)
        letters = ImageFont.truetype(str(font), size)
        top = _MARGIN + 10
        for each in lines:
            brush.text((_MARGIN, top), each, font=letters, fill=_INK)
            top += round(size * 1.35)
        small = ImageFont.truetype(str(font), 38)
        shown = _lines(small, line)
        line = shown[0] if len(shown) == 1 else shown[0][:-1] + "…"
        brush.text((_MARGIN, HEIGHT - 190), line, font=small, fill=_SOFT)
        _draw_mark(brush, _MARGIN + 32, HEIGHT - 82, 32)
        brush.text((_MARGIN + 84, HEIGHT - 104), site, font=small, fill=_RED)
    made = io.BytesIO()
    picture.quantize(64).save(made, "PNG", optimize=True)
    return made.getvalue()


def _fitted(font: str, title: str) -> tuple[int, list[str]]:
    """Return the greatest size in which a title has room, and its lines."""
    for size in _SIZES:
        lines = _lines(ImageFont.truetype(font, size), title)
        if len(lines) <= _MOST_LINES:
            return size, lines
    return size, [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][:-1] + "…"]


def _lines(letters: ImageFont.FreeTypeFont, text: str) -> list[str]:
    """Return a text in lines that fit beside each other's margins; none begins with a stop."""
    lines = [""]
    for letter in text:
        wide = letters.getlength(lines[-1] + letter) > WIDTH - 2 * _MARGIN
        if wide and letter not in "，。、；：！？”’》）":
            lines.append("")
        lines[-1] += letter
    return lines


def _draw_mark(brush: ImageDraw.ImageDraw, x: float, y: float, half: float):
    """Draw the site's mark: one disc and six around it, as in its icon."""
    brush.rounded_rectangle((x - half, y - half, x + half, y + half), half * 0.4, fill=_RED)
    part = half / 32
    places = [(0, 0), (0, -17.6), (15.2, -8.8), (15.2, 8.8), (0, 17.6), (-15.2, 8.8), (-15.2, -8.8)]
    for dx, dy in places:
        cx, cy, r = x + dx * part, y + dy * part, 7.4 * part
        brush.ellipse((cx - r, cy - r, cx + r, cy + r), fill="white")
