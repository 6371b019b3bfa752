"""A security key in software: what a browser would send, made by the library's own parts."""

import hashlib
import json
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG


class SoftKey:
    """A key that counts its uses, for one origin; each part can be told to lie."""

    def __init__(self, origin: str = "https://testserver"):
        self.origin = origin
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.number = os.urandom(16)
        self.count = 0

    def made(self, options: str, **lies) -> str:
        """Return the answer to what a site asks of a new key."""
        asked = json.loads(options)
        public = ES256.from_cryptography_key(self.private.public_key())
        data = AuthenticatorData.create(
            hashlib.sha256(asked["rp"]["id"].encode()).digest(),
            FLAG.UP | FLAG.AT,
            self.count,
            AttestedCredentialData.create(Aaguid.NONE, self.number, public),
        )
        client = self._client(CollectedClientData.TYPE.CREATE, asked["challenge"], **lies)
        parts = {"attestationObject": websafe_encode(AttestationObject.create("none", data, {}))}
        return self._answer(client, parts)

    def shown(self, options: str, **lies) -> str:
        """Return the answer to a challenge."""
        asked = json.loads(options)
        self.count += 1
        host = lies.pop("host", asked["rpId"])
        data = AuthenticatorData.create(hashlib.sha256(host.encode()).digest(), FLAG.UP, self.count)
        client = self._client(CollectedClientData.TYPE.GET, asked["challenge"], **lies)
        signature = self.private.sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        parts = {
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
        }
        return self._answer(client, parts)

    def _client(self, kind, challenge: str, origin: str = "") -> CollectedClientData:
        return CollectedClientData.create(kind, challenge, origin or self.origin)

    def _answer(self, client, parts: dict) -> str:
        number = websafe_encode(self.number)
        response = {"clientDataJSON": websafe_encode(client), **parts}
        return json.dumps(
            {"id": number, "rawId": number, "type": "public-key", "response": response}
        )
