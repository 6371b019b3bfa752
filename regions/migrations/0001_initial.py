"""The tree of places, with its former members and the stamp of its last change."""

import uuid

import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


def first_stamp(apps, schema_editor):
    """Make the one stamp."""
    apps.get_model("regions", "TreeStamp").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Region",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        help_text="法定区划代码按级别取 2、4、6、9、12 位，不补零；自设区域用上级代码加一个大写字母（A–Y）和两位数字，例如 152201A01。",
                        max_length=24,
                        unique=True,
                        verbose_name="代码",
                    ),
                ),
                ("name", models.CharField(help_text="区划名录中的正式名称。", max_length=80, verbose_name="名称")),
                (
                    "short_name",
                    models.CharField(
                        blank=True,
                        help_text="读者看到的写法，例如“三合村委会”写作“三合村”。留空则按正式名称推出。",
                        max_length=80,
                        verbose_name="通用简称",
                    ),
                ),
                (
                    "aliases",
                    models.TextField(
                        blank=True, help_text="报告中可能出现的其他写法，每行一个，例如“乌市”。", verbose_name="别名"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "省、自治区、直辖市"),
                            (2, "盟、设区的市、自治州"),
                            (3, "旗、县、市、区"),
                            (4, "苏木、乡、镇、街道"),
                            (5, "嘎查、村、社区"),
                        ],
                        editable=False,
                        verbose_name="级别",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("province", "省"),
                            ("autonomous_region", "自治区"),
                            ("municipality", "直辖市"),
                            ("league", "盟"),
                            ("prefecture_city", "地级市"),
                            ("autonomous_prefecture", "自治州"),
                            ("prefecture", "地区"),
                            ("banner", "旗"),
                            ("autonomous_banner", "自治旗"),
                            ("county_city", "县级市"),
                            ("county", "县"),
                            ("autonomous_county", "自治县"),
                            ("district", "市辖区"),
                            ("town", "镇"),
                            ("sumu", "苏木"),
                            ("township", "乡"),
                            ("ethnic_township", "民族乡"),
                            ("subdistrict", "街道"),
                            ("gacha", "嘎查"),
                            ("village", "村"),
                            ("community", "社区"),
                            ("zone", "开发区、园区、农牧场等"),
                            ("placeholder", "汇总行"),
                        ],
                        editable=False,
                        max_length=24,
                        verbose_name="类别",
                    ),
                ),
                (
                    "is_current",
                    models.BooleanField(
                        default=True, help_text="已撤销的区划不删除，只取消此项，原有报告仍可查到。", verbose_name="现行"
                    ),
                ),
                ("full_name", models.CharField(editable=False, max_length=240, verbose_name="全称")),
                ("pinyin", models.CharField(editable=False, max_length=240, verbose_name="拼音")),
                ("initials", models.CharField(editable=False, max_length=80, verbose_name="拼音首字母")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="regions.region",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "地区",
                "verbose_name_plural": "地区",
                "ordering": ["code"],
                "indexes": [
                    models.Index(fields=["parent", "code"], name="region_parent_code"),
                    models.Index(fields=["short_name"], name="region_short_name"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", 1), ("parent", None)),
                            models.Q(("level__gt", 1), ("parent__isnull", False)),
                            _connector="OR",
                        ),
                        name="region_only_provinces_have_no_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 5)), name="region_level_from_1_to_5"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerDivision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="没有统一代码的年代，或不清楚时留空。",
                        max_length=24,
                        verbose_name="原代码",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="原名称")),
                ("parent_code", models.CharField(blank=True, max_length=24, verbose_name="原上级代码")),
                ("parent_name", models.CharField(blank=True, max_length=80, verbose_name="原上级名称")),
                ("valid_from", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="启用年份")),
                (
                    "valid_until",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="不清楚的年份留空。", null=True, verbose_name="停用年份"
                    ),
                ),
                (
                    "region",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former",
                        to="regions.region",
                        verbose_name="今地区",
                    ),
                ),
            ],
            options={
                "verbose_name": "历史区划",
                "verbose_name_plural": "历史区划",
                "ordering": ["region", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("region", "code", "name"), name="former_division_once_per_region"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_until", None),
                            ("valid_from__lte", models.F("valid_until")),
                            _connector="OR",
                        ),
                        name="former_division_years_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TreeStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.RunPython(first_stamp, migrations.RunPython.noop),
    ]
