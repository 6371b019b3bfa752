"""What stands between 《 and 》, told apart by its name and the words around it."""

import re
from itertools import pairwise

from .offsets import PageStretch, ParagraphOffset, ParagraphStretch
from .parts import Segments
from .report import TITLE_AND_BODY, DocumentKind, DocumentMention, Fact

_ENDINGS = {
    DocumentKind.NEWSPAPER: (
        r"(?:日报|晚报|早报|晨报|时报|周报|快报|[^通简公捷海]报|周刊|月刊|杂志|期刊|学刊|文摘)"
    ),
    DocumentKind.TASK_TABLE: (
        r"(?:分解表|任务表|清单|台账|分工表|一览表|任务书|责任书|路线图|计划表|分解)"
    ),
    DocumentKind.REGULATION: r"(?:条例|规定|规则|规章|细则|规程|实施办法)",
    DocumentKind.LAW: r"(?:法|法典)",
    DocumentKind.IMPLEMENTATION_PLAN: r"(?:方案|预案)",
    DocumentKind.PLAN: r"(?:规划(?:纲要|\(草案\))?|计划|五年纲要|远景目标纲要|要点)",
    DocumentKind.REPORT: r"(?:报告|公报|白皮书|蓝皮书|简报|通报)",
    DocumentKind.POLICY: (
        r"(?:意见|通知|决定|决议|办法|公告|通告|措施|政策|纲要|制度|章程|公约|协议|协定|准则|标准"
        r"|指南|指引|批复|命令|倡议书?|承诺书|机制|指标|体系|建议|意见书|若干)"
    ),
    DocumentKind.WORK: (
        r"(?:读本|手册|教材|画册|连环画|故事|传|之歌|组歌|进行曲|宣传片|微电影|纪录片|大讲堂|诗集"
        r"|文集|选编|汇编|概论|问答|[\d百千]问|口袋书|绘本|相册|剪影|图鉴|简史|选读|[^之]歌|舞|曲|组曲|剧)"
    ),
}
_ENDING_PATTERNS = [
    (kind, re.compile(ending + r"(?:\([^()]{1,20}\))*$")) for kind, ending in _ENDINGS.items()
]
_WORK_BEFORE = re.compile(
    r"(?:央视|卫视|电视台|频道|歌曲|歌舞剧?|舞蹈|舞剧|话剧|戏曲|戏剧|小品|相声|快板|好来宝|乌力格尔|电影|影片|微电影"
    r"|短片|短视频|视频|宣传片|纪录片|专题片|电视剧|动漫|动画"
    r"|快闪|大合唱|合唱|独唱|演唱|齐唱|同唱|传唱|唱响|高歌|唱起|原创|节目|栏目|专栏|图书|书籍"
    r"|课程|教程|教材|著作|小说|诗歌|散文|诗朗诵|朗诵|读本|口袋书|画册|绘本|作品"
    r"|剧目|大戏|情景剧|音乐剧|歌剧|舞台剧|史诗|连环画|剧|歌|曲|舞|画|片|编写|编著|出版|创作|排演"
    r"|观看|播放|拍摄|演奏|表演)"
    r"(?:了|的|《[^》]*》|[、,和及与“”\s]|等){0,6}$"
)
_WORK_AFTER = re.compile(
    r"^(?:等|》|《[^》]*》|[、,和及与\s]){0,8}(?:等)?(?:[一二三四五六七八九十\d]+"
    r"[部首个本台支场幅件项篇门]|一批|一系列|多部)?(?:(?:反映|讲述|展现)?[一-鿿]{0,8}的)?(?:红色|优秀|爱国|主题"
    r"|文艺|民族|原创|系列|经典|影视)*(?:歌曲|歌舞|舞蹈|电影|影片|视频|宣传片|节目|专栏|栏目"
    r"|图书|书籍|读本|小说|作品|剧目|话剧|舞剧|纪录片|文艺|短视频|短片"
    r"|曲目|歌谣|绘本|画册|快闪|大合唱|合唱|广播剧|微电影|课程|教材|课本|剪纸|刺绣|画作|书法|摄影"
    r"|传承人|说唱|舞台剧|情景剧|专题片|宣传片|微视频|情景)"
)
_WORK_SHOWN = re.compile(
    r"^(?:[、和及与]?《[^》]*》)*(?:等)?(?:唱响|上演|登上|登陆|亮相|首演|公演|搬上|热播|演出|巡演|获得?[^,。]{0,12}奖|(?:先后|均)?被?(?:列入|入选)[^,。]{0,12}(?:非物质文化遗产|非遗))"
)
_PAPER_NEAR = re.compile(r"(?:在|刊登|刊发|发表|报纸|媒体|登上|被)\s*(?:《[^》]*》[、和及]?)*$")
_PAPER_AFTER = re.compile(
    r"^(?:[、和及]?《[^》]*》)*(?:等)?(?:(?:主流|中央|自治区级?|各级|区内外)*媒体|报纸|报刊"
    r"|刊物|头版|刊登|刊发|开设|报道|客户端|发表)"
)
_ACTION = re.compile(
    r"(?:研究制定|制定出台|制定印发|编制出台|研究出台|修订完善|制定完善|贯彻落实|学习贯彻"
    r"|深入学习|宣传贯彻|制定并?实施|出台|印发|制定|编制|编写|修订|颁布"
    r"|发布|下发|通过|审议通过|学习|宣传|宣讲|解读|贯彻|落实|执行|实施|遵守|签订|签署|开设|刊发"
    r"|刊登|制作|演唱|编印|发放|完善|建立|起草|拟定|公布|推出"
    r"|观看|播放|创作|拍摄|出版|依据|根据|按照)(?:了|并|过)?"
)


