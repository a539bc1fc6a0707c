"""`guatu zone`: zones of the installation."""

import click

from guatu.cli.context import json_option, print_json
from guatu.core.models import Zone, ZoneKind
from guatu.organization.powers import system_actor
from guatu.organization.use_cases.open_zone import open_zone


@click.group("zone")
def command() -> None:
    """Open zones."""


@command.command("create")
@click.argument("code")
@click.argument("name")
@click.option("--parent", "parent_code", default="", metavar="CODE", help="The city or province above it.")
@click.option("--kind", type=click.Choice(ZoneKind.values), default=ZoneKind.ZONE.value, show_default=True)
@json_option
def create(code: str, name: str, parent_code: str, kind: str, as_json: bool) -> None:
    """Open a new, empty zone with its default calendars, templates and rule sets."""
    zone = Zone(code=code, name=name)
    root = open_zone(actor=system_actor("console", zone), zone=zone, parent_code=parent_code, kind=kind)
    if as_json:
        print_json(
            {
                "zone": zone.code,
                "id": str(zone.id),
                "name": zone.name,
                "kind": zone.kind,
                "unit": str(root.id),
            }
        )
    else:
        click.echo(
            f"{zone.code} {zone.name} is open. Next: guatu user create NAME --person … --zone {zone.code} --role office"
        )
