"""What commands share: finding the database; errors as exit statuses; JSON.

Exit status: 0 done; 2 refused or bad input, one clear line for each fault on stderr; 1 internal error.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from guatu.core.errors import FilesUnavailable, GuatuError, InvalidInput
from guatu.server.embedded_postgres import connect_or_start, running
from guatu.server.secrets import secret_key

SETTINGS = "guatu.config.settings"


@contextmanager
def report_errors() -> Iterator[None]:
    """The house's errors → stderr and exit status 2; a storage of files that does not answer → 1."""
    try:
        yield
    except InvalidInput as error:
        for fault in error.faults:
            click.echo(f"{fault.place}: {fault.message}", err=True)
        sys.exit(2)
    except GuatuError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except FilesUnavailable as error:
        click.echo(f"files: {error}", err=True)
        sys.exit(1)


def data_folder() -> Path:
    """The folder of the embedded database and the files."""
    return Path(os.environ.get("GUATU_DATA", "var")).resolve()


@contextmanager
def database(*, owner: bool = False) -> Iterator[None]:
    """Name the database in the environment: `DATABASE_URL` as it is, or the embedded one.

    The running embedded server is used where there is one; else it is started, migrated and stopped again.
    `owner` connects as the role that owns the tables.
    """
    if owner:
        os.environ["GUATU_DB_ROLE"] = "owner"
    if os.environ.get("DATABASE_URL"):
        yield
        return
    folder = data_folder()
    os.environ["GUATU_DATA"] = str(folder)
    os.environ.setdefault("GUATU_SECRET_KEY", secret_key(folder))
    fresh = running(folder) is None
    with connect_or_start(folder) as urls:
        os.environ["DATABASE_URL"] = urls.app
        os.environ["GUATU_OWNER_DATABASE_URL"] = urls.owner
        if fresh and not owner:
            migrate()
        yield


def migrate() -> None:
    """Bring the database up to date as its owner, in a process of its own."""
    environment = {**os.environ, "GUATU_DB_ROLE": "owner"}
    command = [sys.executable, "-m", "guatu", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=environment, check=True)  # noqa: S603


zone_option = click.option(
    "--zone", "zone_code", metavar="CODE", help="Code of the zone; not needed where there is one."
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document and nothing else."
)


def print_json(document: Any) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
