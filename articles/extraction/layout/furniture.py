"""What on a page is not the report: told line by line, by what pages print around reports.

`classify` only recognises; `layout` decides with the surroundings. Lines that a person would read
as part of the report must come back as "".
"""

import re

from .lines import Line
from .phrases import kind_of_phrase

CRUMB_LEAD = re.compile(
    r"^\W*(?:您(?:现在|当前|目前)?的?所?在?的?位置|当前的?所?在?位置|所在位置|当前栏目|位置"
    r"|面包屑)(?:是|为)?\s*[:>»]?\s*"
)
CRUMB_SEPARATOR = re.compile(r"\s*(?:-*>+|»|›|→|·|/|\\|::|--)\s*|\s+-\s+")
_CRUMB_STRONG = re.compile(r">|»|›|→|·|::.+::|^(?:网站)?首页\s*/\s*\S")

_TOOL_WORDS = (
    r"\[?\s*(?:字\s*体|字\s*号|文字大小)\s*[::]?\s*\[?\s*(?:特大|大|中|小|默认|\+|-|/|、|\s|\|"
    r"|A)*\s*\]?"
    r"|\[?\s*(?:我要)?打\s*印(?:本页|此页|页面|文章)?\s*\]?|\[?\s*(?:添加|加入)?收\s*藏(?:本页"
    r"|本站|文章)?\s*\]?"
    r"|\[?\s*(?:一键)?分\s*享(?:到|至|按钮)?\s*[::]?\s*\]?|\[?\s*关\s*闭(?:窗口|本页)?\s*\]?"
    r"|\[?\s*(?:我要)?(?:纠错|评论|点赞|推荐|投稿|举报)\s*\]?(?:\(\d*\))?|\[?\s*复制(?:链接"
    r"|网址)?\s*\]?|返回(?:顶部"
    r"|列表|首页|上一页|上级)"
    r"|(?:进入)?(?:无障碍|适老化?|长者|老年|关怀|大字)(?:阅读|浏览|辅助|服务)?(?:模式|版|通道)?"
    r"|放大|缩小|默认|语音(?:播报|阅读)?|朗读|听新闻|暂停"
    r"|(?:视频|音频|图片)?(?:正在)?加载中?[.…]*|点击(?:播放|收听)|您的浏览器不支持.{0,20}"
    r"|微信|微博|新浪微博|腾讯微博|QQ(?:空间|好友)?|朋友圈|人人网|豆瓣|更多|TOP|下载|导出|PDF|Word"
    r"|扫(?:一扫|码|描)?(?:二维码)?.{0,12}(?:手机|微信|分享|打开|阅读|查看|关注).{0,14}"
    r"|用手机(?:打开|浏览)当前页"
    r"|点击(?:上方|下方)?(?:蓝字|蓝色字|卡片|名片).{0,10}(?:关注|订阅)\S{0,8}|长按.{0,8}(?:识别|关注|扫描)\S{0,10}"
    r"|(?:点击)?查看(?:原图|大图)|T\s*T|A[+-]|[+-]|大|中|小|特大|[|/·\-—、,>\[\]()::\s]"
)
# Atomic groups throughout: what is matched is never given back, so hostile lines cost linear time.
_TOOLS = re.compile(rf"(?>{_TOOL_WORDS})++", re.IGNORECASE)
_TOOL_START = re.compile(
    r"放|缩|默|字|打|收|分|关|查|我|视|音|图|正|加|您|纠|评|点|推|复|返|无|适|长|老|进|语|朗|听|微|QQ|扫|用|\[|新|更|T|A|下|导|P"
)

