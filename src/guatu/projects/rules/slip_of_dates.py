"""How far a project has slipped where its dates are known only to the month or the year. Pure."""

from __future__ import annotations

from datetime import date

from guatu.projects.choices import Precision
from guatu.projects.rules.dated import first_day


def certain_slip(
    committed: date | None, committed_precision: str, now: date | None, now_precision: str
) -> int | None:
    """The calendar days by which `now` surely differs from what was committed; negative: early.

    A coarse date is kept as the last day of what was named. Whatever falls into or before a month that was
    named keeps that promise (0); only days are ever early. None where nothing is sure: committed for 20 June,
    done “in June”.
    """
    if committed is None or now is None:
        return None
    if committed_precision == now_precision == Precision.DAY:
        return (now - committed).days
    earliest = first_day(now, now_precision)
    if earliest > committed:
        return (earliest - committed).days
    return 0 if now <= committed else None
