"""Logging in by a provider that vouches for people: to it, and back from it."""

from time import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import RedirectURLMixin
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.generic import View

from unityreports.accounts import guessing, half_log_in, identities, second_step, single_sign_on
from unityreports.accounts.open_sessions import SEEN

_WAY = "single sign-on"  # in the session: where the person was to go, and whether to show it anew


@method_decorator(never_cache, name="dispatch")
class _OfProvider(RedirectURLMixin, View):
    """An address that is there where a site has a provider."""

    def dispatch(self, request, *args, **kwargs):
        """Hide the address where there is none."""
        if settings.OIDC is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def refuse(self, reason: str, way: dict):
        """Tell why nobody is let in, where the person came from."""
        if way.get("anew"):
            context = {"title": settings.OIDC.label, "error": reason}
            return render(self.request, "desk/single_sign_on.html", context, status=403)
        messages.error(self.request, reason)
        onward = {"next": way["goes_to"]} if way.get("goes_to") else {}
        return redirect(f"{reverse('wagtailadmin_login')}?{urlencode(onward)}")

    def unavailable(self, way: dict):
        """Tell that the provider does not answer as it should."""
        text = gettext(
            "“%(provider)s”现在没有给出有效的答复，请稍后再试；急用请用密码登录，或找管理员。"
        )
        return self.refuse(text % {"provider": settings.OIDC.label}, way)


class StartView(_OfProvider):
    """Sends a person to the provider; ``?anew=1``, who is logged in and was away."""

    def get(self, request):
        """Remember where to go on, and send the person."""
        way = {"goes_to": self.get_redirect_url(), "anew": "anew" in request.GET}
        is_in = request.user.is_authenticated
        if is_in != way["anew"]:
            return redirect(way["goes_to"] or "wagtailadmin_home")
        # The provider knows one address to send people back to, and a session is of one host.
        if f"{request.scheme}://{request.get_host()}" != settings.SITE_URL:
            return redirect(settings.SITE_URL + request.get_full_path())
        request.session[_WAY] = way
        if not is_in:
            request.session.set_expiry(half_log_in.LASTS)
        try:
            back = settings.SITE_URL + reverse("single_sign_on_back")
            return single_sign_on.ask(request, back, anew=way["anew"])
        except single_sign_on.UnavailableError:
            return self.unavailable(way)


class BackView(_OfProvider):
    """Takes what the provider says of a person, and goes on as after a right password."""

    def get(self, request):
        """Let the person in, or on to the second step, or say why not."""
        way = request.session.pop(_WAY, {})
        try:
            claims = single_sign_on.answer(request, anew=bool(way.get("anew")))
        except single_sign_on.CancelledError:
            return self.refuse(gettext("没有完成身份认证，请再试一次。"), way)
        except single_sign_on.NotBegunError:
            return self.refuse(gettext("这次登录已经过期，或不是从这里开始的，请再点一次。"), way)
        except single_sign_on.UnavailableError:
            return self.unavailable(way)
        person = identities.person_of(claims)
        if person is None:
            text = gettext("本站没有与您的身份对应的账号，请找管理员。")
            return self.refuse(text, way)
        step = self.go_on if way.get("anew") else self.let_in
        return step(person, way.get("goes_to", ""))

    def go_on(self, person, goes_to: str):
        """Take the person for present again, in every window of this session."""
        if person != self.request.user:
            text = gettext("这是另一个人的身份，请用您自己的身份认证。")
            return self.refuse(text, {"anew": True})
        self.request.session[SEEN] = time()
        self.note(person)
        if goes_to:
            return redirect(goes_to)
        context = {"title": settings.OIDC.label}
        return render(self.request, "desk/single_sign_on.html", context)

    def note(self, person):
        """Note that the person has just shown who they are, in place of a password."""
        self.request.session[identities.VOUCHED] = [person.pk, time()]

    def let_in(self, person, goes_to: str):
        """Log the person in, or ask for the second step first."""
        if not person.has_perm("wagtailadmin.access_admin"):
            text = gettext("您的账号（%(name)s）还没有后台的角色，请找管理员。")
            return self.refuse(text % {"name": person.get_username()}, {})
        self.note(person)
        is_half = second_step.is_asked(person)
        guessing.note_success(self.request, person, is_half=is_half)
        if is_half:
            half_log_in.begin(self.request, person, remembered=False, goes_to=goes_to)
            return redirect("second_step")
        login(self.request, person)
        self.request.session.set_expiry(0)
        return redirect(goes_to or "wagtailadmin_home")
