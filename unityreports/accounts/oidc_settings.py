"""By whom people may be vouched for at the log-in, read from OIDC_ISSUER and the rest of OIDC_*.

Without ``OIDC_ISSUER`` there is nobody: the log-in asks for a password. docs/deployment.md says how
a provider is set up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_BY = ("email", "preferred_username")


@dataclass(frozen=True)
class Provider:
    """An OpenID Connect provider, and how far it is believed."""

    issuer: str
    client_id: str
    client_secret: str
    label: str  # what people call it
    matches: str = "email"  # the claim by which an account is found the first time
    makes_people: bool = False  # an account, without any role, for whom it vouches first
    is_only_way: bool = False  # but for superusers, who keep their password


def chosen(environ: Mapping[str, str]) -> Provider | None:
    """Return the provider, if there is one; raise ``ImproperlyConfigured`` where it cannot work."""
    given = {
        name: value.strip()
        for name, value in environ.items()
        if name.startswith("OIDC_") and value.strip()
    }
    issuer = given.get("OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        if given:
            raise ImproperlyConfigured(f"设置了 {min(given)}，还要设置 OIDC_ISSUER。")
        return None
    _refuse_bad_address(issuer)
    for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"):
        if name not in given:
            raise ImproperlyConfigured(f"设置了 OIDC_ISSUER，还要设置 {name}。")
    if find_spec("authlib") is None:
        raise ImproperlyConfigured(
            "OIDC_ISSUER 需要 Authlib，请先运行："
            "tools/environment requirements.txt requirements-oidc.txt"
        )
    matches = given.get("OIDC_MATCH", _BY[0])
    if matches not in _BY:
        raise ImproperlyConfigured(f"OIDC_MATCH 应为 {' 或 '.join(_BY)}，现在是“{matches}”。")
    return Provider(
        issuer=issuer,
        client_id=given["OIDC_CLIENT_ID"],
        client_secret=given["OIDC_CLIENT_SECRET"],
        label=given.get("OIDC_NAME", "统一身份认证"),
        matches=matches,
        makes_people=_is_on(given, "OIDC_CREATES"),
        is_only_way=_is_on(given, "OIDC_ONLY"),
    )


def _refuse_bad_address(issuer: str):
    """Raise ``ImproperlyConfigured`` unless an issuer is asked over https, or on this machine."""
    try:
        parts = urlsplit(issuer)
        is_safe = parts.scheme == "https" or parts.hostname in _LOOPBACK
        is_address = parts.scheme in {"http", "https"} and parts.hostname and not parts.query
    except ValueError:
        is_safe = is_address = False
    if not (is_safe and is_address):
        raise ImproperlyConfigured(
            f"OIDC_ISSUER 应写成 https://主机名 开头的地址（本机可用 http），现在是“{issuer}”。"
        )


def _is_on(given: Mapping[str, str], name: str) -> bool:
    value = given.get(name, "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} 应为 0 或 1，现在是“{value}”。")
    return value == "1"
