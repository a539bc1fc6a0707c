"""Declare a published table final: the objection period is over and every objection is answered."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.leagues.choices import Decision, RunStatus
from guatu.leagues.events import RunFinalized
from guatu.leagues.models import LeagueObjection, LeagueRun
from guatu.leagues.policies import may_publish_run
from guatu.leagues.taking import take_run


@use_case(may=may_publish_run)
def finalize_run(*, actor: Actor, run: LeagueRun) -> LeagueRun:
    """Raises `Refused` while objections may still be raised (`too_early`) or wait for an answer (`objections`)."""
    run = take_run(run, RunStatus.PUBLISHED, actor=actor)
    day = today(run.table.zone)
    if run.objections_until is not None and day <= run.objections_until:
        raise Refused(_("Objections may still be raised."), code="too_early")
    waiting = LeagueObjection.objects.filter(
        zone_id=actor.zone_id, run__table=run.table, run__period=run.period, decision=Decision.ASKED
    )
    if waiting.exists():
        raise Refused(_("An objection waits for its answer."), code="objections")
    changes = change(run, status=RunStatus.FINAL, final_on=day)
    record(
        RunFinalized(zone_id=actor.zone_id, table_id=run.table_id, run_id=run.id, period=run.period),
        subject=run,
        changes=changes,
        about=(run.table_id,),
    )
    return run
