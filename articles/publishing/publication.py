"""Keeps what is derived from public reports in step with what is public.

Wagtail tells of every publish and unpublish from inside the transaction that
:meth:`Article.publish` opens, so a failure here leaves nothing published.
"""

from django.db.models.signals import post_save, pre_delete
from wagtail.models import Revision
from wagtail.signals import published, unpublished

from articles.importing import duplicates
from articles.models import Article, Placement
from articles.publishing import counting
from articles.search import indexing, latest_texts
from regions.models import Region
from regions.signals import tree_changed


def connect():
    """Listen to Wagtail. Called once, when the app is ready."""
    published.connect(refresh, sender=Article, dispatch_uid="articles.refresh")
    unpublished.connect(refresh, sender=Article, dispatch_uid="articles.refresh")
    pre_delete.connect(withdraw, sender=Article, dispatch_uid="articles.withdraw")
    post_save.connect(
        duplicates.remember_revision, sender=Revision, dispatch_uid="articles.remember_text"
    )
    post_save.connect(
        latest_texts.remember_revision, sender=Revision, dispatch_uid="articles.remember_words"
    )
    tree_changed.connect(replace_moved, sender=Region, dispatch_uid="articles.replace_moved")


def refresh(instance: Article, **kwargs):
    """Write or remove the derived rows of a report.

    ``published`` is also sent for a report that goes live later: ``live`` is the one truth.
    """
    if instance.live:
        Placement.objects.place(instance)
        counting.count(instance)
        indexing.index(instance)
    else:
        withdraw(instance)


def withdraw(instance: Article, **kwargs):
    """Remove the derived rows of a report. Deleting does so too, in Django's own transaction."""
    Placement.objects.remove(instance)
    counting.uncount(instance)
    indexing.remove(instance)


def replace_moved(codes: list[str], **kwargs):
    """Place the public reports of places that moved in the tree anew.

    ``codes`` are today's codes of the places that moved, those below them included.
    """
    for start in range(0, len(codes), 500):
        for article in Article.objects.published().filter(
            region__code__in=codes[start : start + 500]
        ):
            refresh(article)
