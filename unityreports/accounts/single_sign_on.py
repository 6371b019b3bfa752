"""Asks an OpenID Connect provider who somebody is (authorization code, PKCE, state and nonce)."""

import logging
from functools import cache
from importlib.util import find_spec
from time import time

import requests
from django.conf import settings
from django.utils.http import urlencode

from unityreports.accounts.oidc_settings import Provider

if find_spec("authlib"):  # it is not installed where nobody is asked (requirements-oidc.txt)
    from authlib.common.errors import AuthlibBaseError
    from authlib.integrations.base_client import MismatchingStateError
    from authlib.integrations.django_client import OAuth
    from joserfc.errors import JoseError

    # What comes of a provider that does not answer, or not as the protocol says.
    TROUBLES = (
        *(requests.RequestException, AuthlibBaseError, JoseError),
        *(LookupError, TypeError, ValueError, AttributeError, RuntimeError),
    )

LONGEST = 10  # seconds that each answer of the provider may take
FRESH = 300  # seconds since a person last showed the provider who they are, where that is asked
_DISCOVERY = "/.well-known/openid-configuration"
_NO_SECRET_SHARED = ("RS", "ES", "PS", "Ed")  # signatures that nobody but the provider can make
logger = logging.getLogger(__name__)


class UnavailableError(Exception):
    """The provider gave no answer that can be believed; the log says what was wrong."""


class CancelledError(Exception):
    """The person went back, or the provider does not vouch for them."""


class NotBegunError(Exception):
    """The answer belongs to no question of this browser, or to one that was answered."""


def ask(request, back: str, *, anew: bool):
    """Return a redirect to the provider, which sends the person back to the address ``back``.

    ``anew`` lets it ask who they are, also if it knows. Raise ``UnavailableError``.
    """
    try:
        asked = {"prompt": "login", "max_age": 0} if anew else {}
        return _client(settings.OIDC).authorize_redirect(request, back, **asked)
    except TROUBLES as trouble:
        raise _unavailable(trouble) from trouble


def answer(request, *, anew: bool) -> dict:
    """Return what the provider says of a person (claims), checked.

    Raise ``CancelledError``, ``NotBegunError`` or ``UnavailableError``.
    """
    if error := request.GET.get("error"):
        logger.warning("统一身份认证的答复：%s", ascii(error[:100]))
        raise CancelledError
    try:
        told = _told(request, settings.OIDC)
    except MismatchingStateError as trouble:
        raise NotBegunError from trouble
    except TROUBLES as trouble:
        raise _unavailable(trouble) from trouble
    # Told with every answer to a question for it, by most; who says nothing is believed.
    if anew and told.get("auth_time", time()) < time() - FRESH:
        raise CancelledError
    return told


def way_out(back: str) -> str:
    """Return the address where a person logs out at the provider, who leads on to ``back``.

    It is empty where the provider has no such address or does not answer. It names the site and
    nobody: a provider that cannot tell who comes asks before it logs them out.
    """
    try:
        address = str(_client(settings.OIDC).server_metadata.get("end_session_endpoint") or "")
    except TROUBLES as trouble:
        _unavailable(trouble)
        return ""
    if not address.startswith(("https://", settings.OIDC.issuer)):
        return ""
    told = {"client_id": settings.OIDC.client_id, "post_logout_redirect_uri": back}
    return f"{address}{'&' if '?' in address else '?'}{urlencode(told)}"


def _told(request, provider: Provider) -> dict:
    """Return the claims of the ID token, and what the provider tells only when asked for it."""
    client = _client(provider)
    options = {
        "iss": {"essential": True, "value": client.server_metadata["issuer"]},
        "aud": {"essential": True, "value": provider.client_id},
    }
    token = client.authorize_access_token(request, claims_options=options)
    told = dict(token["userinfo"])
    if provider.matches not in told and "userinfo_endpoint" in client.server_metadata:
        more = client.userinfo(token=token)
        if more["sub"] != told["sub"]:
            raise ValueError("userinfo is of somebody else")
        told = more | told
    return told


@cache
def _client(provider: Provider):
    """Return what asks a provider, once it has told its addresses; it is asked for them once."""
    client = OAuth().register(
        "provider",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.issuer + _DISCOVERY,
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": LONGEST,
        },
    )
    known = client.load_server_metadata()
    if known["issuer"].rstrip("/") != provider.issuer:
        raise ValueError(f"issuer is {known['issuer']}")
    offered = known.get("id_token_signing_alg_values_supported", ["RS256"])
    known["id_token_signing_alg_values_supported"] = [
        name for name in offered if name.startswith(_NO_SECRET_SHARED)
    ]
    return client


def _unavailable(trouble: Exception) -> UnavailableError:
    logger.warning(
        "统一身份认证没有给出可用的答复：%s：%s", type(trouble).__name__, str(trouble)[:300]
    )
    return UnavailableError()
