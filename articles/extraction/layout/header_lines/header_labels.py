"""The labels of a header line: 来源, 作者, 发布时间, 浏览 …, each up to the colon behind it."""

import re
from typing import NamedTuple

from articles.extraction.language.dates import Stamp, opens_with_date
from articles.extraction.language.patterns import always
from articles.extraction.offsets import ParagraphOffset

_LABELS = {
    "published": (
        "发布时间|发布日期|公开日期|公开时间|发表时间|发表日期|发布于|发表于|刊发时间|刊发日期"
        "|上线时间|上传时间|公布日期|公布时间|发布(?=\\s*:)"
    ),
    "dated": (
        "更新时间|更新日期|创建时间|创建日期|创建于|发稿时间|编辑时间|录入时间|添加时间"
        "|最后修改(?:时间|日期|于)?|修改(?:时间|日期)|最后更新|编辑于|创建(?=\\s*:)"
        "|时\\s*间|日\\s*期|(?<![a-z])date(?=\\s*:)"
    ),
    "made": (
        "成\\s*文\\s*日\\s*期|成文时间|发文日期|发文时间|印发日期|印发时间|生成日期|制发日期|签发日期"
    ),
    "source": (
        "(?:以下|本)(?:文章?|内容)(?:转载?自|来源于?|来自|选自|摘自)"
        "|信息来源|发布来源|消息来源|文章来源|资料来源|稿件来源|内容来源|新闻来源|来源单位"
        "|(?<!数据)(?<!资金)(?<!经费)(?<!收入)(?<!生活)(?<!主要)(?<!人员)来\\s*源(?:于|自)?|来自(?=\\s*:)|转载?自|摘自|选自|(?<![a-z])source(?=\\s*:)"
        "|发布机构|发文机构|发\\s*文\\s*机\\s*关|发布单位|发文单位|发布部门|发布机关|公开机构|公开单位"
        "|(?:供|来|投|撰|发|送|报道|报送|提供|信息报送|信息提供|内容提供|稿件报送)稿?(?:单位|部门)|出处|稿源"
    ),
    "author": (
        "作\\s*者(?!单位|简介)(?:系(?:本[报刊网台])?(?:特约)?(?:撰稿人|记者|通讯员|评论员))?|撰\\s*稿\\s*人?|撰\\s*文|供稿人|供\\s*稿|(?:本报|本网|本台|特约|见习"
        "|实习|首席|全媒体|融媒体?)*记\\s*者(?!站|协会|节)|通讯员"
        "|文\\s*[/、]\\s*图|图\\s*[/、]\\s*文|文图?\\s*/|文字\\s*(?=[:|])|采写|文[稿案]\\s*(?=[:|])|[来投拟]稿\\s*(?=:)|信息员\\s*(?=:)|图文\\s*(?=[:/|])|文图\\s*(?=[:|])"
        "|(?<![一-鿿])文\\s*(?=[|:])|(?:执笔|撰写|采编|写稿|编写|整理)人?\\s*(?=:)|(?:发言|汇报|主讲|讲述|报告|口述|宣讲)人?\\s*(?=:)"
    ),
    "staff": (
        "参与(?:采写|报道|写作|采访)|(?:摄影|图片|视频)记者|责任编辑|责\\s*编|编\\s*辑|审\\s*核|初\\s*审|复\\s*审|终\\s*审|一审|二审|三审|校\\s*对"
        "|监\\s*制|编审|录\\s*入(?!时间)"
        "|录入员|签发|审核人|发布人|发布者|摄\\s*影|摄\\s*像|供图|统筹|责任校对|编辑人员|素材(?=\\s*:)"
        "|上传者|(?<![一-鿿])图片?\\s*(?=[|/:])"
    ),
    "views": (
        "\U0001f441\ufe0f?|被?阅览次?数|已(?:阅|浏览|查看)(?!读)|阅读人数|浏\\s*览\\s*次\\s*数|浏览量|浏览数|浏览人次|阅读次数|阅读量|阅读数|点击次数|点击量"
        "|点击数|点击率|访问量|访问次数"
        "|访问人次|查看次数|浏\\s*览|阅\\s*读|点\\s*击|人\\s*气|访问"
    ),
    "other": (
        "字\\s*体|字\\s*号|打\\s*印|分\\s*享(?:到|至)?|收\\s*藏|关闭|评论数?|点赞|栏目|所属栏目"
        "|有效期(?:至|限|到)?|(?:截止|截至|到期|活动|会议|举办|召开|培训|报名|开始|结束|起止|采访|拍摄|调研"
        "|施行|实施|生效|失效|废止)(?:时间|日期)"
        "|(?<![一-鿿])(?:赞|在看|转发)(?=\\s*\\d)|专栏|作者单位|作者简介|信息类别|索\\s*引\\s*号"
        "|主\\s*题\\s*分\\s*类|发\\s*文\\s*字\\s*号|文\\s*号|编\\s*号|关键词|关键字|主\\s*题\\s*词"
        "|版\\s*次|版面|标签|组配分类|有\\s*效\\s*性|体裁"
    ),
}  # fmt: skip
# A label opens with a letter of the table: asked first, that spares most positions the rest.
_LETTERS = "".join(sorted(set(re.findall("[一-鿿a-z\U0001f441]", "".join(_LABELS.values())))))
LABEL = re.compile(
    f"(?=[{_LETTERS}])(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items())
    + ")",
    re.IGNORECASE,
)
_COLON = re.compile(r"\s*[\])]?\s*(?:[:/=→>~]|[-—]{1,2})?\s*:?")
_BULLETS = " □■◎●◆▲△○☆★"
_BAR = re.compile(r"\s*\|\s*")
COUNT = r"\d{1,3}(?: \d{3})+(?!\d)|\d[\d,]{0,11}"  # also 1 234
VIEWS = re.compile(rf"\s*:?\s*[\[(]?\s*({COUNT})(\.\d{{1,8}})?\s*(万)?\s*[\])]?\s*(?:人次|次|人)?")
# What stands for a number that never came: 载入中, 暂无.
NO_VIEWS = re.compile(
    r"\s*[\[(]?\s*(?:[加载读]\S{0,2}中|统计中|loading|暂无|null|undefined|-{2})", re.I
)
# 来源 旗民委: a blank parts label and value where nothing else follows.
_SHORT_VALUE = re.compile(r"\s+[^\s,。、;:|]{2,16}(?:\s[一-鿿]{1,2})?\s*$")


