"""Who is compared with whom in a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from guatu.core.models import Zone
from guatu.leagues.choices import Grouping
from guatu.leagues.models import LeagueMember, LeagueTable
from guatu.leagues.rules.book import Book
from guatu.organization.choices import UnitType
from guatu.organization.models import Unit


@dataclass(frozen=True, slots=True)
class Peer:
    """A unit that is ranked, and in which group."""

    unit_id: UUID
    name: str
    group: str


def peers_of(table: LeagueTable, book: Book, day: date, zone: Zone) -> dict[UUID, Peer]:
    """Unit → its group on `day`: by the type of the units there are on that day, or by the table's named groups. The
    root is never ranked."""
    there = Unit.objects.filter(
        Q(opened_on__isnull=True) | Q(opened_on__lte=day),
        Q(closed_on__isnull=True) | Q(closed_on__gt=day),
        zone_id=zone.id,
        parent__isnull=False,
    )
    if book.grouping == Grouping.TYPE:
        rows = there.filter(type__in=book.types).values_list("id", "name", "type")
    else:
        held = LeagueMember.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            zone_id=zone.id,
            table=table,
            valid_from__lte=day,
        )
        groups = dict(held.values_list("unit_id", "group"))
        rows = [  # type: ignore[assignment]
            (unit_id, name, groups[unit_id])
            for unit_id, name in there.filter(id__in=groups).values_list("id", "name")
        ]
    return {unit_id: Peer(unit_id, name, group) for unit_id, name, group in rows}


def group_label(group: str) -> str:
    """What readers call a group: the type of its units, or its own name."""
    return str(UnitType(group).label) if group in UnitType.values else group


def by_group(peers: Mapping[UUID, Peer]) -> dict[str, list[UUID]]:
    """Group → its units."""
    groups: dict[str, list[UUID]] = {}
    for peer in peers.values():
        groups.setdefault(peer.group, []).append(peer.unit_id)
    return groups
