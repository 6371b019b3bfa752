"""Names without a known word of honor that a verb of conferring makes one."""

import re
from collections.abc import Callable

from articles.extraction.honors.words import (
    LEVEL,
    LEVEL_ONLY,
    LEVEL_WORD,
    SPEAKS,
    Candidate,
    level_of,
    level_word,
)
from articles.extraction.offsets import ParagraphOffset, paragraph_span
from articles.extraction.report import HonorLevel

_CONFERS = (
    r"(?:荣获|荣膺|蝉联|保持(?:了)?(?=[^,。;“]{0,4}“)|捧回|捧得|喜提|斩获"
    rf"|(?<![收捕缴抓截猎])获(?={LEVEL_WORD}|省|“|第)"
    r"|颁发的|颁授的|授予的|获颁|获得|获评|获授|授予|追授|评为|评定为|当选为?|评选[为出]|表彰为|命名为|认定为|确定为|入选|入列|入围"
    r"|列为|列入|摘得|夺得|喜获|荣登|荣列|成功创建|创建为|创建成为?|创成)了?"
    r"(?:首批|第[一二三四五六七八九十\d]{1,3}[批届])?"
)
_RANKED = rf"(?:{LEVEL_WORD}|中国|内蒙古)"
_NAMES = (
    r"(?:县城|县|旗|市|区|村|镇|乡|苏木|嘎查|社区|单位|集体|个人|企业|学校|基地|家庭|小区"
    r"|景区|博物馆|图书馆|文化馆|纪念馆|城市|园区|品牌|案例|奖|项目|村落|村寨"
    r"|(?:文明|先锋)号|团支部|团委|党支部|党组织)"
)
_PRAISED = (
    r"(?:[一-鿿]{0,4}?(?:优秀|先进|模范|最[美佳强]|十佳|和谐)(?:[一-鿿]|“[^“”]{2,8}”){2,8}?"
    r"|[一-鿿]{2,10}?(?:带头人|能手))"
)
_GOOD_PEOPLE = r"[一-鿿]{2,4}好人榜?"
_PLACE = r"[一-鿿]{1,8}?[省市州盟县旗区]"
_NAME_ENDS = r"(?=[,。;、”“\"(等和及]|荣誉|公示|之后|称号|名录|名单|行列|$)"
CONFERRED_NAME = re.compile(
    rf"{_CONFERS}(?:(?P<qlevel>{LEVEL_WORD})?(?P<place>[一-鿿]{{2,12}}?)??"
    r"“(?P<quoted>[^“”。;]{4,30})”(?P<prize>奖(?!励|补|金))?"
    rf"|(?P<plain>{_RANKED}(?:[一-鿿\dA]{{2,18}}?{_NAMES}(?:\([一-鿿]\))?|{_PRAISED})|{_PLACE}(?:“[^“”]{{2,8}}”)?{_PRAISED}|{_GOOD_PEOPLE})"
    rf"{_NAME_ENDS})"
)
HONORIFIC = re.compile(
    r"先进|优秀|星级|十大|人物|模范|示范|十佳|最[美具佳]|和谐|能手|好人|文明|卫生|平安|百强|十强|重点村|生态|双拥|先锋|奖|之乡|标兵"
    r"|名[县旗市镇村]|特色|典型|样板"
)
# What is shown or told after a colon is held: 墙上挂着三块牌匾:“全国最美家庭”…
SHOWN = re.compile(r"(?:荣誉|牌匾|奖牌|证书)[^。;:]{0,14}:[^。;:]*$")
TITLE_WORD = re.compile(r"\s*[”\"]?\s*(?:荣誉称号|光荣称号|荣誉|称号|奖牌|牌匾|殊荣|桂冠|金字招牌)")
_LISTED_NAME = re.compile(
    r"[”\"]?[、和][“\"]?(?P<name>(?![^,。;、]{0,8}\d)(?:"
    rf"[一-鿿]{{4,18}}?{_NAMES}"
    rf"|{_RANKED}[一-鿿]{{2,12}}?“[^“”]{{2,8}}”(?:党支部|党组织|单位|集体)|(?:{_RANKED}|{_PLACE})(?:“[^“”]{{2,8}}”)?{_PRAISED}|{_GOOD_PEOPLE}))"
    r"(?=[,。;、”\"等]|荣誉|称号|$)"
)
# 荣获湘西州“五一劳动奖章”、吉首市“最美科技工作者”
_LISTED_QUOTED = re.compile(
    rf"[”\"]?[、和](?P<ranked>{LEVEL_WORD}|{_PLACE})“(?P<name>[^“”。;,]{{4,30}})”"
)
_HERITAGE = re.compile("遗产|非遗")
_QUOTED = re.compile(
    rf"(?P<level>{LEVEL_ONLY.pattern}|全国|自治区|全[区省盟州市旗县])?“(?P<name>[^“”。;,]{{4,30}})”"
)
APPOSED = re.compile(
    rf"(?P<level>{LEVEL_WORD})“(?P<name>[^“”。;,]{{4,20}})”[、,]?(?=[一-鿿·]{{2,30}}?{SPEAKS})"
)
_QUOTED_LIST = re.compile(
    rf"(?P<list>{re.sub('[?]P<[a-z]+>', '?:', _QUOTED.pattern)}"
    rf"(?:[、,和及]?{re.sub('[?]P<[a-z]+>', '?:', _QUOTED.pattern)})+)"
    r"(?P<titles>(?=等?(?:多项|多个)?[^,。;]{0,12}(?:荣誉|称号|奖牌|牌匾|殊荣|桂冠|招牌|名片|奖项)))?"
)


