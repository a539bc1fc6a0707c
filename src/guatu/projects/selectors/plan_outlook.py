"""A plan on a day: what it says, what has happened, the working days it runs on, and the dates that follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from guatu.projects.models.plan import Plan
from guatu.projects.rules.plan_dates import Consent, PlanDates, consents, plan_dates, remedies
from guatu.projects.rules.plan_network import Facts
from guatu.projects.rules.plan_spec import PlanSpec
from guatu.projects.scheduling.calendar import WorkingDays
from guatu.projects.scheduling.compression import Compression
from guatu.projects.selectors.plan import facts_of, milestones_of, plan_spec
from guatu.projects.selectors.plan_calendar import plan_calendar


@dataclass(frozen=True)
class Outlook:
    """Everything that follows from a plan on `dates.today`."""

    spec: PlanSpec
    facts: Facts
    calendar: WorkingDays
    dates: PlanDates

    @cached_property
    def remedies(self) -> Compression | None:
        """What it takes to meet the targets; None where they are met."""
        return None if self.dates.feasible else remedies(self.dates, self.calendar)

    @cached_property
    def consents(self) -> tuple[Consent, ...]:
        """Whose consent durations below promise or law take, of what is not finished."""
        return consents(self.spec, [code for code, known in self.facts.items() if known.finished])


def outlook(zone_id: UUID, spec: PlanSpec, facts: Facts, today: date) -> Outlook:
    """The outlook of a sound plan (two queries, for the calendar)."""
    calendar = plan_calendar(zone_id, [(spec, facts)], today)
    return Outlook(spec, facts, calendar, plan_dates(spec, facts, calendar, today))


def outlook_of(plan: Plan, today: date) -> Outlook:
    """The outlook of a stored plan (five queries)."""
    spec = plan_spec(plan)
    return outlook(plan.zone_id, spec, facts_of(plan.project, milestones_of(plan.project), spec), today)
