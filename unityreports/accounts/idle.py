"""Asks for the password again after a time without a sign of life; nothing typed is lost."""

import time

from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from unityreports.accounts.login_form import why_not
from unityreports.accounts.open_sessions import SEEN
from unityreports.desk_access import SAFE
from unityreports.desk_rules import EVERYONE, name_of, rule_of

AGAIN = "password-again"  # in a form: what is asked
NOTED_EVERY = 60  # seconds: not every request writes the session
# What pages of the desk ask by themselves.
UNATTENDED = {"wagtailadmin_editing_sessions:ping", "wagtailadmin_dismissibles"}
OPEN = {"wagtailadmin_logout"}


class AsksAgain:
    """Answers requests of somebody who was away with a form for the password.

    What was posted stands in that form and goes on to where it was meant for, once it is clear
    that the person is still the same.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Ask, when it is time, before the view is reached and after the form's token was."""
        name = name_of(request.resolver_match)
        if not request.resolver_match.route.startswith("admin/") or name in OPEN:
            return None
        if rule_of(request.resolver_match) is EVERYONE or not request.user.is_authenticated:
            return None
        now = time.time()
        seen = request.session.setdefault(SEEN, now)
        if now - seen < settings.IDLE_SECONDS:
            if now - seen > NOTED_EVERY and name not in UNATTENDED:
                request.session[SEEN] = now
            return None
        return self._asked(request, now)

    def _asked(self, request, now: float):
        """Return the form, or what follows when it was filled in."""
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        error = ""
        if AGAIN in request.POST:
            name, password = request.user.get_username(), request.POST[AGAIN]
            if authenticate(request, username=name, password=password) == request.user:
                request.session[SEEN] = now
                return redirect(request.get_full_path()) if "look" in request.POST else None
            error = why_not(request) or gettext("密码不对，请重试。")
        kept = [] if request.method in SAFE else request.POST.lists()
        context = {
            "error": error,
            "kept": [(name, values) for name, values in kept if name != AGAIN],
            "has_files": bool(request.FILES),
            "is_look": request.method in SAFE,
            "minutes": settings.IDLE_SECONDS // 60,
        }
        return render(request, "desk/password_again.html", context, status=403)
