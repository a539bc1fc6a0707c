"""Give the awards of a race to the first of each group, once its result is final."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import Refused
from guatu.core.use_case import record, use_case
from guatu.leagues.choices import RunStatus
from guatu.leagues.events import AwardsGiven
from guatu.leagues.models import Award, LeagueLine, LeagueRun
from guatu.leagues.policies import may_give_awards
from guatu.leagues.taking import take_run


@use_case(may=may_give_awards)
def give_awards(*, actor: Actor, run: LeagueRun) -> list[Award]:
    """An award for every unit down to the place that the table's terms name; who shares that place wins too. Raises
    `Refused` for a table that gives none (`no_race`) and where they were given (`given`)."""
    run = take_run(run, RunStatus.FINAL, actor=actor)
    if not run.table.awards:
        raise Refused(_("This table gives no awards."), code="no_race")
    if Award.objects.filter(zone_id=actor.zone_id, run=run).exists():
        raise Refused(_("The awards were given already."), code="given")
    winners = LeagueLine.objects.filter(zone_id=actor.zone_id, run=run, place__lte=run.table.awards)
    if not winners:
        raise Refused(_("Nobody is ranked, so there is nobody to award."), code="nobody")
    awards = Award.objects.bulk_create(
        Award(
            zone_id=actor.zone_id,
            run=run,
            unit_id=line.unit_id,
            unit_name=line.unit_name,
            group=line.group,
            place=line.place or 0,
            title=run.table.award_title,
            given_on=today(run.table.zone),
            given_by=actor.name,
        )
        for line in winners
    )
    record(
        AwardsGiven(
            zone_id=actor.zone_id,
            table_id=run.table_id,
            run_id=run.id,
            period=run.period,
            count=len(awards),
        ),
        subject=run,
        about=(run.table_id, *(award.unit_id for award in awards)),
    )
    return awards
