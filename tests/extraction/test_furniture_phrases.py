"""What apps, accounts and editors print around a report is no sentence of it, wherever it is."""

import pytest

from articles.extraction.language.normalise import fold
from articles.extraction.layout.phrases import PHRASES, kind_of_phrase
from articles.extraction.parse import parse_page

TITLE = "库伦旗开展民族团结进步宣传月活动"
FIRST = "近年来，全旗扎实开展民族团结进步创建工作，各族群众交往交流交融不断加深，取得明显成效。"
LAST = "全旗培训干部430人次，调解纠纷57件，各族群众互帮互助。"

LINES = """\
↑↑点击蓝字,关注“库伦发布”↑↑|点击蓝字关注我们|点击上方蓝字关注|👆点击上方“库伦发布”关注我们|戳蓝字，关注我们
新朋友请点击上方蓝字关注|关注库伦发布，了解更多资讯|识别二维码关注|长按二维码关注我们|设为星标，第一时间收看
全文约800字，读完大概3分钟|全文共1200字，阅读约需4分钟|本文约1500字，预计阅读3分钟|阅读本文大概需要3分钟
手机扫一扫打开当前页|扫一扫在手机打开当前页|用微信扫描二维码分享至好友和朋友圈|微信扫一扫关注该公众号
编辑：张三 审核：李四|编辑/张三  审核/李四  校对/王五|编辑丨张三|校对 李四|制作：张三
监制：张三 总监制：李四|出品：库伦旗融媒体中心|排版：张三|【责任编辑：张三】|（责任编辑：张三）
往期推荐|往期回顾|往期精彩|END|- END -|—END—|▼|▲ 向上滑动阅读|继续滑动看下一个|预览时标签不可点
点个在看你最好看|点击“在看”，让更多人看到|喜欢就点个赞吧|记得点赞哦|分享 收藏 点赞 在看|欢迎投稿
点击下方“阅读原文”|阅读原文|轻触阅读原文|此处为视频，请在微信中查看|点击播放视频|继续观看|00:00/02:31
您的浏览器版本过低|视频加载中...|您还没有登录，请登录后发表评论|网友评论仅供其表达个人看法
原标题：库伦旗开展活动|图/张三|摄影：张三|图片来源：库伦发布|投稿邮箱：abc@163.com|新闻热线：0475-1234567
【纠错】|打印本页 【关闭窗口】|分享到微信朋友圈|转载请注明来源"""
SENTENCES = """\
关注民生，全旗新建安置房300套|点赞新时代，唱响团结歌|扫码点餐的民族餐馆开到了村口|分享会上，三位代表讲了自己的故事
完善机制，健全网络|编辑部里的民族情|阅读推广活动走进12个嘎查|校对班组被评为模范集体|制作民族服饰200套
出品率提高|点击量超过20万次的短视频|上下联动，左右协同|设计制作宣传册|摄影展展出作品120幅|联系群众热线开通
往期培训班学员回访|推荐阅读红色经典进校园|图书捐赠5000册|今日库伦，石榴花开|欢迎各族群众来旗就业|登录平台学习的有1200人
本文化站建成三个民族团结展厅|完成全年任务|收藏家捐出民族文物30件|农历三月三，各族同胞共庆佳节"""


def body(report):
    rows = [text for row in report.outline for text in (row.heading, *row.paragraphs) if text]
    return "\n".join(text.quote for text in [*report.lead, *rows, *report.closing])


def pieces(table):
    return [piece for line in table.split("\n") for piece in line.split("|") if piece.strip()]


@pytest.mark.parametrize("place", ["above", "below"])
@pytest.mark.parametrize("line", pieces(LINES))
def test_furniture_is_kept_out_wherever_it_stands(line, place, gazetteer):
    above, below = (line, "") if place == "above" else ("", line)
    page = f"{TITLE}\n来源：旗民委 2025-03-06\n\n{above}\n\n{FIRST}\n\n{LAST}\n\n{below}\n"
    report = parse_page(page, gazetteer=gazetteer)
    assert report.title.value == TITLE
    assert line not in body(report)
    assert FIRST in body(report)


@pytest.mark.parametrize("line", pieces(SENTENCES))
def test_a_line_of_the_report_that_uses_the_same_words_stays(line, gazetteer):
    page = f"{TITLE}\n来源：旗民委 2025-03-06\n\n{FIRST}\n\n{line}\n\n{LAST}\n"
    assert line in body(parse_page(page, gazetteer=gazetteer))


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.example)
def test_every_example_of_the_list_is_told_as_its_kind(phrase):
    assert kind_of_phrase(fold(phrase.example)) == phrase.kind
