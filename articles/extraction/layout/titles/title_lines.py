"""What a line may be to a title, by itself or beside its neighbour: its end, issuer, a name."""

import re

from articles.extraction.language.normalise import unspaced
from articles.extraction.layout.furniture import ISSUE
from articles.extraction.layout.header_lines.header import looks_like_outlet
from articles.extraction.layout.header_lines.persons import is_name, is_office, may_be_name
from articles.extraction.layout.line_kinds import Marks
from articles.extraction.places.gazetteer import Gazetteer

TITLE_LABEL = re.compile(r"^(?:(?:文章|信息|新闻)?标\s*题|题\s*目|名\s*称)(?:\s*:\s*|\s+(?=\S{8}))")
SUBTITLE = re.compile(r"^\s*(?:—{1,3}|-{2,3}|──)\s*(?=\S)")
_LONG_OFFICE = 8  # characters, behind which a name of any people is believed
LONGEST = 130  # characters of a line that can be a title, also when it is spaced out
MASTHEAD = re.compile(r"(?:简报|快报|专报|信息|动态|通讯)$")
# A series that papers name above its pieces: 铸牢中华民族共同体意识·基层行.
_SERIES = re.compile(
    r"[^,。:]{4,22}(?:基层行|行进中|在行动|进行时|走基层|系列(?:报道|之.{1,3})|大家谈|故事会|巡礼|专栏|风采录|群英谱)$"
    r"|[^,。:·]{3,14}·[^,。:·]{2,8}$"
)
_ISSUE_OF_YEAR = re.compile(r"(?:19|20)\d\d年?\s*第?\s*\d{1,3}\s*期\)?$")  # 中国民族 2023年第4期
_ISSUER = re.compile(
    r"^[一-鿿()\s]{3,}(?:委员会|办公室|人民政府|党委|党组|民委|统战部|宣传部|[旗县市盟州区]委|局|部|厅|协会|中学|小学"
    r"|学校|学院|大学|幼儿园|医院|街道|社区|镇|乡|苏木|嘎查|村|支部|公司|小组|指挥部|专班)$"
)
_STORY = re.compile(r"(?:侧记|纪实|综述|纪事|走笔|扫描|观察|巡礼|见闻|速写|小记|掠影|剪影|回眸)$")
# What titles end in, too: a subtitle only where it names its place, below one that names none.
_STORY_OF_A_PLACE = re.compile(
    r"(?:故事|事迹|二三事|案例|经验(?:材料|做法)?|做法|手记|札记|印象|纪略|调查|启示)$"
)
# 写在自治州成立70周年之际, 记全国模范个人某某, 以大板镇为例: above or below a title.
OCCASION = re.compile(
    r"(?:写在.{4,30}(?:之际|之时|前夕|之后)|以.{2,12}为例"
    r"|(?:专访|对话|访|记)[一-鿿“”]{3,26}(?:书记|主任|主席|代表|委员|获得者|传承人|[市州盟县旗区镇乡村局部校院队所]长|个人|员|师)[一-鿿·]{2,12})$"
)
_MEDIA = re.compile(r"新闻|日报|晚报|电视|广播|融媒|网$|报$")
_KINDS_OF_PAPER = (
    "报告|总结|汇报|纪实|材料|综述|情况|要点|做法|经验|方案|意见|通知|通报|决定|安排|计划"
    "|思路|打算|公告|公示|批复|规划|通告|命令|函"
)
_DECIDES = re.compile(
    r"(?:意见|决定|通[知告]|公告|公示|批复|命令|函|(?:命名|表[彰扬]|授予|认定|公布|撤销).+通报)$"
)
PAPER_KIND = re.compile(rf"^[^,。:]{{2,}}(?:{_KINDS_OF_PAPER})$")
PAPER_KIND_ALONE = re.compile(rf"^(?:的|工作)?(?:{_KINDS_OF_PAPER}){{1,2}}$")


