"""The sessions of a person: where each began, whether it still holds, and its end."""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.dispatch import Signal
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from unityreports import visitors
from unityreports.accounts.models import DeskSession

ended = Signal()  # user, sessions: told to whoever writes it down
SEEN = "seen"  # in a session: when its person last did something
_BEGAN = "began"  # in a session: when, from which network, with which browser
_LONGEST = 300  # characters that are kept of what a browser says of itself
_BROWSERS = (
    *(("MicroMessenger", "微信"), ("Edg", "Edge"), ("QQBrowser", "QQ 浏览器")),
    *(("360|Qihoo", "360 浏览器"), ("Firefox", "Firefox"), ("Chrome", "Chrome")),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    *(("Windows", "Windows"), ("Android", "Android"), ("iPhone|iPad", "iPhone/iPad")),
    *(("Mac OS", "macOS"), ("Linux", "Linux")),
)


@dataclass(frozen=True)
class OpenSession:
    """A session that would be let in now; ``mark`` names it without being its key."""

    key: str
    mark: str
    began_at: datetime | None
    seen_at: datetime | None
    network: str
    browser: str
    is_current: bool


def connect():
    """Note where sessions begin. Called once, when the app is ready."""
    user_logged_in.connect(_note, dispatch_uid="accounts.began")


def _note(request, **kwargs):
    if session := getattr(request, "session", None):
        address, agent = request.META.get("REMOTE_ADDR"), request.META.get("HTTP_USER_AGENT", "")
        session[_BEGAN] = {
            "at": time.time(),
            "network": visitors.network(address) if address else "",
            "agent": agent[:_LONGEST],
        }


def of(user, current_key: str | None = None) -> list[OpenSession]:
    """Return the sessions of a person, the current one first, then those last used.

    Not those that an older password began: they are let in nowhere.
    """
    rows = DeskSession.objects.filter(account=user.pk, expire_date__gt=timezone.now())
    contents = [(row.session_key, row.get_decoded()) for row in rows]
    held = [
        _read(key, content, current_key)
        for key, content in contents
        if constant_time_compare(content.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    ]
    return sorted(held, key=lambda each: (not each.is_current, -_seconds(each.seen_at)))


def end(user, sessions: list[OpenSession]):
    """End sessions of a person: the next request of each is asked to log in."""
    DeskSession.objects.filter(session_key__in=[each.key for each in sessions]).delete()
    if sessions:
        ended.send(OpenSession, user=user, sessions=sessions)


def _read(key: str, content: dict, current_key: str | None) -> OpenSession:
    began = content.get(_BEGAN, {})
    return OpenSession(
        key=key,
        mark=salted_hmac("accounts.session", key).hexdigest()[:20],
        began_at=_moment(began.get("at")),
        seen_at=_moment(content.get(SEEN) or began.get("at")),
        network=began.get("network", ""),
        browser=_browser(began.get("agent", "")),
        is_current=key == current_key,
    )


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0


def _browser(agent: str) -> str:
    """Return what a browser and its machine are called, as far as it says so."""
    found = [
        next((name for pattern, name in names if re.search(pattern, agent)), "")
        for names in (_BROWSERS, _SYSTEMS)
    ]
    return "，".join(filter(None, found))
