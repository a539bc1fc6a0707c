"""Texts that are sealed in the database: keys of other systems, which a copy of the tables must not give away.

Sealed with Fernet (AES-128-CBC, HMAC-SHA256) under a key derived from `SECRET_KEY`. Whoever changes that key names the
old one in `SECRET_KEY_FALLBACKS`, or enters the sealed texts again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

_PURPOSE = b"guatu.core.sealed"
_MARK = "sealed:"
_log = logging.getLogger(__name__)


def seal(text: str) -> str:
    """The text as it is stored; an empty one stays empty. Sealing twice gives two different results."""
    if not text:
        return ""
    if settings.SECRET_KEY == "unset":  # noqa: S105 – the settings' word for “none given”
        raise ImproperlyConfigured("Set GUATU_SECRET_KEY: without it nothing can be sealed.")
    return _MARK + _box().encrypt(text.encode()).decode()


def unseal(stored: str) -> str:
    """The text again. What no known key opens reads as empty, and the log says so; what was never sealed stays."""
    if not stored.startswith(_MARK):
        return stored
    try:
        return _box().decrypt(stored.removeprefix(_MARK).encode()).decode()
    except InvalidToken:
        _log.warning("A sealed text cannot be opened: GUATU_SECRET_KEY is not the one it was sealed with.")
        return ""


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
