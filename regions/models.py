"""Places and what they were called before."""

import unicodedata
import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from regions import codes, kinds, names
from regions.pinyin import spell
from regions.querysets import RegionQuerySet
from regions.signals import tree_changed
from unityreports.site.choices import WordsAtHand


class Level(models.IntegerChoices):
    """Tiers of the administrative tree."""

    PROVINCE = 1, _("省、自治区、直辖市")
    LEAGUE = 2, _("盟、设区的市、自治州")
    BANNER = 3, _("旗、县、市、区")
    TOWN = 4, _("苏木、乡、镇、街道")
    VILLAGE = 5, _("嘎查、村、社区")


class Region(WordsAtHand, ClusterableModel):
    """A place: statutory, or an area (开发区, 园区) that the office added under one."""

    code = models.CharField(
        _("代码"),
        max_length=24,
        unique=True,
        help_text=_(
            "法定区划代码按级别取 2、4、6、9、12 位，不补零；自设区域用上级代码加"
            "一个大写字母（A–Y）和两位数字，例如 152201A01。"
        ),
    )
    name = models.CharField(_("名称"), max_length=80, help_text=_("区划名录中的正式名称。"))
    short_name = models.CharField(
        _("通用简称"),
        max_length=80,
        blank=True,
        help_text=_("读者看到的写法，例如“三合村委会”写作“三合村”。留空则按正式名称推出。"),
    )
    aliases = models.TextField(
        _("别名"), blank=True, help_text=_("报告中可能出现的其他写法，每行一个，例如“乌市”。")
    )
    level = models.PositiveSmallIntegerField(_("级别"), choices=Level, editable=False)
    kind = models.CharField(_("类别"), max_length=24, choices=kinds.Kind, editable=False)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("上级"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    is_current = models.BooleanField(
        _("现行"), default=True, help_text=_("已撤销的区划不删除，只取消此项，原有报告仍可查到。")
    )
    full_name = models.CharField(_("全称"), max_length=240, editable=False)
    pinyin = models.CharField(_("拼音"), max_length=240, editable=False)
    initials = models.CharField(_("拼音首字母"), max_length=80, editable=False)

    objects = RegionQuerySet.as_manager()

    # The parent follows from the code; level, kind and pinyin follow from code and name.
    panels = [
        FieldPanel("code"),
        FieldPanel("name"),
        FieldPanel("short_name"),
        FieldPanel("aliases"),
        FieldPanel("is_current"),
        InlinePanel("former", heading=_("历史区划"), label=_("历史区划")),
    ]

    class Meta:
        verbose_name = _("地区")
        verbose_name_plural = pgettext_lazy("plural", "地区")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["parent", "code"], name="region_parent_code"),
            models.Index(fields=["short_name"], name="region_short_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(level=1, parent=None) | Q(level__gt=1, parent__isnull=False),
                name="region_only_provinces_have_no_parent",
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="region_level_from_1_to_5"
            ),
        ]

    def __str__(self):
        return self.full_name or self.name

    def save(self, **kwargs):
        """Save with everything derived, and carry on what changed.

        A former code or name goes into the history, a new full name to all places below, and the
        news of a new code to those who placed something by it.
        """
        before = Region.objects.select_related("parent").filter(pk=self.pk).first()
        self.derive()
        with transaction.atomic():
            if before and (before.code, before.name) != (self.code, self.name):
                self._remember(before)
            super().save(**kwargs)
            if before and before.full_name != self.full_name:
                self._rename_subtree()
            if before and before.code != self.code:
                tree_changed.send(sender=Region, codes=[self.code])

    def get_absolute_url(self):
        """Return the address of the place's page."""
        return reverse("region_detail", args=[self.code])

    def natural_key(self):
        """Return the key fixtures use."""
        return (self.code,)

    @property
    def is_statutory(self) -> bool:
        """Whether the code is a statutory one."""
        return bool(codes.STATUTORY.fullmatch(self.code))

    @property
    def is_placeholder(self) -> bool:
        """Whether the row only groups others (市辖区) and is hidden from readers."""
        return self.kind == kinds.Kind.PLACEHOLDER

    def _remember(self, before: "Region"):
        """Keep the code and name of a place until now."""
        known = {(each.code, each.name) for each in self.former.all()}
        if (before.code, before.name) not in known:
            # Kept in memory with the place: its save takes it along.
            self.former.add(before.as_former(timezone.localdate().year))

    def as_former(self, year: int) -> "FormerDivision":
        """Return the record, not stored, of what this place was until ``year``."""
        return FormerDivision(
            region=self,
            code=self.code,
            name=self.name,
            parent_code=self.parent.code if self.parent else "",
            parent_name=self.parent.name if self.parent else "",
            valid_until=year,
        )

    def _rename_subtree(self):
        """Give all places below the full name that follows from the new one of this place."""
        known = {self.pk: self.full_name}
        below = list(Region.objects.in_subtree(self).exclude(pk=self.pk).order_by("level", "code"))
        for place in below:
            place.full_name = place.full_name_under(known[place.parent_id])
            known[place.pk] = place.full_name
        Region.objects.bulk_update(below, ["full_name"], batch_size=500)

    def full_name_under(self, above: str) -> str:
        """Return the full name of this place below a place with the full name ``above``."""
        return " ".join(filter(None, [above, "" if self.is_placeholder else self.short_name]))

    def clean(self):
        """Check the form of the code and find the place above, whose code it starts with."""
        super().clean()
        self.code = unicodedata.normalize("NFKC", self.code).strip().upper()
        if not (self.is_statutory or codes.NON_STATUTORY.fullmatch(self.code)):
            raise ValidationError(
                {"code": gettext("代码应为 2、4、6、9 或 12 位数字，或上级代码加后缀。")}
            )
        if self.pk and self.children.exclude(code__startswith=self.code).exists():
            raise ValidationError(
                {"code": gettext("下级地区的代码以它开头，有下级的地区不能改代码。")}
            )
        above = codes.parent(self.code)
        self.parent = Region.objects.filter(code=above).first() if above else None
        if above and self.parent is None:
            raise ValidationError(
                {
                    "code": gettext("还没有代码为 %(above)s 的上级地区，请先添加它。")
                    % {"above": above}
                }
            )

    def derive(self):
        """Fill in what follows from code, name and parent: level, kind, names, pinyin."""
        if self.is_statutory:
            self.level = codes.level_of(self.code)
            self.kind = kinds.kind_of(self.name, self.level)
        else:
            self.level = min(self.parent.level + 1, Level.VILLAGE)
            self.kind = kinds.Kind.ZONE
        self.short_name = self.short_name or names.short_name(self.name, self.level)
        self.full_name = self.full_name_under(self.parent.full_name if self.parent else "")
        self.pinyin, self.initials = spell(self.short_name)


