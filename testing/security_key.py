"""A security key in software."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

_HERE = hashlib.sha256(b"localhost").digest()
_PRESENT, _VERIFIED, _WITH_KEY = 0x01, 0x04, 0x40


class SecurityKey:
    """Of ``user`` at ``localhost``, who is asked for nothing but to touch it."""

    def __init__(self, user: Any) -> None:
        self._person = str(user.pk.hex).encode()
        self._id = os.urandom(16)
        self._private = ec.generate_private_key(ec.SECP256R1())
        said = {"credential": self._credential(self._made()), "name": "Key"}
        Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=said)

    def answer(self, challenge: str, *, verified: bool) -> dict[str, Any]:
        """``challenge`` as the server writes it. ``verified``: by a PIN or a finger."""
        asked = _client_data("webauthn.get", challenge)
        data = _HERE + struct.pack(">BI", _PRESENT | (_VERIFIED if verified else 0), 0)
        signature = self._private.sign(data + hashlib.sha256(asked).digest(), ec.ECDSA(SHA256()))
        said = {"clientDataJSON": asked, "authenticatorData": data, "signature": signature, "userHandle": self._person}
        return self._credential(said)

    def _made(self) -> dict[str, bytes]:
        public = ES256.from_cryptography_key(self._private.public_key())  # type: ignore[no-untyped-call]
        data = _HERE + struct.pack(">BI", _PRESENT | _WITH_KEY, 0) + bytes(16)
        data += struct.pack(">H", len(self._id)) + self._id + cbor.encode(public)
        attestation = cbor.encode({"fmt": "none", "authData": data, "attStmt": {}})
        return {"clientDataJSON": _client_data("webauthn.create", "AAAA"), "attestationObject": attestation}

    def _credential(self, response: dict[str, bytes]) -> dict[str, Any]:
        own = websafe_encode(self._id)
        said = {name: websafe_encode(value) for name, value in response.items()}
        return {"id": own, "rawId": own, "type": "public-key", "response": said, "clientExtensionResults": {}}


def _client_data(kind: str, challenge: str) -> bytes:
    return json.dumps({"type": kind, "challenge": challenge, "origin": "http://localhost:8080"}).encode()
