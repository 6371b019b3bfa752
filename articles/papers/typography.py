"""How a paper is set: sizes in points, margins in millimetres, fonts by name.

Both writers read these; nothing about the look of a page is said anywhere else. A font has the name
that offices know it by first, which Word looks for; where it is not installed, the free ones after
it stand in.
"""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

_SERIF = ["Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "SimSun", "AR PL UMing CN"]
_SANS = ["Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "SimHei"]


class Face(NamedTuple):
    """Letters of one kind: their fonts, the wished one first, their size, and how far lines part.

    ``pitch`` is the distance between the feet of two lines.
    """

    fonts: list[str]
    size: float
    pitch: float


class Form(NamedTuple):
    """One way to set a paper."""

    label: object
    margins: list[float]  # top, bottom, left, right
    title: Face
    section: Face
    sub_section: Face
    body: Face
    byline: Face
    table: Face
    note: Face
    number: Face


_FANGSONG = ["仿宋", "FangSong", "仿宋_GB2312", "FangSong_GB2312", *_SERIF]
_XIAOBIAOSONG = ["方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", *_SERIF]
_HEITI = ["黑体", "SimHei", *_SANS]
_KAITI = ["楷体", "KaiTi", "楷体_GB2312", "KaiTi_GB2312", "AR PL UKai CN", "LXGW WenKai", *_SERIF]
_SONGTI = ["宋体", "SimSun", *_SERIF]

FORMS = {
    # GB/T 9704: sizes 2, 3 and 4 of Chinese letters, 22 lines a page.
    "official": Form(
        _("公文（A4）"),
        margins=[37, 35, 28, 26],
        title=Face(_XIAOBIAOSONG, 22, 35),
        section=Face(_HEITI, 16, 28),
        sub_section=Face(_KAITI, 16, 28),
        body=Face(_FANGSONG, 16, 28),
        byline=Face(_KAITI, 16, 28),
        table=Face(_SONGTI, 12, 18),
        note=Face(_SONGTI, 9, 14),
        number=Face(_SONGTI, 14, 14),
    ),
    "reading": Form(
        _("普通（省纸）"),
        margins=[25, 25, 25, 25],
        title=Face(_HEITI, 18, 28),
        section=Face(_HEITI, 14, 24),
        sub_section=Face(_HEITI, 12, 20),
        body=Face(_SONGTI, 12, 20),
        byline=Face(_SONGTI, 10.5, 18),
        table=Face(_SONGTI, 10.5, 16),
        note=Face(_SONGTI, 9, 13),
        number=Face(_SONGTI, 10.5, 12),
    ),
}
DEFAULT = "official"


def described(name: str) -> dict:
    """Return a form as the writers are told it."""
    form = FORMS[name]
    faces = {
        name: {"fonts": face.fonts, "size": face.size, "pitch": face.pitch}
        for name, face in form._asdict().items()
        if isinstance(face, Face)
    }
    return {"margins": form.margins, **faces}
