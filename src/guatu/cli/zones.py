"""Finding the zone that a command is about."""

from guatu.core.errors import InvalidInput
from guatu.core.models import Zone


def find_zone(code: str | None) -> Zone:
    """The zone named, or the only one. Raises `InvalidInput` that lists the zones there are."""
    zones = list(Zone.objects.order_by("code"))
    if code is None and len(zones) == 1:
        return zones[0]
    for zone in zones:
        if zone.code == code:
            return zone
    known = ", ".join(z.code for z in zones) or "none"
    wanted = "name one" if code is None else f"no zone {code}"
    raise InvalidInput({"--zone": f"{wanted}; zones here: {known}"})


def zones_named(code: str | None) -> list[Zone]:
    """The zone named, or all of them."""
    return list(Zone.objects.order_by("code")) if code is None else [find_zone(code)]
