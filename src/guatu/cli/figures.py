"""`guatu figures`: which figures there are, and what one of them says."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

import click

from guatu.cli.context import json_option, print_json, zone_option
from guatu.cli.zones import find_zone
from guatu.core.clock import CHINA
from guatu.core.errors import InvalidInput
from guatu.core.json import to_json
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.asking import Wanted, Where, where_of
from guatu.figures.definition import Figure
from guatu.figures.documents import definition_document, reading_document
from guatu.figures.reading import Reading, Row
from guatu.figures.registry import figures_of
from guatu.organization.models import Unit
from guatu.organization.powers import system_actor
from guatu.reports.selectors.asking import read_figures, read_rows


@click.group("figures")
def command() -> None:
    """Numbers with one definition each."""


@command.command("list")
@zone_option
@json_option
def list_(zone_code: str | None, as_json: bool) -> None:
    """Every figure of the zone: its name, label, unit, kind and formula in words."""
    figures = figures_of(find_zone(zone_code).id)
    if as_json:
        print_json([to_json(definition_document(figure)) for figure in figures])
        return
    width = max((len(figure.name) for figure in figures), default=0)
    for figure in figures:
        click.echo(f"{figure.name:<{width}}  {figure.label} ({figure.unit.symbol or figure.unit.code})")


@command.command("show")
@click.argument("name")
@click.option("--period", required=True, help="2018, 2018H1, 2018Q2, 2018M06, 2018W23 or 2018M01-M05.")
@click.option("--unit", "unit_code", metavar="CODE", help="A unit with all below it, by code or name.")
@click.option("--where", "slices", multiple=True, metavar="DIMENSION=VALUE", help="Only a slice; repeatable.")
@click.option("--as-of", "as_of", metavar="ISO", help="As it stood then; without a zone, China's time.")
@click.option("--rows", "with_rows", is_flag=True, help="Add the rows behind the number.")
@zone_option
@json_option
def show(
    name: str,
    period: str,
    unit_code: str | None,
    slices: tuple[str, ...],
    as_of: str | None,
    with_rows: bool,
    zone_code: str | None,
    as_json: bool,
) -> None:
    """What the figure NAME says: value, formula, how many rows are behind it, and since when that holds."""
    zone = find_zone(zone_code)
    actor = system_actor("console", zone)
    unit = find_unit(zone, unit_code) if unit_code else None
    wanted = Wanted(name, Period.parse(period), unit.id if unit else None, _where(slices))
    moment = _moment(as_of)
    reading = read_figures([wanted], actor=actor, zone=zone, as_of=moment)[wanted]
    behind = read_rows(wanted, actor=actor, zone=zone, as_of=moment) if with_rows else None
    scope = {"zone": zone.code, "unit": unit.code if unit else None, "where": dict(wanted.where)}
    if as_json:
        print_json(to_json(reading_document(reading, scope, behind)))
    else:
        _print(reading, unit.name if unit else zone.name, behind or [])


def find_unit(zone: Zone, text: str) -> Unit:
    """The unit of that code, or the only one of that name. Raises `InvalidInput`."""
    units = list(Unit.objects.filter(zone=zone))
    coded = [unit for unit in units if unit.code == text]
    named = coded or [unit for unit in units if text in (unit.name, unit.short_name)]
    if len(named) == 1:
        return named[0]
    known = ", ".join(f"{unit.code} ({unit.name})" for unit in named or units)
    wrong = f"several units are called “{text}”, name one by code" if named else f"no unit “{text}”"
    raise InvalidInput({"--unit": f"{wrong}; units here: {known}"})


def _where(slices: tuple[str, ...]) -> Where:
    given: dict[str, list[str]] = defaultdict(list)
    for text in slices:
        dimension, equals, value = text.partition("=")
        if not (dimension and equals):
            raise InvalidInput({"--where": f"expected DIMENSION=VALUE such as class=new_start, not “{text}”"})
        given[dimension] += value.split(",")
    return where_of(given)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        expected = f"expected a moment such as 2018-07-01T12:00+08:00, not “{text}”"
        raise InvalidInput({"--as-of": expected}) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)


def _print(reading: Reading, scope: str, behind: list[tuple[Figure, list[Row]]]) -> None:
    figure = reading.figure
    fraction = f" ({reading.fraction})" if reading.fraction else ""
    click.echo(f"{figure.label} · {reading.wanted.period.label} · {scope}")
    for dimension, values in reading.wanted.where:
        click.echo(f"  {dimension}: {', '.join(values)}")
    click.echo(f"  {reading.shown}{fraction}")
    click.echo(f"  = {figure.words}")
    rows = "" if reading.row_count is None else f"{reading.row_count} rows behind it, "
    click.echo(f"  {rows}as of {reading.as_of.astimezone(CHINA):%Y-%m-%d %H:%M:%S}")
    for remark in reading.remarks:
        click.echo(f"  ! {remark}")
    for counted, found in behind:
        click.echo(f"{counted.label}: {len(found)}")
        for row in found:
            amount = (
                "" if row.amount is None else f"  {counted.unit.number(row.amount)} {counted.unit.symbol}"
            )
            click.echo(f"  {row.label}  {row.detail}{amount}")
