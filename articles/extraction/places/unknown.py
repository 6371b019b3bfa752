"""Places the list does not hold: named by their designation, of unknown code."""

import re

from articles.extraction.offsets import PageOffset, page_span
from articles.extraction.parts import Segments
from articles.extraction.report import BODY, TITLE_AND_BODY, Where

from .gazetteer import Gazetteer, Match
from .mentions_so_far import Mention, Mentions

_UNKNOWN_CHILD = re.compile(
    r"[一-鿿]{2,6}?(?:街道办事处|街道|苏木|嘎查|社区|镇|民族乡|乡|村)(?![级民委集支镇乡村落])"
)
_VERB_BEFORE = re.compile(
    r"带动|推动|依托|覆盖|走进|联合|组织|指导|支持|选取|位于|立足|聚焦|围绕|助力|深入|来自|前往|地处|作为|通过"
)
_UNKNOWN_TOWN = re.compile(
    r"(?:(?<=[在、,。;于到])|^)(?P<name>(?![在于到从对向与和])[一-鿿]{2,4}(?:镇|乡"
    r"|街道))(?=[、,和等的\w])(?![村镇级])"
)
# A name of this kind starts where no word runs into it from the front.
_UNKNOWN_COUNTY = re.compile(
    r"(?:^|(?<=[,。、;:!?(“《\s·—在到赴从由对为与和及向给让驻是]))"
    r"(?P<name>(?![在到赴从由对为与和及向给让驻是])[一-鿿]{2,6}?(?:自治[旗县]|[旗县市盟]))"
    r"(?![旗县市盟州区域长场级值友帜袍舰乡]|民(?![族委政宗])|[一-鿿][旗县市盟])",
    re.MULTILINE,
)
_UNKNOWN_DISTRICT = re.compile(
    r"[一-鿿]{2,4}?(?:自治[旗县]|[旗县市盟区])(?![域长场级值友帜间位块别]|民(?![族委政宗]))"
)
_BEFORE_NOUNS = set("、在到赴从由对为与和及向给让驻是")
_NO_COUNTY = re.compile(
    r"[的各个等与及在全第这那两每为把将以从向对了是有某该本我被获评由\d三四五六七八九十年月日来]|民族|聚居|示范|模范|先进"
    r"|文明|卫生|园林|双拥|绿化|国家|[省市州]级|试点|建[制立成]|成立|召开|形成|授予|实行|开展|创[建新]|推进|举办"
    r"|完成|落实|加[强快]|提[升高]|增强|促进|[保确]保|争[取创]|安排|[下印转制]发|出台|制定|[纳列融]入|涉及"
    r"|涵盖|整合|统筹|协调|配合|参[与加]|[承协主]办|邀请|组建|选派|动员|[引带]领|引导|[指督]导|检查|考核|验收"
    r"|调研|慰问|走访|帮扶|结对|共[建享]|社区|乡镇|和.$"
    r"|贫困|[农牧工产]业|半农|边境|友好|兄弟|周边|邻近|其他|有关|相关|部分|所属|地区|民委|党委|政府"
    r"|(?:城|都|超|集|夜|早|股|楼|门|药|强|旗县|旗|县|地|盟|今日.|直辖|地级|副省级|县级)[市县]$|(?:大|邻|市)县$|^自治|自治州"
    r"|(?:红|国|党|队|锦|大|会|团|军|彩|插|扛|护|星|升)旗$|(?:联|同|加|结|民|会)盟$"
    r"|(?:城|牧|农|林|山|辖|社|小|园|景|校|矿|库|灾|地|新|老|边|特|街|片|专|自治|开发|保护|服务|核心"
    r"|功能|旅游|风景|经济|管理|行政|试验|合作)区$"
)
_NOT_A_NAME = re.compile(
    r"[的各个等和与及在全辖位第这那两每为把将以从向对了是有一多少数民族聚居农牧所属某该本我边周城小基层党群美丽干部组织联合]"
    r"|\d|委|政府|领导|工作|开展|组织|示范|试点|先进"
)


def add_unknown_children(segments: Segments, gazetteer: Gazetteer, mentions: Mentions) -> None:
    """A town or village named right after a known place is a place, though of unknown code."""
    text = segments.folded
    for mention in list(mentions.found):
        if mention.code is None or gazetteer.level(mention.code) < 3:
            continue
        end = mention.match.end
        match = _UNKNOWN_CHILD.match(text, end, min(end + 12, mention.segment.end))
        if not match or _NOT_A_NAME.search(match.group()[:-1]):
            continue
        if any(start in mentions.taken for start in range(end, match.end())):
            continue
        name = Match(*page_span(match), match.group(), ())
        mentions.add(Mention(name, mention.segment))
    mentions.sort()


def add_unknown_counties(segments: Segments, gazetteer: Gazetteer, mentions: Mentions) -> None:
    """What is called 旗, 县, 市 or 盟 and is not in the list is a place of unknown code.

    A district is told from 示范区 and 牧区 only by the city named right in front of it, or where
    it opens a title.
    """
    text = segments.folded
    found = [
        (page_span(match, "name"), segment)
        for segment in segments.of(Where.HEADER, *TITLE_AND_BODY)
        for match in _UNKNOWN_COUNTY.finditer(text, segment.start, segment.end)
        if segment.where in (Where.TITLE, Where.HEADER) or _stands_for_a_noun(text, match)
    ]
    starts = [
        (mention.match.end, mention.segment)
        for mention in mentions.found
        if mention.code and gazetteer.level(mention.code) <= 3
    ]
    starts += [(segment.start, segment) for segment in segments.of(Where.TITLE)]
    for start, segment in starts:
        if match := _UNKNOWN_DISTRICT.match(text, start, segment.end):
            found.append((page_span(match), segment))
    for (start, end), segment in found:
        if verb := _VERB_BEFORE.match(text, start, end):
            start = PageOffset(verb.end())
        name = text[start:end]
        if len(name) > 2 and not mentions.overlaps(start, end) and not _NO_COUNTY.search(name):
            mentions.add(Mention(Match(start, end, name, ()), segment))
    mentions.sort()


def _stands_for_a_noun(text: str, match: re.Match[str]) -> bool:
    """Say whether a name in running text is more than a verb and 旗 or 县: 邀请市民委.

    A verb can open a clause but follows no preposition, and is not said of the same twice.
    """
    before = text[match.start() - 1 : match.start()]
    return before in _BEFORE_NOUNS or text.count(match["name"]) > 1


def add_unknown_towns(
    segments: Segments, gazetteer: Gazetteer, mentions: Mentions, region: str | None
) -> None:
    """Where the list of places ends at counties, towns can only be named, not resolved."""
    if region is None or len(region) > 6 or gazetteer.has_towns(region[:6]):
        return
    text = segments.folded
    for segment in segments.of(*BODY):
        for match in _UNKNOWN_TOWN.finditer(text, segment.start, segment.end):
            start, end = page_span(match, "name")
            if verb := _VERB_BEFORE.match(match["name"]):
                start = PageOffset(start + verb.end())
            if not mentions.overlaps(start, end) and not _NOT_A_NAME.search(match["name"][:-1]):
                mentions.add(Mention(Match(start, end, match["name"], ()), segment))
    mentions.sort()
