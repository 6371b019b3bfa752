"""What counts as a second step: a code of the app, one on paper, or a passkey."""

from django.utils.translation import gettext

from unityreports.accounts import (
    guessing,
    one_time_codes,
    passkeys,
    recovery_codes,
    second_step,
)
from unityreports.accounts.models import LogIn

PHONE, PAPER, PASSKEY = "phone", "paper", "passkey"


def given(request, user) -> str:
    """Return by what a posted form shows that it is the person, or nothing.

    Raise ``PermissionDenied`` when too many attempts have failed (``guessing.begin``).
    """
    attempt = guessing.begin(request, user.get_username(), LogIn.Outcome.WRONG_CODE)
    proof = _proof(request, user)
    if proof:
        guessing.end(attempt, LogIn.Outcome.SUCCEEDED)
    else:
        second_step.tell("code_failed", user)
    return proof


def why_none(request) -> str:
    """Return the sentence for a form that shows nothing."""
    if request.POST.get(PASSKEY):
        return gettext("通行密钥没有通过，请再试一次。")
    return gettext("验证码不对，或已经用过，请输入手机上最新的一个。")


def _proof(request, user) -> str:
    if answer := request.POST.get(PASSKEY):
        return PASSKEY if passkeys.is_shown(request, user, answer) else ""
    typed = request.POST.get("code", "")
    if one_time_codes.is_taken(user, typed):
        return PHONE
    if recovery_codes.is_used_up(user, typed):
        second_step.tell("recovery_used", user, str(recovery_codes.left(user)))
        return PAPER
    return ""
