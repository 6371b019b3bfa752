"""Places the list does not hold: named by their designation, of unknown code."""

import re

from .gazetteer import Gazetteer, Match
from .place_mentions import Mention, Mentions
from .segments import Segments

_UNKNOWN_CHILD = re.compile(
    r"[一-鿿]{2,6}?(?:街道办事处|街道|苏木|嘎查|社区|镇|民族乡|乡|村)(?![级民委集支镇乡村落])"
)
_VERB_BEFORE = re.compile(r"带动|推动|依托|覆盖|走进|联合|组织|指导|支持|选取|位于")
_UNKNOWN_TOWN = re.compile(
    r"(?:(?<=[在、,。;于到])|^)(?P<name>(?![在于到从对向与和])[一-鿿]{2,4}(?:镇|乡"
    r"|街道))(?=[、,和等的\w])(?![村镇级])"
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
        mentions.add(Mention(Match(end, match.end(), match.group(), ()), mention.segment))
    mentions.sort()


def add_unknown_towns(
    segments: Segments, gazetteer: Gazetteer, mentions: Mentions, region: str | None
) -> None:
    """Where the list of places ends at counties, towns can only be named, not resolved."""
    if region is None or len(region) > 6 or gazetteer.has_towns(region[:6]):
        return
    text = segments.folded
    for segment in segments.of("lead", "outline", "closing"):
        for match in _UNKNOWN_TOWN.finditer(text, segment.start, segment.end):
            start, end = match.span("name")
            if verb := _VERB_BEFORE.match(match["name"]):
                start += verb.end()
            if not mentions.overlaps(start, end) and not _NOT_A_NAME.search(match["name"][:-1]):
                mentions.add(Mention(Match(start, end, match["name"], ()), segment))
    mentions.sort()
