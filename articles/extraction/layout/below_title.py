"""Lines right below a title that no label explains: who wrote or spoke, and the account it is of.

What such a line says depends on where it stands: in a list a name is a name, and an office in a
table is an office. So only the few lines between a title and the text are asked.
"""

import re

from articles.extraction.language.normalise import unspaced
from articles.extraction.offsets import ParagraphOffset, ParagraphStretch

from .header_lines.header import HeaderLine, Item, looks_like_outlet
from .header_lines.persons import is_medium, is_office, may_be_name, read_byline, speaker
from .line_kinds import NUMBERED, Marks
from .lines import Line

_MOST_BYLINES = 3  # more of them in a row are a list of names
_FARTHEST = 14  # lines above the text
_LONGEST_ACCOUNT = 16  # characters
_SHORTEST_OFFICE = 4  # characters
_MONTH = r"(?:19|20|二[0〇零])\S\S年(?:\S{1,3}月)?"
_IN_BRACKETS = re.compile(
    rf"[(\[]\s*(?:{_MONTH}\s+)?(?P<office>[一-鿿]{{4,30}}?)\s*(?:\s{_MONTH}\s*)?[)\]]"
)
_DASHED = re.compile(r"^\s*(?:—|-{2})")
_CREATED = re.compile(r"创建于|创建时间|创建\s*:")
_ACCOUNT = re.compile(r"[一-鿿\w·]{2,12}$")
_ROLE = re.compile(r"[□■◎●\s]*(?:本报|本网|本台|本刊|特约|见习)?(?:记者|通讯员)\s")
_OF_A_BULLETIN = re.compile(r"[简快专通][报讯]$")
_TITLE_GOES_ON = re.compile(r"[的、,:和与及暨]$")
_TITLE_WORDS = re.compile(
    r"民族|团结|工作|进步|创建|活动|纪实|侧记|综述|巡礼|报告|总结|汇报|材料|情况|要点|做法|经验|方案|意见|通知|决定"
)
# Where WeChat says an account is from, below the date.
PROVINCES = frozenset([
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海",
    "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南",
    "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西",
    "甘肃", "青海", "宁夏", "新疆", "台湾", "香港", "澳门",
])  # fmt: skip


def mark_below_title(marks: Marks, first: int) -> list[int]:
    """Mark and return the lines below the title, above the first line of prose, that name people.

    They are lines of the header then.
    """
    begin = max(first - _FARTHEST, 0)
    begin = max([begin, *(index + 1 for index in range(begin, first) if marks.prose[index])])
    titled = whole = False  # whether what may be the title stands above, and is surely one
    found: list[int] = []
    for index in range(begin, first):
        line = marks.lines[index]
        if line.text in PROVINCES and index - 1 in marks.metas and not marks.kinds[index]:
            marks.kinds[index] = "tools"
        if not marks.free(index):
            continue
        if titled and (said := _says(marks, index, first, whole)):
            marks.metas[index] = said
            found.append(index)
        titled = titled or not NUMBERED.match(line.text)
        whole = whole or bool(line.heading) or _is_whole(line.text)
    if len(found) > _MOST_BYLINES:
        for index in found:
            del marks.metas[index]
        return []
    return found


def mark_account(marks: Marks, index: int) -> None:
    """Mark the line of the account whose post a page is."""
    text = marks.lines[index].text
    marks.metas[index] = _item(marks.lines[index], "account", (0, len(text)))


def _is_whole(text: str) -> bool:
    """Say whether a line is long enough for a title and names no outlet."""
    return len(text) >= 8 and not looks_like_outlet(text) and not _TITLE_GOES_ON.search(text)


def _says(marks: Marks, index: int, first: int, whole: bool) -> HeaderLine | None:
    line = marks.lines[index]
    role = bool(_ROLE.match(line.text))
    if line.cell or (line.heading and not role) or _DASHED.match(line.text):
        return None
    account = _account(line) if whole else None
    if account:
        return account
    if line.links:
        return None
    text = line.text.strip("()[] ").removeprefix("原创 ")
    shift = line.text.index(text)
    if name := speaker(text):
        return _item(line, "author", (name[0] + shift, name[1] + shift))
    if office := _office_in_brackets(line.text):
        return _item(line, "source", office)
    byline = read_byline(text) if len(text) <= 40 else None
    if byline and byline.names:
        start, end = byline.names
        found = _item(line, "author", (start + shift, end + shift))
        if byline.office and is_medium(text[slice(*byline.office)]):
            start, end = byline.office
            found.items += _item(line, "source", (start + shift, end + shift)).items
        return found
    below = index + 1
    while below < first and marks.kinds[below] == "tools":
        below += 1  # 关注
    following = marks.metas.get(below)
    if below >= first or following is None or not _ACCOUNT.match(line.text):
        return None
    entire = (0, len(line.text))
    if _CREATED.match(marks.lines[below].text):
        return _item(line, "author", entire)
    return _item(line, "source", entire) if _is_account(marks, index, following) else None


def _office_in_brackets(text: str) -> tuple[int, int] | None:
    """Return the office that a line in brackets names, with a month or not: (旗民委 2021年9月)."""
    match = _IN_BRACKETS.fullmatch(text)
    if match is None or not is_office(match["office"]) or len(match["office"]) < _SHORTEST_OFFICE:
        return None
    return match.span("office")


def _account(line: Line) -> HeaderLine | None:
    """Return what a line below a title says that names the account, who wrote for it before it."""
    text = line.text.removeprefix("原创 ")
    shift = len(line.text) - len(text)
    if shift and (signed := _names_and_account(text)):
        names, account = signed
        found = _item(line, "account", (account + shift, len(line.text)))
        found.items += _item(line, "author", (shift, names + shift)).items if names else []
        return found
    plain = unspaced(text)
    named = len(text) <= _LONGEST_ACCOUNT and is_medium(plain) and looks_like_outlet(plain)
    if not named or _TITLE_WORDS.search(plain) or _OF_A_BULLETIN.search(plain):
        return None
    return _item(line, "account", (shift, len(line.text)))


def _names_and_account(text: str) -> tuple[int, int] | None:
    """Return where the names end and the account starts behind 原创: 佟佳慧 察布查尔零距离."""
    words = list(re.finditer(r"\S+", text))
    if not words or not _ACCOUNT.fullmatch(words[-1].group()):
        return None
    names = [word for word in words[:-1] if word.group() != words[-1].group()]
    if not all(may_be_name(word.group()) for word in names):
        return None
    return names[-1].end() if names else 0, words[-1].start()


def _is_account(marks: Marks, index: int, below: HeaderLine) -> bool:
    """Say whether a short line between a whole title and a moment names the account: 石榴红了."""
    text, above = marks.lines[index].text, marks.lines[index - 1]
    if not marks.free(index - 1) or len(above.text) < 10 or _TITLE_GOES_ON.search(above.text):
        return False
    moment = any(item.stamp and item.stamp.time for item in below.items)
    return moment and len(text) <= 8 and not _TITLE_WORDS.search(text)


def _item(line: Line, kind: str, stretch: tuple[int, int]) -> HeaderLine:
    start, end = ParagraphOffset(stretch[0]), ParagraphOffset(stretch[1])
    inside: ParagraphStretch = (start, end)
    begin, stop = line.stretch_in_page(inside)
    return HeaderLine([Item(kind, line.text[start:end], begin, stop, begin, stop)])
