"""Moving a prospect: the one place where the history is written and the prospect follows it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change
from guatu.investment.choices import Stage
from guatu.investment.models.prospects import Prospect, StageChange
from guatu.investment.rules.stages import may_move, needs_reason
from guatu.projects.choices import Precision


def check_move(
    prospect: Prospect, to: Stage, on: date, *, reason: str = "", place: str = "on", coarse: bool = False
) -> None:
    """Raises `Refused` (`no_such_move`) and `InvalidInput`. A day known only coarsely (its last day is kept) may lie
    in the current month or year."""
    current = Stage(prospect.stage)
    if not may_move(current, to):
        raise Refused(
            _("A prospect that is %(now)s does not become %(then)s.")
            % {"now": current.label, "then": to.label},
            code="no_such_move",
        )
    faults: dict[str, Any] = {}
    if on > today(prospect.zone) and not coarse:
        faults[place] = _("This day has not come yet.")
    elif on < prospect.stage_since:
        faults[place] = _("The stage before began only on %s.") % prospect.stage_since
    if needs_reason(current, to) and not reason.strip():
        faults["reason"] = _("Say why, in a sentence.")
    if faults:
        raise InvalidInput(faults)


def write_move(
    actor: Actor,
    prospect: Prospect,
    to: Stage,
    on: date,
    *,
    reason: str = "",
    precision: str = Precision.DAY,
    **values: Any,
) -> dict[str, tuple[Any, Any]]:
    """Add the move to the history and bring the prospect to it, with further `values`. Returns the changes."""
    StageChange.objects.create(
        zone_id=prospect.zone_id,
        prospect=prospect,
        stage=to,
        on=on,
        precision=precision,
        reason=reason.strip()[:300],
        by_name=actor.name,
    )
    return change(prospect, stage=to.value, stage_since=on, **values)
