"""Identifiers: UUID version 7, so that new rows of a table lie together on disk and sort by age."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new UUIDv7 (RFC 9562)."""
    return uuid7()
