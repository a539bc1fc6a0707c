"""`guatu export`: give office workbooks back, and write what is public."""

import json
from pathlib import Path

import click
from django.conf import settings

from guatu.cli.context import zone_option
from guatu.cli.zones import find_zone
from guatu.organization.powers import system_actor
from guatu.projects.selectors.publications import oc4ids_package
from guatu.projects.sheets.export import export_projects


@click.group("export")
def command() -> None:
    """Write workbooks and public data."""


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


@command.command("oc4ids")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@zone_option
def oc4ids(file: Path, zone_code: str | None) -> None:
    """Write the public projects in the Open Contracting for Infrastructure Data Standard 0.9."""
    zone = find_zone(zone_code)
    base = settings.GUATU_PUBLIC_URL
    uri = f"{base}/z/{zone.code}/projects/public.json" if base else f"urn:guatu:{zone.code}:oc4ids"
    document = oc4ids_package(actor=system_actor("console", zone), zone=zone, uri=uri)
    file.write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
    click.echo(f"{len(document['projects'])} public projects written to {file}")
