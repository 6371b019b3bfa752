"""What people do about their own second step, and administrators about other people's."""

from time import time

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, get_user_model
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from unityreports.accounts import identities, passkeys, proofs, recovery_codes, second_step
from unityreports.accounts.half_log_in import LASTS
from unityreports.accounts.login_form import why_not
from unityreports.accounts.login_views import MAY_SET_UP, show_codes
from unityreports.accounts.models import Authenticator, Passkey


class ShowsWhoItIs(forms.Form):
    """The password, and a code of the app where there is one."""

    password = forms.CharField(
        label=_("密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=_("手机上的验证码，或一个恢复代码"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "maxlength": 24}),
    )

    def __init__(self, request, is_set_up, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        if not identities.takes_password(request.user):
            del self.fields["password"]
        if not is_set_up:
            del self.fields["code"]

    def clean(self):
        """Look at both within the limits of log-ins, the second only after the right password."""
        user, data = self.request.user, super().clean()
        if self.errors:
            return data
        if "password" not in self.fields:
            if not identities.has_just_shown(self.request):
                raise forms.ValidationError(gettext("请先重新认证身份。"))
        elif not self._is_right(data["password"]):
            self.add_error("password", why_not(self.request) or gettext("密码不对，请重试。"))
            return data
        if "code" in self.fields:
            self._look_at_second_step(user)
        return data

    def _is_right(self, password: str) -> bool:
        user = self.request.user
        name = user.get_username()
        return authenticate(self.request, username=name, password=password) == user

    def _look_at_second_step(self, user):
        try:
            if not proofs.given(self.request, user):
                self.add_error("code", proofs.why_none(self.request))
        except PermissionDenied:
            self.add_error("code", why_not(self.request))


def asking(request, form=None) -> dict:
    """Return what a page shows that asks who is logged in to show who they are."""
    user = request.user
    is_set_up = second_step.is_set_up(user)
    return {
        "is_set_up": is_set_up,
        "passkey": passkeys.challenge(request, user) if passkeys.of(request, user) else "",
        "form": form or ShowsWhoItIs(request, is_set_up),
        "must_show": not identities.takes_password(user) and not identities.has_just_shown(request),
        "provider": settings.OIDC,
    }


@method_decorator(sensitive_post_parameters(), name="post")
class OwnSecondStepView(View):
    """A person's own second step: what there is, new codes for paper, another device, none."""

    def get(self, request, form=None):
        """Show what there is."""
        user = request.user
        context = asking(request, form) | {
            "title": gettext("第二步验证"),
            "authenticator": Authenticator.objects.filter(user=user).first(),
            "passkeys": Passkey.objects.filter(user=user),
            "left": recovery_codes.left(user),
            "is_due": second_step.is_due(user),
            "is_off": second_step.is_off(),
        }
        return render(request, "desk/second_step/own.html", context)

    def post(self, request):
        """Do what the button says, after the password and what was set up so far."""
        form = ShowsWhoItIs(request, second_step.is_set_up(request.user), request.POST)
        if not form.is_valid():
            return self.get(request, form)
        if "codes" in request.POST:
            codes = recovery_codes.renew(request.user)
            second_step.tell("recovery_renewed", request.user)
            return show_codes(request, codes, request.path)
        if "remove" in request.POST:
            return self.remove(request, request.POST["remove"])
        if "end" in request.POST and not second_step.is_due(request.user):
            second_step.take_away(request.user)
            messages.success(request, gettext("第二步验证已停用，以后登录只用密码。"))
            return redirect(request.path)
        request.session[MAY_SET_UP] = time() + LASTS
        onward = urlencode({"next": request.path})
        return redirect(f"{reverse('second_step_set_up')}?{onward}")

    def remove(self, request, which: str):
        """Take away one passkey, unless nothing would be left of what must be there."""
        found = Passkey.objects.filter(
            user=request.user, pk=which if which.isdigit() else 0
        ).first()
        if found is None:
            return redirect(request.path)
        rest = Passkey.objects.filter(user=request.user).exclude(pk=found.pk)
        if not (rest.exists() or Authenticator.objects.filter(user=request.user).exists()):
            messages.error(request, gettext("这是唯一的验证方式，请先设置另一种，再删除它。"))
            return redirect(request.path)
        found.delete()
        second_step.tell("passkey_removed", request.user, found.name)
        messages.success(request, gettext("通行密钥“%(name)s”已删除。") % {"name": found.name})
        return redirect(request.path)


@method_decorator(sensitive_post_parameters(), name="post")
class ResetView(View):
    """Takes away another person's second step, whose phone is lost.

    Whoever sits down at an administrator's open desk is not the administrator: so that one shows
    who they are, and does nothing about the own second step here.
    """

    def dispatch(self, request, *args, **kwargs):
        """Lead who means the own one to where it is changed."""
        self.person = get_object_or_404(get_user_model(), pk=kwargs["pk"])
        if self.person == request.user:
            messages.warning(request, gettext("自己的第二步验证在这里更换，不能清除。"))
            return redirect("second_step_own")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk: int, form=None):
        """Ask whether that is meant, and who asks."""
        context = asking(request, form) | {
            "title": gettext("清除第二步验证"),
            "person": self.person,
            "has_any": second_step.is_set_up(self.person),
        }
        return render(request, "desk/second_step/reset.html", context)

    def post(self, request, pk: int):
        """Do it; the person sets up another with the next log-in, and is logged out until then."""
        form = ShowsWhoItIs(request, second_step.is_set_up(request.user), request.POST)
        if not form.is_valid():
            return self.get(request, pk, form)
        second_step.reset(self.person)
        name = self.person.get_username()
        text = gettext("%(name)s 的第二步验证已清除，下次登录时重新设置。") % {"name": name}
        messages.success(request, text)
        return redirect("wagtailusers_users:index")
