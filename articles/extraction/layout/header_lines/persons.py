"""Who wrote a report, where no label parts name, office and outlet: 通辽日报 张强, (旗民委 张强).

A name is told by its surname, an outlet by its ending; what is neither is no guess of this module.
"""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from articles.extraction.honors.bearers.bearer_names import SURNAMES
from articles.extraction.language.patterns import always
from articles.extraction.offsets import ParagraphOffset, ParagraphStretch

_WORDS = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
_DOUBLE_SURNAMES = frozenset(_WORDS["double_surnames"])
_SURNAMES = SURNAMES | set(_WORDS["rare_surnames"])
_NO_NAMES = frozenset(_WORDS["no_names"])
_GIVEN = "|".join(sorted(_WORDS["given_names"], key=len, reverse=True))
_OF_OTHER_PEOPLES = re.compile(
    rf"(?:{_GIVEN})[一-鿿·]{{0,5}}|[一-鿿·]{{1,4}}?(?:{_GIVEN})[一-鿿·]{{0,3}}"
)
# What is said of a person in front of the name, without which names of other forms are believed.
_ROLES = (
    "全媒体", "融媒体", "融媒", "见习", "实习", "特约", "首席", "本报", "本网", "本台", "记者",
    "实习生", "通讯员", "作者", "撰稿人", "撰稿", "供稿人", "供稿", "采写", "文字", "图文", "文图",
    "文/图", "图/文", "文", "摄影报道", "报道", "整理", "口述", "评论员", "特派",
)  # fmt: skip
_ROLE = re.compile("|".join(map(re.escape, _ROLES)))
_ENDS_OUTLET = re.compile(rf"(?<=.{{3}})(?:{_ROLE.pattern})+$")  # 新疆日报记者
_HEADS_NAMES = re.compile(rf"^(?:(?:{_ROLE.pattern})\s*[:/|]?\s*)+")
_ENDS_NAMES = re.compile(
    r"\s*(?:文\s*[/、]\s*[图摄]影?|[图摄]影?\s*[/、]\s*文|文并图|图文|摄影报道|报道|摄|供稿|撰稿|\])$"
)
# 石玉兰(县委统战部), 石玉兰,县委统战部干部: where who wrote it works.
_DESCRIBED = re.compile(r"\s*(?:\([^()]{2,24}\)|(?<=[一-鿿·]{2}),[一-鿿]{5,24})$")
# Endings of offices, under which people sign, and of posts, which people hold.
_OFFICE = re.compile(
    r"(?:委员会|委|局|厅|部|处|科|办公室|办|中心|政府|党委|党组|协会|联合会|妇联|团委|工会|学院|学校|大学|中学"
    r"|党校|海关|监狱|军分区|党总支|支部|小组|行政学院|研究院|纪委|政协|联合体|小学|医院|法院|检察院|街道|社区|镇|乡|村|苏木|嘎查|公司|集团|支队|大队|中队|车队|段|所|馆|厂|团|队|站|报|网|台|社|[省市盟州旗县区])$"
)
POST = re.compile(
    r"(?:省|市|州|盟|旗|县|区|镇|乡|部|局|厅|院|校|馆|处|科|所|站|委员)长|主任|书记|主席|代表|委员|校长|院长|会长"
    r"|秘书长|检察长|局长|处长|专员|巡视员|调研员|科员|干事|教授|研究员|理事长|董事长|经理|负责人"
)
_ENDS_POST = re.compile(rf"(?:{POST.pattern}|{_ROLE.pattern})$")
_LETTERS = re.compile("[一-鿿]{2,4}")
_SPEAKER = re.compile(
    rf"^(?P<post>[一-鿿、()\s]{{0,40}}(?:{POST.pattern}))\s+(?P<name>[一-鿿](?:\s?[一-鿿·]){{1,11}})$"
)
_BULLET = re.compile(r"^[\s□■◎●◆▲△○·☐☆★※/|—-]*")
_SEPARATOR = re.compile(r"[\s、,/|;·]+")
_MEDIA_ENDING = re.compile(
    r"(?:日报|晚报|早报|晨报|晨讯|时报|商报|周报|城市报|都市报|民族报|报社|报|新闻网|网站|网|电视台|广播台|台|通讯社|社"
    r"|融媒体中心|融媒体|融媒|传媒|中心|发布|微讯|客户端|公众号|在线|之声|之窗|石榴云)$"
)


class Byline(NamedTuple):
    """Where a text names the outlet or office, and from the first name to the last."""

    office: ParagraphStretch | None
    names: ParagraphStretch | None


def is_name(text: str) -> bool:
    """Say whether a folded text is a person's name, spaced out or not: 张 三, 孟根其其格."""
    letters = "".join(text.split())
    if letters in _NO_NAMES or len(letters) < 2 or _OFFICE.search(letters[2:]):
        return False
    if _LETTERS.fullmatch(letters):
        if letters[:2] in _DOUBLE_SURNAMES:
            return len(letters) >= 3
        if len(letters) <= 3 and letters[0] in _SURNAMES:
            return True
    return 3 <= len(text) <= 14 and bool(_OF_OTHER_PEOPLES.fullmatch(text))


def is_office(text: str) -> bool:
    """Say whether a folded text names an office and nothing else, as signatures do."""
    letters = "".join(text.split())
    return bool(re.fullmatch("[一-鿿()]{3,30}", letters)) and bool(_OFFICE.search(letters))


