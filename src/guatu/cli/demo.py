"""`guatu demo`: load the demo zones."""

import click

from guatu.core.models import Zone
from guatu.demo.city import CODE, load_city, publish
from guatu.demo.danyang import load_danyang
from guatu.demo.sign_ins import sign_ins
from guatu.demo.zhenjiang import load_zhenjiang

# The city first: the others lie below it.
LOADERS = {CODE: load_city, "DY": load_danyang, "ZJ": load_zhenjiang}


@click.command("demo")
def command() -> None:
    """Load the demo zones into a database that lacks them."""
    loaded: dict[str, Zone] = {}
    for code, load in LOADERS.items():
        if Zone.objects.filter(code=code).exists():
            click.echo(f"{code} is there already")
        else:
            zone = loaded[code] = load()
            click.echo(f"{code} {zone.name} loaded")
    if loaded.get(CODE):
        publish(loaded[CODE])
    for line in sign_ins():
        click.echo(line)
