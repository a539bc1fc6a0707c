"""Set the rules of a league table: always another version, so that what was ranked by the old one stays as it was."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput
from guatu.core.models import Zone
from guatu.core.periods import PeriodType
from guatu.core.use_case import record, use_case
from guatu.figures.registry import get_figure, provider_of
from guatu.figures.source import Source
from guatu.leagues.events import RulesDefined
from guatu.leagues.models import LeagueRules, LeagueTable
from guatu.leagues.policies import may_manage_table
from guatu.leagues.rules.book import Book, Criterion, faults_of, to_json
from guatu.leagues.taking import take_table, words
from guatu.leagues.wording import fault_text


@use_case(may=may_manage_table)
def define_rules(
    *, actor: Actor, table: LeagueTable, book: Book, in_force_from: date, reason: str = ""
) -> LeagueRules:
    """The next version of the table's rules, in force from a day on. From the second version on the record says why.

    Raises `InvalidInput` naming every fault; places are those of `rules.book.faults_of`, and `<key>.figure`,
    `<key>.where`, `in_force_from`, `reason`.
    """
    table = take_table(table, actor=actor)
    before = LeagueRules.objects.filter(zone_id=actor.zone_id, table=table).order_by("-number").first()
    faults = [Fault(place, fault_text(place, code)) for place, code in faults_of(book).items()]
    for one in book.criteria:
        faults += _figure_faults(one, table, table.zone)
    if before is not None and in_force_from < before.in_force_from:
        faults.append(Fault("in_force_from", _("Not before the version that it replaces.")))
    if before is not None and not reason.strip():
        faults.append(Fault("reason", _("Say why the rules change.")))
    if faults:
        raise InvalidInput(faults)
    rules = LeagueRules.objects.create(
        zone_id=actor.zone_id,
        table=table,
        number=before.number + 1 if before else 1,
        in_force_from=in_force_from,
        definition=to_json(book),
        reason=words(reason, "reason"),
        made_by=actor.name,
    )
    record(
        RulesDefined(
            zone_id=actor.zone_id,
            table_id=table.id,
            rules_id=rules.id,
            number=rules.number,
            in_force_from=in_force_from,
        ),
        subject=table,
        reason=rules.reason,
        about=(rules.id,),
    )
    return rules


def _figure_faults(one: Criterion, table: LeagueTable, zone: Zone) -> list[Fault]:
    """Whether there is such a figure, told for such periods, and sliced by what there is."""
    try:
        figure = get_figure(one.figure, zone.id)
    except InvalidInput as error:
        return [Fault(f"{one.key}.figure", fault.message) for fault in error.faults]
    if PeriodType(table.cadence) not in figure.periods:
        text = _("This figure is not told for one %(kind)s.") % {"kind": PeriodType(table.cadence).label}
        return [Fault(f"{one.key}.figure", text)]
    known = dimensions_of(one.figure, zone)
    unknown = [dimension for dimension, _values in one.where if dimension not in known]
    if unknown:
        text = _("It can be sliced by: %(known)s.") % {"known": ", ".join(sorted(known)) or "—"}
        return [Fault(f"{one.key}.where", text)]
    return []


def dimensions_of(name: str, zone: Zone) -> frozenset[str]:
    """By what a figure can be sliced: what all its sources have in common."""
    sources = _sources(name, zone)
    found = [frozenset(source.dimensions) for source in sources]
    return frozenset.intersection(*found) if found else frozenset()


def _sources(name: str, zone: Zone) -> list[Source]:
    if provider_of(name) is not None:
        return []
    figure = get_figure(name, zone.id)
    if figure.base is not None:
        return [figure.base.source]
    return [source for need in figure.needs for source in _sources(need.name, zone)]
