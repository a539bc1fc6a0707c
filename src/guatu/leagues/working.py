"""Working a table out for a period: who is compared, what is left out, the values, the places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.leagues.choices import Decision
from guatu.leagues.measuring import measure
from guatu.leagues.models import LeagueExclusion, LeagueRules, LeagueTable
from guatu.leagues.peers import peers_of
from guatu.leagues.rules.book import Book
from guatu.leagues.snapshot import Outcome, work_out
from guatu.organization.powers import system_actor
from guatu.organization.selectors import unit_tree


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was granted to be left out of a period: whole units, and rows of units by one dimension."""

    units: frozenset[UUID]
    rows: dict[UUID, tuple[str, tuple[str, ...]]]
    told: list[dict[str, Any]]


def left_out_of(table: LeagueTable, period: Period) -> LeftOut:
    """The exclusions granted for a period; `told` is what a run keeps of them."""
    granted = LeagueExclusion.objects.filter(
        zone_id=table.zone_id, table=table, period=period.text, decision=Decision.GRANTED
    ).select_related("unit")
    units, rows, told = set(), dict[UUID, tuple[str, tuple[str, ...]]](), []
    for one in granted.order_by("id"):
        if one.dimension:
            _dimension, known = rows.get(one.unit_id, ("", ()))
            rows[one.unit_id] = one.dimension, tuple(sorted({*known, *one.values}))
        else:
            units.add(one.unit_id)
        told.append(
            {
                "id": str(one.id),
                "unit": one.unit.name,
                "dimension": one.dimension,
                "values": one.values,
                "reason": one.reason,
                "asked_by": one.asked_by_name,
                "decided_by": one.decided_by_name,
            }
        )
    return LeftOut(frozenset(units), rows, told)


def work_out_period(
    table: LeagueTable, rules: LeagueRules, period: Period, zone: Zone, *, with_fingerprints: bool = True
) -> tuple[Outcome, LeftOut, Book]:
    """The table of a period on the figures of now, over every row of the zone."""
    book = rules.book
    left_out = left_out_of(table, period)
    peers = peers_of(table, book, min(period.last, today(zone)), zone)
    cells = measure(
        book,
        period,
        peers,
        actor=system_actor("ranking", zone),
        zone=zone,
        tree=unit_tree(zone.id),
        taken_out=left_out.rows,
        with_fingerprints=with_fingerprints,
    )
    return work_out(book, peers, cells, left_out.units), left_out, book
