"""All that the site keeps of reports: tables, roles of the desk, index of the search.

It stands in the place of the chain of migrations from before 0.1.0; migration 0002 brings the
databases of that chain here.
"""

import uuid

import django.core.validators
import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import wagtail.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models

EDITOR, REVIEWER, EXPORTER = "编辑", "审核发布", "导出"
WORKFLOW = "审核"

# What each role may do, by "app_label.model".
PERMISSIONS = {
    EDITOR: {
        "wagtailadmin.admin": ["access_admin"],
        "articles.article": ["view", "add", "change"],
    },
    REVIEWER: {
        "wagtailadmin.admin": ["access_admin"],
        "articles.article": ["view", "add", "change", "delete", "publish", "lock", "unlock"],
        "articles.channel": ["view", "add", "change"],
        "articles.theme": ["view", "add", "change"],
        "regions.region": ["view", "add", "change"],
    },
    EXPORTER: {
        "wagtailadmin.admin": ["access_admin"],
        "articles.article": ["view", "export"],
    },
}
# What they may do with the pictures of the root collection.
PICTURES = {EDITOR: ["add", "choose"], REVIEWER: ["add", "change", "choose"]}
NAMES = {"access_admin": "Can access Wagtail admin", "export_article": "可以导出列表"}

SECTIONS = [
    ("latest", "最新报告"),
    ("regions", "按地区"),
    ("themes", "按主题"),
    ("honors", "按荣誉"),
]

SQLITE_INDEX = [
    # External content: the index keeps no text. The tokenizer leaves every character of another
    # script in its word; terms come ready-made, parted by spaces. Lengths of passages only serve
    # FTS5's own ranking, which searches do not use.
    """
    CREATE VIRTUAL TABLE search_index USING fts5(
        terms, content='articles_passage', content_rowid='id', columnsize=0,
        tokenize="ascii tokenchars '_.@#'"
    )
    """,
    # Sixteen pieces merged at once instead of four: each entry is rewritten less often.
    "INSERT INTO search_index(search_index, rank) VALUES ('automerge', 16)",
    """
    CREATE TRIGGER search_index_insert AFTER INSERT ON articles_passage BEGIN
        INSERT INTO search_index(rowid, terms) VALUES (new.id, new.terms);
    END
    """,
    """
    CREATE TRIGGER search_index_delete AFTER DELETE ON articles_passage BEGIN
        INSERT INTO search_index(search_index, rowid, terms)
        VALUES ('delete', old.id, old.terms);
    END
    """,
    """
    CREATE TRIGGER search_index_update AFTER UPDATE ON articles_passage BEGIN
        INSERT INTO search_index(search_index, rowid, terms)
        VALUES ('delete', old.id, old.terms);
        INSERT INTO search_index(rowid, terms) VALUES (new.id, new.terms);
    END
    """,
]
POSTGRESQL_INDEX = [
    "ALTER TABLE articles_passage ALTER COLUMN terms TYPE tsvector USING terms::tsvector",
    # Rows may grow to a page, 8 KB less its head. Every fourth has more terms than the two
    # kilobytes to which a row is cut down by default; in one place they cost a quarter less.
    "ALTER TABLE articles_passage SET (toast_tuple_target = 8160)",
    # Without fastupdate every publish costs the same and no search reads a list of pending entries.
    "CREATE INDEX search_index ON articles_passage USING gin (terms) WITH (fastupdate = off)",
]


def permission(apps, model_label, action):
    """Return the permission, made here as Django makes permissions only after all migrations."""
    app_label, model = model_label.split(".")
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label=app_label, model=model)
    codename = action if action == "access_admin" else f"{action}_{model}"
    return apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": NAMES.get(codename, f"Can {action} {model}")},
    )[0]


def install_roles(apps, schema_editor=None):
    """Make the roles and the one-step approval of reports. Running this twice changes nothing."""
    Group = apps.get_model("auth.Group")
    Collection = apps.get_model("wagtailcore.Collection")
    GroupCollectionPermission = apps.get_model("wagtailcore.GroupCollectionPermission")
    for name, allowed in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*(permission(apps, model, action) for model, actions in allowed.items() for action in actions))
        root = Collection.objects.order_by("path").first()
        for action in PICTURES.get(name, []):
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=root,
                permission=permission(apps, "wagtailimages.image", action),
            )
    _install_workflow(apps, Group.objects.get(name=REVIEWER))


