"""Feeds the trail with what Wagtail logs of acts: published, sent back, locked, thrown away."""

from urllib.parse import unquote

from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, RevisionMixin

from articles.desk import scheduled_exports
from articles.models import BulkActRow, ScheduledExport
from articles.publishing import batches
from unityreports.trail.of_rows import CHANGED, CREATED, DELETED, is_watched
from unityreports.trail.recording import record

BULK_REFUSED = "bulk.refused"
EXPORTED, EXPORT_STOPPED = "export.taken", "export.stopped"  # by schedule


def connect():
    """Listen. Called once, when the app is ready."""
    post_save.connect(_logged, sender=ModelLogEntry, dispatch_uid="trail.logged")
    batches.refused.connect(_refused, dispatch_uid="trail.bulk_refused")
    scheduled_exports.taken.connect(_taken, dispatch_uid="trail.export_taken")
    scheduled_exports.stopped.connect(_stopped, dispatch_uid="trail.export_stopped")


def _logged(instance: ModelLogEntry, created: bool, raw: bool, **kwargs):
    """Tell of an act, unless what it changed has told of it already."""
    model = instance.content_type and instance.content_type.model_class()
    if raw or not created or model is None:
        return
    has_told = {CREATED, CHANGED}
    if is_watched(model):
        has_told.add(DELETED)
    elif not issubclass(model, RevisionMixin):
        has_told = set()
    if instance.action not in has_told:
        record(
            instance.action,
            user=instance.user,
            kind=model._meta.label_lower,
            object_id=instance.object_id,
            title=instance.label,
            note=_note(instance.data),
        )


def _note(data: dict) -> str:
    """Return what was said with an act, and at which step of a review it was done."""
    workflow = data.get("workflow") or {}
    task = workflow.get("task") or {}
    parts = (workflow.get("title"), task.get("title"), data.get("comment"))
    return "；".join(str(part) for part in parts if part)


def _refused(act, row: BulkActRow, reason: str, **kwargs):
    """Tell of a report that an act on many passed by."""
    record(
        BULK_REFUSED,
        user=act.user,
        kind="articles.article",
        object_id=row.article_id or "",
        title=row.title,
        note=f"{act.get_kind_display()}：{reason}",
    )


def _taken(export: ScheduledExport, owner, file: str, **kwargs):
    """Tell of a file that was taken by schedule, in the name of who has it taken."""
    asked = f"{export.get_target_display()}：{export.dataset}?{unquote(export.query)}"
    record(EXPORTED, export, user=owner, title=file, note=asked)


def _stopped(export: ScheduledExport, reason: str, **kwargs):
    """Tell of an export that goes on no longer: its owner has lost the right."""
    record(EXPORT_STOPPED, export, note=reason)