class FormerDivision(models.Model):
    """A code and name that a place had before, so that old documents still resolve."""

    region = ParentalKey(
        Region, verbose_name=_("今地区"), on_delete=models.CASCADE, related_name="former"
    )
    code = models.CharField(
        _("原代码"),
        max_length=24,
        blank=True,
        db_index=True,
        help_text=_("没有统一代码的年代，或不清楚时留空。"),
    )
    name = models.CharField(_("原名称"), max_length=80)
    parent_code = models.CharField(_("原上级代码"), max_length=24, blank=True)
    parent_name = models.CharField(_("原上级名称"), max_length=80, blank=True)
    valid_from = models.PositiveSmallIntegerField(_("启用年份"), null=True, blank=True)
    valid_until = models.PositiveSmallIntegerField(
        _("停用年份"), null=True, blank=True, help_text=_("不清楚的年份留空。")
    )

    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("name")]),
        FieldRowPanel([FieldPanel("parent_code"), FieldPanel("parent_name")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
    ]

    class Meta:
        verbose_name = _("历史区划")
        verbose_name_plural = _("历史区划")
        ordering = ["region", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "code", "name"], name="former_division_once_per_region"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_from__lte=models.F("valid_until")),
                name="former_division_years_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.code}）" if self.code else self.name

    def clean(self):
        """Keep the code in its fixed-width form and the years in order."""
        super().clean()
        self.code = codes.canonical(self.code)
        self.parent_code = codes.canonical(self.parent_code)
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise ValidationError({"valid_until": gettext("停用年份不能早于启用年份。")})


class TreeStamp(models.Model):
    """One row whose value changes with any place or former name.

    Whoever keeps the places in memory knows by it, in any process, whether they are still these.
    The value is random: a counter would come back to where it was after a rollback.
    """

    value = models.UUIDField(default=uuid.uuid4)

    def __str__(self):
        return str(self.value)

    @classmethod
    def current(cls) -> uuid.UUID | None:
        """Return the value of the moment; ``None``, which vouches for nothing, without a row."""
        return cls.objects.filter(pk=1).values_list("value", flat=True).first()

    @classmethod
    def renew(cls, **kwargs):
        """Say that places changed. Listens to single rows; who writes many calls it."""
        cls.objects.update_or_create(pk=1, defaults={"value": uuid.uuid4()})
