"""Put a unit into a named group of peers, from a day on; what it was compared with before stays known."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.leagues.events import UnitGrouped
from guatu.leagues.models import LeagueMember, LeagueTable
from guatu.leagues.policies import may_manage_table
from guatu.leagues.taking import take_table, words
from guatu.organization.models import Unit


@use_case(may=may_manage_table)
def group_unit(
    *, actor: Actor, table: LeagueTable, unit: Unit, group: str, valid_from: date
) -> LeagueMember | None:
    """Compare `unit` within `group` from `valid_from` on; an empty group takes it out. Raises `InvalidInput` for a day
    that is not after its last move, and where nothing would change."""
    table = take_table(table, actor=actor)
    group = words(group, "group", most=40)
    if unit.zone_id != actor.zone_id or unit.parent_id is None:
        raise InvalidInput({"unit": _("Not a unit that can be ranked.")})
    rows = LeagueMember.objects.filter(zone_id=actor.zone_id, table=table, unit=unit)
    last = rows.order_by("-valid_from").first()
    if last is not None and valid_from <= last.valid_from:
        raise InvalidInput({"valid_from": _("After the day of its last move, please.")})
    now_in = last.group if last is not None and last.valid_to is None else ""
    if now_in == group:
        raise InvalidInput({"group": _("It is there already.")})
    if last is not None and last.valid_to is None:
        change(last, valid_to=valid_from - timedelta(days=1))
    member = None
    if group:
        member = LeagueMember.objects.create(
            zone_id=actor.zone_id, table=table, unit=unit, group=group, valid_from=valid_from
        )
    record(
        UnitGrouped(
            zone_id=actor.zone_id, table_id=table.id, unit_id=unit.id, group=group, valid_from=valid_from
        ),
        subject=table,
        changes={"group": (now_in, group)},
        about=(unit.id,),
    )
    return member