_SITE_WORDS = re.compile(
    r"(?:ICP\s*(?:备|证)|公网安备|网站标识码|标识码|备案(?:序|编)?号|版权所有|版权归|copyright"
    r"|all\s+rights\s+reserved|©|国内统一(?:连续出版物号|刊号)|邮发代号|网站地图|网站声明|设为首页|加入收藏|友情链接|我为政府网站找错"
    r"|站长统计|建议使用.{0,20}(?:浏览器|分辨率)|网站访问量|总访问量)",
    re.IGNORECASE,
)
# These stand at the foot of sites, and in reports too: a section or a sentence is no foot.
_MAYBE_SITE_WORDS = re.compile(
    r"技术支持|主办单位|承办单位|协办单位|建设(?:与)?(?:维护|运维)单位|联系我们|关于我们"
    r"|隐私(?:政策|保护)|网站纠错|党政机关|事业单位|许可证(?:编)?号|违法和?不良信息举报"
    r"|举报(?:电话|邮箱)"
)
_OPENS_SECTION = re.compile(
    r"^(?:第[一二三四五六七八九十]{1,3}(?:部分|章)|[一二三四五六七八九十]{1,3}\s*[、.]|\([一二三四五六七八九十]{1,3}\))\s*\S"
)
_CONTACT = re.compile(
    r"(?:地\s*址|电\s*话|传\s*真|邮\s*编|邮政编码|邮\s*箱|e-?mail|联系电话|办公(?:地址|电话"
    r"|时间)|值班电话)\s*[::]",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:主\s*办|承\s*办|主管)(?:单位|方)?\s*[::]|(?:主办|承办|版权所有)\s*$")
