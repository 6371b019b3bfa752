"""Asks for the password again after a time without a sign of life; nothing typed is lost."""

import time

from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from unityreports.accounts import identities
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
            if AGAIN in request.POST and "look" in request.POST:  # shown in another window
                return redirect(request.get_full_path())
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
            # Nothing typed is no guess: who was to be vouched for in another window was not yet.
            if password and authenticate(request, username=name, password=password) == request.user:
                request.session[SEEN] = now
                return redirect(request.get_full_path()) if "look" in request.POST else None
            error = why_not(request) or self._wrong(request)
        kept = [] if request.method in SAFE else request.POST.lists()
        context = {
            "error": error,
            "kept": [(name, values) for name, values in kept if name != AGAIN],
            "has_files": bool(request.FILES),
            "is_look": request.method in SAFE,
            "minutes": settings.IDLE_SECONDS // 60,
            "provider": settings.OIDC,
            **self._how(identities.takes_password(request.user)),
        }
        return render(request, "desk/password_again.html", context, status=403)

    def _how(self, takes_password: bool) -> dict:
        title, how = gettext("请再次输入密码"), gettext("输入密码后接着做，刚才填写的内容都在。")
        if not takes_password:
            title, how = gettext("请再次认证身份"), gettext("认证后接着做，刚才填写的内容都在。")
        return {"takes_password": takes_password, "title": title, "how": how}

    def _wrong(self, request) -> str:
        if identities.takes_password(request.user):
            return gettext("密码不对，请重试。")
        return gettext("还没有认证，请先在新窗口完成，再点“继续”。")
