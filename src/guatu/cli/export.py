"""`guatu export`: give office workbooks back."""

from pathlib import Path

import click

from guatu.cli.context import zone_option
from guatu.cli.zones import find_zone
from guatu.organization.powers import system_actor
from guatu.projects.sheets.export import export_projects


@click.group("export")
def command() -> None:
    """Write workbooks."""


@command.command("projects")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--year", type=click.IntRange(1990, 2100), help="Year of the list; else the newest.")
@zone_option
def projects(file: Path, year: int | None, zone_code: str | None) -> None:
    """Write the project list as a workbook with formulas in its totals; importing it again changes nothing."""
    zone = find_zone(zone_code)
    with file.open("wb") as target:
        count = export_projects(actor=system_actor("console", zone), zone=zone, target=target, year=year)
    click.echo(f"{count} projects written to {file}")