_PREV_NEXT = re.compile(
    r"^\W{0,3}(?:上|下|前|后)\s?(?:一)?\s?(?:篇|条|页|则|一篇文章|条新闻)\W{0,2}(?:[::].*|\s.*"
    r"|没有了.*|无|)$"
    r"|^(?:上一篇|下一篇|上一条|下一条|上篇|下篇|前一篇|后一篇)"
)
_RELATED = re.compile(
    r"^\W{0,4}(?:相关|附近|推荐|热点|热门|最新|延伸|更多|猜你喜欢|本网|图片|精彩|今日|点击|阅读|排行"
    r"|要闻|随机|大家都在看|为您推荐|近期|往期|同栏目|网友|(?:24|48)小时)"
    r"(?:的|更多)?(?:新闻|文章|阅读|链接|信息|报道|推荐|排行|内容|资讯|要闻|热点|动态|稿件|专题"
    r"|图片|回顾|关注|导读|文件|文档|列表|更新|发布|评论|排行榜|热文|热榜|热搜|热读"
    r"|点击)*\W{0,4}(?:更多|more)?\W{0,4}$",
    re.IGNORECASE,
)
_RELATED_INLINE = re.compile(
    r"^\W{0,3}(?:相关(?:阅读|链接|新闻|报道|文章|稿件)|延伸阅读|推荐阅读|更多阅读|热门推荐"
    r"|往期回顾)\s*[\]::|]"
)
_DISCLAIMER = re.compile(
    r"免责声明|版权声明|转载(?:请|时|须|文章)?.{0,8}(?:注明|出处|授权)|(?:不代表"
    r"|仅代表).{0,10}(?:本网|本站|平台|作者).{0,10}(?:观点|立场)"
    r"|凡(?:本网|本站|注明).{0,30}(?:来源|转载|版权)|如(?:有|涉及).{0,12}(?:侵权|版权"
    r"|问题).{0,20}(?:联系|告知|删除)"
)
_STAFF = re.compile(
    r"(?:责任编辑|责\s*编|编\s*辑|审\s*核|初\s*审|复\s*审|终\s*审|一审|二审|三审|校\s*对"
    r"|监\s*制|总值班|值班编委|编审|录入|签发|编辑人员"
    r"|审核人|审签|责任校对|值班主任|值班总编|统筹|策划|编校|排版|文字编辑|网络编辑|本期编辑"
    r"|信息员)"
    r"(?:人|员)?\s*[::]"
)
_FILE = re.compile(
    r"^(?:.{1,60}\.(?:docx?|xlsx?|pdf|zip|rar|wps|jpe?g|png|gif|mp4"
    r"|pptx?)(?:\s*[\[(].{0,20})?)$",
    re.IGNORECASE,
)
_ATTACHMENT = re.compile(r"^附件\s*\d*\s*:")
_CAPTION = re.compile(
    r"^(?:[▲△▼↑↓◆●■]?\s*(?:图为|图\s?[一二三四五六七八九\d]?\s?[::]|上图|下图|左图|右图|资料图"
    r"|视频截图|题图).{0,80}"
    r"|.{2,60}[。!?]\s*摄影\s*:.{2,8}|.{2,60}[\s(](?:.{1,8}\s?摄(?:影)?|摄影[::]?.{1,10}|(?:资料)?(?:图片|供图"
    r"|图)[::]?.{0,12})\)?)$"
)
_WITH_PICTURES = re.compile(r"\([组多]?图(?:文|片)?\)$")  # a headline with pictures below
_PAGER = re.compile(
    r"^(?:共?\s*\d+\s*页\s*|第?\s*\d+\s*/\s*\d+\s*页?|\[?(?:首页|尾页|末页|上页|下页|上一页"
    r"|下一页)(?:首页|尾页|末页|上页|下页|上一页|下一页|[\d.\s\[\]])*+"
    r"|全文共\d+字|当前版\s*:.{0,30}|\d+(?:\s+\d+){2,})$"
)
_INDEX = re.compile(
    r"^(?:索\s*引\s*号|主题分类|信息分类|信息类别|内容分类|分\s*类|文\s*号|发文字号|文件编号"
    r"|主\s*题\s*词|关\s*键\s*(?:词|字)|标\s*签"
    r"|公开(?:方式|形式|范围|属性|类别|类型|时限)|有\s*效\s*性|公文时效|时\s*效(?:性|状态)?"
    r"|生效日期|废止日期|体裁分类|服务对象|组配分类|内容概述"
    r"|信息名称|名\s*称|标\s*题|效力状态|所属主题|文件类型|是否有效|信息索引|机构分类|责任部门"
    r"|信息来源|公开责任部门|责任科室)\s*[::]?"
)
_EDITION = re.compile(r"^第?\s*[A-Z]?\d{1,3}\s*版\s*[::|]\s*\S{2,8}$")  # of a newspaper
ISSUE = re.compile(r"^[(\[]?总?第\s*[\d一二三四五六七八九十]{1,4}\s*期[)\]]?$")
_TITLE_LABEL = re.compile(r"^(?:(?:文章|信息|新闻)?标\s*题|题\s*目)(?:\s*:\s*|\s+)\S{8}")
_TEXT_LABEL = re.compile(r"^\W?(?:正\s*文|内\s*容|全\s*文)\W?[:]?$")
_DOCUMENT_NUMBER = re.compile(r"[一-鿿]{2,12}\s*[\[(](?:19|20)\d\d[\])]\s*\d{1,4}\s*号")
_WEATHER = re.compile(
    r"^(?:今天是?|现在(?:是|时间))?\s*(?:20\d\d年\d+月\d+日\s*)?(?:星期|周)[一二三四五六日天]"
    r"|(?:晴|多云|阴"
    r"|小雨)\s*\d+\s*[℃°]|^(?:欢迎(?:您|你|光临|访问|来到|进入|浏览|使用)|今天是|现在是)"
)
_MENU_WORDS = re.compile(
    r"^(?:(?:网站)?首\s*页|政务公开|信息公开|政府信息公开|新闻中心|新闻资讯|政民互动|互动交流"
    r"|办事服务|政务服务|政策法规|专题专栏|机构概况|领导之窗"
    r"|走进\S{1,6}|"
    r"(?:(?:用户|账号|密码|手机|短信|验证码|扫码|微信|第三方)\+?)+(?:快捷)?登录|(?:还)?没有(?:账|帐)号\W?|立即注册|免费注册|忘记密码\W?|"
    r"登录|注册|搜索|检索|站内搜索|高级搜索|繁體|繁体(?:版|中文)?|简体(?:版|中文)?|English"
    r"|移动版|手机版|客户端|个人中心|邮箱|RSS|蒙文版?"
    r"|网站导航|导航|通知公告|工作动态|政策解读|数据开放|机构职能|热门搜索|请输入.{0,12})$",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(
    r"(?:\.{3,}|…+|\.\.|・・・)\s*(?:\[?(?:详细|全文|更多|查看|阅读)\S{0,4}\]?)?$|\[(?:详细"
    r"|查看详情|阅读全文|更多)\]$"
)
_DATED_ITEM = re.compile(
    r"^\W{0,3}.{6,60}?\s*[\[(]?(?:20\d\d[-/.年])?[01]?\d[-/.月][0-3]?\d日?[\])]?$"
    r"|^[\[(]?(?:20\d\d[-/.年])?[01]?\d[-/.月][0-3]?\d日?[\])]?\s+\S.{6,60}$"
)


def is_crumb(text: str) -> bool:
    """Say whether a folded line is a breadcrumb."""
    if CRUMB_LEAD.match(text):
        return True
    if len(text) > 120 or "。" in text:
        return False
    parts = [part for part in CRUMB_SEPARATOR.split(text) if part.strip()]
    if len(parts) < 2 or not _CRUMB_STRONG.search(text):
        return False
    first = parts[0].strip()
    if "·" in text and ">" not in text and not re.match(r"(?:网站|本网)?首页", first):
        return " · " in text and all(len(part) <= 6 for part in parts)
    return len(first) <= 14 and all(len(part) <= 60 for part in parts)


def is_tools(text: str) -> bool:
    """Say whether a folded line holds nothing but page tools (font size, print, share)."""
    return len(text) <= 120 and bool(_TOOL_START.search(text)) and bool(_TOOLS.fullmatch(text))


_AROUND = " |/[]()-·,:"


def strip_tools(text: str) -> str:
    """Return a folded piece of a header without the page tools around it."""
    previous = None
    text = text.strip(_AROUND)
    while previous != text and len(text) <= 200:
        previous = text
        if _TOOLS.fullmatch(text):
            return ""
        text = _TOOL_TAIL.sub("", _TOOL_HEAD.sub("", text)).strip(_AROUND)
    return text


_SURE_TOOLS = (
    r"\[?\s*(?:字\s*体|字\s*号|文字大小)\s*:?\s*\[?\s*(?:特大|大|中|小|默认|\+|-|/|、|\s"
    r"|\|)*\]?|\[?打\s*印(?:本页)?\]?"
    r"|\[?(?:加入)?收\s*藏\]?|\[?分\s*享(?:到|至)?\s*:?\]?|\[?关闭(?:窗口|本页)?\]?|纠错"
    r"|点赞(?:\(\d*\))?"
)
_TOOL_TAIL = re.compile(rf"(?>{_SURE_TOOLS})(?>微信|微博|QQ(?:空间)?|[\s|:])*+$")
_TOOL_HEAD = re.compile(rf"^(?>{_SURE_TOOLS})")


_COMMON_LABEL = re.compile(r"^(?:名\s*称|分\s*类|标\s*题|文\s*号|时\s*效|服务对象|内容概述)")


def is_common_label(text: str) -> bool:
    """Say whether a folded line opens with a label that indexes have, and lists in reports too."""
    return bool(_COMMON_LABEL.match(text))


def is_teaser(text: str) -> bool:
    """Say whether a folded line is cut short, as the items of a list of other articles are."""
    return len(text) <= 140 and bool(_ELLIPSIS.search(text))


def is_caption(text: str) -> bool:
    """Say whether a folded line explains a picture."""
    if len(text) > 90 or text.endswith("。") or _WITH_PICTURES.search(text):
        return False
    return bool(_CAPTION.match(text))


def is_dated_item(text: str) -> bool:
    """Say whether a folded line is an item of a list: a headline with its date."""
    return len(text) <= 90 and not text.endswith(("。", ":")) and bool(_DATED_ITEM.match(text))


_DATED_SENTENCE = re.compile(r"^(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?\D")  # of a chronicle


def is_dated_headline(text: str) -> bool:
    """Say whether a folded line is a headline with its date, which only lists of articles hold."""
    return is_dated_item(text) and not _DATED_SENTENCE.match(text)


def is_staff(text: str) -> bool:
    """Say whether a folded line names editors and reviewers (never the author)."""
    return len(text) <= 120 and bool(_STAFF.search(text)) and "。" not in text


def classify(line: Line) -> str:
    """Return what kind of furniture a line is, or "" for what may belong to the report.

    Kinds: meta, nav, crumb, tools, site, contact, prevnext, related, disclaimer, file, pager,
    index, weather, menu, teaser, staff. (Marks adds caption, contents and left_out.)
    """
    text = line.text
    if line.zone == "meta":
        return "meta"
    if is_crumb(text):
        return "crumb"
    if line.zone in ("nav", "aside") and not _looks_written(text):
        return line.zone
    if len(text) > 200:
        return "disclaimer" if _DISCLAIMER.search(text[:60]) else ""
    if is_tools(text):
        return "tools"
    if _SITE_WORDS.search(text) and not _looks_written(text):
        return "site"
    if _OPENS_SECTION.match(text) and not line.links and line.zone != "footer":
        return "disclaimer" if _DISCLAIMER.search(text) else ""
    if _MAYBE_SITE_WORDS.search(text) and not text.endswith("。") and not _looks_written(text):
        return "site"
    if len(_CONTACT.findall(text)) >= 1 and len(text) <= 160 and _CONTACT.match(text):
        return "contact"
    if _HOST.search(text) and len(text) <= 60 and "。" not in text:
        return "site"
    if line.zone == "footer" and not _looks_written(text):
        return "footer"
    if _PREV_NEXT.match(text):
        return "prevnext"
    if (
        len(text) <= 24 and _RELATED.match(text) and len(text.strip()) >= 4
    ) or _RELATED_INLINE.match(text):
        return "related"
    if _DISCLAIMER.search(text):
        return "disclaimer"
    if _PAGER.match(text):
        return "pager"
    if _FILE.match(text) or (line.links and _ATTACHMENT.match(text)):
        return "file"
    if ISSUE.match(text) or _EDITION.match(text):
        return "index"
    if len(text) <= 30 and _DOCUMENT_NUMBER.fullmatch(text):
        return "index"
    if _TEXT_LABEL.match(text):
        return "tools"
    if _TITLE_LABEL.match(text):
        return ""
    if len(text) <= 60 and _INDEX.match(text) and (":" in text or line.cell or len(text) <= 5):
        return "index"
    if len(text) <= 60 and _WEATHER.search(text):
        return "weather"
    if len(text) <= 16 and _MENU_WORDS.match(text):
        return "menu"
    if is_menu(line):
        return "menu"
    if is_teaser(text):
        return "teaser"
    if is_staff(text):
        return "staff"
    return "" if line.cell else kind_of_phrase(text)


def is_menu(line: Line) -> bool:
    """Say whether a line is a row of short links."""
    text = line.text
    if any(mark in text for mark in "。,;"):
        return False
    parts = [part for part in re.split(r"[|\s]+", text) if part]
    if len(parts) >= 4 and text.count("|") >= 3 and max(map(len, parts)) <= 10 and ":" not in text:
        return True
    known = sum(bool(_MENU_WORDS.match(part)) for part in parts)
    return len(parts) >= 3 and known >= 2


def _looks_written(text: str) -> bool:
    """Say whether a line reads as prose: too long and too punctuated for furniture."""
    return len(text) >= 50 and text.count("。") >= 1 and text.count(",") + text.count("、") >= 2
