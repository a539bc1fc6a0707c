"""Finding the zone that a command is about, and opening it in the wall between zones."""

import click

from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.core.walls import zone_open


def find_zone(code: str | None) -> Zone:
    """The zone named, or the only one; it is open until the command ends. Raises `InvalidInput` that lists the zones
    there are."""
    zone = _named(code)
    click.get_current_context().with_resource(zone_open(zone.id))
    return zone


def zones_named(code: str | None) -> list[Zone]:
    """The zone named, or all of them. Whoever reads in them opens each."""
    return list(Zone.objects.order_by("code")) if code is None else [_named(code)]


def _named(code: str | None) -> Zone:
    zones = list(Zone.objects.order_by("code"))
    if code is None and len(zones) == 1:
        return zones[0]
    for zone in zones:
        if zone.code == code:
            return zone
    known = ", ".join(z.code for z in zones) or "none"
    wanted = "name one" if code is None else f"no zone {code}"
    raise InvalidInput({"--zone": f"{wanted}; zones here: {known}"})
