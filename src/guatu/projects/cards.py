"""The statistics library on the desk: whoever answers for a project sees what it lacks, the statistician what can be
handed in."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from guatu.core.clock import today
from guatu.organization.requests import ZoneRequest
from guatu.projects.models.project import Project, ProjectDuty
from guatu.projects.policies.enrolment import ENROL
from guatu.projects.selectors.enrolment import enrolment_states, to_enrol

SHOWN = 5


def enrolment_card(request: ZoneRequest) -> tuple[str, dict[str, Any]] | None:
    """Own projects that started and lack papers; for statisticians, those that are complete."""
    actor, day = request.actor, today(request.zone)
    rows = to_enrol(day, actor=actor)
    is_statistician = actor.may(ENROL)
    if not is_statistician:
        rows = _own(rows, request)
    states = [
        state
        for state in enrolment_states(rows, zone_id=request.zone.id, day=day)
        if state.is_ready == is_statistician
    ]
    states.sort(key=lambda state: (state.due or day, state.project.name))
    if not states:
        return None
    return (
        "projects/enrolment/desk_card.html",
        {
            "states": states[:SHOWN],
            "more": len(states) - SHOWN,
            "is_statistician": is_statistician,
            "day": day,
        },
    )


def _own(rows: QuerySet[Project], request: ZoneRequest) -> QuerySet[Project]:
    person_id = request.actor.person_id
    if person_id is None:
        return rows.none()
    duties = ProjectDuty.objects.filter(
        zone_id=OuterRef("zone_id"),
        project_id=OuterRef("pk"),
        person_id=person_id,
        valid_to__isnull=True,
    )
    return rows.filter(Exists(duties))
