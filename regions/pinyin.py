"""How the names of places are spelled in pinyin, so that typed pinyin finds them."""

from pypinyin import Style, lazy_pinyin, load_phrases_dict, load_single_dict

# Read otherwise in ordinary words; in names, many of them Mongolian, nearly always so.
load_single_dict({ord("勒"): "lè", ord("都"): "dū", ord("什"): "shí"})
load_phrases_dict({"单县": [["shàn"], ["xiàn"]]})


def spell(name: str) -> tuple[str, str]:
    """Return the pinyin of a name, without tones and spaces, and its initials."""
    letters = lazy_pinyin(name, style=Style.FIRST_LETTER)
    return "".join(lazy_pinyin(name)).lower(), "".join(letters).lower()
