"""How an entry's hash is made. Pure."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from guatu.core.json import canonical

# The fields that the hash covers, in no order of their own: the canonical JSON form sorts them.
COVERED = (
    "zone_id", "sequence", "at", "actor_kind", "actor_name", "user_id", "person_id", "event",
    "subject_type", "subject_id", "subject_label", "about", "data", "changes", "reason",
)  # fmt: skip


def entry_hash(previous: bytes, values: Mapping[str, Any]) -> bytes:
    """SHA-256 over the previous entry's hash (32 bytes) and this entry's covered fields."""
    covered = {name: values[name] for name in COVERED}
    at: datetime = covered["at"]
    covered["at"] = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(previous + canonical(covered)).digest()
