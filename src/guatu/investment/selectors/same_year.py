"""The same-year enrolment rate 当年列统率, and what was signed and is not enrolled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from guatu.core.actor import Actor
from guatu.investment.models.agreements import Agreement
from guatu.investment.rules.same_year import SameYear, same_year
from guatu.investment.selectors.agreements import signed_between
from guatu.projects.models.project import Project
from guatu.projects.selectors.enrolment import EnrolmentState, enrolment_states, with_enrolment


@dataclass(frozen=True, slots=True)
class SignedLine:
    """An agreement of the year, and how far its project has come on its way into the statistics library.

    `state` is None where no project is linked: then nothing can be enrolled yet.
    """

    agreement: Agreement
    enrolled_on: date | None
    state: EnrolmentState | None


@dataclass(frozen=True, slots=True)
class SameYearTable:
    """The rate of a year as of a day, with its rows: enrolled ones, and those that are not."""

    year: int
    as_of: date
    result: SameYear
    enrolled: list[SignedLine]
    waiting: list[SignedLine]


def agreements_of_year(year: int, as_of: date, *, actor: Actor) -> QuerySet[Agreement]:
    """The denominator: agreements signed in `year` that held at the end of `as_of`."""
    return signed_between(date(year, 1, 1), date(year, 12, 31), actor=actor, as_of=as_of)


def same_year_table(year: int, as_of: date, *, actor: Actor) -> SameYearTable:
    """Agreements signed in `year` and their projects' entries by `as_of`. A project that the actor may not see is
    counted by its day of entry alone."""
    agreements = list(agreements_of_year(year, as_of, actor=actor).select_related("prospect__project"))
    ids = [a.prospect.project_id for a in agreements if a.prospect.project_id is not None]
    projects = Project.objects.filter(zone_id=actor.zone_id, id__in=ids)
    states: dict[UUID, EnrolmentState] = {
        state.project.id: state
        for state in enrolment_states(with_enrolment(projects, as_of), zone_id=actor.zone_id, day=as_of)
    }
    lines = []
    for agreement in agreements:
        state = states.get(agreement.prospect.project_id) if agreement.prospect.project_id else None
        lines.append(SignedLine(agreement, state.entered_on if state else None, state))
    result = same_year(year, [(line.agreement.signed_on, line.enrolled_on) for line in lines], as_of)
    return SameYearTable(
        year,
        as_of,
        result,
        enrolled=[line for line in lines if line.enrolled_on is not None and line.enrolled_on.year == year],
        waiting=[line for line in lines if line.enrolled_on is None or line.enrolled_on.year != year],
    )
