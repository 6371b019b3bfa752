"""Stands in front of every view of the desk and asks who may enter."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail.admin.auth import require_admin_access

from unityreports.desk_rules import ABSENT, EVERYONE, rule_of


def guarded(view):
    """Return a view of the desk that asks its rule first."""

    @require_admin_access
    def for_allowed(request, *args, **kwargs):
        if not rule_of(request.resolver_match).allows(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    def guard(request, *args, **kwargs):
        rule = rule_of(request.resolver_match)
        if rule is ABSENT:
            raise Http404
        return (view if rule is EVERYONE else for_allowed)(request, *args, **kwargs)

    return guard
