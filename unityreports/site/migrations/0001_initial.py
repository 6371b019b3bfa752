"""What the site says of itself, and which steps of its set-up are done."""

import django.core.validators
import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models

# What every site of an office must have, neutrally worded; editors make them their own.
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


def add_texts(apps, schema_editor):
    """Add the texts that are not there yet."""
    site_text = apps.get_model("unityreports", "SiteText")
    for slug, title, body in TEXTS:
        site_text.objects.get_or_create(slug=slug, defaults={"title": title, "body": body})


def name_root_collection(apps, schema_editor):
    """Name the collection that all pictures are in; Wagtail calls it Root on every screen."""
    apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name="Root").update(name="全部图片")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.CreateModel(
            name="SiteIdentity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        default="民族团结进步工作动态", help_text="显示在每页页首。", max_length=80, verbose_name="网站名称"
                    ),
                ),
                (
                    "description",
                    models.CharField(blank=True, help_text="一句话，写入网页元数据。", max_length=200, verbose_name="网站描述"),
                ),
                ("keywords", models.CharField(blank=True, help_text="用逗号分隔。", max_length=200, verbose_name="网站关键词")),
                (
                    "host_unit",
                    models.CharField(blank=True, help_text="全称，显示在每页页脚。", max_length=80, verbose_name="主办单位"),
                ),
                ("organiser", models.CharField(blank=True, help_text="没有的留空。", max_length=80, verbose_name="承办单位")),
                (
                    "address",
                    models.CharField(
                        blank=True, help_text="办公地址，显示在页脚和“联系我们”。", max_length=160, verbose_name="地址"
                    ),
                ),
                (
                    "postcode",
                    models.CharField(
                        blank=True,
                        max_length=6,
                        validators=[django.core.validators.RegexValidator("^\\d{6}$", "邮编是 6 位数字。")],
                        verbose_name="邮编",
                    ),
                ),
                (
                    "phone",
                    models.CharField(blank=True, help_text="带区号，例如 0482-1234567。", max_length=40, verbose_name="电话"),
                ),
                ("fax", models.CharField(blank=True, help_text="没有的留空。", max_length=40, verbose_name="传真")),
                (
                    "email",
                    models.EmailField(blank=True, help_text="公务邮箱，读者可以看到。", max_length=254, verbose_name="电子邮箱"),
                ),
                (
                    "site_code",
                    models.CharField(
                        blank=True,
                        help_text="10 位数字，前六位是区划代码。",
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(\\d{10}|bm\\d{8})$", "网站标识码是 10 位数字；中央部门的以 bm 开头，后接 8 位数字。"
                            )
                        ],
                        verbose_name="网站标识码",
                    ),
                ),
                (
                    "icp_number",
                    models.CharField(blank=True, help_text="例如“蒙ICP备12345678号”。", max_length=40, verbose_name="ICP 备案号"),
                ),
                (
                    "police_number",
                    models.CharField(
                        blank=True, help_text="例如“蒙公网安备 15220002000000号”。", max_length=40, verbose_name="公安备案号"
                    ),
                ),
                (
                    "error_report_url",
                    models.URLField(
                        blank=True, help_text="监督举报平台分配给本站的网址。", verbose_name="“我为政府网站找错”链接"
                    ),
                ),
                (
                    "copyright",
                    models.CharField(blank=True, help_text="显示在页脚末行。", max_length=120, verbose_name="版权声明"),
                ),
                (
                    "official_mark",
                    models.ForeignKey(
                        blank=True,
                        help_text="机构编制部门核发给本站的标识图片，显示在每页页脚；没有核发的留空。",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="党政机关网站标识",
                    ),
                ),
                (
                    "official_mark_alt",
                    models.CharField(
                        default="党政机关网站标识",
                        help_text="读给看不见图片的读者；事业单位的写“事业单位网站标识”。",
                        max_length=40,
                        verbose_name="标识的文字",
                    ),
                ),
                (
                    "official_mark_url",
                    models.URLField(blank=True, help_text="核发部门给出的网址，读者点标识时前往查验。", verbose_name="标识链接"),
                ),
            ],
            options={
                "verbose_name": "站点信息",
            },
        ),
        migrations.CreateModel(
            name="SiteText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(editable=False, max_length=40, unique=True, verbose_name="网址名")),
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("body", wagtail.fields.RichTextField(verbose_name="正文")),
            ],
            options={
                "verbose_name": "站点文字",
                "verbose_name_plural": "站点文字",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SetupStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="步骤")),
                ("done_at", models.DateTimeField(auto_now_add=True, verbose_name="完成时间")),
            ],
            options={
                "verbose_name": "安装步骤",
                "verbose_name_plural": "安装步骤",
            },
        ),
        migrations.RunPython(add_texts, migrations.RunPython.noop),
        migrations.RunPython(name_root_collection, migrations.RunPython.noop),
    ]
