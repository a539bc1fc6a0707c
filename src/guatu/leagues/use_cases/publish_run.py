"""Publish a dry run just as it was looked at; from then on its numbers stay, whatever becomes of the facts."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.calendars.selectors import working_calendar
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import Refused
from guatu.core.periods import Period
from guatu.core.use_case import change, record, use_case
from guatu.leagues.choices import Decision, RunStatus
from guatu.leagues.events import RunPublished
from guatu.leagues.models import LeagueExclusion, LeagueRun
from guatu.leagues.policies import may_publish_run
from guatu.leagues.selectors.tables import rules_on, run_in_force
from guatu.leagues.taking import take_run
from guatu.leagues.working import left_out_of


@use_case(may=may_publish_run)
def publish_run(*, actor: Actor, run: LeagueRun) -> LeagueRun:
    """Open the objection period, in working days from today. Raises `Refused`: the period has not ended (`too_early`),
    it is published (`published`), an exclusion waits (`exclusions`), or rules or exclusions changed since the dry
    run (`outdated`)."""
    run = take_run(run, RunStatus.DRY, actor=actor)
    table, period, day = run.table, Period.parse(run.period), today(run.table.zone)
    if period.last >= day:
        raise Refused(_("The period has not ended yet."), code="too_early")
    if run_in_force(table, run.period) is not None:
        raise Refused(_("This period is published already."), code="published")
    waiting = LeagueExclusion.objects.filter(
        zone_id=actor.zone_id, table=table, period=run.period, decision=Decision.ASKED
    )
    if waiting.exists():
        raise Refused(_("An exclusion waits for a decision."), code="exclusions")
    rules = rules_on(table, period.last)
    if (rules is None or rules.id != run.rules_id) or left_out_of(table, period).told != run.left_out:
        raise Refused(
            _("Rules or exclusions have changed since the dry run. Make another one."), code="outdated"
        )
    until = working_calendar(table.zone).add_working_days(day, table.objection_days)
    changes = change(
        run,
        status=RunStatus.PUBLISHED,
        published_on=day,
        published_by=actor.name,
        objections_until=until,
    )
    record(
        RunPublished(
            zone_id=actor.zone_id,
            table_id=table.id,
            run_id=run.id,
            period=run.period,
            objections_until=until,
        ),
        subject=run,
        changes=changes,
        about=(table.id,),
    )
    return run
