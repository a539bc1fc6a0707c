"""`guatu restore`: database and files from a backup."""

from pathlib import Path

import click

from guatu.backups.container import read_key
from guatu.backups.restore import check, require_room, restore
from guatu.backups.secret import secret_mark
from guatu.cli.backup import key_option, summary, told
from guatu.cli.context import json_option, migrate, print_json


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@key_option
@click.option("--check", "check_only", is_flag=True, help="Only read FILE through and check it.")
@click.option("--replace", is_flag=True, help="Take away first what a database in use holds.")
@click.option("--broken-record", is_flag=True, help="Restore also a record whose chain does not hold.")
@json_option
def command(
    file: Path, key_file: Path | None, check_only: bool, replace: bool, broken_record: bool, as_json: bool
) -> None:
    """Check FILE, then fill the database and the file storage from it: all of it or nothing.

    Stop the web servers and workers first, except for a restore into an empty database.
    """
    key = read_key(key_file) if key_file else None
    manifest = check(file, key)
    if check_only:
        if as_json:
            print_json({"ok": True, **summary(manifest)})
        else:
            click.echo(f"{file} is whole: {told(manifest)}")
        return
    require_room(replace=replace)
    migrate()
    done = restore(file, key, manifest, replace=replace, broken_record=broken_record)
    same_secret = manifest.secret == secret_mark()
    if as_json:
        print_json(
            {**summary(manifest), "records": done.records, "broken": done.broken, "same_secret": same_secret}
        )
    else:
        click.echo(f"Restored: {told(manifest)}")
        for code, entries in done.records.items():
            click.echo(f"{code}: {entries} entries of the record")
        if not done.broken:
            click.echo("Every chain of the record holds.")
    for line in (*done.broken, *(f"missing already in the backup: {m}" for m in manifest.missing)):
        click.echo(line, err=True)
    if not same_secret:
        click.echo(
            "GUATU_SECRET_KEY is not the one of the backup: sealed keys of group robots have to be entered again, or "
            "name the old key in GUATU_OLD_SECRET_KEYS.",
            err=True,
        )
