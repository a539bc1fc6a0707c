"""`guatu briefing`: a template, filled in for a period, as a Word document."""

from pathlib import Path

import click

from guatu.cli.context import json_option, print_json, zone_option
from guatu.cli.zones import find_zone
from guatu.core.periods import Period
from guatu.organization.powers import system_actor
from guatu.reports.selectors.briefings import template_by_code
from guatu.reports.writing.compose import compose
from guatu.reports.writing.word import write_document


@click.command("briefing")
@click.argument("template")
@click.option("--period", required=True, help="Such as 2018H1, 2018M06 or 2018W23.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@json_option
@zone_option
def command(template: str, period: str, output: Path, as_json: bool, zone_code: str | None) -> None:
    """Write the briefing TEMPLATE (its code, such as half_year) to a Word file; nothing is kept of it."""
    zone = find_zone(zone_code)
    actor = system_actor("console", zone)
    chosen = template_by_code(template, actor=actor)
    composed = compose(chosen.text, Period.parse(period), actor=actor, zone=zone)
    title = composed.title or chosen.name
    output.write_bytes(
        write_document(composed.blocks, title=title, heading=chosen.heading, addressee=chosen.addressee)
    )
    if not as_json:
        click.echo(f"{output}: {title}, {len(composed.bound)} figures")
        return
    print_json(
        {
            "template": chosen.code,
            "title": title,
            "period": period,
            "zone": zone.code,
            "file": str(output),
            "figures": [
                {
                    "name": one.reading.figure.name,
                    "label": str(one.reading.figure.label),
                    "printed": one.text,
                    "value": one.reading.exact or None,
                    "fraction": one.reading.fraction or None,
                    "period": one.reading.wanted.period.text,
                    "where": {dimension: list(values) for dimension, values in one.reading.wanted.where},
                    "formula": str(one.reading.figure.words),
                    "row_count": one.reading.row_count,
                    "as_of": one.reading.as_of.isoformat(),
                    "remarks": [str(remark) for remark in one.reading.remarks],
                }
                for one in composed.bound
            ],
        }
    )
