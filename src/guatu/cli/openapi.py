"""`guatu openapi`: the description of the HTTP API, as `/api/v1/openapi.json` gives it."""

from __future__ import annotations

import click

from guatu.api.openapi.document import as_text


@click.command("openapi")
def command() -> None:
    """Print the OpenAPI document of the HTTP API."""
    click.echo(as_text(), nl=False)
