"""Reading a collection: one page of it, or one object."""

from __future__ import annotations

from collections.abc import Collection as Names
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from guatu.api.collections.definition import Collection, read_value
from guatu.api.paging import (
    check_parameters,
    chosen_fields,
    page_size,
    read_cursor,
    read_id,
    read_moment,
    write_cursor,
)
from guatu.api.selectors import Caller
from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, NotFound
from guatu.core.past import as_of

PAGING = ("limit", "cursor", "fields", "as_of")


def read_page(collection: Collection, query: QueryDict, who: Caller) -> dict[str, Any]:
    """`items` and `next`, the cursor of the page after it (None on the last one)."""
    filters = collection.filters
    check_parameters(query, [*PAGING, *(f.name for f in filters)], many=[f.name for f in filters if f.many])
    fields = chosen_fields(query, collection.field_names)
    size, after, moment = page_size(query), read_id(read_cursor(query)), read_moment(query)
    if moment is not None:
        _check_past(collection, query)
    seen = _seen_today(collection, who.actor) if moment is not None else None
    with _past(collection, fields, moment, who):
        rows = _narrowed(collection, query, who)
        if seen is not None:
            rows = rows.filter(id__in=seen)
        if after is not None:
            rows = rows.filter(id__gt=after)
        found = list(_with_relations(rows, collection, fields).order_by("id")[: size + 1])
        items = _told(collection, found[:size], fields, moment, who.actor)
    return {"items": items, "next": write_cursor(found[size - 1].id) if len(found) > size else None}


def read_one(
    collection: Collection, object_id: UUID, query: QueryDict, who: Caller
) -> tuple[dict[str, Any], int | None]:
    """The object, and its version where it has one. Raises `NotFound` where there is none that the actor may see."""
    check_parameters(query, ("fields", "as_of"))
    fields = chosen_fields(query, collection.field_names)
    moment = read_moment(query)
    if moment is not None and not collection.rows(who.actor).filter(id=object_id).exists():
        raise NotFound(collection.name)
    with _past(collection, fields, moment, who):
        rows = collection.rows(who.actor).filter(id=object_id)
        found = list(_with_relations(rows, collection, fields)[:1])
        if not found:
            raise NotFound(collection.name)
        told = _told(collection, found, fields, moment, who.actor)[0]
    return told, getattr(found[0], "version", None)


def _with_relations(rows: QuerySet[Any], collection: Collection, fields: Names[str]) -> QuerySet[Any]:
    names = [name for name in collection.relations() if name in fields or name in collection.along]
    return rows.select_related(*names) if names else rows


def _narrowed(collection: Collection, query: QueryDict, who: Caller) -> QuerySet[Any]:
    """Raises `InvalidInput` naming every parameter at fault."""
    values, faults = [], []
    for one in collection.filters:
        for text in query.getlist(one.name):
            try:
                values.append((one, read_value(one, text)))
            except InvalidInput as error:
                faults += error.faults
    if faults:
        raise InvalidInput(faults)
    if collection.narrow is not None:
        return collection.narrow(query, who.actor, who.zone)
    rows = collection.rows(who.actor)
    for one, value in values:
        if one.put is not None:
            rows = one.put(rows, value, who.zone)
    return rows


def _check_past(collection: Collection, query: QueryDict) -> None:
    faults = {
        one.name: _("cannot be asked of the past: only today's is known")
        for one in collection.filters
        if one.now_only and one.name in query
    }
    if faults:
        raise InvalidInput(faults)


def _seen_today(collection: Collection, actor: Actor) -> list[UUID]:
    """Rights are those of today, whatever was so at the time."""
    return list(collection.rows(actor).order_by().values_list("id", flat=True))


def _past(collection: Collection, fields: Names[str], moment: datetime | None, who: Caller) -> Any:
    models = list(collection.past)
    for extra in collection.extras:
        if extra.name in fields:
            models += extra.models or ()
    return as_of(moment, zone_ids=[who.zone.id], models=models)


def _told(
    collection: Collection, rows: Sequence[Any], fields: Names[str], moment: datetime | None, actor: Actor
) -> list[dict[str, Any]]:
    told = [{one.name: one.read(row) for one in collection.fields if one.name in fields} for row in rows]
    for extra in collection.extras:
        if extra.name not in fields:
            continue
        known = extra.load(rows, actor) if rows and (moment is None or extra.models is not None) else {}
        for row, document in zip(rows, told, strict=True):
            document[extra.name] = known.get(row.id, extra.empty)
    return told
