"""The one table of what can be done with a meeting in which state. Pure.

The prose is docs/rules/meetings.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from guatu.meetings.choices import MeetingMove, MeetingStatus

S = MeetingStatus
BEFORE = frozenset({S.DRAFT, S.OPEN})
ALIVE = BEFORE | {S.RUNNING}
ENDED = frozenset({S.CLOSED, S.CANCELLED})


@dataclass(frozen=True, slots=True)
class Rule:
    """From which states a move is possible. `to` is None where the state stays as it is."""

    start: frozenset[MeetingStatus]
    to: MeetingStatus | None = None


MOVES: dict[MeetingMove, Rule] = {
    MeetingMove.EDIT_AGENDA: Rule(ALIVE),
    MeetingMove.OPEN: Rule(frozenset({S.DRAFT}), S.OPEN),
    MeetingMove.START: Rule(BEFORE, S.RUNNING),
    MeetingMove.ATTEND: Rule(frozenset({S.OPEN, S.RUNNING})),
    MeetingMove.DISCUSS: Rule(frozenset({S.RUNNING})),
    MeetingMove.RESOLVE: Rule(frozenset({S.RUNNING})),
    MeetingMove.CLOSE: Rule(frozenset({S.RUNNING}), S.CLOSED),
    MeetingMove.MOVE: Rule(BEFORE),
    MeetingMove.CANCEL: Rule(BEFORE, S.CANCELLED),
}


def is_allowed(move: MeetingMove, status: str) -> bool:
    return MeetingStatus(status) in MOVES[move].start


def status_after(move: MeetingMove, status: str) -> MeetingStatus:
    """The state after the move; raises `ValueError` where the table does not have it."""
    if not is_allowed(move, status):
        raise ValueError(f"{move} is no move from {status}")
    return MOVES[move].to or MeetingStatus(status)
