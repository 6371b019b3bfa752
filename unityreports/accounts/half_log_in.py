"""Between the password and the second step: somebody who is nobody yet, and may open nothing."""

from time import time

from django.conf import settings
from django.contrib.auth import get_user_model, login, logout
from django.utils.crypto import constant_time_compare

from unityreports.accounts import one_time_codes, second_step
from unityreports.accounts.second_step import DONE

_HALF = "half log-in"  # in the session of a visitor who is not logged in
_OFFERED = "offered secret"  # in the session, sealed: what stands in the QR code, and for whom
LASTS = 600  # seconds


def begin(request, user, *, remembered: bool, goes_to: str):
    """Remember who has given the right password, under a new session key."""
    if request.user.is_authenticated:
        logout(request)
    request.session.cycle_key()
    request.session[_HALF] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "until": time() + LASTS,
        "remembered": remembered,
        "goes_to": goes_to,
    }
    request.session.set_expiry(0)
    request.session.pop(_OFFERED, None)


def person(request):
    """Return who is to do a second step, or ``None``.

    That is who gave the password just now and kept it since, or who is logged in without that
    step, which has become due meanwhile.
    """
    if request.user.is_authenticated:
        is_left = DONE not in request.session and second_step.is_asked(request.user)
        return request.user if is_left else None
    half = request.session.get(_HALF)
    if half is None or half["until"] < time():
        return None
    user = get_user_model().objects.filter(pk=half["user"], is_active=True).first()
    has_kept = user and constant_time_compare(half["password"], user.get_session_auth_hash())
    return user if has_kept else None


def complete(request, user) -> str:
    """Log a person in, whole, under a new session key; return where it was to go, or nothing."""
    half = request.session.pop(_HALF, {})
    if request.user.is_authenticated:
        request.session.cycle_key()
    else:
        login(request, user)
        request.session.set_expiry(settings.SESSION_COOKIE_AGE if half["remembered"] else 0)
    request.session[DONE] = int(time())
    return half.get("goes_to", "")


def offered(request, user) -> str:
    """Return the secret that a person is shown, the same until it is kept."""
    offer = request.session.get(_OFFERED)
    if offer is None or offer["user"] != user.pk:
        secret = one_time_codes.new_secret()
        request.session[_OFFERED] = {"user": user.pk, "secret": one_time_codes.seal(secret)}
        return secret
    return one_time_codes.opened(offer["secret"])


def forget_offer(request):
    """Forget the secret that was shown, once it is kept."""
    request.session.pop(_OFFERED, None)
