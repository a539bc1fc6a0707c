"""Writing entries: called by the one door for change, inside its transaction and last in it."""

from contextlib import nullcontext, suppress
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from guatu.audit.listeners import tell_listeners
from guatu.audit.models import ChainHead, Entry
from guatu.audit.rules import entry_hash
from guatu.core.bulk import copy_values, many_objects
from guatu.core.clock import now
from guatu.core.ids import new_id
from guatu.core.json import to_json
from guatu.core.notify import notify
from guatu.core.use_case import Happening

LIVE_CHANNEL = "guatu_live"
MANY = 100


def append(zone_id: UUID, happenings: list[Happening]) -> None:
    """Chain and insert one entry for each happening, and wake whoever watches the zone.

    Advancing the head locks its row until the commit, so entries of one zone are numbered without gaps and
    in the order of their commits. It is the transaction's last act, so the lock is short.
    """
    head = _advance_head(zone_id, len(happenings))
    sequence, previous = head.sequence - len(happenings), head.hash
    with many_objects() if len(happenings) > MANY else nullcontext():
        entries = _write(zone_id, happenings, sequence, previous)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_chainhead SET hash = %s WHERE zone_id = %s", [entries[-1]["hash"], zone_id]
        )
    tell_listeners(zone_id, entries)
    if settings.GUATU_RECORD_URL:
        transaction.on_commit(_have_it_copied, robust=True)
    _wake_watchers(head.zone_code, happenings)


def _have_it_copied() -> None:
    """At once, and not only at the turn of the minute; one job waits at a time."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(
            "guatu.audit.tasks.copy_record", queueing_lock="copy_record", lock="copy_record"
        ).defer()


def _write(
    zone_id: UUID, happenings: list[Happening], sequence: int, previous: bytes
) -> list[dict[str, Any]]:
    """Insert the entries after `sequence`, chained to `previous`; returns their fields."""
    at = now()
    entries = []
    for happening in happenings:
        sequence += 1
        values: dict[str, Any] = {
            "id": new_id(),
            "zone_id": zone_id,
            "sequence": sequence,
            "at": at,
            "actor_kind": happening.actor.kind,
            "actor_name": happening.actor.name,
            "user_id": happening.actor.user_id,
            "person_id": happening.actor.person_id,
            "event": happening.event.name,
            "subject_type": happening.subject_type,
            "subject_id": happening.subject_id,
            "subject_label": happening.subject_label,
            "about": [happening.subject_id, *happening.about],
            "data": happening.event.payload(),
            "changes": {k: [to_json(old), to_json(new)] for k, (old, new) in happening.changes.items()},
            "reason": happening.reason,
        }
        values["previous_hash"], values["hash"] = previous, entry_hash(previous, values)
        previous = values["hash"]
        entries.append(values)
    if len(entries) > MANY:
        copy_values(Entry, entries)
    else:
        Entry.objects.bulk_create(Entry(**values) for values in entries)
    return entries


class _Head(NamedTuple):
    """The head of a zone's chain, advanced, and the code of the zone."""

    sequence: int
    hash: bytes
    zone_code: str


def _advance_head(zone_id: UUID, count: int) -> _Head:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_chainhead AS head SET sequence = head.sequence + %s FROM core_zone AS zone"
            " WHERE head.zone_id = %s AND zone.id = head.zone_id RETURNING head.sequence, head.hash, zone.code",
            [count, zone_id],
        )
        row = cursor.fetchone()
    if row is None:
        ChainHead.objects.bulk_create([ChainHead(zone_id=zone_id)], ignore_conflicts=True)
        return _advance_head(zone_id, count)
    return _Head(row[0], bytes(row[1]), row[2])


def _wake_watchers(code: str, happenings: list[Happening]) -> None:
    """NOTIFY with at most one message an object and 50 in all; more than that is “look at everything”."""
    seen = {(h.subject_type, i, h.event.name) for h in happenings for i in (h.subject_id, *h.about)}
    messages = (
        [
            {"zone": code, "subject": kind, "id": str(i), "event": name}
            for kind, i, name in sorted(seen, key=str)
        ]
        if len(seen) <= 50
        else [{"zone": code, "subject": "*", "id": "*", "event": "*"}]
    )
    notify(LIVE_CHANNEL, messages)
