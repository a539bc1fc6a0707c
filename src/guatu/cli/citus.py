"""`guatu citus`: one database over several machines."""

import click
from django.db import connection

from guatu.cli.context import json_option, print_json
from guatu.core import zoned_keys
from guatu.core.citus import SHARDS, require_coordinator, standing
from guatu.core.distribution import Place


@click.group("citus")
def command() -> None:
    """Spread the database over the nodes of a Citus cluster."""


@command.command("distribute")
@click.option(
    "--shards",
    type=click.IntRange(1, 1024),
    default=SHARDS,
    show_default=True,
    help="Into how many parts each table is cut, the first time.",
)
@json_option
def distribute(shards: int, as_json: bool) -> None:
    """Place every table that is not yet in its place, as the owner of the tables, and nothing else.

    Tables with a zone are spread by it, the unit tree and what belongs to it is copied to every node, the rest stays on
    the coordinator. Stop web servers and workers first.
    """
    with connection.cursor() as cursor:
        require_coordinator(cursor)
        before = standing(cursor)
        zoned_keys.apply(connection, distribute=True, shards=shards)
        after = standing(cursor)
    placed = {table: place for table, place in sorted(after.items()) if before.get(table) != place}
    if as_json:
        print_json({"placed": placed, "standing": after})
        return
    for table, place in placed.items():
        click.echo(f"{table}: {_SAID[place]}")
    count = {place: list(after.values()).count(place) for place in _SAID}
    click.echo(
        f"{len(placed)} placed. " + "; ".join(f"{count[place]} {said}" for place, said in _SAID.items())
    )


_SAID = {
    Place.DISTRIBUTED: "spread by zone",
    Place.REFERENCE: "copied to every node",
    Place.LOCAL: "on the coordinator, known to Citus for its references",
}
