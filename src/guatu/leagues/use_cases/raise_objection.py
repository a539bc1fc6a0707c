"""A ranked unit objects to one of its numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import record, use_case
from guatu.leagues.choices import Decision, RunStatus
from guatu.leagues.events import ObjectionRaised
from guatu.leagues.models import LeagueLine, LeagueObjection, LeagueRun
from guatu.leagues.policies import may_raise_objection
from guatu.leagues.taking import take_run, words
from guatu.organization.models import Unit

MOST = 2000


@use_case(may=may_raise_objection)
def raise_objection(
    *, actor: Actor, run: LeagueRun, unit: Unit, criterion: str, text: str
) -> LeagueObjection:
    """Raises `Refused` once the objection period is over (`late`), where the same number is objected to already
    (`asked`), or the run is not published any more; `InvalidInput` for a criterion that there is not."""
    run = take_run(run, RunStatus.PUBLISHED, actor=actor)
    day = today(run.table.zone)
    if run.objections_until is not None and day > run.objections_until:
        raise Refused(_("The objection period is over."), code="late")
    line = LeagueLine.objects.filter(zone_id=actor.zone_id, run=run, unit=unit).first()
    if line is None:
        raise Refused(_("This unit does not stand in the table."), code="not_ranked")
    if criterion not in run.rules.book.by_key:
        raise InvalidInput({"criterion": _("Choose which number is wrong.")})
    waiting = LeagueObjection.objects.filter(
        zone_id=actor.zone_id,
        run__table=run.table,
        run__period=run.period,
        unit=unit,
        criterion=criterion,
        decision=Decision.ASKED,
    )
    if waiting.exists():
        raise Refused(_("This number is objected to already; an answer is on its way."), code="asked")
    objection = LeagueObjection.objects.create(
        zone_id=actor.zone_id,
        run=run,
        unit=unit,
        criterion=criterion,
        text=words(text, "text", needed=_("Say what is wrong, and what it should be."), most=MOST),
        raised_by_id=actor.person_id,
        raised_by_name=actor.name,
        raised_on=day,
    )
    record(
        ObjectionRaised(
            zone_id=actor.zone_id,
            table_id=run.table_id,
            run_id=run.id,
            period=run.period,
            objection_id=objection.id,
            unit_id=unit.id,
        ),
        subject=objection,
        reason=objection.text,
        about=(run.id, run.table_id, unit.id),
    )
    return objection