def _install_workflow(apps, reviewers):
    ContentType = apps.get_model("contenttypes.ContentType")
    GroupApprovalTask = apps.get_model("wagtailcore.GroupApprovalTask")
    Workflow = apps.get_model("wagtailcore.Workflow")
    task_type, _ = ContentType.objects.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    task, _ = GroupApprovalTask.objects.get_or_create(name=WORKFLOW, defaults={"content_type": task_type, "active": True})
    task.groups.add(reviewers)
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    apps.get_model("wagtailcore.WorkflowTask").objects.get_or_create(
        workflow=workflow, task_id=task.pk, defaults={"sort_order": 0}
    )
    article, _ = ContentType.objects.get_or_create(app_label="articles", model="article")
    apps.get_model("wagtailcore.WorkflowContentType").objects.get_or_create(content_type=article, defaults={"workflow": workflow})


def remove_stock_roles(apps, schema_editor):
    """Take away Wagtail's own groups and workflow: they are about pages, which the site has not."""
    User = apps.get_model("auth.User")
    names = ["Moderators", "Editors"]
    if User.objects.filter(groups__name__in=names).exists():
        return
    stock = ["Moderators approval"]
    apps.get_model("wagtailcore.Workflow").objects.filter(name__in=stock).delete()
    apps.get_model("wagtailcore.GroupApprovalTask").objects.filter(name__in=stock).delete()
    apps.get_model("auth.Group").objects.filter(name__in=names).delete()


def add_home_sections(apps, schema_editor):
    """Arrange the home page as it is delivered, unless it is arranged already."""
    section = apps.get_model("articles", "HomeSection")
    if not section.objects.exists():
        section.objects.bulk_create(
            section(kind=kind, heading=heading, position=position * 10) for position, (kind, heading) in enumerate(SECTIONS, 1)
        )


def create_search_index(apps, schema_editor):
    """Make the index of the database in use."""
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL_INDEX if vendor == "postgresql" else SQLITE_INDEX:
        schema_editor.execute(statement)


