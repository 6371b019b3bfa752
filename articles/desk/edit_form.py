"""How the form is laid out in which an editor writes a report."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from articles.desk.comments import CommentsPanel
from articles.desk.forms import ArticleForm
from articles.desk.panels import ChecksPanel, FoldedRows, LocationPanel, PublicVersionPanel
from articles.desk.widgets import AttachedFile, OneLine
from articles.models import DocumentMention, Figure, Honor, PlaceMention
from articles.models.attachment import MOST


def _facts(relation, model, label):
    """Return the rows of one kind of fact, each with a note where its sentence stands."""
    panels = [*model.panels, LocationPanel()]
    return FoldedRows(relation, panels=panels, heading=label, label=label)


EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(
            [
                PublicVersionPanel(),
                CommentsPanel(),
                ChecksPanel(),
                FieldPanel("title", required_on_save=True, widget=OneLine),
                FieldPanel("subtitle"),
                FieldPanel("region"),
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("channel"), FieldPanel("published_at")]),
                        FieldRowPanel([FieldPanel("source"), FieldPanel("author")]),
                    ],
                    heading=_("栏目、日期与来源"),
                ),
                FieldPanel("lead"),
                FieldPanel("closing"),
                MultiFieldPanel(
                    [
                        FieldPanel("image"),
                        FieldPanel("image_alt"),
                        FieldPanel("image_decorative"),
                    ],
                    heading=_("配图"),
                ),
                InlinePanel(
                    "attachments",
                    panels=[FieldPanel("file", widget=AttachedFile), FieldPanel("title")],
                    heading=_("附件"),
                    label=_("附件"),
                    help_text=_(
                        "视频（MP4、WebM）和音频（MP3、M4A）读者可以直接播放，每个不超过 30 MB；"
                        "字幕文件（VTT）放在它的视频下面。"
                    ),
                    max_num=MOST,
                ),
            ],
            heading=_("报告"),
        ),
        ObjectList(
            [InlinePanel("measures", heading=_("举措"), label=_("举措"))], heading=_("举措")
        ),
        ObjectList(
            [
                _facts("honors", Honor, _("荣誉")),
                _facts("figures", Figure, _("数据")),
                _facts("documents", DocumentMention, _("文献")),
                _facts("places", PlaceMention, _("地点")),
            ],
            heading=_("荣誉与数据"),
        ),
        ObjectList(
            [
                FieldPanel("tags"),
                FieldPanel("language"),
                FieldPanel("source_url"),
                MultiFieldPanel(
                    [
                        FieldPanel("index_number"),
                        FieldPanel("make_index_number"),
                        FieldRowPanel([FieldPanel("document_number"), FieldPanel("written_on")]),
                        FieldRowPanel([FieldPanel("issuing_office"), FieldPanel("validity")]),
                        FieldRowPanel([FieldPanel("topic"), FieldPanel("topic_words")]),
                    ],
                    heading=_("公开信息（没有的不填）"),
                ),
                PublishingPanel(),
            ],
            heading=_("元数据"),
        ),
    ],
    base_form_class=ArticleForm,
)
