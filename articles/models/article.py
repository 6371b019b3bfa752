"""The report itself."""

import datetime
import uuid
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, ClassVar, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail.actions.unpublish import UnpublishAction
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    Workflow,
    WorkflowMixin,
)
from wagtail.signal_handlers import disable_reference_index_auto_update

from articles.models import anchoring, approval, child_rows
from articles.models.binned import Binned
from articles.models.channel import Channel
from articles.models.disclosure import Disclosed
from articles.models.fact import FACTS
from articles.models.publish_version import PublishVersion
from articles.models.querysets import ArticleQuerySet
from articles.models.raw_page import RawPage
from articles.models.shown_by import shown_by
from articles.models.stored_versions import StoredVersions
from articles.models.text_fields import PrintableTexts, undescribed
from regions.models import Region
from unityreports.pages.watching import changing
from unityreports.site import richtext
from unityreports.site.language import for_readers


class ArticleTag(TaggedItemBase):
    """A tag on a report."""

    content_object = ParentalKey(
        "articles.Article", on_delete=models.CASCADE, related_name="tagged_items"
    )

    # taggit's manager looks for natural keys that this table does not have; to be another than
    # that is the point.
    objects: ClassVar[models.Manager["ArticleTag"]] = models.Manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("报告标签")
        verbose_name_plural = _("报告标签")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="article_tag_once")
        ]


_FromQuerySet = models.Manager.from_queryset(ArticleQuerySet)  # named: mypy reads no call as base


class ArticleManager(_FromQuerySet["Article"]):
    """Finds reports by their permanent identifier, which fixtures use as key."""

    def get_by_natural_key(self, uid: str) -> "Article":
        """Return the report with this identifier."""
        return self.get(uid=uid)


