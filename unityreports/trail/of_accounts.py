"""Feeds the trail with who came in, who did not, and who left."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save

from unityreports.accounts import guessing, identities, open_sessions, second_step
from unityreports.accounts.models import LogIn
from unityreports.trail.recording import record, record_once

LOGGED_IN, LOGGED_OUT, FAILED = "account.login", "account.logout", "account.failed"
REFUSED, RELEASED, ENDED = "account.refused", "account.released", "account.ended"
_AGAIN = timedelta(minutes=15)  # until the same refusal is written down once more
_OUTCOMES = {LogIn.Outcome.REFUSED: REFUSED, LogIn.Outcome.RELEASED: RELEASED}


def connect():
    """Listen. Called once, when the app is ready."""
    user_logged_in.connect(_logged_in, dispatch_uid="trail.logged_in")
    user_logged_out.connect(_logged_out, dispatch_uid="trail.logged_out")
    user_login_failed.connect(_failed, dispatch_uid="trail.failed")
    second_step.happened.connect(_second_step, dispatch_uid="trail.second_step")
    identities.happened.connect(_identity, dispatch_uid="trail.identity")
    open_sessions.ended.connect(_ended, dispatch_uid="trail.ended")
    post_save.connect(_noted, sender=LogIn, dispatch_uid="trail.log_in")


def _logged_in(user, **kwargs):
    record(LOGGED_IN, user, user=user)


def _logged_out(user, **kwargs):
    if user is not None:
        record(LOGGED_OUT, user, user=user)


def _ended(user, sessions, **kwargs):
    """Tell of sessions that their person has ended from another."""
    for session in sessions:
        record(ENDED, user, user=user, note=f"{session.network} {session.browser}")


def _failed(credentials: dict, request=None, **kwargs):
    """Tell of a wrong password. Whoever typed it is nobody yet; a name nobody has is a mark."""
    name = credentials.get(get_user_model().USERNAME_FIELD)
    if name and not hasattr(request, "log_in_locked_until"):
        record(FAILED, **_account(guessing.counted_as(name)))


def _second_step(act: str, user, note: str, **kwargs):
    """Tell of a second step: set up, failed, ended, codes for paper used or made anew."""
    record(f"account.{act}", user, note=note)


def _identity(act: str, user, note: str, **kwargs):
    """Tell of an account that was bound to what a provider vouches for, or of none found for it."""
    if act == "identity_refused":
        record_once(f"account.{act}", _AGAIN, user, note=note)
    else:
        record(f"account.{act}", user, note=note)


def _noted(instance: LogIn, created: bool, raw: bool, **kwargs):
    """Tell of a lock, once for all attempts that it refuses, and of its end."""
    if created and not raw and instance.outcome in _OUTCOMES:
        record(_OUTCOMES[instance.outcome], **_account(instance.account))


def _account(name: str) -> dict:
    user = get_user_model().objects.filter(username=name).first()
    return {"kind": "auth.user", "object_id": user.pk if user else "", "title": name}