_BRACKET = re.compile("《+|》")


def find_documents(segments: Segments, skip: PageStretch | None = None) -> list[DocumentMention]:
    """Return what the report names in 《》, once each, with its other mentions.

    `skip` is the stretch of the source (a newspaper may stand there as 《…》).
    """
    found: dict[str, DocumentMention] = {}
    for segment in segments.of(*TITLE_AND_BODY):
        text = segments.text(segment)
        for start, end in bracketed(text):
            begin, stop = segment.stretch_in_page((start, end))
            if skip and skip[0] <= begin < skip[1]:
                continue
            title = segments.raw[begin + 1 : stop - 1].strip()
            key = "".join(text[start:end].split())
            if not title:
                continue
            fact = segments.fact(begin, stop, segment)
            if key in found:
                found[key].others.append(Fact(**fact))
                continue
            before, after = text[max(0, start - 40) : start], text[end : end + 40]
            found[key] = DocumentMention(
                title=title,
                kind=kind_of(text[start + 1 : end - 1].strip(), before, after),
                action=_action(segments.raw[segment.start : segment.end], text, start),
                **fact,
            )
    return list(found.values())


def bracketed(text: str) -> list[ParagraphStretch]:
    """Return the outermost 《…》 of a folded paragraph, as (start, end).

    Where brackets do not match, each 《 is read up to its own 》, without nesting.
    """
    if "《" not in text:
        return []
    found = []
    stack: list[int] = []
    for match in _BRACKET.finditer(text):
        if match.group() != "》":  # several in a row that open a title are one, typed twice
            stack.extend(range(match.start(), match.end()) if stack else [match.start()])
        elif stack:
            start = stack.pop()
            if not stack:
                found.append((start, match.end()))
    if stack:  # unbalanced: read each 《 up to its own 》, without nesting
        found = [match.span() for match in re.finditer("《[^《》。]{1,80}》", text)]
    return [
        (ParagraphOffset(start), ParagraphOffset(end)) for start, end in found if end - start <= 120
    ]


def kind_of(title: str, before: str = "", after: str = "") -> DocumentKind:
    """Return what a title in 《》 names, judged by its ending, then by the words around it."""
    title = title.strip("<>'《》“” ")
    for kind, pattern in _ENDING_PATTERNS:
        if pattern.search(title):
            if kind == DocumentKind.LAW and re.search(
                r"(?:方法|办法|想法|做法|魔法|书法|兵法|说法|看法)$", title
            ):
                continue
            return kind
    if _PAPER_AFTER.match(after) and _PAPER_NEAR.search(before) and len(title) <= 8:
        return DocumentKind.NEWSPAPER
    if _WORK_BEFORE.search(before) or _WORK_AFTER.match(after) or _WORK_SHOWN.match(after):
        return DocumentKind.WORK
    if re.search(r"法(?:\([^()]*\))?$", title):
        return DocumentKind.LAW
    return DocumentKind.OTHER


def _action(raw: str, text: str, start: ParagraphOffset) -> str | None:
    """Return the verb that governs a title, also when other titles of its list stand between."""
    begin = start
    spans: dict[int, ParagraphOffset] = {end: opens for opens, end in bracketed(text)}
    while True:
        trimmed = text[:begin].rstrip("、,和及与以 ")
        if len(trimmed) in spans:
            begin = spans[len(trimmed)]
            continue
        break
    clause = max(text.rfind(mark, 0, begin) for mark in "。;!?,") + 1
    matches = list(_ACTION.finditer(text, max(clause, begin - 24), begin))
    if not matches:
        return None
    first = matches[-1]
    for earlier, later in pairwise(matches):
        if later is matches[-1] and earlier.end() == later.start():
            first = earlier
    return raw[first.start() : matches[-1].end()].rstrip("了并过")
