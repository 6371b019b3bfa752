"""Passkeys (WebAuthn) in the second step: a key in a device signs a challenge of the site.

A browser lends them to https and ``localhost`` only, and never to a bare IP address.
"""

import ipaddress
import json
import struct
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.crypto import salted_hmac
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from unityreports.accounts.models import Passkey
from unityreports.site.models import SiteIdentity

_STATE = "passkey challenge"  # in the session: what is to be signed, once
_PREFERRED = UserVerificationRequirement.PREFERRED
# What the library makes of an answer that no browser would give.
_NO_ANSWER = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError),
    *(NotImplementedError, OverflowError, struct.error),
)


def are_possible(request) -> bool:
    """Return whether a browser has passkeys for the address that a request came to."""
    host = _host(request)
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def of(request, user) -> list[Passkey]:
    """Return the passkeys that a person can show at the address of a request."""
    if not are_possible(request):
        return []
    return list(Passkey.objects.filter(user=user, host=_host(request)))


def offer(request, user) -> str:
    """Return what a browser needs to make a passkey, as JSON, and remember the challenge."""
    handle = salted_hmac("accounts.passkeys", str(user.pk), secret=settings.SECRET_KEY)
    options, request.session[_STATE] = _server(request).register_begin(
        PublicKeyCredentialUserEntity(
            id=handle.digest(), name=user.get_username(), display_name=user.get_username()
        ),
        [_credential(each) for each in of(request, user)],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=_PREFERRED,
    )
    return json.dumps(dict(options)["publicKey"], default=dict)


def add(request, user, answer: str, name: str) -> Passkey | None:
    """Keep the passkey that a browser has made; ``None`` when it is not for this challenge."""
    state = request.session.pop(_STATE, None)
    if state is None or not are_possible(request):
        return None
    try:
        data = _server(request).register_complete(state, json.loads(answer))
    except _NO_ANSWER:
        return None
    key = data.credential_data
    credential = websafe_encode(key.credential_id)
    if Passkey.objects.filter(credential=credential).exists():
        return None
    return Passkey.objects.create(
        user=user,
        credential=credential,
        public=bytes(key).hex(),
        count=data.counter,
        host=_host(request),
        name=name[: Passkey._meta.get_field("name").max_length],
    )


def challenge(request, user) -> str:
    """Return what a browser needs to show a passkey, as JSON, and remember the challenge."""
    options, request.session[_STATE] = _server(request).authenticate_begin(
        [_credential(each) for each in of(request, user)], user_verification=_PREFERRED
    )
    return json.dumps(dict(options)["publicKey"], default=dict)


def is_shown(request, user, answer: str) -> bool:
    """Return whether an answer is signed by a passkey of a person's, and for this challenge.

    A key that counts its uses must have counted on: a copy of it falls behind.
    """
    state = request.session.pop(_STATE, None)
    known = {each.credential: each for each in of(request, user)}
    if state is None or not known:
        return False
    try:
        given = AuthenticationResponse.from_dict(json.loads(answer))
        keys = [_credential(each) for each in known.values()]
        used = _server(request).authenticate_complete(state, keys, given)
    except _NO_ANSWER:
        return False
    count = given.response.authenticator_data.counter
    found = Passkey.objects.filter(pk=known[websafe_encode(used.credential_id)].pk)
    is_ahead = Q(count__lt=count) if count else Q(count=0)
    return bool(found.filter(is_ahead).update(count=count, used_at=timezone.now()))


def _credential(passkey: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes.fromhex(passkey.public))


def _host(request) -> str:
    """Return the name in the address of a request, without its port."""
    return split_domain_port(request.get_host())[0]


def _server(request) -> Fido2Server:
    site = SiteIdentity.load(request_or_site=request).name
    origin = f"{request.scheme}://{request.get_host()}"
    party: Any = PublicKeyCredentialRpEntity(name=site, id=_host(request))
    return Fido2Server(party, verify_origin=lambda given: given == origin)
