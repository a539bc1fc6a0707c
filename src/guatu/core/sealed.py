"""Texts that are sealed in the database: keys of other systems, which a copy of the tables must not give away.

Sealed with Fernet (AES-128-CBC, HMAC-SHA256), or with SM4-GCM where `GUATU_CIPHER` says so, under a key derived from
`SECRET_KEY`. What a text was sealed with stands before it, so both are opened whatever the setting says. Whoever
changes that key names the old one in `SECRET_KEY_FALLBACKS`, or enters the sealed texts again.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import logging
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from guatu.core.sm4 import NONCE, SM4GCM, sm3_key

_PURPOSE = b"guatu.core.sealed"
_MARK = "sealed:"
_SM4_MARK = "sealed:sm4:"  # no text of Fernet begins so
_log = logging.getLogger(__name__)


def seal(text: str) -> str:
    """The text as it is stored; an empty one stays empty. Sealing twice gives two different results."""
    if not text:
        return ""
    if settings.SECRET_KEY == "unset":  # noqa: S105 – the settings' word for “none given”
        raise ImproperlyConfigured("Set GUATU_SECRET_KEY: without it nothing can be sealed.")
    if settings.GUATU_CIPHER == "sm4":
        nonce = os.urandom(NONCE)
        sealed = _sm4(settings.SECRET_KEY).encrypt(nonce, text.encode(), None)
        return _SM4_MARK + base64.urlsafe_b64encode(nonce + sealed).decode()
    return _MARK + _box().encrypt(text.encode()).decode()


def unseal(stored: str) -> str:
    """The text again. What no known key opens reads as empty, and the log says so; what was never sealed stays."""
    if not stored.startswith(_MARK):
        return stored
    try:
        if stored.startswith(_SM4_MARK):
            return _unseal_sm4(stored.removeprefix(_SM4_MARK))
        return _box().decrypt(stored.removeprefix(_MARK).encode()).decode()
    except (InvalidToken, InvalidTag):
        _log.warning("A sealed text cannot be opened: GUATU_SECRET_KEY is not the one it was sealed with.")
        return ""


def _unseal_sm4(text: str) -> str:
    """Raises `InvalidTag` where no known key opens it."""
    try:
        data = base64.urlsafe_b64decode(text)
    except ValueError as error:
        raise InvalidTag from error
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        with contextlib.suppress(InvalidTag):
            return _sm4(key).decrypt(data[:NONCE], data[NONCE:], None).decode()
    raise InvalidTag


def _sm4(key: str) -> SM4GCM:
    return SM4GCM(sm3_key(key.encode(), _PURPOSE))


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    return base64.urlsafe_b64encode(hmac.digest(key.encode(), _PURPOSE, hashlib.sha256))


class SealedField(models.TextField):  # type: ignore[type-arg]
    """A text that is sealed in its column and open in the instance; it cannot be searched for."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else unseal(value)

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else seal(str(value))
