"""The one table of moves: from where, to where, and whose move it is. Pure.

The prose, with examples, is docs/rules/matters.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from guatu.matters.choices import ENDED, MatterStatus, Move


class Hand(StrEnum):
    """Whose move it is; `policies` says who that is."""

    RAISER = "raiser"
    DISPATCHER = "dispatcher"
    HOLDER = "holder"
    SUPPORTER = "supporter"
    DECIDER = "decider"
    VERIFIER = "verifier"
    ANYONE = "anyone"
    CLOCK = "clock"


S = MatterStatus
WITH_HOLDER = frozenset({S.DISPATCHED, S.IN_HAND, S.COORDINATING})
WORKED_ON = frozenset({S.IN_HAND, S.COORDINATING})
OPEN = frozenset(set(S) - set(ENDED))


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table. `to` is None where the state stays as it is."""

    hand: Hand
    start: frozenset[MatterStatus]
    to: MatterStatus | None = None


MOVES: dict[Move, Rule] = {
    Move.RAISE: Rule(Hand.RAISER, frozenset(), S.RAISED),
    Move.DISPATCH: Rule(Hand.DISPATCHER, frozenset({S.RAISED}), S.DISPATCHED),
    Move.SIGN_FOR: Rule(Hand.HOLDER, frozenset({S.DISPATCHED}), S.IN_HAND),
    Move.RETURN: Rule(Hand.HOLDER, frozenset({S.DISPATCHED, S.IN_HAND}), S.RAISED),
    Move.TRANSFER: Rule(Hand.DISPATCHER, WITH_HOLDER, S.DISPATCHED),
    Move.REPLY: Rule(Hand.HOLDER, WORKED_ON),
    Move.ASK_EXTENSION: Rule(Hand.HOLDER, WORKED_ON),
    Move.GRANT_EXTENSION: Rule(Hand.DECIDER, WITH_HOLDER),
    Move.REFUSE_EXTENSION: Rule(Hand.DECIDER, WITH_HOLDER),
    Move.ASK_STOP: Rule(Hand.HOLDER, WORKED_ON),
    Move.APPROVE_STOP: Rule(Hand.DECIDER, WORKED_ON),
    Move.REFUSE_STOP: Rule(Hand.DECIDER, WORKED_ON),
    Move.RESUME: Rule(Hand.HOLDER, WORKED_ON),
    Move.ASK_HELP: Rule(Hand.HOLDER, frozenset({S.IN_HAND}), S.COORDINATING),
    Move.SETTLE_HELP: Rule(Hand.DECIDER, frozenset({S.COORDINATING}), S.IN_HAND),
    Move.REPORT_DONE: Rule(Hand.HOLDER, WORKED_ON, S.DONE_REPORTED),
    Move.SEND_BACK: Rule(Hand.VERIFIER, frozenset({S.DONE_REPORTED, S.VERIFIED}), S.IN_HAND),
    Move.PASS: Rule(Hand.VERIFIER, frozenset({S.DONE_REPORTED}), S.VERIFIED),
    Move.CLOSE_OUT: Rule(Hand.VERIFIER, frozenset({S.VERIFIED}), S.CLOSED),
    Move.CLOSE_UNSOLVED: Rule(Hand.DISPATCHER, frozenset({S.RAISED}), S.CLOSED),
    Move.WITHDRAW: Rule(Hand.RAISER, frozenset({S.RAISED, S.DISPATCHED, S.IN_HAND}), S.WITHDRAWN),
    Move.REOPEN: Rule(Hand.DISPATCHER, frozenset({S.CLOSED}), S.RAISED),
    Move.RATE: Rule(Hand.RAISER, frozenset({S.CLOSED})),
    Move.ADD_SUPPORT: Rule(Hand.HOLDER, WORKED_ON),
    Move.SUPPORT_REPLY: Rule(Hand.SUPPORTER, WITH_HOLDER),
    Move.ESCALATE: Rule(Hand.CLOCK, OPEN),
    Move.COMMENT: Rule(Hand.ANYONE, OPEN),
}


def is_allowed(move: Move, status: str) -> bool:
    """Whether the table has `move` from `status`."""
    return MatterStatus(status) in MOVES[move].start


def status_after(move: Move, status: str) -> MatterStatus:
    """The state after the move; raises `ValueError` where the table does not have it."""
    rule = MOVES[move]
    if move is not Move.RAISE and not is_allowed(move, status):
        raise ValueError(f"{move} is no move from {status}")
    return rule.to if rule.to is not None else MatterStatus(status)


def moves_from(status: str) -> tuple[Move, ...]:
    """Every move that the table has from `status`, in the order of the table."""
    return tuple(move for move in MOVES if move is not Move.RAISE and is_allowed(move, status))
