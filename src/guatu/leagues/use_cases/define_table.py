"""Define a league table: what is ranked, what for, for whom, how often."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.periods import PeriodType
from guatu.core.use_case import change, record, use_case
from guatu.leagues.choices import Audience
from guatu.leagues.events import TableDefined
from guatu.leagues.models import LeagueTable
from guatu.leagues.policies import may_manage_leagues
from guatu.leagues.taking import words

MOST_DAYS = 30
MOST_AWARDS = 20


@dataclass(frozen=True, slots=True)
class TableTerms:
    """What a table is. `awards`: how many win in each group of a race; 0 where it is none."""

    name: str
    purpose: str
    audience: str = Audience.EVERYBODY.value
    cadence: str = PeriodType.QUARTER.value
    objection_days: int = 5
    awards: int = 0
    award_title: str = ""


@use_case(may=may_manage_leagues)
def define_table(*, actor: Actor, terms: TableTerms, table: LeagueTable | None = None) -> LeagueTable:
    """A new table, or new terms for `table`. Raises `InvalidInput` naming every fault, `StaleVersion`."""
    one_at_a_time("leagues.table_name", actor.zone_id)
    faults = _faults(actor, terms, table)
    if faults:
        raise InvalidInput(faults)
    values = {
        "name": terms.name.strip(),
        "purpose": words(terms.purpose, "purpose"),
        "audience": terms.audience,
        "cadence": terms.cadence,
        "objection_days": terms.objection_days,
        "awards": terms.awards,
        "award_title": words(terms.award_title, "award_title", most=80),
    }
    if table is None:
        table = LeagueTable.objects.create(zone_id=actor.zone_id, **values)
        changes = {name: ("", value) for name, value in values.items()}
    else:
        changes = change(table, **values)
    if changes:
        record(TableDefined(zone_id=actor.zone_id, table_id=table.id), subject=table, changes=changes)
    return table


def _faults(actor: Actor, terms: TableTerms, table: LeagueTable | None) -> dict[str, str]:
    faults: dict[str, str] = {}
    name = terms.name.strip()
    others = LeagueTable.objects.filter(zone_id=actor.zone_id, name=name)
    if not name or len(name) > 80:
        faults["name"] = _("A name of up to 80 characters, please.")
    elif (others.exclude(id=table.id) if table else others).exists():
        faults["name"] = _("There is a league table of that name.")
    if not terms.purpose.strip():
        faults["purpose"] = _("Say what the ranking is for.")
    if terms.audience not in Audience.values:
        faults["audience"] = _("Choose who may read it.")
    if terms.cadence not in PeriodType.values or terms.cadence == PeriodType.SPAN:
        faults["cadence"] = _("Choose how often it is ranked.")
    elif table is not None and table.cadence != terms.cadence and table.runs.exists():
        faults["cadence"] = _("It was ranked by another length of period; define another table.")
    if not 0 <= terms.objection_days <= MOST_DAYS:
        faults["objection_days"] = _("Expected 0 to %(most)s working days.") % {"most": MOST_DAYS}
    if not 0 <= terms.awards <= MOST_AWARDS:
        faults["awards"] = _("Expected 0 to %(most)s.") % {"most": MOST_AWARDS}
    elif terms.awards and not terms.award_title.strip():
        faults["award_title"] = _("Say what the award is called.")
    return faults
