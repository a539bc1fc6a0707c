"""What is kept of a contact, and what is wrong with what was typed."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

from guatu.core.errors import InvalidInput

_PHONE = re.compile(r"\+?[\d()\- ]{5,30}")


def checked_contact(name: str, role: str, phone: str) -> dict[str, str]:
    """The model's values. Raises `InvalidInput` with every fault."""
    phone = unicodedata.normalize("NFKC", phone).strip()
    faults = {}
    if not name.strip():
        faults["name"] = _("Whose number is it?")
    if phone and not _PHONE.fullmatch(phone):
        faults["phone"] = _("Digits, please, with + - ( ) where needed.")
    if faults:
        raise InvalidInput(faults)
    return {"name": name.strip()[:50], "role": role.strip()[:50], "phone": phone}


def hidden(changes: dict[str, tuple[object, object]]) -> dict[str, tuple[object, object]]:
    """The changes as the record keeps them: that a name or number changed, not from what to what."""
    return {
        field: ("***", "***") if field in ("name", "phone") else values for field, values in changes.items()
    }
