"""The texts every site of an office must have, neutrally worded; editors make them their own."""

from django.db import migrations

TEXTS = [
    (
        "statement",
        "网站声明",
        "<p>本站刊载各地民族团结进步工作报告，并把其中写明的举措、荣誉、数据和文献整理列出。"
        "整理结果均附原句，以原文为准。</p>"
        "<p>转载本站内容请注明来源。本站对链接到的其他网站的内容不承担责任。</p>"
        "<h2>个人信息</h2><p>本站不要求读者注册，不使用第三方统计。浏览次数只累计数字，"
        "不记录读者是谁。显示设置只保存在读者自己的浏览器里。</p>"
        "<h2>无障碍</h2><p>本站页面可以只用键盘操作，可以放大字号、切换长者模式和深色显示，"
        "不开启脚本也能阅读。使用中遇到困难，请通过“联系我们”告诉我们。</p>",
    ),
    (
        "contact",
        "联系我们",
        "<p>对本站内容有疑问、发现差错或有建议，请联系主办单位。</p>",
    ),
    (
        "bookmark",
        "设为首页、加入收藏",
        "<p>今天的浏览器不允许网页替读者更改设置，请自己操作，只需几步：</p>"
        "<h2>加入收藏</h2><ul><li>电脑：按 Ctrl+D（苹果电脑按 ⌘+D），选择保存位置。</li>"
        "<li>手机：打开浏览器菜单，选择“收藏”“添加书签”或“添加到主屏幕”。</li></ul>"
        "<h2>设为首页</h2><ul><li>Edge、Chrome 和多数国产浏览器：打开“设置”，"
        "找到“启动时”，选择“打开特定网页”，填入本站网址。</li>"
        "<li>Firefox：打开“设置”，在“主页”一栏选择“自定义网址”。</li>"
        "<li>Safari：打开“设置”的“通用”一栏，在“主页”中填入本站网址。</li></ul>",
    ),
]


def add(apps, schema_editor):
    """Add the texts that are not there yet."""
    site_text = apps.get_model("unityreports", "SiteText")
    for slug, title, body in TEXTS:
        site_text.objects.get_or_create(slug=slug, defaults={"title": title, "body": body})


class Migration(migrations.Migration):
    dependencies = [("unityreports", "0002_setupstep")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
