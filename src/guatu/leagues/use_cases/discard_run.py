"""Throw a dry run away."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.use_case import change, record, use_case
from guatu.leagues.choices import RunStatus
from guatu.leagues.events import RunDiscarded
from guatu.leagues.models import LeagueRun
from guatu.leagues.policies import may_discard_run
from guatu.leagues.taking import take_run


@use_case(may=may_discard_run)
def discard_run(*, actor: Actor, run: LeagueRun) -> None:
    """Raises `Refused` for what is no dry run any more (`moved_on`)."""
    run = take_run(run, RunStatus.DRY, actor=actor)
    changes = change(run, status=RunStatus.DISCARDED)
    record(
        RunDiscarded(zone_id=actor.zone_id, table_id=run.table_id, run_id=run.id, period=run.period),
        subject=run,
        changes=changes,
        about=(run.table_id,),
    )
