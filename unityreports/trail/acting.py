"""Who is at work: the person behind the request that is being answered, or the command."""

import getpass
import sys
from contextvars import ContextVar
from pathlib import Path

from unityreports import visitors
from unityreports.trail import chain

_request: ContextVar = ContextVar("request", default=None)


class KnowsRequest:
    """Keeps the request at hand while it is answered, for what is written down meanwhile."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request."""
        token = _request.set(request)
        try:
            with chain.together():
                return self.get_response(request)
        finally:
            _request.reset(token)


def person():
    """Return the user behind the request that is being answered; ``None`` without a request."""
    return getattr(_request.get(), "user", None)


def by(user=None) -> dict:
    """Return the fields of an entry that say who acts: a known person, or whoever is at work."""
    request = _request.get()
    if user is None:
        user = person()
    if user is not None and user.is_authenticated:
        who = {"actor": user.pk, "actor_name": name_of(user)}
    else:
        who = {"actor": None, "actor_name": "" if request else _program()}
    is_known = who["actor"] is not None or (request and request.path_info.startswith("/admin/"))
    network = visitors.network(request.META["REMOTE_ADDR"]) if request and is_known else ""
    return who | {"network": network}  # of readers nothing is kept


def name_of(user) -> str:
    """Return what an entry calls a person: the name with the account, 王小（wang）."""
    full, account = user.get_full_name(), user.get_username()
    return f"{full}（{account}）" if full else account


def note_entry():
    """Remember that the request at hand has left an entry."""
    if request := _request.get():
        request.left_entry = True


def _program() -> str:
    """Return what runs without a request, and for whom: manage.py serve（www-data）."""
    words = [Path(sys.argv[0]).name, *(word for word in sys.argv[1:2] if word[:1] != "-")]
    try:
        person = getpass.getuser()
    except (KeyError, OSError):  # a user without a name
        person = "?"
    return f"{' '.join(words)}（{person}）"
