"""Working a table out: values, scores, places, and how they are kept so that they never change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import translation

from guatu.core.ids import moment_of, new_id
from guatu.figures.registry import get_figure
from guatu.leagues.choices import WhyUnranked
from guatu.leagues.measuring import Cell
from guatu.leagues.models import LeagueLine, LeagueRun
from guatu.leagues.peers import Peer, by_group
from guatu.leagues.rules.book import Book
from guatu.leagues.rules.ranking import grades, places
from guatu.leagues.rules.scoring import Scored, Value, Yard, score_group, yards_of

LANGUAGES = ("en", "zh-hans")


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit's place. `of`: how many of its group are ranked; `by_criterion`: its place by each criterion alone."""

    peer: Peer
    scored: Scored
    place: int | None
    of: int
    grade: str
    cells: Mapping[str, Cell]
    by_criterion: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A table worked out: the standings, group by group and place by place, and by what values were measured."""

    standings: Sequence[Standing]
    yards: Mapping[str, Any] = field(default_factory=dict)


def work_out(
    book: Book,
    peers: Mapping[UUID, Peer],
    cells: Mapping[UUID, Mapping[str, Cell]],
    excluded: frozenset[UUID] = frozenset(),
) -> Outcome:
    """Score and place every peer within its group; `excluded` units stand without a place."""
    standings: list[Standing] = []
    yards: dict[str, Any] = {}
    for group, unit_ids in sorted(by_group(peers).items()):
        values = {
            unit_id: {key: cell.as_value for key, cell in cells[unit_id].items()}
            for unit_id in unit_ids
            if unit_id not in excluded
        }
        scored = score_group(book, values)
        placed = places(book, scored, values)
        graded = grades(book, placed)
        measured = yards_of(book, values)
        yards[group] = _yards(measured, {u: cells[u] for u in placed})
        standings += sorted(
            (
                Standing(
                    peers[unit_id],
                    scored.get(unit_id, Scored({}, Decimal(0), WhyUnranked.EXCLUDED)),
                    placed.get(unit_id),
                    len(placed),
                    graded.get(unit_id, ""),
                    cells[unit_id],
                    _by_criterion(book, measured, values[unit_id]) if unit_id in placed else {},
                )
                for unit_id in unit_ids
            ),
            key=lambda one: (one.place or len(unit_ids) + 1, one.peer.name),
        )
    return Outcome(standings, yards)


def _by_criterion(book: Book, yards: Mapping[str, Yard], values: Mapping[str, Value]) -> dict[str, int]:
    return {
        key: yards[key].place(found.value, higher_is_better=book.by_key[key].higher_is_better)
        for key, found in values.items()
        if found.value is not None
    }


def _yards(yards: Mapping[str, Yard], ranked: Mapping[UUID, Mapping[str, Cell]]) -> dict[str, Any]:
    """What each criterion was measured by in one group, with what the best value was worked out from."""
    told: dict[str, Any] = {}
    for key, yard in yards.items():
        best = next((c[key] for c in ranked.values() if c[key].value == yard.best), Cell(yard.best))
        told[key] = {"best": best.as_json(), "count": yard.count}
    return told


def formulas_of(book: Book, zone_id: UUID) -> dict[str, Any]:
    """Criterion → the label and formula in words of its figure in every language, as they are now."""
    told: dict[str, Any] = {one.key: {} for one in book.criteria}
    for language in LANGUAGES:
        with translation.override(language):
            for one in book.criteria:
                figure = get_figure(one.figure, zone_id)
                told[one.key][language] = {"label": str(figure.label), "words": str(figure.words)}
    return told


def read_moment() -> datetime:
    """The moment of a reading that has just been done, by the clock that rows are written with, so that the same rows
    are found again as of then."""
    return moment_of(new_id())


def keep_lines(
    run: LeagueRun,
    outcome: Outcome,
    before: Mapping[UUID, int],
    read_at: Mapping[tuple[UUID, str], datetime] | None = None,
) -> None:
    """Write the lines of a run. `before`: the units' places in the period before. `read_at`: (unit, criterion) → the
    moment of values that were not read with the run."""
    moments = read_at or {}
    LeagueLine.objects.bulk_create(
        [
            LeagueLine(
                zone_id=run.zone_id,
                run=run,
                unit_id=one.peer.unit_id,
                unit_name=one.peer.name,
                group=one.peer.group,
                place=one.place,
                of=one.of,
                total=None if one.place is None else one.scored.total,
                grade=one.grade,
                previous=before.get(one.peer.unit_id),
                unranked=one.scored.unranked or "",
                unranked_at=one.scored.at,
                cells={
                    key: _kept(one, key, moments.get((one.peer.unit_id, key), run.as_of)) for key in one.cells
                },
            )
            for one in outcome.standings
        ],
        batch_size=500,
    )


def _kept(one: Standing, key: str, moment: datetime) -> dict[str, Any]:
    score = one.scored.scores.get(key)
    told = {
        "score": None if score is None else str(score),
        "place": one.by_criterion.get(key),
        "as_of": moment.isoformat(),
    }
    return one.cells[key].as_json() | told
