"""Which encoding bytes are in: UTF-8, UTF-16 or GB18030 first, a guess last."""

import codecs
import re

from charset_normalizer import from_bytes

from articles.importing.errors import PageRefused
from articles.importing.wording import Wording as _

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
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_MOJIBAKE = re.compile(
    "锟斤拷|烫烫烫|屯屯屯|[ÃÂäåæçèé][\x80-\xbf¡-¿]{1,2}[ÃÂäåæçèé]|鐨勬|涓浗|姘戞棌"
)


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Raises `PageRefused` ("binary" or "mis_encoded") for bytes that are no text in any encoding
    Chinese pages use, and for text that was already garbled when it was saved.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _strict(data, encoding)
            if encoding != "utf-8-sig" and _plausibility(text) < 0.01:
                raise PageRefused("mis_encoded", _("文件开头的编码标记与内容不符，可能已损坏。"))
            return _sound(text, encoding.removesuffix("-sig"))
    if wide := _wide_without_bom(data):
        return _sound(_strict(data, wide), wide)
    text = _try(data, "utf-8")
    if text is not None:
        return _sound(text, "utf-8")
    if b"\x00" in data:
        raise PageRefused("binary", _("文件含有二进制数据，不是文本、网页或 Word（.docx）文件。"))
    candidates = []
    for encoding in dict.fromkeys(["gb18030", *_declared(data), "big5"]):
        text = _try(data, encoding)
        if text is not None:
            candidates.append((_plausibility(text), encoding, text))
    if candidates:
        score, encoding, text = max(candidates, key=lambda item: item[0])
        if score >= 0.04:
            return _sound(text, encoding)
    if _mostly_utf8(data):
        raise PageRefused(
            "mis_encoded", _("文件编码已损坏（夹有不合 UTF-8 的字节），请重新保存或从原页面复制。")
        )
    best = from_bytes(data[:200_000]).best()
    text = _try(data, best.encoding) if best else None
    if text is not None and _plausibility(text) >= 0.04:
        return _sound(text, best.encoding)
    raise PageRefused(
        "mis_encoded",
        _("无法辨认文件的编码（试过 UTF-8、UTF-16、GB18030、Big5），请另存为 UTF-8。"),
    )


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _strict(data: bytes, encoding: str) -> str:
    text = _try(data, encoding)
    if text is None:
        raise PageRefused(
            "mis_encoded",
            _("文件自称 %(name)s 编码，但内容不符，可能已损坏。", name=encoding.upper()),
        )
    return text


def _declared(data: bytes) -> list[str]:
    """Return what an HTML page says of itself, when Python knows such an encoding of text."""
    found = _CHARSET.search(data[:4096])
    if not found:
        return []
    try:
        info = codecs.lookup(found.group(1).decode("ascii"))
    except LookupError:
        return []
    return [info.name] if getattr(info, "_is_text_encoding", True) else []


def _wide_without_bom(data: bytes) -> str | None:
    """Return the UTF-16 byte order in which the start of data reads as Chinese, if either does.

    Only data with zero bytes (line ends, spaces and digits have one) can be UTF-16 text.
    """
    sample = data[: 4096 - len(data[:4096]) % 2]
    if len(data) % 2 or b"\x00" not in sample:
        return None
    scores = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        scores[encoding] = _plausibility(text) if any(char > "\x7f" for char in text) else 0.0
    best = max(scores, key=scores.get)
    return best if scores[best] >= 0.04 else None


def _plausibility(text: str) -> float:
    """Return the share of very common characters among the non-ASCII ones."""
    sample = [char for char in text[:50_000] if ord(char) > 127]
    if not sample:
        return 1.0
    return sum(char in _COMMON for char in sample) / len(sample)


def _mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", errors="replace")
    return text.count("\ufffd") * 20 < len(text)


def _sound(text: str, encoding: str) -> tuple[str, str]:
    controls = len(_CONTROLS.findall(text, 0, 100_000))
    if controls * 20 > min(len(text), 100_000):
        raise PageRefused("binary", _("文件含有二进制数据，不是文本、网页或 Word（.docx）文件。"))
    sample = text[:200_000]
    broken = sample.count("\ufffd") + 2 * len(_MOJIBAKE.findall(sample))
    if broken > 2 and broken * 50 > len(sample):
        raise PageRefused(
            "mis_encoded", _("文件里的文字已是乱码，保存时编码就错了，请从原页面重新复制。")
        )
    return text, encoding
