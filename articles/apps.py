from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Reports, their outline and the facts read from them."""

    name = "articles"
    verbose_name = _("工作动态")

    def ready(self):
        """Keep what is derived from reports in step with what is published."""
        from articles.desk import office_pictures, review_mails
        from articles.importing import duplicates
        from articles.publishing import (  # noqa: F401 (some only register themselves)
            belongings,
            changes,
            counts,
            derived,
            pictures,
            placements,
            stored_files,
        )
        from articles.search import indexing, latest_texts  # noqa: F401 (the index registers itself)

        _tell_what_pages_show()
        _offer_no_further_steps()
        derived.connect()
        belongings.connect()
        changes.connect()
        duplicates.connect()
        latest_texts.connect()
        office_pictures.install()
        review_mails.connect()
        stored_files.connect()


def _offer_no_further_steps():
    """Let administrators make plain approvals only: the steps of chains come with the program."""
    from wagtail import workflows
    from wagtail.models import GroupApprovalTask

    workflows.TASK_TYPES[:] = [GroupApprovalTask]


def _tell_what_pages_show():
    """Tell the store of pages how reports change, and when they go by the clock."""
    from articles import models
    from articles.models.cached_counts import KeptCount, Share
    from articles.publishing import expiry
    from unityreports.pages import front, watching

    parts = [relation.related_model for relation in models.Article._meta.related_objects]
    unseen = {models.ViewCount, models.PendingImport, models.RawPage, models.LatestText}
    unseen |= {models.TextPrint, models.Binned, models.BulkAct, models.BulkActRow}
    unseen |= {models.Change, models.MovedPage, models.PreviewLink, models.Comment}
    unseen |= {models.Office, models.OfficePlace, models.Membership, models.Belonging}
    unseen |= {
        models.PaperOrder,
        models.IndexNumber,
        models.StoredFile,
        models.StoredFile.reports.through,
    }
    watching.unseen(*unseen)
    watching.parts(models.Article, KeptCount, Share, *({*parts} - unseen))
    watching.unseen_columns(
        models.Article,
        "has_unpublished_changes",
        "latest_revision",
        "locked",
        "locked_at",
        "locked_by",
    )
    front.ends_with(expiry.next_expiry)
