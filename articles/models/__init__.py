"""Reports and what hangs on them. One module for each thing an editor has a word for."""

from articles.models.approval import ApprovalChain, ApprovalSettings, ApprovalState, ApprovalStep
from articles.models.article import Article, ArticleTag
from articles.models.attachment import Attachment
from articles.models.binned import Binned
from articles.models.bulk_act import BulkAct, BulkActRow
from articles.models.cached_counts import KeptCount, Share
from articles.models.change import Change
from articles.models.channel import Channel
from articles.models.comment import Comment
from articles.models.disclosure import IndexNumber
from articles.models.figure import Figure
from articles.models.home_section import HomeSection
from articles.models.honor import Honor
from articles.models.indicator import Indicator, IndicatorName
from articles.models.latest_text import LatestText
from articles.models.list_memory import ChosenColumns, SavedFilter
from articles.models.measure import Measure
from articles.models.membership import Belonging, Membership, Office, OfficePlace
from articles.models.mentions import DocumentMention, PlaceMention
from articles.models.moved_page import MovedPage
from articles.models.paper_order import PaperOrder
from articles.models.passage import Passage
from articles.models.pending_import import PendingImport
from articles.models.placement import Placement
from articles.models.preview_link import PreviewLink
from articles.models.raw_page import RawPage
from articles.models.scheduled_export import ScheduledExport
from articles.models.shown_picture import ShownPicture
from articles.models.stored_file import StoredFile
from articles.models.text_fingerprint import TextPrint
from articles.models.theme import Theme
from articles.models.topic import Topic, TopicGroup
from articles.models.view_count import ViewCount

__all__ = [
    "ApprovalChain",
    "ApprovalSettings",
    "ApprovalState",
    "ApprovalStep",
    "Article",
    "ArticleTag",
    "Attachment",
    "Belonging",
    "Binned",
    "BulkAct",
    "BulkActRow",
    "Change",
    "Channel",
    "ChosenColumns",
    "Comment",
    "DocumentMention",
    "Figure",
    "HomeSection",
    "Honor",
    "IndexNumber",
    "Indicator",
    "IndicatorName",
    "KeptCount",
    "LatestText",
    "Measure",
    "Membership",
    "MovedPage",
    "Office",
    "OfficePlace",
    "PaperOrder",
    "Passage",
    "PendingImport",
    "PlaceMention",
    "Placement",
    "PreviewLink",
    "RawPage",
    "SavedFilter",
    "ScheduledExport",
    "Share",
    "ShownPicture",
    "StoredFile",
    "TextPrint",
    "Theme",
    "Topic",
    "TopicGroup",
    "ViewCount",
]
