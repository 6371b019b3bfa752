"""Stands in front of every view of the desk: who may enter, and all of an act or nothing of it."""

from django.core.exceptions import PermissionDenied
from django.db import DEFAULT_DB_ALIAS, transaction
from django.http import Http404
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls import display_custom_404

from unityreports.desk_news import answered, refused
from unityreports.desk_rules import ABSENT, EVERYONE, rule_of
from unityreports.desk_subjects import in_reach

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
# What Wagtail puts around its views, from the outside inwards. Two of these answer an exception:
# they may around the transaction of an act; within it, half of the act would stay.
_LAYERS = (never_cache, display_custom_404, require_admin_access)
_CODE_OF_LAYERS = {layer(lambda request: None).__code__ for layer in _LAYERS}


def guarded(view):
    """Return a view of the desk that asks its rule first and acts in one transaction.

    Whatever a view calls, of ours or of Wagtail's, a failure in its last step leaves nothing done.
    A view that does long work before it writes marks itself by Django's ``non_atomic_requests``.
    """
    inner = _inner(view)
    own_transactions = DEFAULT_DB_ALIAS in getattr(view, "_non_atomic_requests", ())

    def act(request, *args, **kwargs):
        if request.method in SAFE or own_transactions:
            return inner(request, *args, **kwargs)
        with transaction.atomic():
            return inner(request, *args, **kwargs)

    @never_cache
    @display_custom_404
    @require_admin_access
    def for_allowed(request, *args, **kwargs):
        try:
            # First: on a report of one's own the rights are those that one has there.
            if not in_reach(request.user, request.resolver_match):
                raise Http404
            if not rule_of(request.resolver_match).allows(request.user):
                raise PermissionDenied
            response = act(request, *args, **kwargs)
        except (PermissionDenied, Http404) as reason:
            refused.send(guarded, request=request, reason=reason)
            raise
        answered.send(guarded, request=request, response=response)
        return response

    def guard(request, *args, **kwargs):
        rule = rule_of(request.resolver_match)
        if rule is ABSENT:
            if request.user.is_authenticated:
                refused.send(guarded, request=request, reason=Http404())
            raise Http404
        # Who is not let in is counted: what stands there is not taken back.
        return (view if rule is EVERYONE else for_allowed)(request, *args, **kwargs)

    return guard


def _inner(view):
    """Return what Wagtail has put its layers around."""
    while getattr(view, "__code__", None) in _CODE_OF_LAYERS:
        view = view.__wrapped__
    return view
