"""Answer for another finish of a milestone, with the reason."""

from __future__ import annotations

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.projects.choices import PlanStatus
from guatu.projects.events.plan import MilestoneForecast
from guatu.projects.forecast_store import renew_forecasts
from guatu.projects.models.plan import Milestone, Plan
from guatu.projects.models.project import Project
from guatu.projects.plan_guards import check_project, one_plan_at_a_time
from guatu.projects.policies.plan import may_forecast_milestone
from guatu.projects.rules.forecasts import TooEarly, expected_duration
from guatu.projects.rules.plan_network import Facts
from guatu.projects.rules.plan_spec import PlanSpec
from guatu.projects.selectors.plan import facts_of, milestones_of, plan_spec
from guatu.projects.selectors.plan_calendar import plan_calendar

LAST_YEAR = 2100


@use_case(may=may_forecast_milestone)
def forecast_milestone(
    *, actor: Actor, milestone: Milestone, expected_finish: date | None, reason: str
) -> Milestone:
    """Expect the milestone to finish on `expected_finish`; whatever waits for it is forecast from there.

    The commitment stays what it is. None takes the expectation back. Raises `InvalidInput` without a reason, for a
    day that has passed, and for one before what the milestone waits for is forecast to be done; `Refused` for a
    milestone that is finished (`finished`) or not in the approved plan (`not_committed`).
    """
    one_plan_at_a_time(milestone.project)
    check_project(milestone.project)
    project = Project.objects.get(zone_id=milestone.zone_id, id=milestone.project_id)
    if milestone.actual_finish is not None:
        raise Refused(_("This milestone is finished; its actual date says when."), code="finished")
    if not reason.strip():
        raise InvalidInput({"reason": _("Say why another date is expected.")})
    plan = Plan.objects.filter(zone_id=project.zone_id, project=project, status=PlanStatus.COMMITTED).first()
    spec = plan_spec(plan) if plan is not None else PlanSpec(())
    if milestone.dropped_on is not None or milestone.code not in spec.by_code:
        raise Refused(
            _("This milestone is not in an approved plan, so that there is nothing to differ from."),
            code="not_committed",
        )
    facts = facts_of(project, milestones_of(project), spec)
    before = project.forecast_finish
    changes = change(
        milestone,
        expected_finish=expected_finish,
        expected_duration=_duration(project, spec, facts, milestone, expected_finish),
        expected_reason=reason.strip() if expected_finish is not None else "",
    )
    if not changes:
        return milestone
    renew_forecasts(project.zone_id, today(project.zone), [project.id])
    project.refresh_from_db(fields=["forecast_finish"])
    record(
        MilestoneForecast(
            zone_id=actor.zone_id,
            project_id=project.id,
            milestone_id=milestone.id,
            milestone=milestone.name,
            expected_finish=expected_finish,
            finish_before=before,
            finish_after=project.forecast_finish,
        ),
        subject=milestone,
        changes={name: pair for name, pair in changes.items() if name == "expected_finish"},
        reason=reason.strip(),
        about=(project.id,),
    )
    return milestone


def _duration(
    project: Project, spec: PlanSpec, facts: Facts, milestone: Milestone, finish: date | None
) -> int | None:
    if finish is None:
        return None
    day = today(project.zone)
    if finish < day or finish.year > LAST_YEAR:
        raise InvalidInput({"expected_finish": _("A forecast is for today or for a day ahead.")})
    calendar = plan_calendar(project.zone_id, [(spec, facts)], day, finish)
    try:
        return expected_duration(spec, facts, milestone.code, finish, calendar, day)
    except TooEarly as error:
        message = _("What it waits for is forecast to be done later: it cannot finish before %(day)s.")
        shown = formats.date_format(error.start, "DATE_FORMAT")
        raise InvalidInput({"expected_finish": message % {"day": shown}}) from error
