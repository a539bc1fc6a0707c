"""Note that another name of a unit is no longer in use."""

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import record, use_case
from guatu.organization.choices import AliasKind
from guatu.organization.events import UnitAliasEnded
from guatu.organization.models import UnitAlias
from guatu.organization.policies import UNITS


def may_end_unit_alias(actor: Actor, alias: UnitAlias) -> bool:
    return actor.zone_id == alias.zone_id and actor.may(UNITS, alias.unit_id)


@use_case(may=may_end_unit_alias)
def end_unit_alias(*, actor: Actor, alias: UnitAlias, valid_to: date) -> UnitAlias:
    """`valid_to` is its last day. Raises `InvalidInput` where that lies before the first.

    Raises `Refused` for a former name, whose days follow from the renaming.
    """
    if alias.kind == AliasKind.FORMER:
        raise Refused(_("The days of a former name follow from the renaming."))
    if alias.valid_from is not None and valid_to < alias.valid_from:
        raise InvalidInput({"valid_to": _("The last day lies before the first.")})
    old, alias.valid_to = alias.valid_to, valid_to
    alias.save(update_fields=["valid_to"])
    record(
        UnitAliasEnded(zone_id=alias.zone_id, unit_id=alias.unit_id),
        subject=alias,
        changes={"valid_to": (old, valid_to)},
        about=(alias.unit_id,),
    )
    return alias
