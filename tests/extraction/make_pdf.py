"""Writes small PDF files, so that tests need no program that prints: text where it is wanted.

The font is one of those that every reader of PDF knows without having it in the file.
"""

import zlib
from collections.abc import Sequence

WIDTH, HEIGHT, SIZE = 595, 842, 12  # A4, in points
LEFT, RIGHT, TOP, LEADING = 71, 527, 90, 20  # 38 Chinese characters a line
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
    b"/Supplement 4>>/DW 1000/W[1 95 500]>>]>>"
)


def text(left: float, top: float, words: str, size: float = SIZE, font: str = "F") -> str:
    """Return what draws words at a place, counted from the upper left corner."""
    codes = words.encode("utf-16-be").hex()
    return f"BT /{font} {size} Tf {left} {HEIGHT - top - size} Td <{codes}> Tj ET\n"


def width(words: str) -> float:
    """Return how wide words are: a letter is half as wide as a Chinese character."""
    return sum(SIZE if ord(char) > 126 else SIZE / 2 for char in words)


def rule(left: float, top: float, right: float, bottom: float) -> str:
    """Return what draws a line."""
    return f"{left} {HEIGHT - top} m {right} {HEIGHT - bottom} l S\n"


def flow(
    *paragraphs: str,
    left: float = LEFT,
    right: float = RIGHT,
    top: float = TOP,
    indent: int = 2,
) -> str:
    """Return what draws paragraphs of Chinese, broken where a line is full, the first indented."""
    drawn = []
    for words in paragraphs:
        here = left + indent * SIZE
        while words:
            count = len(words)
            while here + width(words[:count]) > right:
                count -= 1
            drawn.append(text(here, top, words[:count]))
            words, here = words[count:], left
            top += LEADING
    return "".join(drawn)


def pdf(
    *pages: str, objects: Sequence[bytes] = (), trailer: bytes = b"", page: bytes = b""
) -> bytes:
    """Return a PDF of pages drawn so; `objects` are numbered from 6, `page` goes into each page."""
    drawn = []
    kids = b""
    first = 6 + len(objects)
    for number, content in enumerate(pages):
        kids += b"%d 0 R " % (first + 2 * number)
        stream = zlib.compress(content.encode())
        drawn += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R/B 4 0 R>>/XObject<</I 6 0 R>>>>%s>>"
            % (WIDTH, HEIGHT, first + 2 * number + 1, page),
            b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        ]
    everything = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids),
        _FONT % b"STSong-Light",
        _FONT % b"STSong-Light-Bold",
        b"null",
        *objects,
        *drawn,
    ]
    data, places = b"%PDF-1.5\n", []
    for number, content in enumerate(everything, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\n"
        b"startxref\n%d\n%%%%EOF" % (len(places) + 1, table, len(places) + 1, trailer, len(data))
    )


def picture() -> bytes:
    """Return a grey picture of one point, as an object; `DRAW_PICTURE` fills a page with it."""
    return (
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Length 1>>stream\n\x80\nendstream"
    )


DRAW_PICTURE = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q\n"
