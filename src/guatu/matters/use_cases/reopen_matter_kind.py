"""Reopen a kind of matter that was closed: it is offered again, its numbers count on."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.use_case import change, record, use_case
from guatu.matters.events import KindReopened
from guatu.matters.models.kinds import MatterKind
from guatu.matters.policies import may_manage_matter_rules


@use_case(may=may_manage_matter_rules)
def reopen_matter_kind(*, actor: Actor, kind: MatterKind) -> MatterKind:
    """A kind that is in use stays as it is. Its categories stay open or closed as they were."""
    kind = MatterKind.objects.get(zone_id=actor.zone_id, id=kind.id)
    changes = change(kind, closed_on=None)
    if changes:
        record(KindReopened(zone_id=actor.zone_id, kind_id=kind.id), subject=kind, changes=changes)
    return kind
