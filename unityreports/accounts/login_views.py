"""Logging in: the password, then a code where one is due, and how that is set up."""

from time import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import RedirectURLMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View
from wagtail.admin import messages as desk_messages
from wagtail.admin.views.account import LoginView, LogoutView

from unityreports.accounts import (
    guessing,
    half_log_in,
    identities,
    one_time_codes,
    passkeys,
    proofs,
    recovery_codes,
    second_step,
    single_sign_on,
)
from unityreports.accounts.login_form import why_not
from unityreports.accounts.models import Authenticator
from unityreports.site.models import SiteIdentity

MAY_SET_UP = "may set up"  # in the session: until when, for who has just shown who they are


def show_codes(request, codes: list[str], goes_to: str):
    """Show a person's codes for paper, which nothing can show again."""
    context = {"title": gettext("恢复代码"), "codes": codes, "goes_to": goes_to}
    return render(request, "desk/second_step/codes.html", context)


class LogOutView(LogoutView):
    """Wagtail's, which tells who came by a provider that they are still logged in there."""

    def dispatch(self, request, *args, **kwargs):
        """Log the person out here, and show the way out there, if there is one.

        Wagtail's takes the cookie away also from who only followed a link.
        """
        if request.method != "POST":
            return self.http_method_not_allowed(request)
        came_by_provider = settings.OIDC is not None and identities.VOUCHED in request.session
        answer = super().dispatch(request, *args, **kwargs)
        if came_by_provider and answer.status_code == 302:
            back = settings.SITE_URL + reverse("wagtailadmin_login")
            if way := single_sign_on.way_out(back):
                text = gettext("您在“%(name)s”还登录着；多人共用的电脑，请在那里也退出。")
                there = desk_messages.button(way, gettext("在那里也退出"))
                told = text % {"name": settings.OIDC.label}
                desk_messages.warning(request, told, buttons=[there])
        return answer


class LogInView(LoginView):
    """Wagtail's, which ends half way where a second step is asked."""

    def get_context_data(self, **kwargs):
        """Give the template who else may vouch for people."""
        return super().get_context_data(**kwargs) | {"provider": settings.OIDC}

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
        has_phone = Authenticator.objects.filter(user=self.person).exists()
        keys = passkeys.of(request, self.person)
        on_paper = "paper" in request.GET or not (has_phone or keys)
        onward = {"next": self.get_redirect_url()}
        context = {
            "title": gettext("第二步验证"),
            "error": error,
            "on_paper": on_paper,
            "has_phone": has_phone,
            "passkey": passkeys.challenge(request, self.person) if keys and not on_paper else "",
            "with_device": f"?{urlencode(onward)}",
            "with_paper": f"?{urlencode(onward | {'paper': '1'})}",
        }
        return render(request, "desk/second_step/ask.html", context)

    def post(self, request):
        """Look at what was given, within the limits of log-ins."""
        try:
            proof = proofs.given(request, self.person)
        except PermissionDenied:
            return self.get(request, why_not(request))
        if not proof:
            return self.get(request, proofs.why_none(request))
        if proof == proofs.PAPER:
            self.tell_what_is_left()
        return redirect(self.complete())

    def tell_what_is_left(self):
        """Say how many codes on paper there still are."""
        left = recovery_codes.left(self.person)
        text = gettext("用去了一个恢复代码，还剩 %(n)d 个。")
        if left <= recovery_codes.FEW:
            text += gettext("请在“帐号”页的“第二步验证”里换一组新的。")
        messages.warning(self.request, text % {"n": left})


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
        """Show the secret, the same until it is kept, and offer a passkey where there are any."""
        secret = half_log_in.offered(request, self.person)
        site = SiteIdentity.load(request_or_site=request).name
        is_possible = passkeys.are_possible(request)
        context = {
            "title": gettext("设置第二步验证"),
            "person": self.person,
            "address": one_time_codes.address(secret, self.person, site),
            "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
            "passkey": passkeys.offer(request, self.person) if is_possible else "",
            "error": error,
        }
        return render(request, "desk/second_step/set_up.html", context)

    def post(self, request):
        """Keep what was set up, log in, and show codes for paper, this once."""
        if answer := request.POST.get(proofs.PASSKEY):
            return self.keep_passkey(request, answer)
        secret = half_log_in.offered(request, self.person)
        step = one_time_codes.step_of(secret, request.POST.get("code", ""))
        if step is None:
            error = gettext("验证码不对。请确认手机的时间是自动设置的，再输入最新的一个。")
            return self.get(request, error)
        one_time_codes.keep(self.person, secret, step)
        half_log_in.forget_offer(request)
        return self.finish(request, gettext("手机"))

    def keep_passkey(self, request, answer: str):
        """Keep a passkey that the browser has made."""
        name = request.POST.get("name", "").strip() or gettext("通行密钥")
        if passkeys.add(request, self.person, answer, name) is None:
            return self.get(request, gettext("通行密钥没有建立，请再试一次。"))
        return self.finish(request, name)

    def finish(self, request, what: str):
        """Log the person in, elsewhere out, and show codes for paper unless they are kept."""
        second_step.tell("second_step_set_up", self.person, what)
        if not self.is_allowed_anew():
            guessing.note_success(request, self.person)
        request.session.pop(MAY_SET_UP, None)
        goes_to = self.complete()
        second_step.end_sessions(self.person, kept=request.session.session_key)
        if recovery_codes.left(self.person):
            return redirect(goes_to)
        return show_codes(request, recovery_codes.renew(self.person), goes_to)
