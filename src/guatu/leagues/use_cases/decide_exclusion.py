"""Grant or refuse an exclusion; never by whoever asked for it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.leagues.choices import Decision
from guatu.leagues.events import ExclusionDecided
from guatu.leagues.models import LeagueExclusion
from guatu.leagues.policies import asked_for, may_decide_exclusion
from guatu.leagues.taking import take_table, words


@use_case(may=may_decide_exclusion)
def decide_exclusion(
    *, actor: Actor, exclusion: LeagueExclusion, granted: bool, note: str = ""
) -> LeagueExclusion:
    """Raises `Refused` for whoever asked (`own`) and for what was decided before (`moved_on`); `InvalidInput` for a
    refusal without its reason."""
    table = take_table(exclusion.table, actor=actor)
    exclusion = LeagueExclusion.objects.select_related("unit").get(zone_id=actor.zone_id, id=exclusion.id)
    if asked_for(actor, exclusion):
        raise Refused(_("You asked for this yourself; somebody else decides."), code="own")
    if exclusion.decision != Decision.ASKED:
        raise Refused(_("This was decided already."), code="moved_on")
    changes = change(
        exclusion,
        decision=Decision.GRANTED if granted else Decision.REFUSED,
        decided_by_name=actor.name,
        decided_at=now(),
        note=words(note, "note", needed="" if granted else _("Say why not.")),
    )
    record(
        ExclusionDecided(
            zone_id=actor.zone_id, table_id=table.id, exclusion_id=exclusion.id, granted=granted
        ),
        subject=exclusion,
        changes=changes,
        reason=exclusion.note,
        about=(table.id, exclusion.unit_id),
    )
    return exclusion
