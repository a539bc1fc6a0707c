"""Say when a milestone really started and finished."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from guatu.attachments.use_cases.attach_file import attach_files
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.projects.choices import OPEN_PLANS, Anchor, PlanStatus
from guatu.projects.events.plan import MilestoneAchieved
from guatu.projects.forecast_store import renew_forecasts
from guatu.projects.models.plan import Milestone, PlanMilestone
from guatu.projects.models.project import Project
from guatu.projects.plan_guards import check_project, one_plan_at_a_time
from guatu.projects.policies.plan import may_achieve_milestone


@use_case(may=may_achieve_milestone)
def achieve_milestone(
    *,
    actor: Actor,
    milestone: Milestone,
    started_on: date | None,
    finished_on: date | None,
    note: str = "",
    documents: Sequence[File[Any]] = (),
) -> Milestone:
    """Put down the actual dates (None where it has not), with documents that show it; forecasts follow.

    A date that was there and becomes another one, or none, needs a `note` that says why. The finish of the
    completion anchor is the project's own. The start of construction is not entered here: it follows from a
    verified proof (`Refused`, `needs_start_proof`). Raises `InvalidInput` for dates still to come or in the wrong
    order, `Refused` for a milestone that is in no plan (`not_planned`), and where the project has not started
    (`not_started`) or was withdrawn.
    """
    one_plan_at_a_time(milestone.project)
    check_milestone(milestone)
    if milestone.anchor == Anchor.START:
        raise Refused(
            _("The start of construction follows from the proof of start, once somebody has verified it."),
            code="needs_start_proof",
        )
    project = Project.objects.get(zone_id=milestone.zone_id, id=milestone.project_id)
    _check_dates(milestone, project, started_on, finished_on, note)
    before = project.forecast_finish
    changes = change(milestone, actual_start=started_on, actual_finish=finished_on)
    if milestone.anchor == Anchor.COMPLETION and project.actual_finish != finished_on:
        if finished_on is not None and project.actual_start is None:
            raise Refused(
                _(
                    "The start of construction has not been verified; what has not started cannot be completed."
                ),
                code="not_started",
            )
        change(project, actual_finish=finished_on)
    if not changes and not documents:
        return milestone
    renew_forecasts(milestone.zone_id, today(project.zone), [project.id])
    project.refresh_from_db(fields=["forecast_finish"])
    if changes:
        record(
            MilestoneAchieved(
                zone_id=actor.zone_id,
                project_id=project.id,
                milestone_id=milestone.id,
                milestone=milestone.name,
                actual_start=started_on,
                actual_finish=finished_on,
                finish_before=before,
                finish_after=project.forecast_finish,
            ),
            subject=milestone,
            changes=changes,
            reason=note.strip(),
            about=(project.id,),
        )
    if documents:
        attach_files(actor=actor, subject=milestone, uploads={"documents": documents})
    return milestone


def check_milestone(milestone: Milestone) -> None:
    """Raises `Refused` unless the milestone stands in the approved plan or in the open one."""
    check_project(milestone.project)
    planned = PlanMilestone.objects.filter(
        zone_id=milestone.zone_id,
        milestone=milestone,
        plan__status__in=[*OPEN_PLANS, PlanStatus.COMMITTED],
    )
    if milestone.dropped_on is not None or not planned.exists():
        raise Refused(_("This milestone was dropped from the plan."), code="not_planned")


def _check_dates(
    milestone: Milestone, project: Project, started: date | None, finished: date | None, note: str
) -> None:
    faults = {}
    day = today(project.zone)
    for place, given in (("started_on", started), ("finished_on", finished)):
        if given is not None and given > day:
            faults[place] = _("This day is still to come; a date ahead is a forecast.")
    if started is not None and finished is not None and finished < started:
        faults["finished_on"] = _("It cannot finish before it starts.")
    completing = milestone.anchor == Anchor.COMPLETION and finished is not None
    if (
        completing
        and project.actual_start is not None
        and finished is not None
        and finished < project.actual_start
    ):
        faults["finished_on"] = _("The project cannot be completed before it starts.")
    overwritten = [
        old
        for old, new in ((milestone.actual_start, started), (milestone.actual_finish, finished))
        if old is not None and old != new
    ]
    if overwritten and not note.strip():
        faults["note"] = _("An actual date becomes another one: say why.")
    if faults:
        raise InvalidInput(faults)
