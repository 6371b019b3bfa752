"""The columns of a table of honors: what each holds by its head, and which cell of a row is whose.

In plain text a cell that spans rows stands in the first of them only, and an empty one may be
missing; so the cells of a short row go to the columns that they look like, in order. A table
without heads is read by what all cells of a column look like.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from .words import level_word

_BRACKETS = r"(?:\([^()]{1,8}\))?"
# What the head of a column says of its cells; the first that fits decides.
_HEADS = (
    ("number", r"序号|编号|排序|排名"),
    ("conferred_by", r"(?:授予|颁发|命名|表彰|发证|颁奖|授奖|评定|批准)(?:单位|机关|部门|机构)"),
    ("year", r"(?:授予|命名|表彰|颁发|获奖|获得|获评|评定|认定)?(?:时间|年份|年度|日期)"),
    ("batch", r"(?:命名)?批次"),
    ("count", r"数量|名额|人数|个数|数目"),
    ("level", r"(?:荣誉|奖项|称号|表彰|获奖|命名)?(?:级别|等级|层级)"),
    ("former",
     r"(?:曾|已|此前|以往|原)所?获(?:得)?(?:的)?(?:主要|何种|相关)?(?:荣誉|称号|奖励|表彰)(?:情况)?"),
    ("title",
     r"(?:所获|获得|授予|获评|主要|命名)?(?:奖项|荣誉|称号|奖励|项目|获奖)(?:名称|称号|情况)?"),
    ("title", r"(?:命名|荣誉|称号)?类别"),
    ("recommended_by", r"推荐(?:单位|地区)|报送单位|(?:所属|所在)[一-鿿]{0,4}|备注"),
    ("recommended_by", r"(?:工作)?(?:单位及)?职务"),
    ("bearers", r"名单|获得者|获奖(?:者|名单)|姓名|名称|主体|得主"),
    ("bearers",
     r"(?:获评|获得|荣获|命名|受表彰|获奖|入选|拟命名|推荐)?(?:单位|集体|个人|对象|学校|企业|社区)(?:名称|全称)?"),
)  # fmt: skip
# Where no other column names who bears them.
_PLACES = re.compile(
    r"(?:乡镇|镇|苏木(?:镇)?|嘎查(?:村)?|村|旗县(?:市区)?|旗|县区?|区县|街道|部门|科室|班组|地区)(?:名称)?"
)
_OF_YEAR = re.compile(r"((?:19|20)\d\d)年?度?(?:荣誉|获奖|命名)?(?:情况)?")
_OF_LEVEL = re.compile(r"([一-鿿]{1,4}级)(?:荣誉|称号|奖项)?")
_OF_TITLE = re.compile(r".{2,12}(?:示范|先进|模范|文明)[一-鿿]{1,4}")
_HEAD = tuple((role, re.compile(rf"\s*(?:{words}){_BRACKETS}\s*")) for role, words in _HEADS)
_YEAR = re.compile(r"(?:19|20)\d\d(?:年|[.-]\d{1,2}.*)?(?:\d{1,2}月.*)?")
# What the cells of a column look like.
_LOOKS = {
    "number": re.compile(r"\d{1,3}"),
    "year": _YEAR,
    "batch": re.compile(r"(?:第[一二三四五六七八九十\d]+|首)批"),
    "count": re.compile(r"\d{1,4}[个名家]?"),
    "level": re.compile(r"[一-鿿]{1,4}级"),
    "former": re.compile(r"无|—|-|.*(?:示范|先进|模范|文明|荣誉|称号).*"),
    "title": re.compile(r".*(?:示范|先进|模范|基地|楷模|标兵|文明|之星|奖|号|手|村寨)[一-鿿]{0,4}"),
    "conferred_by": re.compile(r".*[委部厅局院府会办组署]"),
    "bearers": re.compile(r"(?!.*(?:示范|先进|模范)[单集个区县村])[一-鿿A-Za-z·“”()]{2,34}"),
}
_MOST_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Looks:
    """Says whether a cell is nothing but titles, or nothing but names."""

    title: Callable[[str], bool]
    names: Callable[[str], bool]


def roles_of(heads: list[str]) -> list[str]:
    """Return what each column holds, [] if these are no heads of columns.

    Besides the names of roles, "in 2020" is a column of one year, "at national" of one level and
    "of 全国文明单位" of one title.
    """
    roles: list[str] = []
    for cell in heads:
        packed = re.sub(r"\s", "", cell)
        role = next((name for name, words in _HEAD if words.fullmatch(packed)), "")
        role = role or _of_one(packed)
        roles.append(role if role not in roles else "")
    if "bearers" not in roles:
        place = next((at for at, head in enumerate(heads) if _PLACES.fullmatch(head.strip())), None)
        if place is not None and not roles[place]:
            roles[place] = "bearers"
    return roles if sum(bool(role) for role in roles) * 2 > len(roles) else []


def _of_one(head: str) -> str:
    """Return the role of a column that holds what is of one year, level or title."""
    if year := _OF_YEAR.fullmatch(head):
        return f"in {year[1]}"
    level = _OF_LEVEL.fullmatch(head)
    if level and (rank := level_word(level[1])):
        return f"at {rank}"
    return f"of {head}" if _OF_TITLE.fullmatch(head) else ""


def inferred(rows: list[list[str]], looks: Looks) -> list[str]:
    """Return what the columns of a table without heads hold, [] if it tells no honors."""
    width = max(map(len, rows))
    if any(len(row) != width for row in rows) or not 2 <= width <= _MOST_COLUMNS:
        return []
    roles = [_looked(column, looks) for column in zip(*rows, strict=True)]
    named = [at for at, role in enumerate(roles) if role == "bearers"]
    if roles.count("title") != 1 or not named:
        return []
    for at in named[1:]:  # 库伦镇 | 全国… | 民政部
        gives = all(_LOOKS["conferred_by"].fullmatch(row[at]) for row in rows if row[at])
        roles[at] = "conferred_by" if gives and "conferred_by" not in roles else ""
    return roles


def _looked(cells: tuple[str, ...], looks: Looks) -> str:
    """Return the role that all cells of a column look like."""
    told = [cell for cell in cells if cell.strip()]
    if not told:
        return ""
    for role in ("number", "year", "batch", "level"):
        if all(_LOOKS[role].fullmatch(cell.strip()) for cell in told):
            return role
    if len(told) == len(cells) and all(map(looks.title, told)):
        return "title"
    if all(map(looks.names, told)):
        return "bearers"
    return "conferred_by" if all(map(_LOOKS["conferred_by"].fullmatch, told)) else ""


def assigned(roles: list[str], cells: list[str]) -> dict[str, str]:
    """Return the cells of a row by what they hold."""
    if len(cells) >= len(roles) or len(roles) > _MOST_COLUMNS:
        return dict(zip(roles, cells, strict=False))
    best = max(
        _choices(len(roles), len(cells)),
        key=lambda columns: sum(
            _fit(roles[column], cell) for column, cell in zip(columns, cells, strict=True)
        ),
    )
    return {roles[column]: cell for column, cell in zip(best, cells, strict=True)}


@lru_cache(maxsize=64)
def _choices(columns: int, cells: int) -> list[tuple[int, ...]]:
    """Return the columns that so many cells can stand in; those to the right go first."""
    return list(combinations(range(columns), cells))[::-1]


def _fit(role: str, cell: str) -> int:
    looks = _LOOKS.get(role)
    if looks is None:
        return 0
    return 1 if looks.fullmatch(cell.strip()) else -2