PlaceLevel = Callable[[str], HonorLevel | None]


def add_conferred_names(
    text: str,
    begin: ParagraphOffset,
    end: ParagraphOffset,
    found: list[Candidate],
    place_level: PlaceLevel,
) -> None:
    """Add names without a known word of honor that a verb of conferring makes one.

    `place_level` returns the level of the place that opens a name (四川省十大民俗活动).
    """
    for match in CONFERRED_NAME.finditer(text, begin, end):
        start, stop = paragraph_span(match, "quoted" if match["quoted"] else "plain")
        if match["prize"]:
            start, stop = ParagraphOffset(start - 1), paragraph_span(match, "prize")[1]
        name = text[start:stop]
        if any(item.start < stop and start < item.end for item in found) or _HERITAGE.search(name):
            continue
        ranked_by = (match["place"] or "") + name
        titled = bool(TITLE_WORD.match(text, stop))
        if match["place"] and not titled and place_level(ranked_by) is None:
            continue  # 授予某党委“A”称号 names who gets it
        level = LEVEL.match(name) or (match["qlevel"] and LEVEL.match(match["qlevel"]))
        rank = level_of(level) if level else place_level(ranked_by)
        if match["plain"] and not (level or rank):
            continue
        given = match.group().startswith(("授予", "追授"))
        if not (titled or given or rank or match["prize"] or HONORIFIC.search(name)):
            continue
        if level and not match["qlevel"] and LEVEL_ONLY.fullmatch(level.group()):
            name = name[level.end() :]
        found.append(Candidate(start, stop, name, name, rank))
    for item in (listed := [*found]):  # 先后被评为A、B: what goes on the list is conferred as well
        following = _LISTED_NAME.match(text, item.end, end)
        named = following or _LISTED_QUOTED.match(text, item.end, end)
        if not named:
            continue
        start, stop = paragraph_span(named, "name")
        name = text[start:stop]
        ranked_by = name if following else named["ranked"] + name
        rank = level_word(ranked_by) or place_level(ranked_by)
        if any(other.start < stop and start < other.end for other in found):
            continue
        if HONORIFIC.search(name) or (following and rank):
            found.append(Candidate(start, stop, name, name, rank))
            listed.append(found[-1])  # and what follows that
    _add_quoted_lists(text, begin, end, found, place_level)
    _add_apposed(text, begin, end, found)
    found.sort(key=lambda item: item.start)


def _add_apposed(
    text: str, begin: ParagraphOffset, end: ParagraphOffset, found: list[Candidate]
) -> None:
    """Add what a speaker is called by: 全州“新时代好少年”、学生左雪梅说."""
    for match in APPOSED.finditer(text, begin, end):
        start, stop = paragraph_span(match, "name")
        if re.search(rf"{HONORIFIC.pattern}|好[青少]年", match["name"]) and not any(
            item.start < stop and start < item.end for item in found
        ):
            name, level = match["name"], level_word(match["level"])
            found.append(Candidate(ParagraphOffset(match.start()), stop, name, name, level))


def _add_quoted_lists(
    text: str,
    begin: ParagraphOffset,
    end: ParagraphOffset,
    found: list[Candidate],
    place_level: PlaceLevel,
) -> None:
    """Add every title of “A”“B”、“省级C”等称号 once one of them is known to be a title."""
    taken = [(item.start, item.end) for item in found]
    for match in _QUOTED_LIST.finditer(text, begin, end):
        if not any(match.start() <= start < match.end() for start, _ in taken):
            continue
        if match["titles"] is None and not SHOWN.search(
            text[max(0, match.start() - 40) : match.start()]
        ):
            continue
        for quoted in _QUOTED.finditer(text, *match.span("list")):
            start, stop = paragraph_span(quoted, "name")
            if any(begin < stop and start < other for begin, other in taken):
                continue
            name = text[start:stop]
            level = LEVEL.match(quoted["level"] or name)
            if not quoted["level"] and level and LEVEL_ONLY.fullmatch(level.group()):
                name = name[level.end() :]
            rank = level_of(level) if level else place_level(name)
            found.append(Candidate(start, stop, name, name, rank))
