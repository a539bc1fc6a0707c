"""Enter a PPP project, an industrial fund or a theme park in its register, or change the entry."""

from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.investment.events import RegisterEntryDefined
from guatu.investment.models.registers import Fund, Park, PppProject
from guatu.investment.policies import may_manage_registers

Entry = PppProject | Fund | Park


@use_case(may=may_manage_registers)
def define_register_entry(
    *, actor: Actor, register: type[Entry], entry: Entry | None = None, **values: Any
) -> Entry:
    """`values` are the model's own fields. An entry that was in use is closed (`closed_on`), never deleted.
    Raises `InvalidInput`."""
    name = " ".join(str(values.get("name", "")).split())
    others = register._default_manager.filter(zone_id=actor.zone_id, name=name)
    if entry is not None:
        others = others.exclude(id=entry.id)
    faults: dict[str, Any] = {}
    if not name:
        faults["name"] = _("What is it called?")
    elif others.exists():
        faults["name"] = _("An entry of this name is there already.")
    unit = values.get("unit")
    if unit is not None and unit.zone_id != actor.zone_id:
        faults["unit"] = _("Choose one of the zone.")
    since, closed = values.get("since"), values.get("closed_on")
    if since is not None and closed is not None and closed < since:
        faults["closed_on"] = _("Not before it was entered.")
    if faults:
        raise InvalidInput(faults)
    values["name"] = name
    if entry is None:
        entry = register._default_manager.create(zone_id=actor.zone_id, **values)
        changes: dict[str, tuple[Any, Any]] = {"name": (None, name)}
    else:
        changes = change(entry, **values)
    if changes:
        record(RegisterEntryDefined(zone_id=actor.zone_id), subject=entry, changes=changes)
    return entry
