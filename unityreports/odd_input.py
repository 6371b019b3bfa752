"""Refuses what the desk asks of the database in vain.

A key that is no number, which Wagtail takes without a look; and what a form found free, or there,
that somebody else took or deleted before it was saved: nothing else tells two people at once apart.
"""

import logging
import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.paginator import InvalidPage
from django.db import DataError, IntegrityError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from wagtail.admin.utils import get_valid_next_url_from_request

from articles.models.disclosure import TAKEN
from articles.publishing.derived import tables as derived_tables
from unityreports.views import refusal

logger = logging.getLogger(__name__)
# What no sound request leads to, whoever notices it.
_OF_THE_INPUT = (DataError, InvalidPage, OverflowError, ValidationError)
# Who turns a text of the request into a number or an address; the same error from elsewhere is one
# of ours. The form for links takes every field for sent, the note of what was closed any JSON.
_READERS = {
    ValueError: ("django.db.models.fields", "wagtail.", "urllib.parse"),
    AttributeError: ("wagtail.admin.forms.choosers",),
    TypeError: ("wagtail.admin.views.dismissibles",),
}
# What another person was faster with: a name that is there once, by PostgreSQL and SQLite; and a
# row that is used or needed, which SQLite lets nobody touch between the look and the save.
_UNIQUE = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}
_NEEDED = "23503"
# Where PostgreSQL names what is at odds, in whatever language: (slug)=(yaowen).
_AT_ODDS = re.compile(r"\(([^=]*)\)=\((.*)\)")


class RefusesOddInput:
    """Answers 400 on the desk where a key, a number of a page or a choice was no such thing.

    Answers 409 where somebody else was faster with what was posted; anything else that the database
    refuses is a fault of ours, and told as one.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = reverse("wagtailadmin_home")

    def __call__(self, request):
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Refuse a way back that Wagtail, once all is done, would take for the name of a view."""
        if not request.path.startswith(self.desk):
            return None
        way = get_valid_next_url_from_request(request)
        return None if not way or "/" in way or "." in way else refusal(request, 400)

    def process_exception(self, request, error):
        """Refuse the request if the error is its own; the log keeps where it showed."""
        if not request.path.startswith(self.desk):
            return None
        if _was_taken(error, request):
            _note("Too late", request, error)
            return refusal(request, 409)
        if not _is_of_the_input(error):
            return None
        _note("Odd input", request, error)
        return refusal(request, 400)


def _note(what: str, request: HttpRequest, error: Exception) -> None:
    # An address may hold the end of a line, behind which a visitor words one of the log.
    path = escape_uri_path(request.path)
    logger.warning("%s: %s %s", what, request.method, path, exc_info=error)


def _is_of_the_input(error: Exception) -> bool:
    if isinstance(error, _OF_THE_INPUT):
        return True
    readers = tuple(r for kind in _READERS if isinstance(error, kind) for r in _READERS[kind])
    return _module_of(error).startswith(readers)


def _was_taken(error: Exception, request: HttpRequest) -> bool:
    """Return whether the database refused what was posted, and not what the program made of it."""
    if isinstance(error, ValidationError):
        return getattr(error, "code", None) == TAKEN
    if not isinstance(error, IntegrityError):
        return False
    cause = error.__cause__
    code = getattr(cause, "pgcode", None) or getattr(cause, "sqlite_errorname", None)
    if code in _UNIQUE:
        table, columns = _unique(cause)
        posted = {name.rpartition("-")[2] for name in request.POST}
        return table not in derived_tables() and bool({*columns} & posted)
    if code != _NEEDED:
        return False
    _, key = _told(cause)
    return key in {*map(str, request.resolver_match.kwargs.values()), *_values(request)}


def _unique(cause) -> tuple[str, list[str]]:
    """Return the table in which something is there already, and the names of the fields."""
    if diagnosis := getattr(cause, "diag", None):
        table, columns = diagnosis.table_name, re.findall(r"\w+", _told(cause)[0])
    else:  # UNIQUE constraint failed: articles_channel.parent_id, articles_channel.name
        named = [each.split(".") for each in str(cause).rpartition(": ")[2].split(", ")]
        table, columns = named[0][0], [each[-1] for each in named]
    return table, [each.removesuffix("_id") for each in columns]


def _told(cause) -> tuple[str, str]:
    found = _AT_ODDS.search(cause.diag.message_detail or "")
    return (found[1], found[2]) if found else ("", "")


def _values(request: HttpRequest) -> Iterator[str]:
    for sent in (request.POST, request.GET):
        for _, values in sent.lists():
            yield from values


def _module_of(error: Exception) -> str:
    """Return the name of the module that raised an error."""
    step = error.__traceback__
    while step.tb_next:
        step = step.tb_next
    return step.tb_frame.f_globals.get("__name__", "")
