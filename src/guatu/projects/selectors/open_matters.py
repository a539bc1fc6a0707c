"""Open matters by project: how many there are about it and its milestones, and how urgent the worst of them is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Value, When

from guatu.core.actor import Actor
from guatu.core.clock import local_now
from guatu.core.models import Zone
from guatu.matters.choices import ENDED, SlipColour
from guatu.matters.selectors.matters import visible_matters
from guatu.projects.choices import WithMatters
from guatu.projects.models.plan import Milestone
from guatu.projects.models.project import Project

PROJECT, MILESTONE = Project._meta.label_lower, Milestone._meta.label_lower
_BY_RANK = (SlipColour.NONE, SlipColour.BLUE, SlipColour.YELLOW, SlipColour.RED)


@dataclass(frozen=True, slots=True)
class OpenMatters:
    """Of one project. `late`: past their date; `critical`: on a milestone of the critical path; `slip`: the worst."""

    count: int
    late: int = 0
    critical: int = 0
    slip: SlipColour = SlipColour.NONE

    @property
    def urgency(self) -> tuple[int, int, int, int]:
        """Sorts what holds up the most first: the critical path, what is late, the slip, the number."""
        return -self.critical, -self.late, -_BY_RANK.index(self.slip), -self.count


def open_matters(*, actor: Actor, zone: Zone) -> dict[UUID, OpenMatters]:
    """Project → its open matters, as far as the actor may see them; none for projects without (one query)."""
    rank = Case(
        *(When(standings__colour=colour, then=Value(i)) for i, colour in enumerate(_BY_RANK)),
        default=Value(0),
        output_field=IntegerField(),
    )
    found = (
        _of_projects(actor)
        .order_by()
        .values_list("project")
        .annotate(
            count=Count("id"),
            late=Count("id", filter=_late(local_now(zone))),
            critical=Count("id", filter=_critical(actor.zone_id)),
            worst=Max(rank),
        )
    )
    return {
        project_id: OpenMatters(count, late, critical, _BY_RANK[worst])
        for project_id, count, late, critical, worst in found
    }


def having_matters(which: str, *, actor: Actor) -> Q:
    """Projects with such matters, as a condition on projects."""
    found = _of_projects(actor)
    match WithMatters(which):
        case WithMatters.LATE:
            found = found.filter(_late(local_now(Zone.objects.get(id=actor.zone_id))))
        case WithMatters.CRITICAL:
            found = found.filter(_critical(actor.zone_id))
    return Q(id__in=found.order_by().values("project"))


def _of_projects(actor: Actor) -> QuerySet[Any]:
    """Open matters with the `project` they belong to: what they are about, or whose milestone it is."""
    project = Case(When(subject_type=MILESTONE, then=F("parent_id")), default=F("subject_id"))
    found = visible_matters(actor=actor).filter(subject_type__in=(PROJECT, MILESTONE))
    return found.exclude(status__in=ENDED).annotate(project=project)


def _late(at: datetime) -> Q:
    return Q(standings__is_open=True, standings__ended_at__isnull=True, standings__due_at__lt=at)


def _critical(zone_id: UUID) -> Q:
    milestones = Milestone.objects.filter(zone_id=zone_id, critical=True, dropped_on__isnull=True)
    return Q(subject_type=MILESTONE, subject_id__in=milestones.values("id"))
