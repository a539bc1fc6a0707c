"""Return a matter 退单: with one of the right reasons, and a better address where there is one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import use_case
from guatu.matters.choices import Move, ReturnReason
from guatu.matters.events import MatterReturned
from guatu.matters.models.matter import Matter
from guatu.matters.moving import make_move, take, words
from guatu.matters.policies import may_handle
from guatu.organization.models import Unit


@use_case(may=may_handle)
def return_matter(
    *, actor: Actor, matter: Matter, reason: str, text: str, better_unit: Unit | None = None
) -> Matter:
    """Give the matter back to the dispatcher; the whole time goes on.

    Not our field or territory needs `better_unit`: whoever sends it on names whose it is. A matter can be returned as
    often as its kind says; after that it is handled, or taken to a coordination meeting. Raises `InvalidInput`,
    `Refused` (`returned_enough`).
    """
    matter = take(matter, Move.RETURN, actor=actor, may=may_handle)
    if matter.returns >= matter.kind.max_returns:
        message = _(
            "It has been returned %(count)s times, which is the most; take it to a coordination meeting."
        )
        raise Refused(message % {"count": matter.returns}, code="returned_enough")
    faults = {}
    if reason not in ReturnReason.values:
        faults["reason"] = _("Choose one of the reasons for which a matter can be returned.")
    if reason in (ReturnReason.NOT_OURS, ReturnReason.WRONG_PLACE) and better_unit is None:
        faults["better_unit"] = _("Say whose it is.")
    if better_unit is not None and better_unit.id == matter.lead_unit_id:
        faults["better_unit"] = _("That is the unit that returns it.")
    if faults:
        raise InvalidInput(faults)
    make_move(
        matter,
        Move.RETURN,
        MatterReturned,
        actor=actor,
        unit=better_unit,
        text=words(text, "text", needed=_("Say why, in a sentence.")),
        reason=reason,
        values={"returns": matter.returns + 1, "lead_unit": None, "handler": None},
        reason_code=reason,
        better_unit_id=better_unit.id if better_unit else None,
    )
    return matter
