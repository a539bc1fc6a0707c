"""Name who handles a matter: one person at a time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, use_case
from guatu.matters.choices import Move
from guatu.matters.events import MatterHandlerNamed
from guatu.matters.models.matter import Matter
from guatu.matters.moving import take, tell, words
from guatu.matters.policies import may_handle
from guatu.matters.rules.moves import WITH_HOLDER
from guatu.organization.models import Person


@use_case(may=may_handle)
def name_matter_handler(*, actor: Actor, matter: Matter, handler: Person, reason: str = "") -> Matter:
    """Give the matter to somebody else within the unit. Nothing is recorded where it is theirs already."""
    matter = take(matter, Move.COMMENT, actor=actor, may=may_handle)
    if matter.status not in WITH_HOLDER:
        raise Refused(_("Nobody handles it in this state."), code="moved_on")
    changes = change(matter, handler=handler)
    if changes:
        tell(
            matter, MatterHandlerNamed, changes=changes, reason=words(reason, "reason"), person_id=handler.id
        )
    return matter
