"""The working days that a plan is reckoned on: the zone's own calendar, as far as the plan may reach."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from guatu.calendars.selectors import working_day_mask
from guatu.core.models import Zone
from guatu.projects.choices import DurationUnit
from guatu.projects.rules.plan_network import Facts
from guatu.projects.rules.plan_spec import DATE_FIELDS, PlanSpec
from guatu.projects.scheduling.calendar import WorkingDays

# No calendar is asked for days beyond these; a plan that gets there is refused by the engine.
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2150, 12, 31)
# A working day costs at most so many calendar days, long holidays among them.
STRETCH = 2


def plan_calendar(zone: Zone | UUID, specs: Iterable[tuple[PlanSpec, Facts]], *further: date) -> WorkingDays:
    """Days that reach from before the first date of any of the plans (and before `further` days, today among them)
    to beyond the last one it can get to.

    Two queries. Raises `NotFound` where the zone has no calendar.
    """
    days, longest = list(further), 0
    for spec, facts in specs:
        days += [
            day for m in spec.milestones for name in DATE_FIELDS if (day := getattr(m, name)) is not None
        ]
        days += [] if spec.target is None else [spec.target]
        for known in facts.values():
            given = (
                known.actual_start, known.actual_finish, known.committed_start, known.committed_finish,
                known.expected_finish,
            )  # fmt: skip
            days += [day for day in given if day is not None]
        longest = max(longest, _longest(spec))
    room = timedelta(days=longest + 60)
    first, last = max(min(days) - room, FIRST_DAY), min(max(days) + room, LAST_DAY)
    return WorkingDays(*working_day_mask(zone, first, max(last, first)))


def _longest(spec: PlanSpec) -> int:
    """Calendar days that no chain of the plan exceeds."""
    total = 0
    for m in spec.milestones:
        total += m.duration * (STRETCH if m.unit_of_time == DurationUnit.WORKING_DAY else 1)
        for link in m.links:
            total += abs(link.lag) * (STRETCH if link.lag_unit == DurationUnit.WORKING_DAY else 1)
    return total
