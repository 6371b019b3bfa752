"""PDF files whose lines run down, whose fonts say little, and whose words are broken at ends."""

import pytest

from articles.extraction.readers import read_page
from tests.extraction import make_pdf
from tests.extraction.make_pdf import HEIGHT, SIZE, pdf, text
from tests.extraction.test_pdf_files import FIRST, SECOND, TITLE

_GLYPH = b"1000 0 0 0 0 0 d1"


def downwards(*paragraphs: str, right: float = 500, most: int = 40) -> str:
    """Return what draws paragraphs in columns from the right, each character below the other."""
    drawn = []
    for words in paragraphs:
        for start in range(0, len(words), most):
            column = enumerate(words[start : start + most])
            drawn += [text(right, 60 + at * (SIZE + 2), char) for at, char in column]
            right -= SIZE * 2
    return "".join(drawn)


def test_lines_that_run_down_are_read_from_the_right():
    page = read_page(pdf(downwards(TITLE, FIRST, SECOND), downwards(FIRST[::-1])))
    assert page.text.split("\n") == [TITLE, FIRST, SECOND, FIRST[::-1]]


def test_a_list_of_single_characters_beside_text_does_not_turn_the_page():
    numbers = "".join(text(500, 300 + at * 20, char) for at, char in enumerate("甲乙丙丁戊"))
    assert read_page(pdf(make_pdf.flow(FIRST) + numbers)).text.startswith(FIRST)


def stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def drawn_font(words: str) -> tuple[str, bytes, list[bytes]]:
    """Return the characters of a font whose glyphs are drawings without height, and its objects."""
    chars = "".join(dict.fromkeys(words))
    names = b" ".join(b"/g%d" % at for at in range(len(chars)))
    meant = b"\n".join(
        b"<%02x> <%s>" % (at, char.encode("utf-16-be").hex().encode())
        for at, char in enumerate(chars)
    )
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange"
        b" <00> <ff> endcodespacerange %d beginbfchar\n%s\nendbfchar endcmap end end"
    )
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 0"
        b"/LastChar %d/Widths[%s]/Encoding<</Differences[0 %s]>>/CharProcs<<%s>>/ToUnicode 7 0 R>>"
        % (
            len(chars) - 1,
            b"1000 " * len(chars),
            names,
            b"".join(b"/g%d 6 0 R" % at for at in range(len(chars))),
        )
    )
    return chars, font, [stream(_GLYPH), stream(cmap % (len(chars), meant))]


def test_text_of_a_font_without_any_height_is_one_line(monkeypatch):
    chars, font, objects = drawn_font(FIRST)
    monkeypatch.setattr(make_pdf, "_FONT", font.replace(b"%", b"%%") + b"%%%s")
    codes = "".join(f"{chars.index(char):02x}" for char in FIRST[:30])
    # The characters stand as far apart as in a line that is justified.
    spaced = f"BT /F {SIZE} Tf 3 Tc 50 {HEIGHT - 200} Td <{codes}> Tj ET\n"
    page = read_page(pdf(spaced, objects=objects))
    assert (page.text, page.tables) == (FIRST[:30], [])


@pytest.mark.parametrize("hyphen", ["\u00ad", "\u2010"])
def test_a_word_broken_at_the_end_of_a_line_is_whole(hyphen):
    above = text(71, 100, f"Minzu tuanjie jinbu gongzuo yantaohui, quanqi gezu ganbu qun{hyphen}")
    below = text(71, 120, "zhong guangfan canyu, tuanjie yixin, gongtong fendou,")
    last = text(71, 140, "chengxiao mingxian.")
    assert "qunzhong guangfan" in read_page(pdf(above + below + last)).text