class TitleLines:
    """The lines of a page as a title is sought among them; `texts` have no wide spaces."""

    def __init__(self, marks: Marks, gazetteer: Gazetteer):
        self.marks = marks
        self.gazetteer = gazetteer
        self.lines = marks.lines
        self.kinds = marks.kinds
        self.metas = marks.metas
        self.texts = [
            unspaced(line.text) if len(line.text) <= LONGEST else line.text for line in marks.lines
        ]

    def is_story(self, index: int, above: int) -> bool:
        """Say whether a line right below the title names the kind of story it is: 某县…侧记."""
        text = self.texts[index]
        if index != above + 1 or not 5 <= len(text) <= 40:
            return False
        told = len(text) >= 8 and bool(_STORY.search(text))
        return told or bool(OCCASION.match(text)) or self._is_story_of_a_place(index)

    def _is_story_of_a_place(self, index: int) -> bool:
        """Say whether a line tells whose story the title above is, which names no place itself."""
        text, above = self.texts[index], self.texts[index - 1]
        return (
            len(text) >= 12
            and bool(_STORY.search(text) or _STORY_OF_A_PLACE.search(text))
            and self.marks.free(index - 1)
            and len(above) >= 7
            and self.opens_with_place(text)
            and not self.gazetteer.find(above)
        )

    def is_below(self, index: int) -> bool:
        """Say whether a line stands below a title: a subtitle, a name, or the kind of story."""
        text = self.texts[index]
        told = bool(OCCASION.match(text)) or self._is_story_of_a_place(index)
        return bool(SUBTITLE.match(text)) or self.is_author(index) or told

    def opens_with_colon(self, index: int) -> bool:
        """Say whether a line is the place that a title opens with, parted by a colon: 库伦旗:."""
        text = self.texts[index]
        return text.endswith(":") and bool(self.gazetteer.codes(text[:-1]))

    def spaced(self, index: int) -> bool:
        """Say whether a line is spaced out as only display text is: 库 伦 旗."""
        line = self.lines[index].text
        return " " in line and " " not in self.texts[index]

    def is_author(self, index: int) -> bool:
        """Say whether a line is a name spaced out, 张 三, and no end of a title."""
        text = self.texts[index]
        if text == "关于":
            return False
        office, *names = self.lines[index].text.split()
        signs = names and (looks_like_outlet(office) or is_office(office))
        named = may_be_name if len(office) >= _LONG_OFFICE else is_name
        if signs and all(map(named, names)):
            return True  # 旗民委 张三
        known = is_name(text) or any(
            is_name(text[:cut]) and is_name(text[cut:]) for cut in (2, 3) if len(text) <= 6
        )
        return known and self.spaced(index) and not PAPER_KIND_ALONE.match(text)

    def is_place(self, index: int, below: int) -> bool:
        """Say whether a line names a place and nothing else, above a title that names none."""
        text = self.texts[index]
        return (
            bool(self.gazetteer.codes(text))
            and self.lines[index].group == self.lines[below].group
            and not self.gazetteer.find(self.texts[below])
        )

    def opens_with_place(self, text: str) -> bool:
        """Say whether a text names a place first."""
        found = self.gazetteer.find(text, 0, min(len(text), 16))
        return bool(found) and found[0].start == 0

    def is_masthead(self, index: int) -> bool:
        """Say whether a line names a bulletin whose issue the next line counts: …简报, 第18期."""
        following = self.texts[index + 1] if index + 1 < len(self.lines) else ""
        counted = MASTHEAD.search(self.texts[index]) and ISSUE.match(following)
        issue = _ISSUE_OF_YEAR.search(self.texts[index])
        return bool(counted or issue) or self.names_paper(self.texts[index])

    def names_series(self, index: int) -> bool:
        """Say whether a line names the series that the title right below it is a piece of."""
        text = self.texts[index]
        named = _SERIES.match(text) and not self.gazetteer.find(text)
        return bool(named) and index + 1 < len(self.lines) and self.marks.free(index + 1)

    def names_paper(self, text: str) -> bool:
        """Say whether a line is the name of an outlet and of a column: 中国民族报 要闻."""
        words = text.split()
        return len(words) == 2 and looks_like_outlet(words[0]) and len(words[1]) <= 4

    def is_issuer(self, index: int, *below: int) -> bool:
        """Say whether a line is the office or school whose paper the lines below it name."""
        upper, lower = self.texts[index], "".join(self.texts[item] for item in below)
        return (
            len(upper) <= 30
            and bool(_ISSUER.search(upper))
            and not _MEDIA.search(upper)
            and not lower.endswith((":", "。"))
            and bool(PAPER_KIND.search(lower))
            # A report is complete without its issuer, who is its source; a decision is not.
            and (not lower.startswith("关于") or bool(_DECIDES.search(lower)))
            and not self.opens_with_place(lower)
        )
