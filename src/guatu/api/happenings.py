"""What happened since a cursor, of what the token may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from guatu.api.callers import caller
from guatu.api.collections.table import BY_TYPE, COLLECTIONS
from guatu.api.endpoints import endpoint, json_answer
from guatu.api.paging import bad_cursor, check_parameters, page_size, read_cursor, write_cursor
from guatu.audit.models import Entry
from guatu.core.actor import Actor

# So many entries are looked through for one page; a page may hold fewer events than were asked for, and still go on.
LOOKED_THROUGH = 1000


@endpoint("GET", "HEAD")
def list_events(request: HttpRequest) -> HttpResponse:
    """Oldest first, after the cursor. `next` is always given: it is where to go on later, too."""
    who = caller(request)
    query = request.GET
    check_parameters(query, ("limit", "cursor"))
    size, after = page_size(query), _place(read_cursor(query))
    entries = list(
        Entry.objects.filter(zone_id=who.zone.id, sequence__gt=after).order_by("sequence")[:LOOKED_THROUGH]
    )
    seen = visible_entries(entries, actor=who.actor)
    page = seen[:size]
    looked_at = page if len(seen) > size else entries
    last = looked_at[-1].sequence if looked_at else after
    return json_answer({"items": [_document(one) for one in page], "next": write_cursor(last)})


def _place(text: str | None) -> int:
    if text is None:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        raise bad_cursor()
    return int(text)


def visible_entries(entries: Sequence[Entry], *, actor: Actor) -> list[Entry]:
    """Of these entries those about an object that the actor may see (at most one query a collection).

    That is their subject; where no collection shows its kind, an object of the same app in whose history they stand,
    or, where the app has no collection, the object that stands next to the subject.
    """
    ids = {one for entry in entries for one in entry.about}
    if not ids:
        return []
    seen: dict[str, set[UUID]] = {}
    of_app: dict[str, set[UUID]] = defaultdict(set)
    for collection in COLLECTIONS.values():
        if actor.may(collection.permission):
            rows = collection.rows(actor).filter(id__in=ids).order_by()
            seen[collection.name] = set(rows.values_list("id", flat=True))
            of_app[collection.model._meta.app_label] |= seen[collection.name]
    anything = set().union(*seen.values())

    def shows(entry: Entry) -> bool:
        if entry.subject_type in PRIVATE:
            return False
        collection = BY_TYPE.get(entry.subject_type)
        if collection is not None:
            return entry.subject_id in seen.get(collection.name, ())
        app = entry.subject_type.split(".")[0]
        if app in _APPS:
            return not of_app[app].isdisjoint(entry.about)
        return len(entry.about) > 1 and entry.about[1] in anything

    return [entry for entry in entries if shows(entry)]


_APPS = frozenset(one.model._meta.app_label for one in COLLECTIONS.values())
# What befalls people and their ways in is told by the record alone; so are items of agendas and what was resolved on
# them, whose titles may be those of confidential matters.
PRIVATE = frozenset(
    {
        "organization.person",
        "organization.appointment",
        "api.apitoken",
        "enterprises.accesslink",
        "enterprises.contact",
        "notifications.notification",
        "notifications.delivery",
        "notifications.preference",
        "meetings.agendaitem",
        "meetings.resolution",
    }
)


def _document(entry: Entry) -> dict[str, Any]:
    collection = BY_TYPE.get(entry.subject_type)
    return {
        "id": str(entry.id),
        "sequence": entry.sequence,
        "at": entry.at.isoformat(),
        "event": entry.event,
        "actor": entry.actor_name,
        "by": entry.actor_kind,
        "subject": {
            "type": entry.subject_type,
            "id": str(entry.subject_id),
            "label": entry.subject_label,
            "collection": collection.name if collection else None,
        },
        "about": [str(one) for one in entry.about],
        "changed": sorted(entry.changes),
    }
