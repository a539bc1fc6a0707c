"""Reading the record: an object's history, and the walk that checks the chain."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from guatu.audit.models import ChainHead, CopyCursor, Entry
from guatu.audit.policies import VIEW, may_view_record
from guatu.audit.rules import COVERED, entry_hash
from guatu.core.actor import Actor
from guatu.core.citus import on_cluster
from guatu.core.clock import CHINA
from guatu.core.errors import NotAllowed


def history_of(object_id: UUID, *, zone_id: UUID) -> QuerySet[Entry]:
    """The entries in whose `about` the object stands, newest first.

    Callers come with an object they were allowed to see; the history of a visible object is visible.
    """
    return Entry.objects.filter(in_history_of(object_id, zone_id=zone_id)).order_by("-sequence")


def in_history_of(object_id: UUID, *, zone_id: UUID) -> Q:
    """The zone's entries in whose `about` the object stands, by the index that only the function may look into.

    On a cluster the function cannot stand in a question that the nodes answer; there the zone's entries are walked.
    """
    if on_cluster():
        return Q(zone_id=zone_id, about__contains=[object_id])
    numbers = RawSQL("SELECT audit_entries_about(%s, %s)", (zone_id, object_id))
    return Q(zone_id=zone_id, sequence__in=numbers)


def entries(*, actor: Actor) -> QuerySet[Entry]:
    """The whole record of the actor's zone, newest first, for those who may read all of it."""
    if not may_view_record(actor):
        raise NotAllowed(VIEW)
    return Entry.objects.filter(zone_id=actor.zone_id).order_by("-sequence")


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which entries of the record somebody asks for; what is empty does not narrow.

    Days are days of China and both within. `person` and `words` are parts of the names of who acted and of what it
    was about; `about` is one object in whose history the entries stand.
    """

    first_day: date | None = None
    last_day: date | None = None
    person: str = ""
    event: str = ""
    words: str = ""
    about: UUID | None = None

    def narrow(self, rows: QuerySet[Entry], *, zone_id: UUID) -> QuerySet[Entry]:
        """`rows` of the zone, narrowed."""
        if self.first_day is not None:
            rows = rows.filter(at__gte=datetime.combine(self.first_day, time.min, CHINA))
        if self.last_day is not None:
            rows = rows.filter(at__lte=datetime.combine(self.last_day, time.max, CHINA))
        if self.person:
            rows = rows.filter(actor_name__icontains=self.person)
        if self.event:
            rows = rows.filter(event=self.event)
        if self.words:
            rows = rows.filter(subject_label__icontains=self.words)
        if self.about is not None:
            rows = rows.filter(in_history_of(self.about, zone_id=zone_id))
        return rows


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One page of the record, newest first. `older` and `newer` are cursors, or None at either end."""

    entries: list[Entry]
    older: int | None
    newer: int | None


def record_page(
    chosen: RecordFilter, *, actor: Actor, before: int | None = None, after: int | None = None, size: int = 50
) -> RecordPage:
    """The `size` entries before (or after) a sequence number; the newest where neither is given.

    A cursor is a sequence number, so that entries written meanwhile shift nothing.
    """
    rows = chosen.narrow(entries(actor=actor), zone_id=actor.zone_id)
    if after is not None:
        found = list(rows.filter(sequence__gt=after).order_by("sequence")[: size + 1])
        page = found[:size][::-1]
        return RecordPage(
            page,
            older=page[-1].sequence if page else None,
            newer=page[0].sequence if len(found) > size else None,
        )
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    found = list(rows[: size + 1])
    page = found[:size]
    return RecordPage(
        page,
        older=page[-1].sequence if len(found) > size else None,
        newer=page[0].sequence if before is not None and page else None,
    )


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


@dataclass(frozen=True, slots=True)
class Backlog:
    """Entries of a zone that are not copied elsewhere yet: how many, and since when the first of them waits."""

    entries: int
    since: datetime | None


def copy_backlog(zone_id: UUID) -> Backlog:
    """How far the copy of the record is behind."""
    reached = CopyCursor.objects.filter(zone_id=zone_id).values_list("sequence", flat=True).first() or 0
    waiting = Entry.objects.filter(zone_id=zone_id, sequence__gt=reached)
    first = waiting.order_by("sequence").values_list("at", flat=True).first()
    return Backlog(waiting.count() if first else 0, first)


def record_length(zone_id: UUID) -> int:
    """How many entries the zone's record has."""
    return Entry.objects.filter(zone_id=zone_id).count()


def _walk(zone_id: UUID) -> Iterator[Entry]:
    return Entry.objects.filter(zone_id=zone_id).order_by("sequence").iterator(chunk_size=2000)
