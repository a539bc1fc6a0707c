"""What somebody may do with a matter now: the table of moves, asked with the policies and with what has happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from guatu.core.actor import Actor
from guatu.matters.choices import Act, DecisionState, Move, TimeKind
from guatu.matters.models.history import TimeRequest
from guatu.matters.models.matter import Matter
from guatu.matters.policies import (
    did,
    may_comment,
    may_dispatch,
    may_exclude_matter,
    may_handle,
    may_rate_matter,
    may_settle_help,
    may_verify,
    may_withdraw_matter,
)
from guatu.matters.rules.moves import WITH_HOLDER, is_allowed


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else decides whether an act is offered: requests, and how the clock of the whole time stands."""

    requests: Sequence[TimeRequest] = ()
    is_late: bool = False
    is_stopped: bool = False

    def waits(self, kind: TimeKind) -> bool:
        return any(r.kind == kind and r.state == DecisionState.ASKED for r in self.requests)


_Policy = Callable[[Actor, Matter], bool]


def _may_verify_another(actor: Actor, matter: Matter) -> bool:
    return may_verify(actor, matter) and not did(actor, matter)


# Act → the move it makes (None: none of the table), and whose it is.
_ACTS: Mapping[Act, tuple[Move | None, _Policy]] = {
    Act.DISPATCH: (Move.DISPATCH, may_dispatch),
    Act.SIGN_FOR: (Move.SIGN_FOR, may_handle),
    Act.REPORT_DONE: (Move.REPORT_DONE, may_handle),
    Act.PASS_AND_CLOSE: (Move.PASS, _may_verify_another),
    Act.CLOSE_OUT: (Move.CLOSE_OUT, _may_verify_another),
    Act.SETTLE_HELP: (Move.SETTLE_HELP, may_settle_help),
    Act.REPLY: (Move.REPLY, may_handle),
    Act.RATE: (Move.RATE, may_rate_matter),
    Act.PASS: (Move.PASS, _may_verify_another),
    Act.SEND_BACK: (Move.SEND_BACK, _may_verify_another),
    Act.NAME_HANDLER: (None, may_handle),
    Act.ASK_SUPPORT: (Move.ADD_SUPPORT, may_handle),
    Act.ASK_HELP: (Move.ASK_HELP, may_handle),
    Act.ASK_EXTENSION: (Move.ASK_EXTENSION, may_handle),
    Act.ASK_STOP: (Move.ASK_STOP, may_handle),
    Act.RESUME: (Move.RESUME, may_handle),
    Act.RETURN: (Move.RETURN, may_handle),
    Act.TRANSFER: (Move.TRANSFER, may_dispatch),
    Act.CLOSE_UNSOLVED: (Move.CLOSE_UNSOLVED, may_dispatch),
    Act.REOPEN: (Move.REOPEN, may_dispatch),
    Act.WITHDRAW: (Move.WITHDRAW, may_withdraw_matter),
    Act.COMMENT: (Move.COMMENT, may_comment),
    Act.EXCLUDE: (None, may_exclude_matter),
}
# Those of one press or one step forward: the page shows them first.
MAIN_ACTS = (
    Act.DISPATCH,
    Act.SIGN_FOR,
    Act.REPORT_DONE,
    Act.PASS_AND_CLOSE,
    Act.CLOSE_OUT,
    Act.SETTLE_HELP,
    Act.REPLY,
    Act.RATE,
    Act.SEND_BACK,
)


def is_theirs(act: Act, actor: Actor, matter: Matter) -> bool:
    """Whether the act is the actor's at all, whatever the state."""
    return _ACTS[act][1](actor, matter)


def acts_open(actor: Actor, matter: Matter, known: Circumstances) -> list[Act]:
    """The acts that the actor may do now, in the order of the page."""
    return [
        act
        for act, (move, may) in _ACTS.items()
        if (move is None or is_allowed(move, matter.status))
        and may(actor, matter)
        and _fits(act, matter, known)
    ]


def _fits(act: Act, matter: Matter, known: Circumstances) -> bool:
    match act:
        case Act.NAME_HANDLER:
            return matter.status in WITH_HOLDER
        case Act.RETURN:
            return matter.returns < matter.kind.max_returns
        case Act.ASK_EXTENSION:
            return not known.is_late and not known.waits(TimeKind.EXTENSION)
        case Act.ASK_STOP:
            return not known.is_stopped and not known.waits(TimeKind.STOP)
        case Act.RESUME:
            return known.is_stopped
        case Act.RATE:
            return not matter.rating
        case Act.EXCLUDE:
            return not matter.excluded_reason
        case _:
            return True