def may_be_name(text: str) -> bool:
    """Say whether a folded text can be a name of any people where nothing but names stand."""
    return bool(re.fullmatch("[一-鿿·]{2,12}", text)) and not (
        _OFFICE.search(text) or is_medium(text) or (len(text) > 4 and "·" not in text)
    )


def is_medium(text: str) -> bool:
    """Say whether a text ends as newspapers, sites and accounts do."""
    return len(text) >= 3 and bool(_MEDIA_ENDING.search(text))


def read_byline(text: str) -> Byline | None:
    """Return whom a text names as outlet, office and persons, if it names nothing else.

    Roles may stand anywhere: 通辽日报 记者 张强 通讯员 李娜.
    """
    start = always(_BULLET.match(text)).end()
    tokens = _tokens(text, start)
    office: tuple[int, int] | None = None
    names: list[tuple[int, int]] = []
    # 某苏木 萨如拉 供稿: the role may stand behind the names.
    labelled = bool(tokens) and bool(_ROLE.fullmatch(text[slice(*tokens[-1])]))
    for begin, end in tokens:
        token = text[begin:end]
        if role := _HEADS_NAMES.match(token):
            labelled = True
            begin, token = begin + role.end(), token[role.end() :]
            if not token:
                continue
        if (stuck := _ENDS_OUTLET.search(token)) and is_medium(token[: stuck.start()]):
            labelled = True
            end, token = begin + stuck.start(), token[: stuck.start()]
        if is_name(token) or (labelled and re.fullmatch(r"[一-鿿·]{2,8}", token)
                              and not _OFFICE.search(token)):  # fmt: skip
            names.append((begin, end))
        elif office is None and (cut := _glued(token)):
            office, names = (begin, begin + cut), [*names, (begin + cut, end)]
        elif office is None and len(token) > 2 and (_OFFICE.search(token) or is_medium(token)):
            office = (begin, end)
        elif office is not None and token == text[slice(*office)]:
            continue  # an account prints its name as author and as publisher
        elif office is not None and not names and _OFFICE.search(token):
            # 库伦旗 民委, and 海晏融媒 海晏发布: the account behind who wrote for it.
            both = is_medium(token) and is_medium(text[slice(*office)])
            office = (begin if both else office[0], end)
        else:
            return None
    if not names and office is None:
        return None
    return Byline(_stretch(*office) if office else None,
                  _stretch(names[0][0], names[-1][1]) if names else None)  # fmt: skip


def _tokens(text: str, start: int) -> list[tuple[int, int]]:
    """Return the words of a text; the letters of a name spaced out, 张 三, are one."""
    words: list[tuple[int, int]] = []
    position = start
    for match in [*_SEPARATOR.finditer(text, start), None]:
        end = match.start() if match else len(text)
        if end > position:
            words.append((position, end))
        position = match.end() if match else end
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(words):
        run = index
        while run < len(words) and words[run][1] - words[run][0] == 1:
            run += 1
        letters = run - index
        # 张 三 李 四 are two, 陈 小 满 is one.
        size = 2 if letters % 2 == 0 and letters != 6 else 3
        step = max(1, min(size, letters))
        found.append((words[index][0], words[index + step - 1][1]))
        index += step
    return found


def _glued(token: str) -> int:
    """Return where an outlet ends that a name follows without a blank: 云山城市报林夏."""
    for size in (2, 3, 4):
        cut = len(token) - size
        if cut >= 3 and is_name(token[cut:]) and is_medium(token[:cut]):
            return cut
    return 0


def _stretch(start: int, end: int) -> ParagraphStretch:
    return ParagraphOffset(start), ParagraphOffset(end)


def speaker(text: str) -> ParagraphStretch | None:
    """Return who a line below a title names with the post held: 副县长 陈 小 满."""
    match = _SPEAKER.match(text)
    if match is None:
        return None
    # Behind a post and a blank a name of any people is believed: 县委书记 桑吉才让.
    other = " " not in match["name"] and not _OFFICE.search(match["name"])
    if not is_name(match["name"]) and not (other and not POST.search(match["name"])):
        return None
    return _stretch(*match.span("name"))


def strip_names(text: str) -> ParagraphStretch:
    """Return the part of a labelled author's text that holds the names alone.

    张强 文/图 loses its end, 系旗民委主任 张强 and 张强系… the post.
    """
    end = len(text)
    while ends := _ENDS_NAMES.search(text, 0, end):
        end = ends.start()
    while described := _DESCRIBED.search(text, 0, end):
        end = described.start()
    text = text[:end]
    told = re.match(r"([一-鿿]{2,4}?)\s*,?\s*(?:系|为|是)[一-鿿]", text)
    if told and is_name(told[1]):
        return _stretch(*told.span(1))
    if described := re.match(r"\s*(?:系|为|是)", text):
        return _last_name(text, described.end())
    return _stretch(0, end)


def _last_name(text: str, start: int) -> ParagraphStretch:
    """Return the name that ends 系旗民委党组书记、主任张强: what stands behind the post."""
    stripped = text.rstrip()
    for size in (3, 2, 4):
        cut = len(stripped) - size
        before = stripped[start : max(cut, start)].rstrip()
        post = before and (_ENDS_POST.search(before) or _OFFICE.search(before))
        parted = cut > 0 and stripped[cut - 1] == " "
        if cut >= start and is_name(stripped[cut:]) and (not before or post or parted):
            return _stretch(cut, len(stripped))
    return _stretch(start, len(stripped))
