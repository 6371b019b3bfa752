"""Keeps the desk closed to who is logged in without the second step that is due."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from unityreports.accounts import second_step
from unityreports.accounts.idle import OPEN
from unityreports.desk_access import SAFE
from unityreports.desk_rules import EVERYONE, name_of, rule_of


class AsksSecondStep:
    """Leads to the second step whoever got the right to publish, or lost a phone, while at work.

    Whoever logs in does that step first and is nobody until then (``half_log_in``).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Ask, when it is due, before the view is reached and after the form's token was."""
        match = request.resolver_match
        if not match.route.startswith("admin/") or name_of(match) in OPEN:
            return None
        if rule_of(match) is EVERYONE or not request.user.is_authenticated:
            return None
        if second_step.DONE in request.session or not second_step.is_due(request.user):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        address = reverse("second_step")
        if request.method in SAFE:
            return redirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
        context = {
            "title": gettext("需要第二步验证"),
            "kept": request.POST.lists(),
            "has_files": bool(request.FILES),
        }
        return render(request, "desk/second_step/first.html", context, status=403)
