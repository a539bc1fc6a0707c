"""Rankings of the zones below: worked out, published, and what a zone sees of one from beneath."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import NotFound
from guatu.core.models import Zone, ZoneKind
from guatu.core.periods import Period
from guatu.core.walls import closed, zone_open
from guatu.figures.asking import Wanted
from guatu.figures.reading import Flag, Reading
from guatu.leagues.measuring import Cell
from guatu.leagues.rules.book import Book
from guatu.leagues.rules.ranking import places
from guatu.leagues.rules.scoring import Scored, score_group
from guatu.zones.models import RankingWithdrawal, ZoneRanking, ZoneRankingLine
from guatu.zones.policies import may_view_zones_below
from guatu.zones.selectors.below import Below
from guatu.zones.selectors.reading import read_across


@dataclass(frozen=True, slots=True)
class Standing:
    """One zone as a ranking has it: its place (None: not ranked), its cells by criterion, and how it scored. `day`: on
    which it was judged, by its own clock."""

    zone: Zone
    city: Zone | None
    place: int | None
    cells: Mapping[str, Cell]
    scored: Scored
    day: date


def standings(below: Below, book: Book, period: Period) -> list[Standing]:
    """Every zone below by the rules, ranked ones first, in the order of their places. Raises `InvalidInput` for a
    figure that there is not, or that is not told for such a period."""
    asked = {
        (zone.id, one.key): Wanted(one.figure, period, zone.id, one.where)
        for zone in below.zones
        for one in book.criteria
    }
    found = read_across(asked.values(), below)
    cells: dict[UUID, dict[str, Cell]] = {zone.id: {} for zone in below.zones}
    for (zone_id, key), question in asked.items():
        cells[zone_id][key] = _cell(found[question])
    values = {zone_id: {key: cell.as_value for key, cell in row.items()} for zone_id, row in cells.items()}
    scored = score_group(book, values)
    placed = places(book, scored, values)
    lines = [
        Standing(
            zone=zone,
            city=below.city_of(zone),
            place=placed.get(zone.id),
            cells=cells[zone.id],
            scored=scored[zone.id],
            day=min(period.last, today(zone)),
        )
        for zone in below.zones
    ]
    return sorted(lines, key=lambda one: (one.place is None, one.place or 0, one.zone.code))


def _cell(reading: Reading) -> Cell:
    """What nothing is known of has no rows to be too few."""
    unknown = Flag.NOTHING_ENTERED in reading.flags
    return Cell(
        reading.value,
        reading.part,
        reading.whole,
        None if unknown else reading.row_count,
        flags=tuple(sorted(str(flag) for flag in reading.flags)),
    )


def rankings(*, actor: Actor) -> QuerySet[ZoneRanking]:
    """Those published, withdrawn ones among them, the newest first; nothing for whoever's post is not above the
    zones."""
    found = ZoneRanking.objects.filter(zone_id=actor.zone_id)
    return found if may_view_zones_below(actor) else found.none()


def get_ranking(ranking_id: UUID, *, actor: Actor) -> ZoneRanking:
    ranking = rankings(actor=actor).filter(id=ranking_id).first()
    if ranking is None:
        raise NotFound("ranking")
    return ranking


def withdrawals(found: Iterable[ZoneRanking], zone_id: UUID) -> dict[UUID, RankingWithdrawal]:
    """Ranking → that it was withdrawn, of those that were (one query)."""
    ids = [one.id for one in found]
    rows = RankingWithdrawal.objects.filter(zone_id=zone_id, ranking_id__in=ids)
    return {row.ranking_id: row for row in rows}


def correction_of(ranking: ZoneRanking) -> ZoneRanking | None:
    """The ranking that was published in the place of a withdrawn one."""
    return ZoneRanking.objects.filter(zone_id=ranking.zone_id, corrects=ranking).first()


def lines_of(ranking: ZoneRanking) -> Sequence[ZoneRankingLine]:
    return list(
        ZoneRankingLine.objects.filter(zone_id=ranking.zone_id, ranking=ranking).select_related("ranked")
    )


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """What a ranking above says of the own zone: how many there are besides, but nothing of any of them."""

    upper: Zone
    ranking: ZoneRanking
    line: ZoneRankingLine


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A ranking above with the own zone in it that was withdrawn: a place in it is none any more."""

    upper: Zone
    ranking: ZoneRanking
    withdrawal: RankingWithdrawal


def has_place_above(zone: Zone) -> bool:
    """Whether some city or province is above the zone."""
    return zone.kind == ZoneKind.ZONE and zone.parent_id is not None


def own_places(*, actor: Actor, zone: Zone) -> tuple[list[OwnPlace], list[Withdrawn]]:
    """Where the actor's own zone stands in the rankings of the zones above it that are in force, and which of them were
    withdrawn (two queries a zone above). Raises `NotFound` for whoever's post is not over the whole zone."""
    if actor.zone_id != zone.id or not has_place_above(zone) or not may_view_zones_below(actor):
        raise NotFound("ranking")
    found: list[OwnPlace] = []
    gone: list[Withdrawn] = []
    for upper in _above(zone):
        with closed(), zone_open(upper.id):
            lines = ZoneRankingLine.objects.filter(zone_id=upper.id, ranked_id=zone.id)
            told = list(lines.select_related("ranking").order_by("-ranking__as_of"))
            withdrawn = withdrawals([line.ranking for line in told], upper.id)
            found += [
                OwnPlace(upper, line.ranking, line) for line in told if line.ranking_id not in withdrawn
            ]
            gone += [
                Withdrawn(upper, line.ranking, withdrawn[line.ranking_id])
                for line in told
                if line.ranking_id in withdrawn
            ]
    return found, gone


def _above(zone: Zone) -> list[Zone]:
    found: list[Zone] = []
    at = zone.parent
    while at is not None and at not in found:
        found.append(at)
        at = at.parent
    return found
