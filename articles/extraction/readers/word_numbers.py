"""The numbers Word counts by itself (一、 （一） 1.), which converters leave out."""

from .ooxml import Element, W

_CHINESE_FORMS = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCountingThousand",
}
_ROMAN = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]  # fmt: skip
_LEVELS = 9  # of a list, as Word has them
_LONGEST_LABEL = 255  # before its numbers are put in
_CHINESE_DIGITS = "〇一二三四五六七八九"


class Numbering:
    """Counts Word's automatic numbers."""

    def __init__(self, numbering: Element | None, styles: Element | None):
        self.formats: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counters: dict[tuple[str, int], int] = {}
        self.style_headings: dict[str, int] = {}
        self.style_numbers: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read_numbering(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read_numbering(self, root: Element) -> None:
        abstract: dict[str | None, dict[int, tuple[str, str, int]]] = {}
        for item in root.iter(W + "abstractNum"):
            levels = {}
            for level in item.iter(W + "lvl"):
                number = number_of(level.get(W + "ilvl"))
                if number >= _LEVELS:
                    continue
                levels[number] = (
                    value_of(level, "numFmt") or "decimal",
                    (value_of(level, "lvlText") or "")[:_LONGEST_LABEL],
                    number_of(value_of(level, "start"), 1),
                )
            abstract[item.get(W + "abstractNumId")] = levels
        for item in root.iter(W + "num"):
            for depth, form in abstract.get(value_of(item, "abstractNumId"), {}).items():
                self.formats[item.get(W + "numId") or "", depth] = form

    def _read_styles(self, root: Element) -> None:
        for style in root.iter(W + "style"):
            identifier = style.get(W + "styleId") or ""
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            name = (value_of(style, "name") or "").lower()
            if outline is not None and number_of(outline.get(W + "val"), 9) < 6:
                self.style_headings[identifier] = number_of(outline.get(W + "val")) + 1
            elif name.startswith("heading ") and name[8:].isdigit():
                self.style_headings[identifier] = min(int(name[8:]), 6)
            elif name == "title":
                self.style_headings[identifier] = 1
            number = style.find(f"{W}pPr/{W}numPr")
            if number is not None:
                self.style_numbers[identifier] = (
                    value_of(number, "numId") or "",
                    number_of(value_of(number, "ilvl")),
                )

    def heading(self, style: str, outline: str | None) -> int:
        """Return the heading level (1–6) of a paragraph, 0 for plain text."""
        if outline is not None and number_of(outline, 9) < 6:
            return number_of(outline) + 1
        return self.style_headings.get(style, 0)

    def is_bullet(self, number: tuple[str, int] | None) -> bool:
        """Say whether a paragraph of this list has a dot or another sign in front."""
        return number in self.formats and self.formats[number][0] == "bullet"

    def label(self, number: tuple[str, int] | None) -> str:
        """Return the next number of a list, as Word would print it."""
        if number is None or number not in self.formats:
            return ""
        identifier, level = number
        form, text, start = self.formats[number]
        if form in ("bullet", "none"):
            return ""
        self.counters[number] = self.counters.get(number, start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            self.counters.pop((identifier, deeper), None)
        for other in range(level + 1):
            key = (identifier, other)
            if f"%{other + 1}" in text and key in self.formats:
                count = self.counters.get(key, self.formats[key][2])
                text = text.replace(f"%{other + 1}", written(count, self.formats[key][0]))
        return text


def value_of(element: Element, name: str) -> str | None:
    """Return the value of a child element, None without one."""
    child = element.find(W + name)
    return None if child is None else child.get(W + "val")


def number_of(text: str | None, default: int = 0) -> int:
    """Return a whole number that an attribute writes, or the default."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default


def written(count: int, form: str) -> str:
    """Return a number in one of Word's forms ("chineseCounting", "lowerLetter" …)."""
    if form in _CHINESE_FORMS and 0 < count < 100:
        tens, ones = divmod(count, 10)
        text = ("十" if tens == 1 else _CHINESE_DIGITS[tens] + "十") if tens else ""
        return text + (_CHINESE_DIGITS[ones] if ones else "")
    if form == "decimalEnclosedCircle" and 1 <= count <= 20:
        return chr(0x2460 + count - 1)
    if form in ("upperLetter", "lowerLetter") and count > 0:
        return chr((64 if form == "upperLetter" else 96) + (count - 1) % 26 + 1)
    if form in ("upperRoman", "lowerRoman") and 0 < count < 4000:
        return _roman(count) if form == "upperRoman" else _roman(count).lower()
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text
