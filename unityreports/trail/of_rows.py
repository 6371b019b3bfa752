"""Feeds the trail with changes of rows, whichever way they come: a form, a command, a shell.

Every model is watched that is not named here with the reason why not: a new one is from its first
day. What goes past Django's signals (``update``, ``bulk_create``) is not seen.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from modelcluster.fields import ParentalKey
from wagtail.models import Revision, RevisionMixin

from articles.importing import drafts
from unityreports.trail.differences import between
from unityreports.trail.recording import record

CREATED, CHANGED, DELETED = "wagtail.create", "wagtail.edit", "wagtail.delete"
_BEFORE = "_before_it_was_saved"
# Whole apps: made of other rows, of migrations or of visits, or of how one's own screen looks.
_APPS = {
    *("trail", "pages", "sessions", "contenttypes", "wagtailsearch", "wagtailusers"),
    "wagtailadmin",
}
_MODELS = {
    # Derived from reports.
    *("articles.keptcount", "articles.latesttext", "articles.passage", "articles.placement"),
    *("articles.share", "articles.textprint", "articles.belonging", "wagtailcore.referenceindex"),
    *("wagtailimages.rendition", "regions.treestamp", "articles.change", "articles.shownpicture"),
    # Files that are made: whose they are is a reader's business; an editor's are told as exports.
    "articles.paperorder",
    # How a person's own list looks.
    "articles.chosencolumns",
    # Files that the versions of reports name.
    "articles.storedfile",
    # Index numbers that these give.
    "articles.indexnumber",
    # Counts of readers' views.
    "articles.viewcount",
    # Records themselves; what they hold comes here by their own feeds.
    *("accounts.login", "wagtailcore.modellogentry", "wagtailcore.pagelogentry"),
    *("wagtailcore.revision", "wagtailcore.workflowstate", "wagtailcore.taskstate"),
    *("articles.approvalstate", "articles.binned", "articles.bulkactrow"),
    # Told as what it means for the account.
    "accounts.identity",
    # Secrets, or what would let somebody in.
    *("accounts.authenticator", "accounts.recoverycode", "accounts.passkey"),
    *("accounts.desksession", "accounts.formerpassword"),
    # Made by migrations, the set-up and uploads under way.
    *("auth.permission", "unityreports.setupstep", "wagtailcore.uploadedfile"),
}
# Working material of one screen.
_FIELDS = {
    "articles.pendingimport": {
        *("parsed", "lines", "edits", "taken_back", "left_out", "problem_count", "batch"),
        *("batch_number", "batch_size"),
    },
    "articles.rawpage": {"fingerprint"},
}


@cache
def is_watched(model: type[Model]) -> bool:
    """Return whether changes to the rows of a model are written down one by one.

    Reports and what belongs to them are not: their versions tell more (:func:`version_saved`).
    """
    meta = model._meta
    if meta.app_label in _APPS or meta.label_lower in _MODELS or meta.auto_created:
        return False
    parents = [each.related_model for each in meta.local_fields if isinstance(each, ParentalKey)]
    has_versions = any(issubclass(each, RevisionMixin) for each in (model, *parents))
    is_of_the_site = apps.all_models[meta.app_label].get(meta.model_name) is model
    return is_of_the_site and not has_versions  # migrations have models of their own


def connect():
    """Listen. Called once, when the app is ready."""
    for model in filter(is_watched, apps.get_models()):
        # To each by itself: where anybody listens, Django fetches rows that it is to delete.
        pre_save.connect(_note_before, sender=model, dispatch_uid="trail.before")
        post_save.connect(_saved, sender=model, dispatch_uid="trail.saved")
        post_delete.connect(_deleted, sender=model, dispatch_uid="trail.deleted")
    m2m_changed.connect(_related, dispatch_uid="trail.related")
    pre_save.connect(_note_version, sender=Revision, dispatch_uid="trail.version_before")
    post_save.connect(_version_saved, sender=Revision, dispatch_uid="trail.version")
    drafts.stored.connect(_imported, dispatch_uid="trail.imported")


# Rows -------------------------------------------------------------------------------------------


def _values(instance: Model) -> dict[str, Any]:
    ignored = _FIELDS.get(instance._meta.label_lower, ())
    fields = (field for field in instance._meta.concrete_fields if field.name not in ignored)
    return {field.name: instance.__dict__.get(field.attname) for field in fields}


def _note_before(sender, instance: Model, raw: bool, **kwargs):
    """Look at the row as it is in the database, before it is written over."""
    if raw or instance._state.adding:
        return
    stored = sender._base_manager.filter(pk=instance.pk).first()
    setattr(instance, _BEFORE, _values(stored) if stored else {})


def _saved(sender, instance: Model, created: bool, raw: bool, update_fields=None, **kwargs):
    if raw:
        return
    before, after = instance.__dict__.pop(_BEFORE, {}), _values(instance)
    if update_fields is not None:
        before, after = (
            {name: value for name, value in state.items() if name in update_fields}
            for state in (before, after)
        )
    changes = between(sender, before, after)
    if created or changes:
        record(CREATED if created else CHANGED, instance, changes=changes)


def _deleted(sender, instance: Model, **kwargs):
    record(DELETED, instance, changes=between(sender, _values(instance), {}))


def _related(sender, instance: Model, action: str, reverse: bool, model, pk_set, **kwargs):
    """Tell what a person, a role or another row is joined to, or parted from."""
    if not is_watched(type(instance)) or action not in _TOLD:
        return
    name = next(_names(type(instance), sender), sender._meta.model_name)
    if action == "pre_clear":
        joined = list(getattr(instance, name).all())
    else:
        joined = list(model._base_manager.filter(pk__in=pk_set).select_related())
    names = "、".join(sorted(map(str, joined)))
    if names:
        pair = [None, names] if action == "post_add" else [names, None]
        record(CHANGED, instance, changes={name: pair})


_TOLD = {"post_add", "post_remove", "pre_clear"}


def _names(model: type[Model], through: type[Model]) -> Iterator[str]:
    """Yield what a model calls its relation that goes by a table."""
    for field in model._meta.many_to_many:
        if field.remote_field.through is through:
            yield field.name
    for relation in model._meta.related_objects:
        if relation.many_to_many and relation.through is through:
            yield relation.get_accessor_name()


# Versions of reports ----------------------------------------------------------------------------


def _note_version(instance: Revision, raw: bool, **kwargs):
    """Look at the version that another follows, or takes the place of."""
    if raw:
        return
    same = Revision.objects.filter(
        object_id=instance.object_id, base_content_type_id=instance.base_content_type_id
    )
    if instance.pk:
        same = same.filter(pk=instance.pk)
    content = same.order_by("-pk").values_list("content", flat=True).first()
    setattr(instance, _BEFORE, content)


def _version_saved(instance: Revision, raw: bool, **kwargs):
    """Tell what of a report a new version changes."""
    if raw:
        return
    before = instance.__dict__.pop(_BEFORE, None)
    model = instance.content_type.model_class()
    content = json.loads(json.dumps(instance.content, cls=DjangoJSONEncoder))
    changes = between(model, before or {}, content)
    if before is None or changes:
        record(
            CREATED if before is None else CHANGED,
            user=instance.user,
            kind=model._meta.label_lower,
            object_id=instance.object_id,
            title=instance.object_str,
            changes=changes,
        )


def _imported(articles, user, **kwargs):
    """Tell of reports that were written many at once; the pages they were read from are kept."""
    for article in articles:
        record(CREATED, article, user=user)
