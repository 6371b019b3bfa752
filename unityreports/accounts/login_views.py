"""Logging in: the password, then a code where one is due, and how that is set up."""

from time import time

from django.contrib import messages
from django.contrib.auth.views import RedirectURLMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View
from wagtail.admin.views.account import LoginView

from unityreports.accounts import (
    guessing,
    half_log_in,
    one_time_codes,
    recovery_codes,
    second_step,
)
from unityreports.accounts.login_form import why_not
from unityreports.accounts.models import LogIn
from unityreports.site.models import SiteIdentity

MAY_SET_UP = "may set up"  # in the session: until when, for who has just shown who they are


def show_codes(request, codes: list[str], goes_to: str):
    """Show a person's codes for paper, which nothing can show again."""
    context = {"title": gettext("恢复代码"), "codes": codes, "goes_to": goes_to}
    return render(request, "desk/second_step/codes.html", context)


class LogInView(LoginView):
    """Wagtail's, which ends half way where a second step is asked."""

    def form_valid(self, form):
        """Log the person in, or go on to the second step."""
        user = form.get_user()
        if not second_step.is_asked(user):
            return super().form_valid(form)
        half_log_in.begin(
            self.request,
            user,
            remembered=form.cleaned_data["remember"],
            goes_to=self.get_success_url(),
        )
        return redirect("second_step")


@method_decorator(never_cache, name="dispatch")
class _OfSomebody(RedirectURLMixin, View):
    """A page for who has given the password and is to do more."""

    def dispatch(self, request, *args, **kwargs):
        """Turn away whom the page does not concern."""
        self.person = self.whom()
        if self.person is None:
            return redirect(self.get_redirect_url() or "wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    def whom(self):
        """Return whom the page concerns, or ``None``."""
        return half_log_in.person(self.request)

    def here(self, name: str) -> str:
        """Return the address of a page that leads on to where this one does."""
        onward = self.get_redirect_url()
        return reverse(name) + (f"?{urlencode({'next': onward})}" if onward else "")

    def complete(self) -> str:
        """Log the person in; return the address to go on to."""
        goes_to = half_log_in.complete(self.request, self.person)
        return self.get_redirect_url() or goes_to or reverse("wagtailadmin_home")


@method_decorator(sensitive_post_parameters("code"), name="post")
class SecondStepView(_OfSomebody):
    """Asks for a code of the app, or one on paper."""

    def get(self, request, error=""):
        """Ask, or lead on who has nothing to show yet."""
        if not second_step.is_set_up(self.person):
            return redirect(self.here("second_step_set_up"))
        on_paper = "paper" in request.GET
        other = {"next": self.get_redirect_url()} | ({} if on_paper else {"paper": "1"})
        context = {
            "title": gettext("第二步验证"),
            "person": self.person,
            "error": error,
            "on_paper": on_paper,
            "other": f"?{urlencode(other)}",
        }
        return render(request, "desk/second_step/ask.html", context)

    def post(self, request):
        """Look at what was typed, within the limits of log-ins."""
        name, typed = self.person.get_username(), request.POST.get("code", "")
        try:
            attempt = guessing.begin(request, name, LogIn.Outcome.WRONG_CODE)
        except PermissionDenied:
            return self.get(request, why_not(request))
        if one_time_codes.is_taken(self.person, typed):
            guessing.end(attempt, LogIn.Outcome.SUCCEEDED)
            return redirect(self.complete())
        if recovery_codes.is_used_up(self.person, typed):
            guessing.end(attempt, LogIn.Outcome.SUCCEEDED)
            return self.let_in_by_paper()
        second_step.tell("code_failed", self.person)
        return self.get(request, gettext("验证码不对，或已经用过，请输入手机上最新的一个。"))

    def let_in_by_paper(self):
        """Log in, and say how many codes are left."""
        person, goes_to = self.person, self.complete()
        left = recovery_codes.left(person)
        second_step.tell("recovery_used", person, str(left))
        text = gettext("用去了一个恢复代码，还剩 %(n)d 个。")
        if left <= recovery_codes.FEW:
            text += gettext("请在“帐号”页的“第二步验证”里换一组新的。")
        messages.warning(self.request, text % {"n": left})
        return redirect(goes_to)


@method_decorator(sensitive_post_parameters("code"), name="post")
class SetUpView(_OfSomebody):
    """Shows a secret to be read by an app, and keeps it once a code made with it comes back."""

    def whom(self):
        """Return who has given the password just now and has nothing yet, or wants another app."""
        if self.is_allowed_anew():
            return self.request.user
        person = half_log_in.person(self.request)
        return None if person and second_step.is_set_up(person) else person

    def is_allowed_anew(self) -> bool:
        """Return whether somebody who is logged in has just shown who they are."""
        user, until = self.request.user, self.request.session.get(MAY_SET_UP, 0)
        return user.is_authenticated and until > time()

    def get(self, request, error=""):
        """Show the secret, the same until it is kept."""
        secret = half_log_in.offered(request, self.person)
        site = SiteIdentity.load(request_or_site=request).name
        context = {
            "title": gettext("设置第二步验证"),
            "person": self.person,
            "address": one_time_codes.address(secret, self.person, site),
            "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
            "error": error,
        }
        return render(request, "desk/second_step/set_up.html", context)

    def post(self, request):
        """Keep the secret, log in and show the codes for paper, this once."""
        secret = half_log_in.offered(request, self.person)
        step = one_time_codes.step_of(secret, request.POST.get("code", ""))
        if step is None:
            error = gettext("验证码不对。请确认手机的时间是自动设置的，再输入最新的一个。")
            return self.get(request, error)
        is_in = self.is_allowed_anew()
        with transaction.atomic():
            one_time_codes.keep(self.person, secret, step)
            codes = recovery_codes.renew(self.person)
            second_step.tell("second_step_set_up", self.person)
        half_log_in.forget_offer(request)
        request.session.pop(MAY_SET_UP, None)
        if not is_in:
            guessing.note_success(request, self.person)
        goes_to = self.complete()
        second_step.end_sessions(self.person, kept=request.session.session_key)
        return show_codes(request, codes, goes_to)
