"""`guatu backup`: database and files in one file."""

import contextlib
import sys
from pathlib import Path
from typing import Any

import click
from django.db import DatabaseError

from guatu.backups.container import read_key
from guatu.backups.manifest import Manifest
from guatu.backups.write import write_backup
from guatu.cli.context import json_option, print_json
from guatu.core.clock import CHINA, now
from guatu.core.pulses import BACKUP, beat

key_option = click.option(
    "--key-file",
    type=click.Path(path_type=Path),
    envvar="GUATU_BACKUP_KEY_FILE",
    help="File with the key that encrypts the backup, at least 32 bytes.",
)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@key_option
@json_option
def command(file: Path, key_file: Path | None, as_json: bool) -> None:
    """Write database and files, as of one moment, into FILE, and check it; into a folder under a name with the time.

    Exit status 2 also where files that rows speak of are missing: the backup is then written and holds the rest.
    """
    if file.is_dir():
        file = file / f"guatu-{now().astimezone(CHINA):%Y%m%d-%H%M%S}.backup"
    manifest = write_backup(file.absolute(), read_key(key_file) if key_file else None)
    # A database from before this version has no place for it yet.
    with contextlib.suppress(DatabaseError):
        beat(BACKUP, file.name)
    if as_json:
        print_json(
            {"file": str(file), "size": file.stat().st_size, "encrypted": bool(key_file), **summary(manifest)}
        )
    else:
        size = file.stat().st_size / 1e6
        click.echo(f"{file}: {told(manifest)}; {size:.1f} MB, checked")
        if not key_file:
            click.echo("It is not encrypted; whoever has it can read everything (--key-file).", err=True)
    for missing in manifest.missing:
        click.echo(f"missing file: {missing}", err=True)
    if manifest.missing:
        sys.exit(2)


def summary(manifest: Manifest) -> dict[str, Any]:
    """What a backup holds, as JSON."""
    return {
        "at": manifest.at,
        "guatu": manifest.guatu,
        "tables": len(manifest.tables),
        "rows": manifest.rows,
        "files": len(manifest.files),
        "missing": manifest.missing,
    }


def told(manifest: Manifest) -> str:
    """What a backup holds, in a line."""
    return f"{manifest.rows} rows of {len(manifest.tables)} tables and {len(manifest.files)} files, as of {manifest.at}"
