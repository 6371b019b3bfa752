"""Which encoding bytes are in: UTF-8, UTF-16 or GB18030 first, a guess last."""

import codecs
import re

from charset_normalizer import from_bytes

from articles.extraction.errors import PageRefused
from articles.extraction.wording import Wording as _

_BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# The commonest characters of Chinese prose: about a fifth of any report, almost none of a text
# decoded wrongly (whose characters are spread over the whole set).
_COMMON = frozenset(
    "的一国在中和有人是工作民族团结进步市区年为行了发展大会村全社化党生建设示范创实多個們與為發會"
)
_PLAUSIBLE = 0.04
# The larger sets that grew out of GB2312, GBK and Big5, which is how browsers read all of them.
_SETS = {"gb18030": "gb18030", "big5": "big5hkscs"}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOJIBAKE = re.compile("[ÃÂäåæçèé][\x80-\xbf¡-¿]{1,2}[ÃÂäåæçèé]|鐨勬|涓浗|姘戞棌")
_MISTAKEN = (*"ÃÂäåæçèé", "鐨勬", "涓浗", "姘戞棌")  # one of them stands in whatever matches
# What is left of characters that were lost, here or when the page was saved.
LOST = re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯")
_MOST_LOST = 0.2  # of what is not ASCII; beyond that nobody can read it


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    What the bytes read as decides, not what they say of themselves. As in browsers, a byte that
    means nothing becomes U+FFFD. Raises `PageRefused` ("binary" or "mis_encoded") for bytes that
    are mostly no text in any encoding Chinese pages use, and for text that was already garbled
    when it was saved.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data.decode(encoding, errors="replace")
            if encoding != "utf-8-sig" and _plausibility(text) < 0.01:
                raise PageRefused("mis_encoded", _("文件开头的编码标记与内容不符，可能已损坏。"))
            return _sound(text, encoding.removesuffix("-sig"))
    if wide := _wide_without_bom(data):
        return _sound(data.decode(wide, errors="replace"), wide)
    text = data.decode("utf-8", errors="replace")
    if _lost(text) <= _MOST_LOST:
        return _sound(text, "utf-8")
    candidates = []
    for encoding, codec in _SETS.items():
        text = data.decode(codec, errors=_AS_BROWSERS)
        candidates.append((_plausibility(text) - _lost(text), encoding, text))
    score, encoding, text = max(candidates, key=lambda item: item[0])
    if score >= _PLAUSIBLE:
        return _sound(text, encoding)
    if b"\x00" in data:
        raise PageRefused("binary", _("文件含有二进制数据，不是文本、网页、Word 或 PDF 文件。"))
    best = from_bytes(data[:200_000]).best()
    guessed = _try(data, best.encoding) if best else None
    if best and guessed is not None and _plausibility(guessed) >= _PLAUSIBLE:
        return _sound(guessed, best.encoding)
    raise PageRefused(
        "mis_encoded",
        _("无法辨认文件的编码（试过 UTF-8、UTF-16、GB18030、Big5），请另存为 UTF-8。"),
    )


def _resume(error: UnicodeError) -> tuple[str, int]:
    """Go on behind bytes that mean nothing, as the Encoding Standard says for GB18030 and Big5.

    0x80 is the euro sign of code page 936. A lead byte takes the byte after it along, unless that
    is ASCII: a line end or a tag is never eaten.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    lead, rest = error.object[error.start], error.object[error.start + 1 : error.start + 2]
    if lead == 0x80 and error.encoding.startswith("gb"):
        return "€", error.start + 1
    pair = 0x81 <= lead <= 0xFE and rest and rest[0] >= 0x80
    return "\ufffd", error.start + (2 if pair else 1)


_AS_BROWSERS = "as-browsers"
codecs.register_error(_AS_BROWSERS, _resume)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _wide_without_bom(data: bytes) -> str | None:
    """Return the UTF-16 byte order in which the start of data reads as Chinese, if either does.

    Only data with zero bytes (line ends, spaces and digits have one) can be UTF-16 text.
    """
    sample = data[: 4096 - len(data[:4096]) % 2]
    if b"\x00" not in sample:
        return None
    scores = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        scores[encoding] = _plausibility(text) if any(char > "\x7f" for char in text) else 0.0
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= _PLAUSIBLE else None


def _plausibility(text: str) -> float:
    """Return the share of very common characters among the non-ASCII ones."""
    sample = [char for char in text[:50_000] if ord(char) > 127]
    if not sample:
        return 1.0
    return sum(char in _COMMON for char in sample) / len(sample)


def _lost(text: str) -> float:
    """Return the share of lost characters among the non-ASCII ones."""
    sample = text[:200_000]
    lost = sum(len(match) for match in LOST.findall(sample))
    return lost / sum(map("\x7f".__lt__, sample)) if lost else 0.0


def _sound(text: str, encoding: str) -> tuple[str, str]:
    controls = len(_CONTROLS.findall(text, 0, 100_000))
    if controls * 20 > min(len(text), 100_000):
        raise PageRefused("binary", _("文件含有二进制数据，不是文本、网页、Word 或 PDF 文件。"))
    sample = text[:200_000]
    suspect = any(sign in sample for sign in _MISTAKEN)
    mistaken = len(_MOJIBAKE.findall(sample)) if suspect else 0
    if _lost(text) > _MOST_LOST or (mistaken > 1 and mistaken * 100 > len(sample)):
        raise PageRefused(
            "mis_encoded", _("文件里的文字已是乱码，保存时编码就错了，请从原页面重新复制。")
        )
    return text.replace("\0", "\ufffd"), encoding
