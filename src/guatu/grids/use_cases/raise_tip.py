"""Pass a tip up the chain: raised in the name of an informant, at once with the unit of the grid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import local_now
from guatu.core.errors import Refused
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.grids.events import TipRaised
from guatu.grids.models import ChainHelper, Tip
from guatu.grids.policies import may_raise_tip
from guatu.matters.choices import Source
from guatu.matters.models.kinds import MatterCategory
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.rules import kind_coded
from guatu.matters.use_cases.raise_matter import Place, Raiser, raise_matter
from guatu.organization.powers import system_actor

KIND = "tip"
# So many tips from one helper within an hour: a link that went astray floods nobody.
MOST_AN_HOUR = 20


@use_case(may=may_raise_tip)
def raise_tip(
    *,
    actor: Actor,
    helper: ChainHelper,
    title: str,
    text: str = "",
    category: MatterCategory | None = None,
    place: Place | None = None,
    source: str = Source.INFORMANT,
    files: Sequence[File[Any]] = (),
    client_key: UUID | None = None,
) -> Matter:
    """The matter of kind “tip” goes straight to the grid's unit; the ladder of that kind calls the levels above one
    after the other. The same `client_key` gives back what was raised first. Raises `Refused` (`ended`, `too_many`),
    `InvalidInput`."""
    one_at_a_time("grids.tips", helper.id)
    zone = Zone.objects.get(id=helper.zone_id)
    if helper.valid_to is not None or helper.grid.closed_on is not None:
        raise Refused(_("This work has ended already."), code="ended")
    now = local_now(zone)
    tips = Tip.objects.filter(zone_id=zone.id, helper=helper)
    if tips.filter(raised_at__gt=now - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise Refused(_("So many tips within an hour; please call the grid worker."), code="too_many")
    unit = helper.grid.unit
    matter = raise_matter(
        actor=system_actor("tips", zone),
        kind=kind_coded(KIND, zone.id),
        title=title,
        text=text,
        category=category,
        place=place,
        source=source,
        raiser=Raiser(helper.name, contact=helper.phone, unit=unit),
        lead_unit=unit if unit.closed_on is None else None,
        files=files,
        client_key=client_key,
    )
    if not tips.filter(matter_id=matter.id).exists():
        Tip.objects.create(
            zone_id=zone.id, matter_id=matter.id, helper=helper, grid=helper.grid, raised_at=now
        )
        record(
            TipRaised(zone_id=zone.id, grid_id=helper.grid_id, helper_id=helper.id, matter_id=matter.id),
            subject=helper,
            about=(helper.grid_id, matter.id),
        )
    return matter
