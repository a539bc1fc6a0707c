"""The stages of a prospect and the moves between them. Pure. The prose is docs/rules/investment.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from guatu.investment.choices import Stage

# From a stage (None: not known yet) to those that may follow. Who was dropped may be talked with again.
MOVES: Mapping[Stage | None, frozenset[Stage]] = {
    None: frozenset({Stage.LEAD, Stage.NEGOTIATING, Stage.SIGNED}),
    Stage.LEAD: frozenset({Stage.NEGOTIATING, Stage.DROPPED}),
    Stage.NEGOTIATING: frozenset({Stage.SIGNED, Stage.DROPPED}),
    Stage.SIGNED: frozenset({Stage.LANDED, Stage.DROPPED}),
    Stage.LANDED: frozenset({Stage.DROPPED}),
    Stage.DROPPED: frozenset({Stage.NEGOTIATING}),
}
# The way down the funnel.
WAY = (Stage.LEAD, Stage.NEGOTIATING, Stage.SIGNED, Stage.LANDED)


def may_move(current: Stage | None, to: Stage) -> bool:
    """Whether `to` may follow `current`."""
    return to in MOVES[current]


def needs_reason(current: Stage | None, to: Stage) -> bool:
    """Ending a prospect, and taking a dropped one up again, is always explained."""
    return Stage.DROPPED in (current, to)


def stage_on(day: date, history: Iterable[tuple[date, Stage]]) -> Stage | None:
    """The stage at the end of `day` by a history in the order it was written; None before its first entry."""
    known: Stage | None = None
    for on, stage in history:
        if on <= day:
            known = stage
    return known


def furthest(history: Iterable[Stage]) -> Stage | None:
    """How far down the funnel a prospect ever came, whether or not it was dropped afterwards."""
    reached = [WAY.index(stage) for stage in history if stage in WAY]
    return WAY[max(reached)] if reached else None
