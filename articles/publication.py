"""Keeps what is derived from public reports in step with what is public.

Wagtail tells of every publish and unpublish from inside the transaction that
:meth:`Article.publish` opens, so a failure here leaves nothing published.
"""

from wagtail.signals import published, unpublished

from articles.models import Article, Placement


def connect():
    """Listen to Wagtail. Called once, when the app is ready."""
    published.connect(refresh, sender=Article, dispatch_uid="articles.refresh")
    unpublished.connect(refresh, sender=Article, dispatch_uid="articles.refresh")


def refresh(instance: Article, **kwargs):
    """Write or remove the derived rows of a report.

    ``published`` is also sent for a report that goes live later: ``live`` is the one truth.
    """
    if instance.live:
        Placement.objects.place(instance)
    else:
        Placement.objects.remove(instance)
