"""Conditional GET: what a client already has is not sent again."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return a finished answer with a mark of its content, or 304 to who has that content.

    There is no date of last change beside the mark: a list from which a report was taken away
    would look older than it is.
    """
    return unless_marked(request, mark_of(response.content), lambda: response)


def unless_marked(request: HttpRequest, etag: str, make) -> HttpResponse:
    """Return what ``make`` makes, or 304 without making it to who has the content of that mark."""
    response = get_conditional_response(request, etag=etag) or make()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def mark_of(content: bytes) -> str:
    """Return the ETag that stands for some content."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'
