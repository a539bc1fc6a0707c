"""Somebody of the scene who signs in with more than a password."""

import os
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from guatu.core.models import Zone
from guatu.demo.sign_ins import PASSWORD
from guatu.organization.powers import system_actor
from guatu.organization.use_cases.open_account import open_account
from guatu.organization.use_cases.register_person import register_person

# Somebody with an authenticator app and a security key, and no post.
KEEPER = "keeper"


def give_keys(zone: Zone) -> tuple[str, int]:
    """Somebody who signs in with more than a password; a recovery code, and the security key's number."""
    console = system_actor("console", zone)
    person = register_person(actor=console, name="保管员（演示）")
    user = open_account(actor=console, person=person, username=KEEPER).user
    user.set_password(PASSWORD)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    TOTP.activate(user, generate_totp_secret())
    key = WebAuthn.add(user, "安全密钥（演示）", _credential())
    code: str = RecoveryCodes.activate(user).generate_codes()[0]
    return code, key.instance.pk


def _credential() -> dict[str, Any]:
    """What a browser hands over when a security key is added."""
    identifier = os.urandom(16)
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    data = AuthenticatorData.create(
        os.urandom(32),
        AuthenticatorData.FLAG.AT,
        0,
        AttestedCredentialData.create(b"\0" * 16, identifier, public),
    )
    client = CollectedClientData.create("webauthn.create", b"\0" * 32, "https://guatu.example")
    answer = AuthenticatorAttestationResponse(
        client_data=client, attestation_object=AttestationObject.create("none", data, {})
    )
    return dict(RegistrationResponse(raw_id=identifier, response=answer))