class Label(NamedTuple):
    """A label in a line; it ends after its colon."""

    kind: str
    start: ParagraphOffset
    end: ParagraphOffset


def opens_with_label(text: str) -> bool:
    """Say whether a folded line opens with a known label and what parts it from its value."""
    label = LABEL.match(text.lstrip(" [("))
    return label is not None and bool(_colon(text.lstrip(" [("), label.end()).group().strip())


def _colon(text: str, at: int) -> re.Match[str]:
    """Return what parts a label that ends at an offset from its value, be it nothing."""
    return always(_COLON.match(text, at))


def _barred(text: str, match: re.Match[str]) -> bool:
    """Say whether a bar parts a label from its value: 来源|旗报, 文字 | 张强 alone."""
    if text.startswith("|", match.end()):
        return True
    alone = not text[: match.start()].strip(_BULLETS) and text.count("|") == 1
    return alone and text.startswith(" |", match.end())


def find_labels(text: str, stamps: list[Stamp]) -> list[Label]:
    """Return the labels of a line, in order."""
    found: list[Label] = []
    matches = list(LABEL.finditer(text))
    several = len(matches) + len(stamps) > 1
    for match in matches:
        kind = match.lastgroup or ""
        colon = _colon(text, match.end())
        # 来源丨楚雄日报 (folded to |) is a colon; 来源：X | 作者：Y parts two labels.
        if kind not in ("views", "other") and _barred(text, match):
            colon = always(_BAR.match(text, match.end()))
        # 【信息来源】X: the brackets are the colon.
        boxed = text[max(0, match.start() - 1) : match.start()] == "["
        boxed = boxed and text.startswith("]", match.end())
        has_colon = boxed or bool(colon.group().strip(" ])")) or match.group().endswith("/")
        before = text[: match.start()].rstrip()
        if not before.strip(_BULLETS):
            before = ""
        fresh = (
            not before
            or before[-1] in "|]([):/·,;□■◎●"
            or text[match.start() - 1] == " "
            or (found and not has_colon)
            or any(stamp.end >= len(before) > stamp.start for stamp in stamps)
        )
        if kind == "views":
            ok = bool(VIEWS.match(text, match.end() + boxed)) or has_colon
            ok = ok or bool(fresh and NO_VIEWS.match(text, match.end()))
        elif kind in ("published", "dated", "made"):
            next_stamp = any(0 <= stamp.start - match.end() <= 6 for stamp in stamps)
            ok = next_stamp or (fresh and (has_colon or opens_with_date(text[colon.end() :])))
        elif kind == "other":
            ok = has_colon or fresh
        else:
            ok = has_colon or (several and fresh and len(text) <= 120)
            ok = ok or (not before and bool(_SHORT_VALUE.match(text, match.end())))
            if kind in ("source", "author") and has_colon and not fresh and len(before) > 30:
                ok = False
        if ok:
            end = match.end() + boxed
            if has_colon and kind != "views":
                end = colon.end()
            if found and match.start() < found[-1].end:
                continue
            found.append(Label(kind, ParagraphOffset(match.start()), ParagraphOffset(end)))
    return found