class Article(
    PrintableTexts,
    Disclosed,
    StoredVersions,
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    ClusterableModel,
):
    """A work report: its head, lead and closing; the body is the outline of its measures."""

    class Language(models.TextChoices):
        """Languages and scripts of reports (BCP 47)."""

        CHINESE = "zh-Hans", _("简体中文")
        CHINESE_TRADITIONAL = "zh-Hant", _("繁体中文")
        MONGOLIAN = "mn-Mong", _("蒙古文（传统）")
        MONGOLIAN_CYRILLIC = "mn-Cyrl", _("蒙古文（西里尔）")

    uid = models.UUIDField(_("永久标识"), default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("标题"), max_length=200, help_text=_("照原文录入，不加栏目前缀。"))
    subtitle = models.CharField(
        _("副标题"), max_length=200, blank=True, help_text=_("不含破折号。")
    )
    channel = models.ForeignKey(
        Channel,
        verbose_name=_("栏目"),
        on_delete=models.PROTECT,
        null=True,
        related_name="articles",
        help_text=_("报告登在哪个栏目。"),
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("地区"),
        on_delete=models.PROTECT,
        null=True,
        related_name="articles",
        help_text=_("报告所写的地方。可输入名称的一部分、代码或拼音查找。"),
    )
    source = models.CharField(
        _("来源"), max_length=100, blank=True, help_text=_("发布单位或媒体；原文没有的留空。")
    )
    author = models.CharField(
        _("作者"), max_length=100, blank=True, help_text=_("照原文，几位之间空一格；没有的留空。")
    )
    source_url = models.URLField(
        _("原文网址"), max_length=500, blank=True, help_text=_("报告原来登在哪里，以 http 开头。")
    )
    published_at = models.DateTimeField(
        _("发布日期"),
        null=True,
        help_text=_("报告自己的日期（北京时间）；没有写明时刻的录 00:00。"),
    )
    language = models.CharField(
        _("语言"),
        max_length=10,
        choices=Language,
        default=Language.CHINESE,
        help_text=_("蒙古文（传统）的报告竖排。"),
    )
    lead = RichTextField(
        _("导语"), blank=True, features=richtext.FEATURES, help_text=_("第一个标题之前的文字。")
    )
    closing = RichTextField(
        _("结语"), blank=True, features=richtext.FEATURES, help_text=_("最后的“下一步……”等文字。")
    )
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("配图"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("登在正文之上，不超过 10 MB。"),
    )
    image_alt = models.CharField(
        _("图片说明"), max_length=200, blank=True, help_text=_("给看不见图片的读者：图上有什么。")
    )
    image_decorative = models.BooleanField(
        _("仅作装饰"), default=False, help_text=_("图片不含信息时勾选，可不写说明。")
    )
    raw_page = models.ForeignKey(
        RawPage,
        verbose_name=_("原始页面"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="articles",
    )
    tags = ClusterTaggableManager(_("标签"), through=ArticleTag, blank=True)
    created_at = models.DateTimeField(_("录入时间"), auto_now_add=True)

    objects = ArticleManager()

    class Meta:
        verbose_name = _("报告")
        verbose_name_plural = pgettext_lazy("plural", "报告")
        ordering = ["-published_at", "-pk"]
        permissions = [
            ("export_article", _("可以导出列表")),
            ("review_first_article", _("可以初审")),
            ("review_second_article", _("可以复审")),
            ("review_final_article", _("可以终审")),
            ("publish_past_article", _("可以不经审核发布")),
            ("oversee_article", _("可以查阅各稿和历史")),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="article_newest"),
            models.Index(fields=["live", "-published_at", "-id"], name="article_live_newest"),
            models.Index(fields=["channel", "-published_at", "-id"], name="article_in_channel"),
            models.Index(fields=["title"], name="article_by_title"),
            # Asked with every count: which reports have expired and wait for the scheduler.
            models.Index(
                fields=["expire_at"], condition=Q(expire_at__isnull=False), name="article_expiring"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(live=False)
                | Q(channel__isnull=False, region__isnull=False, published_at__isnull=False),
                name="article_live_is_complete",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="article_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        """Return the key fixtures use."""
        return (str(self.uid),)

    def get_absolute_url(self) -> str:
        """Return the address of the report's page."""
        return reverse("article_detail", args=[self.pk])

    @property
    def published_date(self) -> datetime.date | None:
        """The report's own date in Asia/Shanghai, or ``None``."""
        return self.published_at and timezone.localdate(self.published_at)

    @property
    def published_time(self) -> datetime.time | None:
        """The time of day, or ``None``: midnight stands for "no time stated" (as on real pages)."""
        if self.published_at is None:
            return None
        time = timezone.localtime(self.published_at).time()
        return None if time == datetime.time.min else time

    def clean(self) -> None:
        """Tidy the texts."""
        super().clean()
        self.lead, self.closing = richtext.tidy(self.lead), richtext.tidy(self.closing)

    def outline_rows(self) -> list[anchoring.Row]:
        """Return the outline as text, in order, saved or not."""
        measures = sorted(self.measures.all(), key=lambda each: each.sort_order or 0)
        return [
            anchoring.Row(each.heading, richtext.to_text(each.body), each.pk) for each in measures
        ]

    def facts(self) -> list[Any]:
        """Return the relations that hold what was read from the report, one of each kind."""
        return [getattr(self, name) for name in FACTS]

    def anchor_facts(self, old_outline: Sequence[anchoring.Row] | None = None) -> None:
        """Find the sentence of every fact again, near where it stood.

        ``old_outline`` is the outline that the facts' rows still count in, when it has changed.
        """
        rows = self.outline_rows()
        texts = anchoring.Texts(
            title=f"{self.title}\n{self.subtitle}",
            lead=richtext.to_text(self.lead),
            rows=rows,
            closing=richtext.to_text(self.closing),
            raw=self.raw_page.text if self.raw_page else "",
        )
        for facts in self.facts():
            moved: list[Any] = []  # facts of one kind
            for fact in facts.all():
                stood = before = anchoring.Place(fact.where, fact.outline_row)
                if old_outline is not None:
                    before = anchoring.follow(before, old_outline, rows)
                place = anchoring.locate(fact.quote, before, texts)
                if place != stood:
                    fact.where, fact.outline_row = place.where, place.row
                    moved.append(fact)
            # Kept in memory with the report: its next save or revision takes them along.
            facts.add(*moved)

    def save(self, **kwargs: Any) -> None:
        """Save the report and those of its rows that changed; end the kept pages that show it."""
        with self.changing(), child_rows.references_once(self):
            if not self._state.adding and kwargs.get("update_fields") is None:
                child_rows.write_changed(self)
            super().save(**kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Save a revision whose facts know where their sentences stand; a review is of it then."""
        self.anchor_facts()
        self.number_version()
        revision: Revision = super().save_revision(*args, **kwargs)
        approval.follow(self, revision, kwargs.get("user"))
        return revision

    def get_workflow(self) -> Workflow | None:
        """Return the workflow of as many reviews as the report needs."""
        reviews = approval.reviews_required(self)
        return approval.chain_of(reviews) if reviews else self.get_default_workflow()

    def check_pictures(self) -> None:
        """Raise ``ValidationError`` for pictures that nobody described to the blind, by field."""
        problems = {}
        if self.image_id and not self.image_alt.strip() and not self.image_decorative:
            message = gettext("请写明图上有什么；图片不含信息时，勾选“仅作装饰”。")
            problems["image_alt"] = message
        for name in ("lead", "closing"):
            if message := undescribed(getattr(self, name)):
                problems[name] = message
        if problems:
            raise ValidationError(problems)

    def check_complete(self) -> None:
        """Raise ``ValidationError`` when something is missing that a public report must have."""
        asked = map(self._meta.get_field, ("title", "channel", "region", "published_at"))
        fields = [cast("models.Field[Any, Any]", each) for each in asked]
        missing = [str(each.verbose_name) for each in fields if not getattr(self, each.attname)]
        if missing:
            raise ValidationError(
                gettext("尚未填写%(fields)s。") % {"fields": gettext("、").join(missing)}
            )
        self.check_index_number()
        self.check_pictures()
        for measure in self.measures.all():
            if message := undescribed(measure.body):
                raise ValidationError(
                    gettext("“%(measure)s”的正文：%(message)s")
                    % {"measure": measure, "message": message}
                )

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish with everything that hangs on it, or not at all.

        Wagtail saves the report before it tells the derived tables: a failure there undoes both.
        The rest is as ``PublishVersion`` has it: what the revision holds, where that is at hand.
        """
        with self.changing(is_public=True):
            self.hold()
            if Binned.objects.filter(article=self).exists():
                raise ValidationError(gettext("报告在回收站中，请先恢复。"))
            is_allowed = kwargs.pop("skip_permission_checks", False)
            action = PublishVersion(revision, *args, **kwargs)
            action.execute(skip_permission_checks=is_allowed)
            if revision.content.get("index_number"):  # of old versions there is none
                action.object.claim_index_number()

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Unpublish with everything that hangs on it, or not at all.

        Whoever calls has asked the rights: Wagtail's own question is one only its pages can answer.
        """
        with self.changing(is_public=self.live), disable_reference_index_auto_update():
            self.hold()
            UnpublishAction(self, *args, **kwargs).execute(skip_permission_checks=True)

    def hold(self) -> None:
        """Let nobody else publish, withdraw or bin this report before the transaction ends.

        Raise ``DoesNotExist`` when it is gone. SQLite has one writer at a time anyway.
        """
        Article.objects.select_for_update().only("pk").get(pk=self.pk)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete with the parts, and end the kept pages that show them."""
        with self.changing():
            deleted: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
        return deleted

    def changing(self, *, is_public: bool = False) -> AbstractContextManager[None]:
        """Return the context in which this report and its parts are written.

        ``is_public`` says that it is, or will be.
        """
        pk = self.pk
        known: dict[Any, Any] = {}
        return changing(
            ("report", pk or id(self)),
            lambda: shown_by(pk or self.pk, known),
            is_public=is_public,
        )

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview on the very page that readers get."""
        return "articles/article_detail.html"

    def make_preview_request(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Word the preview for readers, in whichever language the editor works."""
        with for_readers():
            response: HttpResponseBase = super().make_preview_request(*args, **kwargs)
        return response
