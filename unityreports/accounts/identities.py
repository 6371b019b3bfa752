"""Whose account it is that a provider vouches for.

The first time, an account is found by the claim that the site goes by (OIDC_MATCH): an e-mail
address that the provider has verified, or a name. From then on the provider's own mark of the
person counts and nothing else: an address or name may go to somebody else one day.
"""

from time import time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.dispatch import Signal

from unityreports.accounts.models import Identity
from unityreports.accounts.oidc_settings import Provider

VOUCHED = "vouched for"  # in the session: a person's number, and when
FRESH = 300  # seconds for which that stands for a password
# Told to whoever writes it down: act, user or None, and what there is to say of it (note).
happened = Signal()


def person_of(claims: dict):
    """Return the active account of whom the claims tell of, or ``None``; bind or make it first."""
    provider = settings.OIDC
    known = _known(provider, claims)
    if known is None:
        try:
            with transaction.atomic():
                known = _bound(provider, claims)
        except IntegrityError:  # the same person at the same time, in another window
            known = _known(provider, claims)
    if known is None or not known.is_active:
        happened.send(Identity, act="identity_refused", user=known, note=_told(claims))
        return None
    return known


def takes_password(user) -> bool:
    """Return whether a person may log in with a password: some have none, or are not to use it."""
    is_only_way = settings.OIDC is not None and settings.OIDC.is_only_way
    return user.has_usable_password() and (user.is_superuser or not is_only_way)


def has_just_shown(request) -> bool:
    """Return whether a provider has vouched for who is logged in within the last minutes."""
    number, at = request.session.get(VOUCHED, (None, 0))
    return number == request.user.pk and at > time() - FRESH


def forget(user):
    """Let an account be found anew by the claim that the site goes by."""
    if Identity.objects.filter(user=user).delete()[0]:
        happened.send(Identity, act="identity_ended", user=user, note="")


def _known(provider: Provider, claims: dict):
    same = Identity.objects.filter(issuer=provider.issuer, subject=claims["sub"])
    identity = same.select_related("user").first()
    return identity and identity.user


def _bound(provider: Provider, claims: dict):
    user = _matching(provider, claims) or (provider.makes_people and _made(provider, claims))
    if not user:
        return None
    Identity.objects.create(user=user, issuer=provider.issuer, subject=claims["sub"])
    happened.send(Identity, act="identity_bound", user=user, note=_told(claims))
    return user


def _matching(provider: Provider, claims: dict):
    """Return the one active account that the claim names and nobody has been bound to."""
    value = _text(claims, provider.matches)
    if not value or not _is_vouched_for(provider, claims):
        return None
    users = get_user_model()
    lookup = {"email__iexact" if provider.matches == "email" else users.USERNAME_FIELD: value}
    found = users.objects.filter(is_active=True, **lookup)[:2]
    is_one = len(found) == 1 and not found[0].identities.filter(issuer=provider.issuer).exists()
    return found[0] if is_one else None


def _is_vouched_for(provider: Provider, claims: dict) -> bool:
    return provider.matches != "email" or claims.get("email_verified") in (True, "true")


def _made(provider: Provider, claims: dict):
    """Return a new account without any role, or ``None`` where its name or address is taken."""
    users = get_user_model()
    name = _text(claims, "preferred_username") or claims["sub"]
    email = _text(claims, "email") if claims.get("email_verified") in (True, "true") else ""
    is_taken = users.objects.filter(username__iexact=name).exists()
    if is_taken or (email and users.objects.filter(email__iexact=email).exists()):
        return None
    user = users(username=name, email=email)
    given, family = _text(claims, "given_name"), _text(claims, "family_name")
    user.first_name, user.last_name = (given, family) if family else (_text(claims, "name"), "")
    user.set_unusable_password()
    try:
        user.full_clean()
    except ValidationError:
        return None
    user.save()
    return user


def _text(claims: dict, name: str) -> str:
    value = claims.get(name)
    return value.strip() if isinstance(value, str) else ""


def _told(claims: dict) -> str:
    """Return what names the person in the trail."""
    named = (_text(claims, name) for name in ("preferred_username", "name", "email"))
    return " ".join(dict.fromkeys(filter(None, (*named, claims["sub"]))))