def drop_search_index(apps, schema_editor):
    """Remove SQLite's; PostgreSQL's goes with its table, as triggers do."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_index")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("regions", "0001_initial"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailimages", "0027_image_description"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RawPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(editable=False, verbose_name="原始文本")),
                ("sha256", models.CharField(editable=False, max_length=64, unique=True, verbose_name="校验值")),
                ("filename", models.CharField(blank=True, editable=False, max_length=255, verbose_name="文件名")),
                ("media_type", models.CharField(default="text/plain", editable=False, max_length=100, verbose_name="文件类型")),
                ("parser_version", models.CharField(blank=True, editable=False, max_length=20, verbose_name="解析器版本")),
                ("received_at", models.DateTimeField(auto_now_add=True, verbose_name="收到时间")),
                ("fingerprint", models.CharField(blank=True, editable=False, max_length=16, verbose_name="文本指纹")),
            ],
            options={
                "verbose_name": "原始页面",
                "verbose_name_plural": "原始页面",
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="读者看到的主题名。", max_length=40, unique=True, verbose_name="名称")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        help_text="出现在网址中，发布后请勿更改。",
                        max_length=60,
                        unique=True,
                        verbose_name="网址名",
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True, help_text="一句话说明主题的范围，给编辑看。", max_length=200, verbose_name="说明"
                    ),
                ),
                (
                    "keywords",
                    models.TextField(
                        blank=True, help_text="用空格分隔；导入报告时，举措中出现这些词就建议本主题。", verbose_name="关键词"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, help_text="数小的排在前面。", verbose_name="次序")),
            ],
            options={
                "verbose_name": "主题",
                "verbose_name_plural": "主题",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="读者看到的栏目名。", max_length=40, verbose_name="名称")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        help_text="出现在网址中，发布后请勿更改。",
                        max_length=60,
                        unique=True,
                        verbose_name="网址名",
                    ),
                ),
                (
                    "description",
                    models.CharField(help_text="一句话说明栏目内容，写入网页元数据。", max_length=200, verbose_name="栏目描述"),
                ),
                ("keywords", models.CharField(help_text="用逗号分隔。", max_length=200, verbose_name="栏目关键词")),
                (
                    "column_type",
                    models.CharField(
                        choices=[
                            ("首页", "首页"),
                            ("概况信息", "概况信息"),
                            ("机构职能", "机构职能"),
                            ("负责人信息", "负责人信息"),
                            ("工作动态", "工作动态"),
                            ("政策文件", "政策文件"),
                            ("信息公开指南", "信息公开指南"),
                            ("信息公开目录", "信息公开目录"),
                            ("信息公开年报", "信息公开年报"),
                            ("依法申请公开", "依法申请公开"),
                            ("数据发布", "数据发布"),
                            ("数据开放", "数据开放"),
                            ("政策解读", "政策解读"),
                            ("回应关切", "回应关切"),
                            ("办事服务", "办事服务"),
                            ("咨询投诉", "咨询投诉"),
                            ("征集调查", "征集调查"),
                            ("在线访谈", "在线访谈"),
                        ],
                        default="工作动态",
                        help_text="写入网页元数据，词表出自国办发〔2017〕47号。",
                        max_length=20,
                        verbose_name="栏目类别",
                    ),
                ),
                (
                    "max_silent_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        help_text="超过这个天数没有新报告时提醒编辑：动态类栏目两周，政策类栏目六个月。",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="更新期限（天）",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, help_text="数小的排在前面。", verbose_name="次序")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="最上一级的栏目留空。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="articles.channel",
                        verbose_name="上级栏目",
                    ),
                ),
            ],
            options={
                "verbose_name": "栏目",
                "verbose_name_plural": "栏目",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("parent", "name"), name="channel_name_once_per_parent"),
                    models.UniqueConstraint(
                        condition=models.Q(("parent", None)), fields=("name",), name="channel_name_once_at_top"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("max_silent_days__gte", 1)), name="channel_at_least_one_silent_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PendingImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("parsed", models.JSONField(verbose_name="识别结果")),
                ("taken_back", models.JSONField(default=list, verbose_name="收回的文字")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="提交时间")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提交人",
                    ),
                ),
                (
                    "raw_page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pending",
                        to="articles.rawpage",
                        verbose_name="原始页面",
                    ),
                ),
                ("left_out", models.JSONField(default=list, verbose_name="移出的文字")),
                ("lines", models.JSONField(default=dict, verbose_name="版面")),
                ("problem_count", models.PositiveIntegerField(default=0, verbose_name="提示")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="标题")),
            ],
            options={
                "verbose_name": "待确认的导入",
                "verbose_name_plural": "待确认的导入",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="KeptCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region", models.BigIntegerField()),
                (
                    "facet",
                    models.CharField(
                        choices=[
                            ("all", "全部"),
                            ("channel", "栏目"),
                            ("theme", "主题"),
                            ("tag", "标签"),
                            ("year", "年份"),
                            ("month", "月份"),
                            ("honor", "荣誉"),
                        ],
                        max_length=10,
                    ),
                ),
                ("value", models.BigIntegerField(default=0)),
                ("reports", models.IntegerField(default=0)),
                ("measures", models.IntegerField(default=0)),
                ("honors", models.IntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["facet", "region"], name="kept_count_by_facet")],
                "constraints": [models.UniqueConstraint(fields=("region", "facet", "value"), name="kept_count_once_per_value")],
            },
        ),
        migrations.CreateModel(
            name="HomeSection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("latest", "最新报告"),
                            ("channel", "一个栏目的最新报告"),
                            ("text", "一段文字"),
                            ("regions", "按地区进入"),
                            ("themes", "按主题进入"),
                            ("honors", "按荣誉进入"),
                        ],
                        max_length=10,
                        verbose_name="内容",
                    ),
                ),
                ("heading", models.CharField(help_text="读者在首页看到的小标题。", max_length=40, verbose_name="标题")),
                ("text", wagtail.fields.RichTextField(blank=True, help_text="内容为“一段文字”时填写。", verbose_name="文字")),
                (
                    "size",
                    models.PositiveSmallIntegerField(
                        default=8, help_text="显示报告的版块列出几篇，1 到 20。", verbose_name="报告篇数"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, help_text="小的在前。", verbose_name="次序")),
                ("shown", models.BooleanField(default=True, verbose_name="显示")),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True,
                        help_text="内容为“一个栏目的最新报告”时选择。",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="articles.channel",
                        verbose_name="栏目",
                    ),
                ),
            ],
            options={
                "verbose_name": "首页版块",
                "verbose_name_plural": "首页版块",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 1), ("size__lte", 20)), name="home_section_size_from_1_to_20"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel__isnull", False), models.Q(("kind", "channel"), _negated=True), _connector="OR"
                        ),
                        name="home_section_of_a_channel_names_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(default=False, editable=False, verbose_name="has unpublished changes"),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="first published at"),
                ),
                ("last_published_at", models.DateTimeField(editable=False, null=True, verbose_name="last published at")),
                ("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
                ("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
                ("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
                ("locked", models.BooleanField(default=False, editable=False, verbose_name="locked")),
                ("locked_at", models.DateTimeField(editable=False, null=True, verbose_name="locked at")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="永久标识")),
                ("title", models.CharField(help_text="照原文录入，不加栏目前缀。", max_length=200, verbose_name="标题")),
                ("subtitle", models.CharField(blank=True, help_text="不含破折号。", max_length=200, verbose_name="副标题")),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="发布单位或媒体；原文没有的留空。", max_length=100, verbose_name="来源"
                    ),
                ),
                (
                    "author",
                    models.CharField(
                        blank=True, help_text="照原文，几位之间空一格；没有的留空。", max_length=100, verbose_name="作者"
                    ),
                ),
                (
                    "source_url",
                    models.URLField(
                        blank=True, help_text="报告原来登在哪里，以 http 开头。", max_length=500, verbose_name="原文网址"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        help_text="报告自己的日期（北京时间）；没有写明时刻的录 00:00。", null=True, verbose_name="发布日期"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("zh-Hans", "简体中文"),
                            ("zh-Hant", "繁体中文"),
                            ("mn-Mong", "蒙古文（传统）"),
                            ("mn-Cyrl", "蒙古文（西里尔）"),
                        ],
                        default="zh-Hans",
                        help_text="蒙古文（传统）的报告竖排。",
                        max_length=10,
                        verbose_name="语言",
                    ),
                ),
                ("lead", wagtail.fields.RichTextField(blank=True, help_text="第一个标题之前的文字。", verbose_name="导语")),
                ("closing", wagtail.fields.RichTextField(blank=True, help_text="最后的“下一步……”等文字。", verbose_name="结语")),
                (
                    "image_alt",
                    models.CharField(
                        blank=True, help_text="给看不见图片的读者：图上有什么。", max_length=200, verbose_name="图片说明"
                    ),
                ),
                (
                    "image_decorative",
                    models.BooleanField(default=False, help_text="图片不含信息时勾选，可不写说明。", verbose_name="仅作装饰"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="录入时间")),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        help_text="登在正文之上，不超过 10 MB。",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="配图",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        help_text="报告所写的地方。可输入名称的一部分、代码或拼音查找。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="regions.region",
                        verbose_name="地区",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        help_text="报告登在哪个栏目。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="articles.channel",
                        verbose_name="栏目",
                    ),
                ),
                (
                    "raw_page",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="articles.rawpage",
                        verbose_name="原始页面",
                    ),
                ),
            ],
            options={
                "verbose_name": "报告",
                "verbose_name_plural": "报告",
                "ordering": ["-published_at", "-pk"],
                "permissions": [("export_article", "可以导出列表")],
                "indexes": [
                    models.Index(fields=["-published_at", "-id"], name="article_newest"),
                    models.Index(fields=["live", "-published_at", "-id"], name="article_live_newest"),
                    models.Index(fields=["channel", "-published_at", "-id"], name="article_in_channel"),
                    models.Index(condition=models.Q(("expire_at__isnull", False)), fields=["expire_at"], name="article_expiring"),
                    models.Index(fields=["title"], name="article_by_title"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("live", False),
                            models.Q(("channel__isnull", False), ("published_at__isnull", False), ("region__isnull", False)),
                            _connector="OR",
                        ),
                        name="article_live_is_complete",
                    ),
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="article_has_a_title"),
                ],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name="ViewCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="view_count", to="articles.article"
                    ),
                ),
                (
                    "imported",
                    models.PositiveIntegerField(
                        default=0, help_text="原页面上写明的浏览次数，作为起点。", verbose_name="原站浏览次数"
                    ),
                ),
                ("counted", models.PositiveIntegerField(default=0, verbose_name="本站浏览次数")),
            ],
            options={
                "verbose_name": "浏览次数",
                "verbose_name_plural": "浏览次数",
            },
        ),
        migrations.CreateModel(
            name="ArticleTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tagged_items", to="articles.article"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(app_label)s_%(class)s_items", to="taggit.tag"
                    ),
                ),
            ],
            options={
                "verbose_name": "报告标签",
                "verbose_name_plural": "报告标签",
                "constraints": [models.UniqueConstraint(fields=("content_object", "tag"), name="article_tag_once")],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="tags",
            field=modelcluster.contrib.taggit.ClusterTaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="articles.ArticleTag",
                to="taggit.Tag",
                verbose_name="标签",
            ),
        ),
        migrations.CreateModel(
            name="DocumentMention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("quote", models.CharField(help_text="报告中的原话，一字不改。", max_length=500, verbose_name="原文依据")),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("title", "标题"),
                            ("header", "页头（导航、来源、日期）"),
                            ("lead", "导语"),
                            ("outline", "举措"),
                            ("closing", "结语"),
                            ("footer", "页脚"),
                            ("gone", "原句已不在文中"),
                        ],
                        default="lead",
                        editable=False,
                        max_length=10,
                        verbose_name="所在位置",
                    ),
                ),
                (
                    "outline_row",
                    models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="第几行举措"),
                ),
                ("offset", models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="在原始文本中的位置")),
                ("title", models.CharField(help_text="不含书名号。", max_length=200, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("law", "法律"),
                            ("regulation", "法规条例"),
                            ("plan", "规划计划"),
                            ("implementation_plan", "实施方案"),
                            ("task_table", "任务分解表"),
                            ("policy", "政策文件"),
                            ("report", "报告"),
                            ("newspaper", "报刊"),
                            ("work", "作品"),
                            ("other", "其他"),
                        ],
                        default="other",
                        help_text="书名号里是什么：法规、规划、报刊、作品等。",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "status",
                    models.CharField(blank=True, help_text="例如“编制出台”“研究制定”。", max_length=20, verbose_name="原文动作"),
                ),
                (
                    "article",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="articles.article"
                    ),
                ),
            ],
            options={
                "verbose_name": "文献",
                "verbose_name_plural": "文献",
                "ordering": ["sort_order"],
                "indexes": [models.Index(fields=["article", "sort_order"], name="document_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outline_row__gte", 1), ("where", "outline")),
                            models.Q(models.Q(("where", "outline"), _negated=True), ("outline_row", None)),
                            _connector="OR",
                        ),
                        name="document_row_only_in_outline",
                    ),
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="document_has_a_title"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("quote", models.CharField(help_text="报告中的原话，一字不改。", max_length=500, verbose_name="原文依据")),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("title", "标题"),
                            ("header", "页头（导航、来源、日期）"),
                            ("lead", "导语"),
                            ("outline", "举措"),
                            ("closing", "结语"),
                            ("footer", "页脚"),
                            ("gone", "原句已不在文中"),
                        ],
                        default="lead",
                        editable=False,
                        max_length=10,
                        verbose_name="所在位置",
                    ),
                ),
                (
                    "outline_row",
                    models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="第几行举措"),
                ),
                ("offset", models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="在原始文本中的位置")),
                ("name", models.CharField(help_text="数字说的是什么，例如“生产总值”。", max_length=120, verbose_name="指标")),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=6, help_text="只写数字，“万”“亿”写在单位里。", max_digits=24, verbose_name="数值"
                    ),
                ),
                (
                    "unit",
                    models.CharField(blank=True, help_text="照原文，例如“亿元”“人次”“%”。", max_length=20, verbose_name="单位"),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="原文没有写明的留空。", null=True, verbose_name="年份"
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        blank=True, help_text="原文的说法，例如“目前”“2013年以来”。", max_length=40, verbose_name="时期"
                    ),
                ),
                (
                    "growth_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="原文写明的增长率，下降的写负数；没有写明的留空。",
                        max_digits=10,
                        null=True,
                        verbose_name="增长（%）",
                    ),
                ),
                ("approximate", models.BooleanField(default=False, help_text="近、约、余、多。", verbose_name="约数")),
                (
                    "article",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="articles.article"
                    ),
                ),
            ],
            options={
                "verbose_name": "数据",
                "verbose_name_plural": "数据",
                "ordering": ["sort_order"],
                "indexes": [models.Index(fields=["article", "sort_order"], name="figure_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outline_row__gte", 1), ("where", "outline")),
                            models.Q(models.Q(("where", "outline"), _negated=True), ("outline_row", None)),
                            _connector="OR",
                        ),
                        name="figure_row_only_in_outline",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year", None), models.Q(("year__gte", 1900), ("year__lte", 2100)), _connector="OR"),
                        name="figure_year_plausible",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="figure_has_a_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Honor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("quote", models.CharField(help_text="报告中的原话，一字不改。", max_length=500, verbose_name="原文依据")),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("title", "标题"),
                            ("header", "页头（导航、来源、日期）"),
                            ("lead", "导语"),
                            ("outline", "举措"),
                            ("closing", "结语"),
                            ("footer", "页脚"),
                            ("gone", "原句已不在文中"),
                        ],
                        default="lead",
                        editable=False,
                        max_length=10,
                        verbose_name="所在位置",
                    ),
                ),
                (
                    "outline_row",
                    models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="第几行举措"),
                ),
                ("offset", models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="在原始文本中的位置")),
                (
                    "name",
                    models.CharField(help_text="称号的全称，照原文录入，不含数量和获得者。", max_length=120, verbose_name="名称"),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("national", "国家级"),
                            ("autonomous_region", "自治区（省）级"),
                            ("league", "盟（市）级"),
                            ("banner", "旗（县）级"),
                        ],
                        help_text="原文没有写明的留空。",
                        max_length=20,
                        verbose_name="级别",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unit", "单位"),
                            ("base", "基地"),
                            ("region_title", "地区称号"),
                            ("village", "村镇"),
                            ("collective", "集体"),
                            ("individual", "个人"),
                            ("other", "其他"),
                        ],
                        default="other",
                        help_text="称号授予谁：单位、基地、地区、集体还是个人。",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("held", "已获得"), ("target", "创建目标"), ("described", "文中提及")],
                        help_text="原文写明获得、命名、表彰的为“已获得”；争创、打造的为“创建目标”；其余为“文中提及”。",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "count",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="获得者的个数；原文没有写明的留空。",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="数量",
                    ),
                ),
                (
                    "count_derived",
                    models.BooleanField(default=False, help_text="原文只列名单、没有写出数字。", verbose_name="数量由名单数得"),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="原文写明的年份（“截至”的年份也算）；没有写明的留空。",
                        null=True,
                        verbose_name="年份",
                    ),
                ),
                ("recipients", models.TextField(blank=True, help_text="每行一个单位或地方。", verbose_name="获得者")),
                (
                    "conferred_by",
                    models.CharField(
                        blank=True, help_text="例如“国务院”；没有写明的留空。", max_length=120, verbose_name="授予机关"
                    ),
                ),
                (
                    "article",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="honors", to="articles.article"
                    ),
                ),
            ],
            options={
                "verbose_name": "荣誉",
                "verbose_name_plural": "荣誉",
                "ordering": ["sort_order"],
                "indexes": [
                    models.Index(fields=["article", "sort_order"], name="honor_in_order"),
                    models.Index(fields=["status", "level", "year"], name="honor_ledger"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outline_row__gte", 1), ("where", "outline")),
                            models.Q(models.Q(("where", "outline"), _negated=True), ("outline_row", None)),
                            _connector="OR",
                        ),
                        name="honor_row_only_in_outline",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="honor_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(("year", None), models.Q(("year__gte", 1949), ("year__lte", 2100)), _connector="OR"),
                        name="honor_year_plausible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("published_at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="placements", to="articles.article"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="placements", to="regions.region"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["region", "-published_at", "-article"], name="placement_newest")],
                "constraints": [models.UniqueConstraint(fields=("region", "article"), name="placement_once_per_region")],
            },
        ),
        migrations.CreateModel(
            name="PlaceMention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("quote", models.CharField(help_text="报告中的原话，一字不改。", max_length=500, verbose_name="原文依据")),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("title", "标题"),
                            ("header", "页头（导航、来源、日期）"),
                            ("lead", "导语"),
                            ("outline", "举措"),
                            ("closing", "结语"),
                            ("footer", "页脚"),
                            ("gone", "原句已不在文中"),
                        ],
                        default="lead",
                        editable=False,
                        max_length=10,
                        verbose_name="所在位置",
                    ),
                ),
                (
                    "outline_row",
                    models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="第几行举措"),
                ),
                ("offset", models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="在原始文本中的位置")),
                ("name", models.CharField(help_text="读者看到的写法。", max_length=80, verbose_name="名称")),
                (
                    "aliases",
                    models.CharField(
                        blank=True, help_text="用空格分隔，例如“该旗 全旗”。", max_length=200, verbose_name="文中其他写法"
                    ),
                ),
                (
                    "article",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="places", to="articles.article"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        help_text="认不准是哪一处的留空。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="regions.region",
                        verbose_name="地区",
                    ),
                ),
            ],
            options={
                "verbose_name": "地点",
                "verbose_name_plural": "地点",
                "ordering": ["sort_order"],
                "indexes": [
                    models.Index(fields=["article", "sort_order"], name="place_in_order"),
                    models.Index(models.F("region"), models.F("article"), name="place_by_region"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outline_row__gte", 1), ("where", "outline")),
                            models.Q(models.Q(("where", "outline"), _negated=True), ("outline_row", None)),
                            _connector="OR",
                        ),
                        name="place_row_only_in_outline",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="place_has_a_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "一级：抓手、举措"), (2, "二级：具体做法")],
                        default=1,
                        help_text="文中的大标题为一级，其下的做法为二级。",
                        verbose_name="层级",
                    ),
                ),
                (
                    "heading",
                    models.CharField(
                        blank=True,
                        help_text="照原文录入；段首句作小标题时连同句号一起录入。",
                        max_length=200,
                        verbose_name="标题",
                    ),
                ),
                ("body", wagtail.fields.RichTextField(blank=True, help_text="标题之下的文字，照原文录入。", verbose_name="正文")),
                (
                    "article",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="measures", to="articles.article"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        help_text="这条举措主要说什么；说不准的留空。",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="measures",
                        to="articles.theme",
                        verbose_name="主题",
                    ),
                ),
            ],
            options={
                "verbose_name": "举措",
                "verbose_name_plural": "举措",
                "ordering": ["sort_order"],
                "indexes": [
                    models.Index(fields=["article", "sort_order"], name="measure_in_order"),
                    models.Index(fields=["theme", "article"], name="measure_by_theme"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("level__in", [1, 2])), name="measure_level_is_1_or_2"),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), ("heading", ""), _negated=True), name="measure_has_heading_or_body"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("row", models.PositiveSmallIntegerField(help_text="第几行举措，从 1 起。", null=True)),
                ("text", models.TextField()),
                ("terms", models.TextField()),  # tsvector on PostgreSQL, see POSTGRESQL_INDEX
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="passages", to="articles.article"
                    ),
                ),
            ],
            options={
                "verbose_name": "检索段落",
                "verbose_name_plural": "检索段落",
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="share",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("regions", models.JSONField()),
                ("amounts", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="TextPrint",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text_print",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("fingerprint", models.BigIntegerField()),
                ("band_0", models.SmallIntegerField(db_index=True)),
                ("band_1", models.SmallIntegerField(db_index=True)),
                ("band_2", models.SmallIntegerField(db_index=True)),
                ("band_3", models.SmallIntegerField(db_index=True)),
                ("band_4", models.SmallIntegerField(db_index=True)),
                ("band_5", models.SmallIntegerField(db_index=True)),
                ("band_6", models.SmallIntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="LatestText",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="latest_text",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("text", models.TextField()),
            ],
        ),
        migrations.RunPython(install_roles, migrations.RunPython.noop),
        migrations.RunPython(remove_stock_roles, migrations.RunPython.noop),
        migrations.RunPython(add_home_sections, migrations.RunPython.noop),
        migrations.RunPython(create_search_index, drop_search_index),
    ]
