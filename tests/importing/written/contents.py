"""What a report holds that is made up from a seed, whichever program then writes it."""

import io
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

import PIL.Image

TITLE = "库伦旗民族团结进步工作总结"
DAY = "2022-03-15"
_DONE = ["开展宣讲", "组织观摩", "走访慰问", "举办培训", "召开推进会", "开展联谊", "修缮广场"]
_WHERE = ["各苏木镇", "各社区", "中小学校", "驻地企业", "嘎查村", "机关单位", "易地搬迁安置点"]
_HEADINGS = ["抓创建", "促发展", "办实事", "强队伍", "聚合力", "惠民生"]
_NUMBERS = "一二三四五六"


@dataclass
class Block:
    """A piece of a report. ``notes`` are its footnotes, ``said`` a comment on it."""

    kind: str  # heading, paragraph, inline (a picture amid words), list, table, picture, box, file
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)
    number: int = 0  # of a picture or a file
    note: str = ""
    said: str = ""


@dataclass
class Contents:
    """The blocks of a report in order."""

    seed: int
    blocks: list[Block]

    @property
    def title(self) -> str:
        """The title, which no other seed has."""
        return f"{TITLE}（{self.seed}）"

    def of(self, *kinds: str) -> list[Block]:
        """Return the blocks of these kinds, in order."""
        return [each for each in self.blocks if each.kind in kinds]

    @property
    def pictures(self) -> list[Block]:
        """The blocks that show a picture, in order."""
        return self.of("picture", "inline")

    def words(self, *, boxes: bool = True) -> Iterable[str]:
        """Yield every paragraph, heading, item and cell that the text must have, in order."""
        for block in self.blocks:
            if block.kind in ("paragraph", "heading", "inline") or (block.kind == "box" and boxes):
                yield block.text
            for row in block.rows:
                yield from row

    @property
    def notes(self) -> list[str]:
        """The footnotes, in order."""
        return [each.note for each in self.blocks if each.note]

    @property
    def comments(self) -> list[str]:
        """The comments, in order."""
        return [each.said for each in self.blocks if each.said]


def make(seed: int, kinds: Iterable[str], *, notes: bool = False, comments: bool = False):
    """Return contents with blocks of these kinds besides headings and paragraphs."""
    chance = random.Random(seed)
    kinds = list(kinds)
    blocks: list[Block] = []
    counted = iter(range(1, 1000))

    def sentence() -> str:
        return (
            f"第{next(counted)}项，全旗在{chance.choice(_WHERE)}{chance.choice(_DONE)}"
            f"{chance.randrange(2, 60)}次，各族干部群众广泛参与，工作取得了扎实成效。"
        )

    def paragraph() -> Block:
        text = "".join(sentence() for _ in range(chance.randrange(1, 4)))
        block = Block("paragraph", text)
        if notes and chance.random() < 0.3:
            block.note = f"第{next(counted)}条说明，数据由旗统计局提供。"
        if comments and chance.random() < 0.2:
            block.said = f"第{next(counted)}条批注，请再核对。"
        return block

    def more(kind: str) -> Block:
        if kind == "table":
            width = chance.randrange(2, 5)
            head = [["苏木镇", "次数", "人数", "备注"][:width]]
            rows = [[f"格{next(counted)}" for _ in range(width)] for _ in range(2)]
            across = [[f"附表{next(counted)}：各地开展情况"]] if chance.random() < 0.4 else []
            return Block("table", rows=across + head + rows)
        if kind == "list":
            return Block("list", rows=[[f"第{next(counted)}条，{sentence()}"] for _ in range(3)])
        if kind == "box":
            return Block("box", f"第{next(counted)}框，{sentence()}")
        number = next(counted)
        if kind == "inline":
            return Block(kind, sentence() + sentence(), number=number)
        return Block(kind, f"{kind}{number}", number=number)

    blocks += [paragraph() for _ in range(2)]
    for part in range(chance.randrange(2, 5)):
        blocks += [Block("heading", f"{_NUMBERS[part]}、{_HEADINGS[part]}"), paragraph()]
        for kind in chance.sample(kinds, chance.randrange(len(kinds) + 1)):
            if kind != "file":
                blocks += [more(kind), paragraph()]
    if "file" in kinds:
        blocks += [more("file") for _ in range(chance.randrange(1, 3))]
    return Contents(seed, blocks)


def picture(number: int) -> bytes:
    """Return a picture of a colour that no other number has."""
    file = io.BytesIO()
    PIL.Image.new("RGB", (80, 60), colour(number)).save(file, "PNG")
    return file.getvalue()


def colour(number: int) -> tuple[int, int, int]:
    """Return the colour of a picture."""
    return (number * 37 % 256, number * 91 % 256, number * 53 % 256)
