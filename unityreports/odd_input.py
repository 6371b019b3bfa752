"""Refuses what Wagtail's desk asks the database for without a look: a key that is no number."""

import logging

from django.core.exceptions import ValidationError
from django.core.paginator import InvalidPage
from django.db import DataError
from django.urls import reverse

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


class RefusesOddInput:
    """Answers 400 on the desk where a key, a number of a page or a choice was no such thing."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = reverse("wagtailadmin_home")

    def __call__(self, request):
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request, error):
        """Refuse the request if the error is its own; the log keeps where it showed."""
        if not request.path.startswith(self.desk) or not _is_of_the_input(error):
            return None
        logger.warning("Odd input: %s %s", request.method, request.path, exc_info=error)
        return refusal(request, 400)


def _is_of_the_input(error: Exception) -> bool:
    if isinstance(error, _OF_THE_INPUT):
        return True
    readers = tuple(r for kind in _READERS if isinstance(error, kind) for r in _READERS[kind])
    return _module_of(error).startswith(readers)


def _module_of(error: Exception) -> str:
    """Return the name of the module that raised an error."""
    step = error.__traceback__
    while step.tb_next:
        step = step.tb_next
    return step.tb_frame.f_globals.get("__name__", "")
