"""Who held a matter when: the days that are charged to each unit. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from guatu.core.clock import CHINA
from guatu.matters.choices import Move
from guatu.matters.rules.clocks import Happened

_GIVES = (Move.DISPATCH, Move.TRANSFER)
_TAKES = (Move.RETURN, Move.WITHDRAW, Move.CLOSE_UNSOLVED, Move.CLOSE_OUT)


@dataclass(frozen=True, slots=True)
class Holding:
    """A unit held the matter from `since` until `until` (None: still). `unit_id` None: nobody but the dispatcher."""

    unit_id: UUID | None
    since: datetime
    until: datetime | None


def holdings(history: Sequence[Happened]) -> list[Holding]:
    """The holders one after the other, without gap from raising to the end. Ended matters are held by nobody."""
    found: list[Holding] = []
    holder: UUID | None = None
    since: datetime | None = None
    for happened in history:
        if happened.move in (Move.RAISE, Move.REOPEN):
            holder, since = None, happened.at
        elif happened.move in _GIVES or happened.move in _TAKES:
            if since is not None and happened.at > since:
                found.append(Holding(holder, since, happened.at))
            holder = happened.unit_id if happened.move in _GIVES else None
            since = (
                None if happened.move in (Move.WITHDRAW, Move.CLOSE_UNSOLVED, Move.CLOSE_OUT) else happened.at
            )
    if since is not None:
        found.append(Holding(holder, since, None))
    return found


def days_held(found: Sequence[Holding], now: datetime) -> dict[UUID | None, int]:
    """Calendar days by holder. A day belongs to whoever held the matter at its end, so the days add up to all days
    from the one after raising to the end."""
    days: dict[UUID | None, int] = {}
    for holding in found:
        first, last = _day(holding.since), _day(holding.until or now)
        days[holding.unit_id] = days.get(holding.unit_id, 0) + max((last - first) // timedelta(days=1), 0)
    return days


def _day(moment: datetime) -> date:
    return moment.astimezone(CHINA).date()
