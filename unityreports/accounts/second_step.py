"""Who is asked for a second step at the log-in, and what they have for it.

By default it is due to those who review, publish or administer, superusers among them; a role gets
it by the permission ``accounts.second_step_required``. Whoever has set it up is asked as well. The
machine's administrator can switch all of it off (``manage.py second_factor off``), which the desk
tells.
"""

from django.db import transaction
from django.dispatch import Signal

from unityreports.accounts.models import (
    Authenticator,
    DeskSession,
    Passkey,
    RecoveryCode,
    SecondStepOff,
)

DONE = "second step"  # in the session: when it was done, in seconds since 1970
DUE_TO = (
    *("accounts.second_step_required", "articles.publish_article"),
    *(f"articles.{right}_article" for right in ("review_first", "review_second", "review_final")),
    "articles.publish_past_article",
    *("articles.change_approvalsettings", "unityreports.change_siteidentity"),
)
OFF = "第二步验证已关闭：知道密码的人就能登录。重新打开：manage.py second_factor on"
# Told to whoever writes it down: act, user, and what there is to say of it (note).
happened = Signal()


def is_off() -> bool:
    """Return whether nobody is asked for a second step on this site."""
    return SecondStepOff.objects.exists()


def is_due(user) -> bool:
    """Return whether a person must have a second step; superusers hold every permission."""
    return any(map(user.has_perm, DUE_TO)) and not is_off()


def is_set_up(user) -> bool:
    """Return whether a person has something to show in a second step."""
    return any(model.objects.filter(user=user).exists() for model in (Authenticator, Passkey))


def is_asked(user) -> bool:
    """Return whether a log-in of a person is whole only after a second step."""
    return is_due(user) or (is_set_up(user) and not is_off())


def tell(act: str, user, note: str = ""):
    """Tell what has happened to a person's second step."""
    happened.send(Authenticator, act=act, user=user, note=note)


@transaction.atomic
def take_away(user):
    """Take away all that a person shows in a second step."""
    for model in (Authenticator, Passkey, RecoveryCode):
        model.objects.filter(user=user).delete()
    tell("second_step_ended", user)


@transaction.atomic
def reset(user):
    """Do so for somebody who lost it, and end the person's sessions: a finder may have them."""
    take_away(user)
    end_sessions(user)


def end_sessions(user, kept: str | None = None):
    """Log a person out everywhere, but for the session with the key ``kept``."""
    DeskSession.objects.filter(account=user.pk).exclude(session_key=kept).delete()
