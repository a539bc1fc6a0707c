"""What can be done with a unit's entries in which state: the one table."""

from __future__ import annotations

from collections.abc import Mapping

from guatu.indicators.choices import EntryMove, EntryStatus

_DRAFTS = frozenset({EntryStatus.DRAFT, EntryStatus.RETURNED})

TABLE: Mapping[EntryMove, tuple[frozenset[EntryStatus], EntryStatus | None]] = {
    EntryMove.SAVE: (_DRAFTS, None),
    EntryMove.SUBMIT: (_DRAFTS, EntryStatus.SUBMITTED),
    EntryMove.REVIEW: (frozenset({EntryStatus.SUBMITTED}), EntryStatus.REVIEWED),
    EntryMove.APPROVE: (frozenset({EntryStatus.REVIEWED}), EntryStatus.APPROVED),
    EntryMove.RETURN: (frozenset({EntryStatus.SUBMITTED, EntryStatus.REVIEWED}), EntryStatus.RETURNED),
    EntryMove.REOPEN: (frozenset({EntryStatus.APPROVED}), EntryStatus.RETURNED),
}


def is_allowed(move: EntryMove, status: str) -> bool:
    return EntryStatus(status) in TABLE[move][0]


def after(move: EntryMove, status: str) -> EntryStatus:
    """The state that a move leads to."""
    return TABLE[move][1] or EntryStatus(status)
