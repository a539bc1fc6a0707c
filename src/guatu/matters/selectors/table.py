"""The list of matters: fifty rows a page, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, OrderBy

from guatu.core.actor import Actor
from guatu.core.clock import local_now
from guatu.core.models import Zone
from guatu.matters.choices import ClockState, SlipColour
from guatu.matters.models.clocks import MatterStanding
from guatu.matters.models.matter import Matter
from guatu.matters.rules.clocks import state_of
from guatu.matters.selectors.filters import ENDED_GROUP, MatterFilters, filtered_matters
from guatu.matters.selectors.matters import with_standing

ROWS = 50
SORTS = ("due", "-due", "raised", "-raised", "closed", "-closed")


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One row. `state` is of the whole time, None where none runs; `colour` is the slip it has got."""

    matter: Matter
    due_at: datetime | None
    stopped_since: datetime | None
    state: ClockState | None
    colour: SlipColour

    @property
    def is_late(self) -> bool:
        return self.state is ClockState.OVERDUE


@dataclass(frozen=True, slots=True)
class MatterTable:
    rows: list[MatterRow]
    page: Page[Any]
    sort: str
    now: datetime


def matter_table(
    zone: Zone, filters: MatterFilters, *, actor: Actor, sort: str = "", number: str = "1"
) -> MatterTable:
    """Sorted by due date, the most urgent first, unless `sort` says otherwise; ended ones by when they ended."""
    now = local_now(zone)
    if sort not in SORTS:
        sort = "-closed" if filters.group == ENDED_GROUP else "due"
    found = with_standing(filtered_matters(zone, filters, actor=actor)).order_by(*_order(sort))
    page = Paginator(found, ROWS).get_page(number)
    return MatterTable([row_of(matter, now) for matter in page.object_list], page, sort, now)


def row_of(matter: Matter, now: datetime) -> MatterRow:
    """The row of a matter that was read by `with_standing`."""
    standing: MatterStanding | None = next(iter(matter.standing), None)  # type: ignore[attr-defined]
    if standing is None:
        return MatterRow(matter, None, None, None, SlipColour.NONE)
    state = None
    if standing.ended_at is None and standing.is_open and (standing.due_at or standing.stopped_since):
        state = state_of(now, due_at=standing.due_at, warn_at=standing.warn_at, ended_at=None, kept=False)
    colour = SlipColour(standing.colour)
    return MatterRow(matter, standing.due_at, standing.stopped_since, state, colour)


def _order(sort: str) -> list[OrderBy | str]:
    field = {"due": "standings__due_at", "raised": "raised_at", "closed": "closed_at"}[sort.lstrip("-")]
    first = F(field).desc(nulls_last=True) if sort.startswith("-") else F(field).asc(nulls_last=True)
    return [first, "-raised_at", "id"]
