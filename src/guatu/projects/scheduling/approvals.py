"""Whose consent it takes to give a milestone less time than planned."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from guatu.projects.scheduling.network import Milestone


class Approver(StrEnum):
    """Who must agree, from the lowest to the highest."""

    UNIT = "unit"
    LEAD_OFFICIAL = "lead_official"
    HEAD_OF_ORGAN = "head_of_organ"


class Band(NamedTuple):
    """So many days that a milestone can be compressed by with this approver's consent."""

    approver: Approver
    days: int


def bands(milestone: Milestone) -> tuple[Band, ...]:
    """What a milestone can be compressed by in all, from its duration down to the shortest possible one.

    - Down to the promised duration the responsible unit decides itself: it has promised as much. Where
      nothing is promised, the planned duration is the promise.
    - Below the promised duration the project's lead official must agree.
    - Below the duration that the law gives the authority, only the head of that organ can agree, unless the
      place has promised less than the law allows: then its promise counts and the law's limit is kept anyway.

    Without `shortest` there is nothing to compress; and what takes time keeps at least one day.
    """
    duration = milestone.duration
    if milestone.shortest is None or duration == 0:
        return ()
    shortest = max(milestone.shortest, 1)
    promised = duration if milestone.promised is None else milestone.promised
    lawful = milestone.statutory if milestone.statutory is not None else 0
    if lawful > promised:
        lawful = 0
    edges = (
        (Approver.UNIT, promised),
        (Approver.LEAD_OFFICIAL, lawful),
        (Approver.HEAD_OF_ORGAN, 0),
    )
    found, reached = [], duration
    for approver, edge in edges:
        lowest = max(edge, shortest)
        if lowest < reached:
            found.append(Band(approver, reached - lowest))
            reached = lowest
    return tuple(found)


def first_days(ladder: tuple[Band, ...], days: int) -> tuple[Band, ...]:
    """The first `days` days of some bands: whose consent a compression by so much takes."""
    found = []
    for band in ladder:
        part = min(band.days, days)
        if part > 0:
            found.append(Band(band.approver, part))
            days -= part
    return tuple(found)
