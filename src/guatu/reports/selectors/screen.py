"""What the big screen of the hall shows: figures, reds, and the milestones of this week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.core.periods import Period, PeriodType
from guatu.figures.asking import Wanted
from guatu.figures.reading import Reading
from guatu.organization.selectors import unit_tree
from guatu.projects.choices import LightColour
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.plan import Milestone
from guatu.projects.rules.light_sentences import reason
from guatu.projects.selectors.plan import visible_milestones
from guatu.projects.selectors.projects import visible_projects
from guatu.reports.rules.chosen import BY_UNIT_ON_SCREEN, SCREEN
from guatu.reports.rules.periods_around import period_of
from guatu.reports.selectors.asking import read_figures

# As many lines as can be read at once.
LINES = 6


@dataclass(frozen=True, slots=True)
class Red:
    """A project whose light is red, and why."""

    project: str
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class Screen:
    """`reds` and `milestones` are the first of `red_count` and `milestone_count`."""

    period: Period
    day: date
    figures: Sequence[Reading]
    by_unit: Sequence[tuple[str, Reading]]
    reds: Sequence[Red]
    red_count: int
    milestones: Sequence[Milestone]
    milestone_count: int


def big_screen(*, actor: Actor, zone: Zone) -> Screen:
    """This year, as of now (eight queries however many projects). Raises `NotAllowed`."""
    day = today(zone)
    period = period_of(PeriodType.YEAR, day)
    tree = unit_tree(zone.id)
    root = next((unit for unit, parent in tree.parents.items() if parent is None), None)
    units = [unit for unit, parent in tree.parents.items() if parent == root and root is not None]
    head = [Wanted(name, period) for name in SCREEN]
    rates = {unit: Wanted(BY_UNIT_ON_SCREEN, period, unit) for unit in units}
    found = read_figures([*head, *rates.values()], actor=actor, zone=zone)
    by_unit = [(tree.names[unit], found[one]) for unit, one in rates.items() if found[one].value is not None]
    reds, red_count = _reds(actor)
    milestones, milestone_count = _milestones(actor, period_of(PeriodType.WEEK, day))
    return Screen(
        period=period,
        day=day,
        figures=[found[one] for one in head],
        by_unit=sorted(by_unit, key=lambda pair: pair[1].value or 0, reverse=True),
        reds=reds,
        red_count=red_count,
        milestones=milestones,
        milestone_count=milestone_count,
    )


def _reds(actor: Actor) -> tuple[list[Red], int]:
    seen = visible_projects(actor=actor).filter(withdrawn_on__isnull=True).order_by()
    red = ProjectLight.objects.filter(
        zone_id=actor.zone_id, colour=LightColour.RED, project_id__in=seen.values("id")
    )
    first = red.select_related("project__unit").order_by("since", "project__name")[:LINES]
    return (
        [Red(one.project.name, one.project.unit.name, reason(one.verdict)) for one in first],
        red.count(),
    )


def _milestones(actor: Actor, week: Period) -> tuple[list[Milestone], int]:
    """Those that are to be reached, or were reached, from Monday to Sunday."""
    last = week.first + timedelta(6)
    due = visible_milestones(actor=actor).filter(
        Q(actual_finish__range=(week.first, last))
        | Q(actual_finish__isnull=True, committed_finish__range=(week.first, last)),
        dropped_on__isnull=True,
        project__withdrawn_on__isnull=True,
    )
    ordered = due.select_related("project").order_by(
        F("committed_finish").asc(nulls_last=True), "project__name"
    )
    return list(ordered[:LINES]), due.count()
