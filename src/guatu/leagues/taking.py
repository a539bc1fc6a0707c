"""How tables and runs are changed: one change at a time in each table."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.periods import Period, PeriodType
from guatu.leagues.choices import RunStatus
from guatu.leagues.models import LeagueRun, LeagueTable


def take_table(table: LeagueTable, *, actor: Actor) -> LeagueTable:
    """The table as it is now, held until the transaction ends."""
    one_at_a_time("leagues.table", table.id)
    return LeagueTable.objects.select_related("zone").get(zone_id=actor.zone_id, id=table.id)


def take_run(run: LeagueRun, *statuses: RunStatus, actor: Actor) -> LeagueRun:
    """The run as it is now, held with its table. `Refused` (`moved_on`) where it stands at none of `statuses`."""
    table = take_table(run.table, actor=actor)
    fresh = LeagueRun.objects.select_related("rules").get(zone_id=actor.zone_id, id=run.id)
    fresh.table = table
    if fresh.status not in statuses:
        raise Refused(
            _("This is not possible any more: the table is “%(status)s”.")
            % {"status": fresh.get_status_display()},
            code="moved_on",
        )
    return fresh


def period_of(table: LeagueTable, text: str) -> Period:
    """Raises `InvalidInput` for what is no period of the table's cadence."""
    period = Period.parse(text)
    if period.type != table.cadence:
        expected = PeriodType(table.cadence).label
        raise InvalidInput({"period": _("This table is for one %(kind)s at a time.") % {"kind": expected}})
    return period


def words(text: str, place: str, *, needed: str = "", most: int = 400) -> str:
    """`text` without blanks at its ends. Raises `InvalidInput` at `place` where it is missing or too long."""
    text = text.strip()
    if needed and not text:
        raise InvalidInput({place: needed})
    if len(text) > most:
        message = _("Up to %(limit)s characters, please; there are %(count)s.")
        raise InvalidInput({place: message % {"limit": most, "count": len(text)}})
    return text
