"""What bold print says of headings: words in bold that open paragraphs, and lines that are not."""

import re
from collections import Counter
from collections.abc import Sequence

from articles.extraction.offsets import ParagraphOffset

from .paragraphs import Block, Heading

_SHORTEST, _LONGEST = 3, 40  # characters of a lead in bold
_TEXT = 8  # characters of the text behind it
_AS_FEW = 2  # leads or headings in bold show the habit
_STOPS = "。!?:;"
_GOES_ON = re.compile(r"\s|——")
# Who speaks, a label, a day, the place a report comes from.
_NO_LEAD = re.compile(
    r"(?:问|答|记者|主持人|嘉宾)\s*:|.*(?:讯|电|日)$|[\[(]|.*(?:摄|报道)$|\d+年"
    r"|(?:责任|牵头|配合|参与)?(?:单位|部门)|时间:|地点:|来源|作者|编者|注:|附"
)


def find_bold_leads(blocks: Sequence[Block], found: list[Heading | None]) -> None:
    """Take words in bold that open two paragraphs or more for headings, whatever they say.

    The same words in front of several paragraphs name a speaker.
    """
    ends = {index: end for index, block in enumerate(blocks) if (end := _lead(block)) is not None}
    words = Counter(blocks[index].text[:end] for index, end in ends.items())
    ends = {index: end for index, end in ends.items() if words[blocks[index].text[:end]] == 1}
    if len(ends) < _AS_FEW:
        return
    for index, end in ends.items():
        heading = found[index]
        if heading is None:
            found[index] = Heading("bold", blocks[index].in_page(end))
        elif heading.end != blocks[index].end:
            heading.end = blocks[index].in_page(end)


def _lead(block: Block) -> ParagraphOffset | None:
    """Return where the words in bold end that open a block, if they can be a heading."""
    words, rest = block.text[: block.lead].strip(), block.text[block.lead :]
    if block.boxed or not _SHORTEST <= len(words) <= _LONGEST or len(rest.strip()) < _TEXT:
        return None
    closed = words[-1] in _STOPS or rest[0] in _STOPS or bool(_GOES_ON.match(rest))
    if ":" in (words[-1], rest[0]) and not re.search("[,。]", rest):
        return None  # 阿拉善左旗:巴润别立镇、…: names under a label
    han = len(re.findall("[一-鿿]", words))
    if not closed or han < _SHORTEST or _NO_LEAD.match(words) or "。" in words[:-1]:
        return None
    return ParagraphOffset(block.lead + (rest[0] in _STOPS))


def drop_plain_lines(blocks: Sequence[Block], found: list[Heading | None]) -> None:
    """Where the headings of a page are in bold, a short plain line is none (a caption)."""
    lines = [index for index, heading in enumerate(found) if heading and heading.style == "line"]
    plain = [index for index in lines if not blocks[index].bold]
    if len(lines) - len(plain) >= max(_AS_FEW, len(plain)):
        for index in plain:
            found[index] = None
