"""Reading the record: an object's history, and the walk that checks the chain."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from guatu.audit.models import ChainHead, Entry
from guatu.audit.rules import COVERED, entry_hash
from guatu.core.actor import Actor
from guatu.core.errors import NotAllowed


def history_of(object_id: UUID, *, zone_id: UUID) -> QuerySet[Entry]:
    """The entries in whose `about` the object stands, newest first.

    Callers come with an object they were allowed to see; the history of a visible object is visible.
    """
    return Entry.objects.filter(zone_id=zone_id, about__contains=[object_id]).order_by("-sequence")


def entries(*, actor: Actor) -> QuerySet[Entry]:
    """The whole record of the actor's zone, newest first, for those who may read all of it."""
    if not actor.may("audit.view_record"):
        raise NotAllowed("audit.view_record")
    return Entry.objects.filter(zone_id=actor.zone_id).order_by("-sequence")


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold: the first sequence number at fault, and what is wrong there."""

    zone_id: UUID
    sequence: int
    fault: str


def first_break(zone_id: UUID) -> Break | None:
    """Walk a zone's chain from the start; None where it holds to its head."""
    previous, expected = bytes(32), 0
    for entry in _walk(zone_id):
        expected += 1
        if entry.sequence != expected:
            return Break(zone_id, expected, "missing")
        if bytes(entry.previous_hash) != previous:
            return Break(zone_id, entry.sequence, "not chained to the entry before")
        digest = entry_hash(previous, {name: getattr(entry, name) for name in COVERED})
        if digest != bytes(entry.hash):
            return Break(zone_id, entry.sequence, "changed after it was written")
        previous = digest
    head = ChainHead.objects.filter(zone_id=zone_id).first()
    if (head.sequence if head else 0) != expected or (head is not None and bytes(head.hash) != previous):
        return Break(zone_id, expected + 1, "missing at the end")
    return None


def _walk(zone_id: UUID) -> Iterator[Entry]:
    return Entry.objects.filter(zone_id=zone_id).order_by("sequence").iterator(chunk_size=2000)
