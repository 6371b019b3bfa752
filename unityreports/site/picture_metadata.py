"""Takes out of a picture what it tells of who took it, where and with what.

What is drawn stays bit by bit, with its colour profile, its frames and how it is to be turned.
Everything else goes: EXIF with places, names and serial numbers, thumbnails, XMP, IPTC, comments,
makers' notes, and what hangs behind the end of the picture.
"""

import struct
from binascii import crc32
from collections.abc import Iterator

from django.core.exceptions import SuspiciousFileOperation
from PIL import Image

_ORIENTATION = 0x0112
_JPEG, _PNG, _GIF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a")
# Chunks that say how a picture looks; a chunk of any other name goes.
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP"}
_PNG_KEPT |= {b"sBIT", b"bKGD", b"pHYs", b"hIST", b"cICP", b"mDCV", b"cLLI"}
_PNG_KEPT |= {b"acTL", b"fcTL", b"fdAT"}
_WEBP_KEPT = {b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"}
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_GIF_APPLICATIONS = {b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"}
_AVIF_BRANDS = {b"avif", b"avis"}


class BrokenPicture(SuspiciousFileOperation):
    """A picture that ends too early or is not built as its format says.

    Forms refuse it in words; where none does, Django answers that the request was bad.
    """


def strip(data: bytes) -> bytes:
    """Return a picture without what it tells beside itself; other files as they are.

    Raises :class:`BrokenPicture`.
    """
    try:
        if data.startswith(_JPEG):
            return _strip_jpeg(data)
        if data.startswith(_PNG):
            return _strip_png(data)
        if data.startswith(_GIF):
            return _strip_gif(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _strip_webp(data)
        if _AVIF_BRANDS & _brands(data):
            return _strip_avif(data)
    except (IndexError, ValueError, struct.error, OSError, SyntaxError) as error:
        raise BrokenPicture(str(error)) from error
    return data


def _turned(exif: bytes) -> bytes:
    """Return EXIF that says how the picture is to be turned and nothing else; empty for upright."""
    parsed = Image.Exif()
    try:
        parsed.load(exif if exif.startswith(b"Exif\0\0") else b"Exif\0\0" + exif)
        orientation = parsed.get(_ORIENTATION, 1)
    except Exception:  # what is written there may be anything, and nobody needs it
        return b""
    if orientation not in range(2, 9):
        return b""
    # One directory with one entry: a short number.
    return b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, _ORIENTATION, 3, 1, orientation, 0, 0)


# JPEG -------------------------------------------------------------------------------------------

_SOI, _EOI, _SOS, _COM, _APP0, _APP1, _APP2, _APP14 = 0xD8, 0xD9, 0xDA, 0xFE, 0xE0, 0xE1, 0xE2, 0xEE
_APPS = range(0xE0, 0xF0)


def _strip_jpeg(data: bytes) -> bytes:
    kept, exif = [], b""
    for marker, segment in _segments(data):
        body = segment[4:]
        if marker == _APP0 and body.startswith(b"JFIF\0"):
            # Version, density; no thumbnail.
            kept.append(b"\xff\xe0\0\x10" + body[:12].ljust(12, b"\0") + b"\0\0")
        elif marker == _APP1 and body.startswith(b"Exif\0\0"):
            exif = exif or _turned(body)
        elif marker == _APP2 and body.startswith(b"ICC_PROFILE\0"):
            kept.append(segment)
        elif marker == _APP14 and body.startswith(b"Adobe"):
            kept.append(segment)  # how the colours are coded
        elif marker not in _APPS and marker != _COM:
            kept.append(segment)
    if exif:
        kept.insert(1, b"\xff\xe1" + struct.pack(">H", len(exif) + 8) + b"Exif\0\0" + exif)
    return b"".join(kept)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each marker with its segment, scans with the data that follows, up to the end."""
    at = 0
    while True:
        if at == len(data):  # every reader takes this for the end
            yield _EOI, b"\xff\xd9"
            return
        if data[at] != 0xFF:
            raise BrokenPicture("no marker")
        while data[at + 1] == 0xFF:  # fill bytes
            at += 1
        marker = data[at + 1]
        end = at + 2
        if marker not in (_SOI, _EOI):
            end += struct.unpack_from(">H", data, end)[0]
        if marker == _SOS:
            end = _end_of_scan(data, end)
        yield marker, data[at:end]
        if marker == _EOI:
            return
        if end == at + 2 and marker != _SOI:
            raise BrokenPicture("an empty segment")
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the next marker stands; zeros and restarts belong to the scan."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 == len(data):
            return len(data)
        if data[at + 1] not in (0x00, *range(0xD0, 0xD8)):
            return at
        at += 2


# PNG --------------------------------------------------------------------------------------------


def _strip_png(data: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + length + 12]
        if len(chunk) < length + 12:
            raise BrokenPicture("cut off")
        if name == b"eXIf" and (exif := _turned(chunk[8:-4])):
            kept.append(_png_chunk(b"eXIf", exif))
        elif name == b"iCCP":
            # The name of a profile is free text.
            kept.append(_png_chunk(b"iCCP", b"ICC" + chunk[chunk.index(b"\0", 8, -4) : -4]))
        elif name in _PNG_KEPT:
            kept.append(chunk)
        if name == b"IEND":
            return b"".join(kept)
        at += length + 12


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc32(name + body))


# GIF --------------------------------------------------------------------------------------------


def _strip_gif(data: bytes) -> bytes:
    at = 13 + _table(data[10])
    kept = [data[:at]]
    while True:
        start, kind = at, data[at]
        if kind == 0x3B:
            return b"".join([*kept, b";"])
        if kind == 0x2C:  # a frame
            at = _after_blocks(data, at + 11 + _table(data[at + 9]))
            kept.append(data[start:at])
        elif kind == 0x21:
            label = data[at + 1]
            at = _after_blocks(data, at + 2)
            application = data[start + 3 : start + 14]
            if label == 0xF9 or (label == 0xFF and application in _GIF_APPLICATIONS):
                kept.append(data[start:at])
        else:
            raise BrokenPicture("no block of a GIF")


def _table(flags: int) -> int:
    """Return the length of the table of colours that follows a header with these flags."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


# WebP -------------------------------------------------------------------------------------------


def _strip_webp(data: bytes) -> bytes:
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    if end > len(data) + 1:  # some writers leave out the last filling byte
        raise BrokenPicture("cut off")
    chunks, exif = [], b""
    for name, body in _riff(data, 12, end):
        if name == b"EXIF":
            exif = _turned(body)
        elif name == b"ANMF":
            inner = [(n, b) for n, b in _riff(body, 16, len(body)) if n in _WEBP_KEPT]
            chunks.append((name, body[:16] + b"".join(_riff_chunk(*each) for each in inner)))
        elif name in _WEBP_KEPT:
            chunks.append((name, body))
    if exif:
        chunks.append((b"EXIF", exif))
    if chunks and chunks[0][0] == b"VP8X":
        flags = chunks[0][1][0] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if exif else 0)
        chunks[0] = (b"VP8X", bytes([flags]) + chunks[0][1][1:])
    content = b"WEBP" + b"".join(_riff_chunk(*each) for each in chunks)
    return b"RIFF" + struct.pack("<I", len(content)) + content


def _riff(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise BrokenPicture("cut off")
        yield name, body
        at += 8 + length + length % 2


def _riff_chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


# AVIF -------------------------------------------------------------------------------------------

_BLANK_BOXES = {b"udta", b"uuid", b"free", b"skip"}  # what makers and programs add
_TELLING_ITEMS = {b"Exif", b"mime", b"uri "}
_EMPTY_TIFF = b"\0\0\0\0MM\0*\0\0\0\x08" + b"\0" * 6
_IN_FILE, _IN_IDAT = 0, 1


def _brands(data: bytes) -> set[bytes]:
    """Return what a file says it may be read as; the first brand may be a wider one (mif1)."""
    if data[4:8] != b"ftyp":
        return set()
    (length,) = struct.unpack_from(">I", data)
    return {data[8:12], *(data[at : at + 4] for at in range(16, min(length, len(data)), 4))}


def _strip_avif(data: bytes) -> bytes:
    """Return the picture with what it tells written over: its boxes say where others stand.

    How it is to be turned is a box of its own, not part of its EXIF.
    """
    kept = bytearray(data)
    _blank_boxes(kept, 0, len(kept))
    return bytes(kept)


def _blank_boxes(data: bytearray, at: int, end: int):
    for name, start, stop in _boxes(data, at, end):
        if name in _BLANK_BOXES:
            data[start:stop] = bytes(stop - start)
        elif name in (b"moov", b"trak"):
            _blank_boxes(data, start, stop)
        elif name == b"meta":
            _blank_items(data, start + 4, stop)


def _boxes(data: bytearray, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield each box between two places as its name, and where its content begins and ends."""
    while at + 8 <= end:
        length, name = struct.unpack_from(">I4s", data, at)
        start = at + 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, start)
            start += 8
        stop = at + length if length else end
        if not start <= stop <= end:
            raise BrokenPicture("cut off")
        yield name, start, stop
        at = stop


def _blank_items(data: bytearray, at: int, end: int):
    boxes = {name: (start, stop) for name, start, stop in _boxes(data, at, end)}
    if b"iinf" not in boxes or b"iloc" not in boxes:
        return
    telling = {item: kind for item, kind in _items(data, *boxes[b"iinf"]) if kind in _TELLING_ITEMS}
    idat = boxes.get(b"idat", (0, 0))[0]
    for item, method, start, length in _places(data, boxes[b"iloc"][0]):
        if item not in telling:
            continue
        start += idat if method == _IN_IDAT else 0
        length = min(length or len(data), len(data) - start)
        filling = _EMPTY_TIFF if telling[item] == b"Exif" and length >= len(_EMPTY_TIFF) else b""
        data[start : start + length] = filling.ljust(length, b"\0")


def _items(data: bytearray, at: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Yield each item of a list of items as its number and kind."""
    at += 6 if data[at] == 0 else 8
    for name, start, _stop in _boxes(data, at, end):
        if name == b"infe" and data[start] >= 2:
            number = ">H" if data[start] == 2 else ">I"
            (item,) = struct.unpack_from(number, data, start + 4)
            kind = start + 4 + struct.calcsize(number) + 2
            yield item, bytes(data[kind : kind + 4])


def _places(data: bytearray, at: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield each stretch of each item: its number, what it is counted in, start and length."""
    version = data[at]
    sizes = [data[at + 4] >> 4, data[at + 4] & 15, data[at + 5] >> 4, data[at + 5] & 15]
    of_start, of_length, of_base, of_index = sizes
    at += 6

    def number(size: int) -> int:
        nonlocal at
        if at + size > len(data):
            raise BrokenPicture("cut off")
        at += size
        return int.from_bytes(data[at - size : at], "big")

    for _ in range(number(4 if version == 2 else 2)):
        item = number(4 if version == 2 else 2)
        method = number(2) & 15 if version else _IN_FILE
        number(2)  # of the file that holds it: this one
        base = number(of_base)
        for _ in range(number(2)):
            if version:
                number(of_index)
            yield item, method, base + number(of_start), number(of_length)
