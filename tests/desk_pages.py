"""Every page of the desk: the addresses of its URL map, filled with rows that exist."""

import re

from django.apps import apps
from django.contrib.admin.utils import quote
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from wagtail.images import get_image_model
from wagtail.models import Collection, Site, Task, TaskState, Workflow, WorkflowState

from articles.models import Article, PendingImport, ScheduledExport, StoredFile, Topic
from unityreports.site.models import SiteIdentity

# What answers with no page of its own: downloads for scripts, the way out, tests of failure.
NO_PAGES = re.compile(
    r"logout|javascript_catalog|sprite|error_test|wagtailadmin_api|dismissibles|autocomplete|ping"
    r"|release|/|url_generator_output|password_reset_confirm|editing_sessions|wagtailimages:preview"
)


def names(resolver=None, prefix="", spaces=()):
    """Yield the name of every address below /admin/, or its route where it has none."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = (pattern.namespace,) if pattern.namespace else ()
            yield from names(pattern, here, spaces + space)
        elif here.startswith("admin/"):
            yield ":".join((*spaces, pattern.name)) if pattern.name else here


def addresses() -> list[str]:
    """Return every address of the desk that rows of the database can fill."""
    found = []
    for name in dict.fromkeys(names()):
        if not NO_PAGES.search(name):
            found += filled(name, rows_for(name))
    return list(dict.fromkeys(found))


def rows_for(name: str) -> dict:
    """Return what fills the arguments of an address, by their names."""
    article = Article.objects.exclude(latest_revision=None).latest("pk")
    state, task_state = WorkflowState.objects.first(), TaskState.objects.first()
    match = re.search(r"wagtailsnippet(?:s|choosers)_(\w+?)_(\w+):", name)
    model = apps.get_model(*match.groups()) if match else None
    if "users" in name:
        model = get_user_model()
    for part, other in [
        ("groups", Group),
        ("collections", Collection),
        ("wagtailimages", get_image_model()),
        ("sites", Site),
        ("task", Task),
        ("wagtailadmin_workflows", Workflow),
        ("settings", SiteIdentity),
        ("import_review", PendingImport),
        ("import_keep", PendingImport),
        ("attachment_file", StoredFile),
        ("scheduled_export_", ScheduledExport),
        ("topic_preview", Topic),
    ]:
        if part in name and model is None:
            model = other
    row = article if model is Article else model and model.objects.last()
    pk = row and quote(row.pk)
    return {
        "pk": pk,
        "image_id": pk,
        "collection_id": pk,
        "task_id": Task.objects.last().pk,
        "filter_spec": "original",
        "slug": "import",
        "comment": (comment := article.comments.last()) and comment.pk,
        "dataset": "articles",
        "model": "channel",
        "app_name": "unityreports",
        "model_name": "siteidentity",
        "action_name": "approve",
        "task_state_id": task_state and task_state.pk,
        "workflow_state_id": state and state.pk,
        "revision_id": article.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
    }


def filled(name: str, rows: dict) -> list[str]:
    """Return the addresses of a name, their arguments filled as far as ``rows`` knows them."""
    if "/" in name:
        return []
    found = []
    for needed in arguments(name):
        given = {key: rows[key] for key in needed if rows.get(key) is not None}
        try:
            found.append(reverse(name, kwargs=given) if given or not needed else None)
        except NoReverseMatch:
            continue
    return [address for address in found if address]


def arguments(name: str) -> list[list[str]]:
    """Return the names of what an address needs, for each of its forms."""
    *spaces, last = name.split(":")
    resolver = get_resolver()
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    return [each[1] for possible in resolver.reverse_dict.getlist(last) for each in possible[0]]
