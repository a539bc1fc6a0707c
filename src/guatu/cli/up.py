"""`guatu up`: everything for one machine."""

import os
import sys

import click

from guatu.cli.context import data_folder
from guatu.demo.sign_ins import sign_ins
from guatu.server.up import up


@click.command("up")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, help="Pages; the next port carries live updates.")
@click.option("--no-demo", is_flag=True, help="Do not load the demo zones into an empty database.")
def command(host: str, port: int, no_demo: bool) -> None:
    """Start the database, bring it up to date, and serve the pages until Ctrl-C."""
    status = up(
        host=host,
        port=port,
        data=data_folder(),
        demo=not no_demo,
        environ=os.environ,
        notes=() if no_demo else sign_ins(),
    )
    sys.exit(status)
