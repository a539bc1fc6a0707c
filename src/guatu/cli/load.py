"""`guatu load`: invented zones in bulk, to measure with."""

import secrets

import click

from guatu.cli.context import json_option, print_json
from guatu.core.clock import now
from guatu.synthetic.people import ACCOUNT, head_of_office
from guatu.synthetic.zones import load_zones


@click.group("load")
def command() -> None:
    """Fill a database with invented rows, to measure with; never one in which people work."""


@command.command("zones")
@click.option("--zones", default=1, show_default=True, help="How many zones more.")
@click.option("--projects", default=200, show_default=True, help="Projects in each, with 30 milestones each.")
@click.option("--matters", default=1000, show_default=True, help="Open matters in each.")
@click.option(
    "--seed", default=1, show_default=True, help="The same seed makes the same rows on the same day."
)
@json_option
def zones(zones: int, projects: int, matters: int, seed: int, as_json: bool) -> None:
    """Open zones full of invented projects and matters below the invented cities LOAD … of the province LOADP.

    One account heads the office of each, and of what is above them; its password is printed.
    """
    password = secrets.token_urlsafe(12)
    codes = []
    for zone in load_zones(
        zones, projects=projects, matters=matters, seed=seed, head=head_of_office(password), now=now()
    ):
        codes.append(zone.code)
        if not as_json:
            click.echo(f"{zone.code} {zone.name}: {projects} projects, {matters} matters")
    if as_json:
        print_json(
            {
                "zones": codes,
                "projects": projects,
                "matters": matters,
                "account": ACCOUNT,
                "password": password,
            }
        )
    else:
        click.echo(f"Sign in as {ACCOUNT} with {password}")
