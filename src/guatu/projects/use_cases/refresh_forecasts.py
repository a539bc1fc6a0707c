"""Bring forecasts up to date: time has passed, or a fact came from elsewhere (a verified start, an import)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from guatu.core.actor import Actor
from guatu.core.use_case import record, use_case
from guatu.organization.selectors import root_unit
from guatu.projects.events.plan import ForecastsRefreshed, MilestoneAchieved, ProjectForecastChanged
from guatu.projects.forecast_store import Renewal, renew_forecasts
from guatu.projects.policies.plan import may_refresh_forecasts


@use_case(may=may_refresh_forecasts)
def refresh_forecasts(*, actor: Actor, today: date, project_ids: Collection[UUID] | None = None) -> int:
    """Reckon the forecasts of committed plans again, as of `today`; returns how many milestones moved.

    Safe to run twice. Each project whose forecast passes its commitment, or comes back to it, gets an entry of its
    own, and so does each anchor that took over the project's date; the rest is one entry for the zone.
    """
    renewal = renew_forecasts(actor.zone_id, today, project_ids)
    _record_anchors(actor, renewal)
    for move in renewal.moves:
        if move.crosses_commitment:
            record(
                ProjectForecastChanged(
                    zone_id=actor.zone_id,
                    project_id=move.project.id,
                    passes_commitment=move.passes_commitment,
                ),
                subject=move.project,
                changes={"forecast_start": move.start, "forecast_finish": move.finish},
            )
    if renewal.milestones:
        record(
            ForecastsRefreshed(
                zone_id=actor.zone_id, projects=len(renewal.moves), milestones=renewal.milestones
            ),
            subject=root_unit(actor.zone_id),
        )
    return renewal.milestones


def _record_anchors(actor: Actor, renewal: Renewal) -> None:
    finishes = {move.project.id: move.finish for move in renewal.moves}
    for milestone, changes in renewal.anchored:
        before, after = finishes.get(milestone.project_id, (None, None))
        record(
            MilestoneAchieved(
                zone_id=actor.zone_id,
                project_id=milestone.project_id,
                milestone_id=milestone.id,
                milestone=milestone.name,
                actual_start=milestone.actual_start,
                actual_finish=milestone.actual_finish,
                finish_before=before,
                finish_after=after,
            ),
            subject=milestone,
            changes=changes,
            about=(milestone.project_id,),
        )
