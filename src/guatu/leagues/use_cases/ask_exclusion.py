"""Ask to leave a unit, or some of its rows, out of one period."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.leagues.choices import Decision
from guatu.leagues.events import ExclusionAsked
from guatu.leagues.measuring import can_take_out
from guatu.leagues.models import LeagueExclusion, LeagueTable
from guatu.leagues.policies import may_manage_table
from guatu.leagues.selectors.tables import rules_on
from guatu.leagues.taking import period_of, take_table, words
from guatu.organization.models import Unit


@use_case(may=may_manage_table)
def ask_exclusion(
    *,
    actor: Actor,
    table: LeagueTable,
    unit: Unit,
    period: str,
    reason: str,
    dimension: str = "",
    values: Sequence[str] = (),
) -> LeagueExclusion:
    """Ask that `unit` is not ranked in `period`; with a dimension and values, that its rows of that slice do not count.
    Somebody else decides. Raises `InvalidInput` naming every fault."""
    table = take_table(table, actor=actor)
    asked = period_of(table, period)
    dimension = dimension.strip()
    told = sorted({value.strip() for value in values if value.strip()})
    known = LeagueExclusion.objects.filter(
        zone_id=actor.zone_id, table=table, unit=unit, period=asked.text
    ).exclude(decision=Decision.REFUSED)
    faults: dict[str, str] = {}
    if unit.zone_id != actor.zone_id or unit.parent_id is None:
        faults["unit"] = _("Not a unit that can be ranked.")
    if bool(dimension) != bool(told):
        faults["values"] = _("Rows are named by a dimension and its values.")
    if dimension and "values" not in faults:
        rules = rules_on(table, asked.last)
        figures = [one.figure for one in rules.book.criteria] if rules else []
        if not any(can_take_out(figure, dimension, actor.zone_id) for figure in figures):
            faults["dimension"] = _("No criterion counts rows that can be told apart by this.")
        elif known.exclude(dimension__in=["", dimension]).exists():
            faults["dimension"] = _("Rows of this unit are left out by another dimension already.")
    elif not dimension and known.filter(dimension="").exists():
        faults["unit"] = _("It is asked for or granted already.")
    if not reason.strip():
        faults["reason"] = _("Say why it should be left out.")
    if faults:
        raise InvalidInput(faults)
    exclusion = LeagueExclusion.objects.create(
        zone_id=actor.zone_id,
        table=table,
        unit=unit,
        period=asked.text,
        dimension=dimension,
        values=told,
        reason=words(reason, "reason"),
        asked_by_id=actor.person_id,
        asked_by_name=actor.name,
    )
    record(
        ExclusionAsked(zone_id=actor.zone_id, table_id=table.id, exclusion_id=exclusion.id),
        subject=exclusion,
        reason=exclusion.reason,
        about=(table.id, unit.id),
    )
    return exclusion
