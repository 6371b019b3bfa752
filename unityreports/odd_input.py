"""Refuses what the desk asks of the database in vain.

A key that is no number, which Wagtail takes without a look; and what a form found free, or there,
that somebody else took or deleted before it was saved: nothing else tells two people at once apart.
"""

import logging

from django.core.exceptions import ValidationError
from django.core.paginator import InvalidPage
from django.db import DataError, IntegrityError
from django.urls import reverse

from articles.models.disclosure import TAKEN
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


# What another person was faster with: a name that is there once, a row that is used or needed.
_TAKEN = {"23503", "23505"}  # PostgreSQL
_TAKEN |= {f"SQLITE_CONSTRAINT_{which}" for which in ("UNIQUE", "PRIMARYKEY", "FOREIGNKEY")}


class RefusesOddInput:
    """Answers 400 on the desk where a key, a number of a page or a choice was no such thing.

    Answers 409 where somebody else was faster.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = reverse("wagtailadmin_home")

    def __call__(self, request):
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request, error):
        """Refuse the request if the error is its own; the log keeps where it showed."""
        if not request.path.startswith(self.desk):
            return None
        if _was_taken(error):
            logger.warning("Too late: %s %s", request.method, request.path, exc_info=error)
            return refusal(request, 409)
        if not _is_of_the_input(error):
            return None
        logger.warning("Odd input: %s %s", request.method, request.path, exc_info=error)
        return refusal(request, 400)


def _is_of_the_input(error: Exception) -> bool:
    if isinstance(error, _OF_THE_INPUT):
        return True
    readers = tuple(r for kind in _READERS if isinstance(error, kind) for r in _READERS[kind])
    return _module_of(error).startswith(readers)


def _was_taken(error: Exception) -> bool:
    if isinstance(error, ValidationError):
        return getattr(error, "code", None) == TAKEN
    cause = error.__cause__ if isinstance(error, IntegrityError) else None
    told = getattr(cause, "pgcode", None) or getattr(cause, "sqlite_errorname", None)
    return told in _TAKEN


def _module_of(error: Exception) -> str:
    """Return the name of the module that raised an error."""
    step = error.__traceback__
    while step.tb_next:
        step = step.tb_next
    return step.tb_frame.f_globals.get("__name__", "")
