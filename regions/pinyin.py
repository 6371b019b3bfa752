"""How Chinese names are spelled in pinyin: so typed pinyin finds places, and addresses are made."""

from collections.abc import Callable
from functools import cache
from types import ModuleType

from django.utils.text import slugify


class _Other(str):
    """A part of a name that has no pinyin."""

    __slots__ = ()


@cache
def _dictionary() -> ModuleType:
    """Read the dictionary when the first name is spelled: most commands and pages need none."""
    import pypinyin

    # Read otherwise in ordinary words; in names, many of them Mongolian, nearly always so.
    pypinyin.load_single_dict({ord("勒"): "lè", ord("都"): "dū", ord("什"): "shí"})
    pypinyin.load_phrases_dict({"单县": [["shàn"], ["xiàn"]]})
    return pypinyin


def spell(name: str) -> tuple[str, str]:
    """Return the pinyin of a name, without tones and spaces, and its initials.

    What is no Chinese stands in both as it is.
    """
    parts = _dictionary().lazy_pinyin(name, errors=_Other)
    initials = [part if isinstance(part, _Other) else part[:1] for part in parts]
    return "".join(parts).lower(), "".join(initials).lower()


def address_name(name: str, is_taken: Callable[[str], bool], longest: int) -> str:
    """Return what stands for a name in addresses: its pinyin, numbered when another has that.

    At most ``longest`` characters; empty when the name holds no letter and no digit.
    """
    stem = proposed = slugify(spell(name)[0], allow_unicode=True)[:longest].rstrip("-_")
    number = 2
    while proposed and is_taken(proposed):
        proposed = f"{stem[: longest - len(str(number)) - 1]}-{number}"
        number += 1
    return proposed
