"""Feeds the trail at the desk's one gate: refusals, looks at others' drafts, files taken away."""

import logging
from datetime import timedelta
from urllib.parse import unquote

from django.db import DatabaseError
from django.http import Http404

from articles.models import Article, PendingImport
from unityreports import desk_news
from unityreports.desk_rules import name_of
from unityreports.site import commands
from unityreports.trail.recording import record, record_once

logger = logging.getLogger(__name__)
VIEWED, EXPORTED, REFUSED = "desk.view", "desk.export", "desk.refused"
POSTED, COMMAND = "desk.post", "command"
_AGAIN_AFTER = timedelta(minutes=10)  # a look at the same, or a refusal of the same, is another
_REPORTS = "wagtailsnippets_articles_article"
# The addresses at which a draft is read, by what they name.
_READ = {
    **{
        f"{_REPORTS}:{name}": Article
        for name in (
            *("edit", "preview_on_edit", "revisions_view", "revisions_compare", "history"),
            *("workflow_preview", "workflow_history_detail"),
        )
    },
    "import_review": PendingImport,
}
# What a page posts by itself, or for its own looks.
_BY_ITSELF = {
    *("wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release"),
    *("wagtailadmin_dismissibles", "import_keep"),
}


def connect():
    """Listen. Called once, when the app is ready."""
    desk_news.answered.connect(_answered, dispatch_uid="trail.answered")
    desk_news.refused.connect(_refused, dispatch_uid="trail.refused")
    commands.done.connect(_commanded, dispatch_uid="trail.commanded")


def _answered(request, response, **kwargs):
    match = request.resolver_match
    name = name_of(match)
    if response.get("Content-Disposition", "").startswith("attachment"):
        record(EXPORTED, title=_file_name(response), note=unquote(request.get_full_path()))
    elif request.method == "GET" and name in _READ and response.status_code == 200:
        _viewed(request.user, _READ[name], match.kwargs.get("pk"), name)
    elif request.method == "POST" and name not in _BY_ITSELF:
        has_gone_on = 300 <= response.status_code < 400
        if has_gone_on and not getattr(request, "left_entry", False):
            record(POSTED, title=name, note=unquote(request.get_full_path()))


def _file_name(response) -> str:
    """Return the name that a file is saved under."""
    _, _, encoded = response["Content-Disposition"].partition("filename*=UTF-8''")
    plain = response["Content-Disposition"].partition('filename="')[2].partition('"')[0]
    return unquote(encoded) or plain


def _viewed(user, model, pk, name: str):
    found = model.objects.filter(pk=pk).first()
    if found is not None and _is_of_another(found, user):
        record_once(VIEWED, _AGAIN_AFTER, found, note=name.rpartition(":")[2])


def _is_of_another(found, user) -> bool:
    """Return whether what is read is not public and was last written by somebody else."""
    if isinstance(found, PendingImport):
        return found.created_by_id != user.pk
    if found.live and not found.has_unpublished_changes:
        return False
    return found.latest_revision is None or found.latest_revision.user_id != user.pk


def _refused(request, reason: Exception, **kwargs):
    """Tell of what was refused, or not found, to somebody who is logged in."""
    status = 404 if isinstance(reason, Http404) else 403
    match = request.resolver_match
    pk = match.kwargs.get("pk", "")
    record_once(
        REFUSED,
        _AGAIN_AFTER,
        kind="articles.article" if pk and match.namespace == _REPORTS else "",
        object_id=pk,
        title=unquote(request.get_full_path()),
        note=f"{status} {request.method}",
    )


def _commanded(words: list[str], **kwargs):
    """Tell of a command. What it did is done: a database that takes no entry ends nothing."""
    try:
        record(COMMAND, title=words[0], note=" ".join(words))
    except DatabaseError:
        logger.exception("命令没有记入操作记录：%s", " ".join(words))
