"""`guatu audit`: check the record."""

import sys
from pathlib import Path

import click

from guatu.audit.copies import check_copies
from guatu.audit.selectors import first_break, record_length
from guatu.cli.context import json_option, print_json, zone_option
from guatu.cli.zones import zones_named
from guatu.core.walls import zone_open


@click.group("audit")
def command() -> None:
    """The record and its chain of hashes."""


@command.command("verify")
@zone_option
@json_option
def verify(zone_code: str | None, as_json: bool) -> None:
    """Walk the chain of every zone (or one) and name the first broken entry. Exit status 2 where there is one."""
    report, broken = [], False
    for zone in zones_named(zone_code):
        with zone_open(zone.id):
            fault, length = first_break(zone.id), record_length(zone.id)
        broken = broken or fault is not None
        report.append(
            {
                "zone": zone.code,
                "entries": length,
                "ok": fault is None,
                "broken_at": fault.sequence if fault else None,
                "fault": fault.fault if fault else None,
            }
        )
        if not as_json:
            if fault is None:
                click.echo(f"{zone.code}: {report[-1]['entries']} entries, the chain holds")
            else:
                click.echo(f"{zone.code}: entry {fault.sequence} is {fault.fault}", err=True)
    if as_json:
        print_json({"ok": not broken, "zones": report})
    if broken:
        sys.exit(2)


@command.command("check-copy")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
def check_copy(file: Path, as_json: bool) -> None:
    """Check the chain in FILE, where a server of logs has kept what GUATU_RECORD_URL sent it. Exit status 2 where it
    does not hold. Other lines in the file do not matter, nor entries that came twice."""
    with file.open("rb") as lines:
        copies = check_copies(lines)
    if as_json:
        print_json(
            {
                zone: {"first": copy.first, "last": copy.last, "twice": copy.twice, "faults": copy.faults}
                for zone, copy in copies.items()
            }
        )
    for zone, copy in copies.items() if not as_json else ():
        for fault in copy.faults:
            click.echo(f"{zone}: {fault}", err=True)
        if not copy.faults:
            click.echo(f"{zone}: entries {copy.first} to {copy.last}, the chain holds")
    if not copies:
        click.echo(f"{file} holds no entry", err=True)
    if not copies or any(copy.faults for copy in copies.values()):
        sys.exit(2)
