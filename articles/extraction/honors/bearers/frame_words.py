"""The patterns that frames go by, made of the words in frames.toml."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from articles.extraction.honors.words import BEARER_CLASSIFIER, CLASSIFIER, NUM

_WORDS = tomllib.loads(Path(__file__).with_name("frames.toml").read_text("utf-8"))
_NAMES, _CLAUSES = _WORDS["names"], _WORDS["clauses"]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of words, the longest first; 连!续年 is none where 续 or 年 follows."""
    ordered = sorted(set(words), key=lambda word: (-len(word.split("!")[0]), word))
    parts = (word.partition("!") for word in ordered)
    return (
        "(?:"
        + "|".join(f"{word}(?![{next_}])" if next_ else word for word, _, next_ in parts)
        + ")"
    )


_QUOTE = r"(?:“|\")*"
_PLACE = "省市州盟县旗区镇乡村"
# Names ---------------------------------------------------------------------------------------
NAME_END = re.compile(rf"{any_of(_NAMES['ends'])}(?:\([^()]{{1,12}}\)|”)?")
NAME_ENDS = re.compile(rf"(?:{NAME_END.pattern})$")
BARE_NOUN = re.compile(any_of(_NAMES["bare"]))
IN_NAME = re.compile(any_of(_NAMES["sound"]))
REMARK = re.compile(r"\([^()]{1,20}\)$")
LIST_GOES_ON = re.compile(r"[、与及]|和(?![谐平睦美])")
PERSON_NAME = re.compile(r"[一-鿿]{1,2}某|[一-鿿]{2,4}|[一-鿿]{1,7}·[一-鿿]{1,7}(?:·[一-鿿]{1,7})?")
_TITLE_LIKE = r"(?:示范|模范|先进)[一-鿿]{1,4}|特色[一-鿿]{2}"
# No person is called so: a word, or what follows a name.
_BEHIND_NAME = "[也又就既便已还都则再被是把将从向给说与并且却着了曾]"
NOBODY = re.compile(f"{any_of(_NAMES['nobody'])}|{_BEHIND_NAME}$")
POINTING = re.compile(any_of(_NAMES["pointing"]))
NO_BEARER = re.compile(
    rf"{POINTING.pattern}|[{_PLACE}]?(?:委|党委|政府|党组)$|{any_of(_NAMES['no_start'])}|到.|.+[{_PLACE}]以|\d|第[一二三四五六七八九十\d]+(?![一二三四五六七八九十\d]|[完小中]学|[^,。;、届批]{{0,4}}(?:小学|中学|幼儿园|学校|医院|师|团|连))"
    rf"|全[{_PLACE}国年]|我[{_PLACE}校院局]|{any_of(_NAMES['no_whole'])}$"
    rf"|.{{0,12}}(?:{any_of(_NAMES['no_end'])}|{_TITLE_LIKE}|负责人为.*|(?<![初高民一二三四五六七八九十])中)$"
)
_ACTS = r"(?=[被获荣是有在将已入成列评双先曾还也又均都率首再当])"
INSIDE = re.compile(
    rf"\d{{4}}年|(?:都|均|也|亦|则|却|竟|就|又|还|曾|已|先|同|再|首){_ACTS}|[被获](?!得感)"
    r"|(?<=[委局厅部会府院])[把将]|(?:把|将)(?=.{2,}(?:定|评|列|作|命|纳))|在(?!.{0,2}[路街巷镇乡村])|由(?!台)|对(?!口)"
    r"|于(?=\d|[近今去同])|从(?!江)|经(?=[自省市州盟县旗区国逐严])|以(?=[全总第优]|.{2,12}[省市盟州旗县区]第)|各(?!族)|建设(?![局委厅部街路社村银集小中镇乡办])"
    rf"|全[市县旗区州盟省国]|等(?=\d|[一二三四五六七八九十])|[,。;:!?、]|{any_of(_WORDS['inside']['words'])}"
)
# What every match of it holds, wherever known names are masked: a quick look for most stretches.
MAYBE_INSIDE = re.compile(re.sub(r"\(\?![^()]*\)", "", INSIDE.pattern))
VERBS = re.compile(
    f"[被获]|{any_of(word for word in _WORDS['inside']['words'] if len(word.split('!')[0]) > 1)}"
)
# What ends a list but is none of its names: 等6座寺院, 三家单位, 4县.
_COUNTED_NOUNS = rf"(?:{any_of(_NAMES['counted'])}|[县市旗区镇乡地])?"
TAIL = re.compile(
    r"(?!一家$)(?:等(?:地|单位|集体|个人|同志|人)?)?(?:共|一共)?"
    rf"(?:{NUM}(?:{BEARER_CLASSIFIER}|{CLASSIFIER})?{_COUNTED_NOUNS})?(?:同日|一道|一同|一起)?$"
)
MAYBE_TAIL = re.compile(f"[等共]|{NUM}|同日|一[道同起]")  # what every tail holds
# After a list of names: 等18家单位, 3所学校, 两位同志.
COUNTED = re.compile(
    rf"(?:等)?(?:地)?(?:共|一共|共计)?(?P<n>{NUM})\s*(?!次)(?:(?P<people>[位名](?!族))"
    rf"|(?:{BEARER_CLASSIFIER}|{CLASSIFIER})(?!镇|乡|村(?!民)))"
    rf"{any_of(_NAMES['counted'])}?"
    r"|等(?:地|单位|集体|个人|同志|人)?"
)
# Clauses -------------------------------------------------------------------------------------
_DATE = (
    r"(?:(?:19|20)\d\d年(?:\d{1,2}月份?)?(?:\d{1,2}日)?|\d{1,2}月份?(?:\d{1,2}日)?|\d{1,2}日)"
    r"(?:底|末|初|以来|起)?"
)
_TIME = (
    rf"(?:[于在自从至到截]?{_DATE}|[于在]?{any_of(_CLAUSES['days'])}"
    r"(?:底|末|初|来|以来|\d{1,2}月份?|\d{1,2}日)*)"
)
_LINK = rf"(?:{any_of(_CLAUSES['links'])}|经(?:逐级)?(?:审核|评审|推荐|评选|研究))"
_OWNED = (
    rf"(?:全|我)[{_PLACE}](?:已|共|现|又|还|新|先后|相继)*有(?=[一-鿿]{{2,}}[、等])|(?:来自)?[一-鿿]{{2,8}}[省市州盟县旗区]的|(?:我|全|该|本|这个)[{_PLACE}](?:的|(?=[一-鿿]{{2,}})"
    r"(?![被获荣先曾再又成入列评于在自连多是有已还均都也共将累现]))"
    r"|(?:同|邻|隔壁|附近|相邻|周边)[一-鿿]{0,6}的|辖区(?:内)?的?|所辖的?|下辖的?|被[^,。;]{1,8}“[^“”]{1,16}”的|[他她]叫|名叫"
    r"|[一-鿿]{0,6}(?:评上|入选|获评|上榜|拿到|落选)的(?=[一-鿿]{2})"
)
OWNED = re.compile(rf"^(?:{_OWNED}|[一-鿿]{{2,14}}[{_PLACE}]的(?=[一-鿿]{{2,}}))")
OPENING = re.compile(rf"[\s“\"✅✔☑●■▲△◆◇★☆·•→>-]*(?:(?:{_TIME}|{_LINK})[,、]?)*(?:{_OWNED})?")
OPENS_WITH_VERB = re.compile(any_of(_NAMES["no_start"]))
OTHERS = re.compile("[他她][^,。;]{1,8}的")  # 她资助过的学生
TIMED = re.compile(rf"(?:(?:{_TIME}|{_LINK})[,、]?)*")
PREDICATE = re.compile(any_of(_CLAUSES["predicates"]))
BARE = re.compile(
    rf"(?P<noun>{BARE_NOUN.pattern}|村(?=[里子]))(?:里|子)?(?={PREDICATE.pattern}|评|\d{{4}}年)"
)
_LONG_PREDICATE = any_of(word for word in _CLAUSES["predicates"] if len(word.split("!")[0]) > 1)
# A person is known by what stands behind the name.
PERSON_END = re.compile(
    r"(?<=[一-鿿])(?=(?:同志|先生|女士|老师|本人|的名字|个人|夫妇|一家"
    r"|(?:[两二三四五六七八九十]|\d+)(?:位|名)))"
)
# A name without a surname, up to a word that is surely none: 吉日嘎拉被评为A.
_NO_PERSON = rf"(?:[我全该本其各并还她他也又曾共已而且这那被于刚到]|{any_of(_NAMES['no_person'])})"
# Single characters of predicates stand in names too (多杰才让), so words are tried first.
PERSON_BEFORE = tuple(
    re.compile(
        rf"(?P<who>(?!{_NO_PERSON}|{_LONG_PREDICATE})[一-鿿]{{2,5}}?|[一-鿿]+·[一-鿿·]+?)"
        rf"(?={predicate})"
    )
    for predicate in (_LONG_PREDICATE, PREDICATE.pattern)
)
DOES_ELSE = re.compile(
    r"\x01|(?<![授评命认评表颁][予选名定定彰发])的(?!名字)|(?<!第)(?<![\d一二两三四五六七八九十])[\d一二两三四五六七八九十]+(?:个|名|所|家|位|人|户)(?!月)|(?<!被)推荐|创建(?!成|为)"
    rf"|{any_of(_CLAUSES['does_else'])}"
)
DATED = re.compile(_DATE)
DATES = re.compile(r"[于在]?(?:19|20)\d\d年(?:[、,和及与]+(?:19|20)\d\d年)+")
IN_OFFICE = re.compile(rf"(?:第一|副|党委|党支部|党总支)?{any_of(_CLAUSES['offices'])}")
GIVES = re.compile(any_of(_CLAUSES["gives"]))
# Behind the title ----------------------------------------------------------------------------
LISTED = any_of(_CLAUSES["listed"])  # they are in it
# A title that somebody has: what it is called, worn or hung up as.
HONORED = re.compile(
    r"[”\"]?(?:的)?(?:这[一顶块个张枚项])?(?:沉甸甸的|大红)?(?:荣誉|称号|美誉|光环|名号|桂冠|荣光|殊荣|奖[章状牌杯]|证书|绶带|牌[匾子]|铜牌|金字招牌|招牌|匾牌"
    r"|光荣榜|花名册|名册|名录|行列|之列|榜单)"
)
BROUGHT = re.compile(
    r"[”\"]?(?:的)?(?:荣誉)?(?:称号|牌子|牌匾|奖牌|奖杯|桂冠)?"
    r"(?:(?:捧|抱|拿|带|领|揽|搬)了?(?:回|入|进)|(?:捧|握|抱)在|收入囊中|收归)"
)
# 一同获此荣誉的还有甲; 甲也在其列.
TOO = re.compile(
    r"[”\"]?(?:荣誉)?(?:称号)?[,。;](?:一同|同时|同样|此次|一起|同)?[^,。;]{0,4}?(?:获|得到?|获得)"
    r"(?:此|该|这一|这项|同一)(?:荣誉|称号|殊荣)的(?:还|也)?有(?P<names>[^。;]{2,120})"
)
TOO_ELSE = re.compile(
    r"[”\"]?(?:荣誉)?(?:称号)?[,;](?P<names>[^,。;]{2,60}?)(?:也|亦|同样)"
    r"(?:在其列|获批|入选|上榜|榜上有名|名列其中|获评|获此)"
)
# In front of the title -----------------------------------------------------------------------
# 该寺此前已是A: what was named before.
THE_SAME = re.compile(
    r"(?P<which>[该这]|(?P<own>[我本])们?(?![镇乡县旗]))(?:所|个|家|座|支)?(?P<noun>[寺校院局村镇乡县旗馆社]|社区|嘎查|街道|苏木|学校|医院|公司|企业|单位|中心"
    rf"|站|队伍?|园|班组|中队|合作社|段|所|厂|林?场|矿|团|连队?|法?庭|支?行|海关|家庭|大院|餐厅|班)(?=(?:{_DATE})?(?:{PREDICATE.pattern}|此))"
)
# Whether it is borne -------------------------------------------------------------------------
NOT_RECEIVED = re.compile(
    rf"\x01|(?<!确)认为|的(?!名字)|创建(?!成|为)|{any_of(_CLAUSES['not_received'])}"
)
NOT_TITLE = re.compile(rf"[”\"]?(?:\([一-鿿]{{1,6}}\))?的?{any_of(_CLAUSES['not_title'])}")
# 被国家民委联合命名为: whom others gave it to.
CONFERRED_ON = re.compile(
    r"[一-鿿\d]{0,12}被[^,。;]{0,40}?(?:命名|授予|评|认定|确定|列|表彰|选|选树|推选|评选)(?:为|入)?"
    + _QUOTE
)
SAME_NOUN = [
    (re.compile(f"(?:{title})$"), re.compile(f"{any_of(bearers)}$"))
    for title, bearers in _WORDS["nouns"].items()
]


def fits(title: str, bearer: str) -> bool:
    """Say whether what bears a title is what the title speaks of: 社区, 示范社区."""
    return any(nouns.search(bearer) for nouns in nouns_of(title))


def nouns_of(title: str) -> list[re.Pattern[str]]:
    """Return what those may end in whom a title speaks of."""
    return [bearers for titles, bearers in SAME_NOUN if titles.search(title)]
