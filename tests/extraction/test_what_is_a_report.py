"""Short lines may be a report; rules, forms and log-in pages are none, and are refused by name."""

import pytest

from articles.extraction import PageRefused
from articles.extraction.parse import parse_page

TITLE = "库伦旗开展民族团结进步宣传月活动"
HEAD = f"{TITLE}\n来源：旗民委 2025-03-06\n\n"
# Pages without a report, their lines parted by / → what the refusal calls them.
NO_REPORTS = """\
民族团结进步网络答题/答题规则:每人每天可答题3次,每次20道题,限时10分钟。/1.单选题每题5分。/2.答题结\
束后\
自动提交。/请用手机扫描二维码进入答题页面,完成实名认证后开始答题。 → 答题
有奖竞答/活动规则：每人每天有3次答题机会，每次随机抽取10道题，答对8题以上可参与抽奖。/奖品设置：一\
等奖\
10名，二等奖20名，奖品以话费形式发放。/参与方式：扫描下方二维码进入答题。 → 答题
知识测试题/一、单选题/1.中华民族共同体意识的核心是（ ）。A.认同 B.团结 C.进步 D.发展/2.创建工作的\
主线是（ ）。\
A.铸牢 B.团结 C.进步 D.发展 → 答题
投票规则/每个微信号每天可投10票，每人每天对同一选手限投1票，严禁刷票，一经发现取消资格。 → 投票
问卷调查/您好，为了解您对民族工作的看法，请您填写本问卷，本问卷采用匿名方式，请放心作答。/1.您的性\
别是？ → 问卷
用户登录/账号/密码/登录即表示您同意用户协议和隐私政策，未注册的手机号将自动创建账号。/立即注\
册 → 登录
登录后查看/请输入手机号/获取验证码/我已阅读并同意《用户服务协议》和《隐私保护政策》，允许本平台使\
用我的信息。 → 登录
您访问的页面不存在/很抱歉，您访问的页面已被删除或暂时不可用，请检查您输入的网址是否正确，或返回首\
页。 → 删除
404/抱歉，您要查看的页面不存在或已删除，系统将在5秒后自动跳转到首页，您也可以点击这里返回。 → 删除
该内容已被发布者删除/该内容已被发布者删除，如有疑问请联系发布者，或通过其他链接了解相关信息\
。 → 删除
环境异常/当前环境异常，完成验证后即可继续访问。请点击下方按钮完成验证。/去验证 → 验证
操作指南/请先点击右上角的按钮下载并安装客户端，登录账号后进入系统，按提示点击下一步即可\
。 → 使用说明"""
REPORTS = [
    "各族群众手拉手/一起走进新时代/石榴花儿红又红/库伦旗里歌声扬/民族团结一家亲/同心共筑中国梦",
    "库伦旗举办民族团结运动会/12支队伍同场竞技/各族选手手挽手/心连心",
    "这(zhè)里各族兒女守望相助/民族團(tuán)結(jié)進(jìn)步之花常開/各族干部一起参加活动/现场气氛热烈",
    "全旗举办民族知识竞赛，1200人参与网上答题，评出一等奖10名，各族群众踊跃参加，氛围浓厚。",
    "登录学习平台的党员干部有1200人，覆盖各苏木镇，民族政策知晓率达到98%，工作取得明显成效。",
    "全旗发放调查问卷3000份，群众对民族团结工作的满意度达到99%，各族群众交往交流不断加深。",
]


def refused(page, gazetteer):
    with pytest.raises(PageRefused) as caught:
        parse_page(page, gazetteer=gazetteer)
    return caught.value


@pytest.mark.parametrize(("page", "name"), [row.split(" → ") for row in NO_REPORTS.split("\n")])
def test_a_page_that_holds_no_report_is_refused_by_name(page, name, gazetteer):
    error = refused(page.replace("/", "\n\n"), gazetteer)
    assert error.code == "no_report"
    assert name in error.message


@pytest.mark.parametrize("lines", REPORTS)
def test_a_report_in_short_lines_or_of_such_doings_is_read(lines, gazetteer):
    report = parse_page(HEAD + lines.replace("/", "\n\n"), gazetteer=gazetteer)
    assert report.title.value == TITLE
    rows = [text for row in report.outline for text in (row.heading, *row.paragraphs) if text]
    body = "\n".join(text.quote for text in [*report.lead, *rows, *report.closing])
    assert all(line in body for line in lines.split("/"))


def test_readings_printed_between_characters_cost_no_title(gazetteer):
    page = """市場(chǎng)星報(bào)官方網(wǎng)站
您的位置: 首頁 > 要聞 > 正文

為什么是青柳縣?

2024-06-29 13:19:10 來源:《云山網(wǎng)》   編輯:林夏

想聽團(tuán)結(jié)的故事,

先來青柳縣看看

這(zhè)里各族兒女守望相助

民族團(tuán)結(jié)進(jìn)步之花常開
"""
    report = parse_page(page, gazetteer=gazetteer)
    assert (report.title.value, str(report.published.date)) == ("為什么是青柳縣?", "2024-06-29")


@pytest.mark.parametrize(
    "lines", ["登录/注册/忘记密码", "首页/民族工作/政策法规/联系我们/民族团结"]
)
def test_a_few_words_of_a_menu_are_no_report(lines, gazetteer):
    assert refused(lines.replace("/", "\n"), gazetteer).code == "no_report"


@pytest.mark.parametrize(
    ("head", "title", "subtitle"),
    [
        (
            "石榴籽紧紧抱在一起/库伦旗民族团结进步创建工作纪实/2022-11-03",
            "石榴籽紧紧抱在一起",
            "库伦旗民族团结进步创建工作纪实",
        ),
        ("库伦旗：/石榴花开满城香/2022-11-03 来源：旗民委", "库伦旗：石榴花开满城香", None),
        (f"文章标题：{TITLE}/来源：旗民委", TITLE, None),
        (f"第07版：综合新闻/上一版 下一版/2022年11月03日 星期四/{TITLE}", TITLE, None),
        (f"上一期 下一期/返回目录 放大 缩小 全文复制/{TITLE}/□ 本报记者 张强", TITLE, None),
        (f"内蒙古自治区连续性内部资料准印证号:05-001号/{TITLE}/2022-11-03", TITLE, None),
    ],
)
def test_the_title_is_told_from_what_stands_around_it(head, title, subtitle, gazetteer):
    prose = "近年来，全旗扎实开展民族团结进步创建工作，各族群众交往交流交融不断加深，取得明显成效。"
    report = parse_page(head.replace("/", "\n") + f"\n\n　　{prose}\n", gazetteer=gazetteer)
    assert report.title.value == title
    assert (report.subtitle and report.subtitle.value) == subtitle


@pytest.mark.parametrize(
    "line",
    [
        "23.11.2022  11:48",
        "23/11/2022",
        "当前版：A08版 2022年11月23日 星期三",
        "2022年11月23日16:20",
    ],
)
def test_the_day_is_read_in_the_forms_of_papers_and_sites(line, gazetteer):
    prose = "近年来，全旗扎实开展民族团结进步创建工作，各族群众交往交流交融不断加深，取得明显成效。"
    report = parse_page(f"{TITLE}\n\n{line}\n\n　　{prose}\n", gazetteer=gazetteer)
    assert (report.title.value, str(report.published.date)) == (TITLE, "2022-11-23")
