"""Reports and what hangs on them. One module for each thing an editor has a word for."""

from articles.models.article import Article, ArticleTag
from articles.models.counts import KeptCount, Share
from articles.models.facts import DocumentMention, Figure, Honor, PlaceMention
from articles.models.home import HomeSection
from articles.models.latesttexts import LatestText
from articles.models.outline import Measure
from articles.models.passages import Passage
from articles.models.pending import PendingImport
from articles.models.placements import Placement
from articles.models.source import RawPage
from articles.models.textprints import TextPrint
from articles.models.views import ViewCount
from articles.models.vocabulary import Channel, Theme

__all__ = [
    "Article",
    "ArticleTag",
    "Channel",
    "DocumentMention",
    "Figure",
    "HomeSection",
    "Honor",
    "KeptCount",
    "LatestText",
    "Measure",
    "Passage",
    "PendingImport",
    "PlaceMention",
    "Placement",
    "RawPage",
    "Share",
    "TextPrint",
    "Theme",
    "ViewCount",
]
