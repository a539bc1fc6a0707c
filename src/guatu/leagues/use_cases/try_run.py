"""Work a table out for a period as a dry run, which nobody sees but those who make tables."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.leagues.choices import RunStatus
from guatu.leagues.events import RunTried
from guatu.leagues.models import LeagueRun, LeagueTable
from guatu.leagues.policies import may_manage_table
from guatu.leagues.selectors.tables import places_before, rules_on, run_in_force
from guatu.leagues.snapshot import formulas_of, keep_lines, read_moment
from guatu.leagues.taking import period_of, take_table
from guatu.leagues.working import work_out_period


@use_case(may=may_manage_table)
def try_run(*, actor: Actor, table: LeagueTable, period: str) -> LeagueRun:
    """The table of `period` on the figures of now, by the rules in force on its last day. An older dry run of the same
    period is thrown away. Raises `InvalidInput` for what is no period of the table; `Refused` without rules
    (`no_rules`), without anybody to rank (`nobody`), and where the period is published (`published`)."""
    table = take_table(table, actor=actor)
    asked = period_of(table, period)
    if run_in_force(table, asked.text) is not None:
        raise Refused(
            _("This period is published. A number that is wrong is corrected by an objection."),
            code="published",
        )
    rules = rules_on(table, asked.last)
    if rules is None:
        raise Refused(_("No rules are in force for this period. Set them first."), code="no_rules")
    outcome, left_out, book = work_out_period(table, rules, asked, table.zone)
    if not outcome.standings:
        raise Refused(_("There is no unit to rank in this period."), code="nobody")
    same = LeagueRun.objects.filter(zone_id=actor.zone_id, table=table, period=asked.text)
    for older in same.filter(status=RunStatus.DRY):
        change(older, status=RunStatus.DISCARDED)
    run = LeagueRun.objects.create(
        zone_id=actor.zone_id,
        table=table,
        rules=rules,
        period=asked.text,
        as_of=read_moment(),
        formulas=formulas_of(book, actor.zone_id),
        yards=outcome.yards,
        left_out=left_out.told,
        made_by=actor.name,
    )
    keep_lines(run, outcome, places_before(table, asked))
    record(
        RunTried(zone_id=actor.zone_id, table_id=table.id, run_id=run.id, period=run.period),
        subject=run,
        about=(table.id,),
    )
    return run
