"""Pages whose text is no report: rules of a quiz, a log-in, a page that is gone. Told by name.

Such a page has the kind's own sign on some line, and at least half of its running text is in the
kind's words; a report that tells of a quiz has neither its rules nor its buttons.
"""

import re
from typing import NamedTuple

from articles.extraction.errors import PageRefused
from articles.extraction.wording import Wording as _

from .line_kinds import Marks


class NoReport(NamedTuple):
    """A kind of page: its sign, the words its text is made of, and what an editor is told."""

    sign: re.Pattern[str]
    words: re.Pattern[str]
    message: _


_QUIZ = NoReport(
    re.compile(
        r"(?:答题|竞答|活动|竞赛|参与|抽奖|比赛)(?:规则|须知|说明|方式)\s*(?::|$)|开始答题|进入答题|(?:单选|多选|判断|选择)题"
    ),
    re.compile(
        r"答题|答对|题目?每?题|单选|多选|判断题|每人每[天日]|抽奖|奖品|奖项设置|纪念品|扫描?.{0,6}二维码|\(\s*\)|[A-D]\s*[.、]"
    ),
    _("这是答题活动的规则或试题，不是一篇报告。请打开报告的页面再导入。"),
)
_VOTE = NoReport(
    re.compile(r"投票(?:规则|须知|说明|方式)|我要投票|每人每[天日].{0,12}投"),
    re.compile(r"投票|[投限]\s*\d+\s*票|刷票|选手|每人每[天日]|微信号"),
    _("这是投票或抽奖的页面，不是一篇报告。请打开报告的页面再导入。"),
)
_SURVEY = NoReport(
    re.compile(r"调查问卷|问卷调查|(?:填写|本)问卷"),
    re.compile(r"问卷|匿名|作答|您的(?:性别|年龄|民族|职业|学历)|提交|填写"),
    _("这是调查问卷，不是一篇报告。请打开报告的页面再导入。"),
)
_LOG_IN = NoReport(
    re.compile(r"登录|注册|验证码|用户名|密码"),
    re.compile(
        r"登录|注册|账号|帐号|验证码|手机号|用户协议|隐私(?:保护)?(?:政策|协议)|服务协议|密码"
    ),
    _("这是登录页面，没有报告。请登录后打开报告的页面再导入。"),
)
_GONE = NoReport(
    re.compile(
        r"页面(?:不存在|已?被?删除|已失效|走丢)|不存在或已?(?:被)?删除|内容已(?:被)?(?:发布者)?删除|(?<!\d)404(?!\d)|无法(?:访问|查看|显示)|已(?:停止访问|下线)"
    ),
    re.compile(r"页面|网址|链接|首页|跳转|删除|发布者|访问|抱歉"),
    _("这个页面已经不存在或被删除，没有报告。"),
)
_CHECK = NoReport(
    re.compile(r"环境(?:存在)?异常|(?:完成|进行|安全|人机)验证|拖动滑块|访问(?:过于|太)?频繁"),
    re.compile(r"验证|环境|滑块|拼图|访问|浏览器|网络"),
    _("网站要求验证后才能访问，页面里没有报告。请在浏览器里打开后另存再导入。"),
)
_HELP = NoReport(
    re.compile(r"使用(?:帮助|说明|指南)|操作(?:指南|手册|说明)"),
    re.compile(r"浏览器|分辨率|客服|系统|点击|下载|安装|账号|登录"),
    _("这是网站的使用说明，不是一篇报告。"),
)
KINDS = (_QUIZ, _VOTE, _SURVEY, _HELP, _LOG_IN, _GONE, _CHECK)
_LONGEST = 2_000  # characters of running text; a page of more is more than such a notice


def refuse_by_name(marks: Marks) -> None:
    """Refuse a page whose running text is that of a kind of page that holds no report."""
    prose = [line for line, is_prose in zip(marks.lines, marks.prose, strict=True) if is_prose]
    total = sum(map(len, prose))
    if not prose or total > _LONGEST or marks.forced_body:
        return
    text = marks.page.folded
    for kind in KINDS:
        if not kind.sign.search(text) or not any(
            kind.sign.search(line.text) for line in marks.lines
        ):
            continue
        # One word may fall in any sentence; a sentence made of such words has two.
        told = [line for line in prose if len(set(kind.words.findall(line.text))) >= 2]
        if sum(map(len, told)) * 2 >= total:
            raise PageRefused("no_report", kind.message)
