"""Identifiers: UUID version 7, so that new rows of a table lie together on disk and sort by age."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def new_id() -> UUID:
    """A new UUIDv7 (RFC 9562)."""
    return uuid7()


def moment_of(identifier: UUID) -> datetime:
    """When a UUIDv7 was made: aware, UTC, to the millisecond."""
    return _EPOCH + (identifier.int >> 80) * _MILLISECOND


def first_id_after(moment: datetime) -> UUID:
    """No UUIDv7 made up to the millisecond of `moment` (aware) reaches it; every later one does."""
    return UUID(int=((moment - _EPOCH) // _MILLISECOND + 1) << 80)
