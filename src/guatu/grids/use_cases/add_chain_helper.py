"""Add a central household or an informant to the chain of tips of a grid."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, NotFound, Refused
from guatu.core.use_case import record, use_case
from guatu.grids.choices import ChainLevel
from guatu.grids.events import ChainHelperAdded
from guatu.grids.models import ChainHelper, Grid
from guatu.grids.policies import may_manage_grid
from guatu.organization.models import Person

_PHONE = re.compile(r"\+?[\d()\- ]{5,30}")


@use_case(may=may_manage_grid)
def add_chain_helper(
    *,
    actor: Actor,
    grid: Grid,
    level: str,
    name: str,
    valid_from: date,
    phone: str = "",
    above: ChainHelper | None = None,
    person: Person | None = None,
    households: int | None = None,
) -> ChainHelper:
    """`above` is an informant's central household in the same grid; `households` counts those that an informant looks
    after. The record keeps neither name nor number. Raises `Refused` for a closed grid, `InvalidInput`."""
    if grid.closed_on is not None:
        raise Refused(_("The grid is closed; nobody works there any more."), code="closed")
    if person is not None and person.zone_id != grid.zone_id:
        raise NotFound("person")
    faults = _faults(grid, level, name, phone, valid_from, above)
    if faults:
        raise InvalidInput(faults)
    informant = level == ChainLevel.INFORMANT
    helper = ChainHelper.objects.create(
        zone_id=grid.zone_id,
        grid=grid,
        level=level,
        above=above if informant else None,
        name=name.strip(),
        phone=phone.strip(),
        person=person,
        households=households if informant else None,
        valid_from=valid_from,
    )
    record(
        ChainHelperAdded(zone_id=grid.zone_id, grid_id=grid.id, helper_id=helper.id),
        subject=helper,
        changes={
            "level": (None, level),
            "households": (None, helper.households),
            "valid_from": (None, valid_from),
        },
        about=(grid.id,),
    )
    return helper


def _faults(
    grid: Grid, level: str, name: str, phone: str, valid_from: date, above: ChainHelper | None
) -> dict[str, Any]:
    faults: dict[str, Any] = {}
    if level not in ChainLevel.values:
        faults["level"] = _("There is no such choice.")
    if not name.strip() or len(name.strip()) > 50:
        faults["name"] = _("A name of up to 50 characters, please.")
    if phone.strip() and not _PHONE.fullmatch(phone.strip()):
        faults["phone"] = _("Digits, please, with + - ( ) where needed.")
    if valid_from < grid.opened_on:
        faults["valid_from"] = _("The grid was not open on that day.")
    if above is not None:
        if (above.grid_id, above.level, above.valid_to) != (grid.id, ChainLevel.CENTRAL.value, None):
            faults["above"] = _("Choose a central household of this grid.")
        elif level == ChainLevel.CENTRAL:
            faults["above"] = _("A central household has none above it but the grid.")
    return faults
