"""Reading league tables: which somebody may see, their rules, runs, lines, objections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from guatu.core.actor import Actor
from guatu.core.errors import NotAllowed, NotFound
from guatu.core.periods import Period
from guatu.leagues.choices import Audience, RunStatus
from guatu.leagues.models import (
    Award,
    LeagueExclusion,
    LeagueLine,
    LeagueObjection,
    LeagueRules,
    LeagueRun,
    LeagueTable,
)
from guatu.leagues.policies import VIEW, may_manage_leagues, sees_all_audiences

IN_FORCE = (RunStatus.PUBLISHED, RunStatus.FINAL)


def visible_tables(*, actor: Actor) -> QuerySet[LeagueTable]:
    """Those whose audience the actor belongs to. Raises `NotAllowed` for whoever reads no tables at all."""
    if not actor.may(VIEW):
        raise NotAllowed(VIEW)
    return _tables(actor)


def _tables(actor: Actor) -> QuerySet[LeagueTable]:
    if not actor.may(VIEW):
        return LeagueTable.objects.none()
    tables = LeagueTable.objects.filter(zone_id=actor.zone_id).select_related("zone")
    if sees_all_audiences(actor):
        return tables
    own = LeagueLine.objects.filter(
        zone_id=actor.zone_id,
        run__table_id=OuterRef("id"),
        run__status__in=IN_FORCE,
        unit_id__in=actor.reach(VIEW).unit_ids,
    )
    return tables.filter(Q(audience=Audience.EVERYBODY) | Q(Exists(own), audience=Audience.RANKED))


def get_table(table_id: UUID, *, actor: Actor) -> LeagueTable:
    table = _tables(actor).filter(id=table_id).first()
    if table is None:
        raise NotFound("league table")
    return table


def visible_runs(*, actor: Actor) -> QuerySet[LeagueRun]:
    """Of visible tables, those that were published; dry runs only for whoever makes them."""
    runs = LeagueRun.objects.filter(
        zone_id=actor.zone_id, table_id__in=_tables(actor).values("id")
    ).select_related("table", "rules", "zone")
    runs = runs.exclude(status=RunStatus.DISCARDED)
    return runs if may_manage_leagues(actor) else runs.exclude(status=RunStatus.DRY)


def get_run(run_id: UUID, *, actor: Actor) -> LeagueRun:
    run = visible_runs(actor=actor).filter(id=run_id).first()
    if run is None:
        raise NotFound("run of a league table")
    return run


def run_in_force(table: LeagueTable, period: str = "") -> LeagueRun | None:
    """The published or final run of a period; without one, of the newest period."""
    runs = LeagueRun.objects.filter(zone_id=table.zone_id, table=table, status__in=IN_FORCE)
    runs = runs.select_related("table", "rules", "zone")
    if period:
        return runs.filter(period=period).first()
    return max(runs, key=lambda run: (Period.parse(run.period).last, run.period), default=None)


def latest_runs(tables: Sequence[LeagueTable]) -> list[tuple[LeagueTable, LeagueRun | None]]:
    """Each table with its newest run in force (one query)."""
    newest: dict[UUID, LeagueRun] = {}
    zone_ids = {table.zone_id for table in tables}
    runs = LeagueRun.objects.filter(
        zone_id__in=zone_ids, table_id__in=[table.id for table in tables], status__in=IN_FORCE
    )
    for run in runs:
        known = newest.get(run.table_id)
        if known is None or Period.parse(known.period).last < Period.parse(run.period).last:
            newest[run.table_id] = run
    return [(table, newest.get(table.id)) for table in tables]


def runs_of(table: LeagueTable, *, actor: Actor) -> list[LeagueRun]:
    """Every run the actor may see, the newest period first."""
    runs = list(visible_runs(actor=actor).filter(table=table))
    return sorted(runs, key=lambda run: (Period.parse(run.period).last, run.number), reverse=True)


def rules_on(table: LeagueTable, day: date) -> LeagueRules | None:
    """The newest version in force on `day`."""
    rules = LeagueRules.objects.filter(zone_id=table.zone_id, table=table, in_force_from__lte=day)
    return rules.order_by("-number").first()


def rules_of(table: LeagueTable) -> Sequence[LeagueRules]:
    return list(LeagueRules.objects.filter(zone_id=table.zone_id, table=table).order_by("-number"))


def lines_of(run: LeagueRun) -> list[LeagueLine]:
    return list(LeagueLine.objects.filter(zone_id=run.zone_id, run=run))


def get_line(run: LeagueRun, unit_id: UUID) -> LeagueLine:
    line = LeagueLine.objects.filter(zone_id=run.zone_id, run=run, unit_id=unit_id).first()
    if line is None:
        raise NotFound("line of a league table")
    return line


def places_before(table: LeagueTable, period: Period) -> Mapping[UUID, int]:
    """The units' places in the newest period in force that ended before this one began."""
    runs = LeagueRun.objects.filter(zone_id=table.zone_id, table=table, status__in=IN_FORCE)
    earlier = [run for run in runs if Period.parse(run.period).last < period.first]
    newest = max(earlier, key=lambda run: Period.parse(run.period).last, default=None)
    if newest is None:
        return {}
    lines = LeagueLine.objects.filter(zone_id=table.zone_id, run=newest, place__isnull=False)
    return {unit_id: place for unit_id, place in lines.values_list("unit_id", "place") if place}


def history_of_unit(table: LeagueTable, unit_id: UUID) -> list[LeagueLine]:
    """The unit's lines in every period in force, the newest first."""
    lines = LeagueLine.objects.filter(
        zone_id=table.zone_id, run__table=table, run__status__in=IN_FORCE, unit_id=unit_id
    ).select_related("run__rules")
    return sorted(lines, key=lambda line: Period.parse(line.run.period).last, reverse=True)


def objections_to(run: LeagueRun) -> list[LeagueObjection]:
    """Those to this run and to the versions that it corrects."""
    found = LeagueObjection.objects.filter(
        zone_id=run.zone_id, run__table_id=run.table_id, run__period=run.period, run__number__lte=run.number
    )
    return list(found.select_related("unit", "run", "run__rules", "led_to"))


def get_objection(objection_id: UUID, *, actor: Actor) -> LeagueObjection:
    found = LeagueObjection.objects.filter(
        zone_id=actor.zone_id, id=objection_id, run_id__in=visible_runs(actor=actor).values("id")
    )
    objection = found.select_related("unit", "run__table", "run__rules", "run__zone").first()
    if objection is None:
        raise NotFound("objection")
    return objection


def exclusions_of(table: LeagueTable, period: str = "") -> list[LeagueExclusion]:
    found = LeagueExclusion.objects.filter(zone_id=table.zone_id, table=table).select_related("unit")
    return list(found.filter(period=period) if period else found)


def get_exclusion(exclusion_id: UUID, *, actor: Actor) -> LeagueExclusion:
    found = LeagueExclusion.objects.filter(
        zone_id=actor.zone_id, id=exclusion_id, table_id__in=_tables(actor).values("id")
    )
    exclusion = found.select_related("unit", "table").first()
    if exclusion is None:
        raise NotFound("exclusion")
    return exclusion


def get_award(award_id: UUID, *, actor: Actor) -> Award:
    found = Award.objects.filter(
        zone_id=actor.zone_id, id=award_id, run_id__in=visible_runs(actor=actor).values("id")
    )
    award = found.select_related("run__table", "run__zone").first()
    if award is None:
        raise NotFound("award")
    return award
