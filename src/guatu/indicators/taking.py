"""How a unit's entries are changed: one change at a time, by the table of moves, within the window."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.indicators.choices import EntryMove
from guatu.indicators.models.entry import EntrySet, Submission
from guatu.indicators.rules.moves import is_allowed
from guatu.indicators.rules.windows import Door
from guatu.indicators.selectors.windows import late_until, window_for
from guatu.organization.models import Unit


def take_submission(submission: Submission, move: EntryMove, *, actor: Actor) -> Submission:
    """The entries as they are now, held until the transaction ends. `Refused` (`moved_on`) where the table does not
    have the move any more."""
    one_at_a_time("indicators.submission", submission.entry_set_id, submission.unit_id, submission.last_day)
    fresh = Submission.objects.select_related("entry_set", "unit", "zone").get(
        zone_id=actor.zone_id, id=submission.id
    )
    _require_move(fresh, move)
    return fresh


def require_draft(submission: Submission) -> None:
    """`Refused` (`moved_on`) where the entries are submitted or approved."""
    _require_move(submission, EntryMove.SAVE)


def _require_move(submission: Submission, move: EntryMove) -> None:
    if not is_allowed(move, submission.status):
        raise Refused(
            _("“%(move)s” is not possible: the entries are “%(status)s”.")
            % {"move": move.label, "status": submission.get_status_display()},
            code="moved_on",
        )


def require_open(entry_set: EntrySet, unit: Unit, period: Period) -> Door:
    """How entries are taken today. `Refused` (`not_yet`, `closed`) where they are not."""
    day = today(Zone.objects.get(id=entry_set.zone_id))
    window = window_for(entry_set, period)
    door = window.door(day, late_until(entry_set, unit, period))
    if door is Door.NOT_YET:
        message = _("%(period)s opens on %(day)s.")
        raise Refused(message % {"period": period, "day": date_format(window.opens_on)}, code="not_yet")
    if door is Door.CLOSED:
        message = _(
            "%(period)s closed on %(day)s. Whoever keeps the entry sets can let your unit enter late."
        )
        raise Refused(message % {"period": period, "day": date_format(window.closes_on)}, code="closed")
    return door


def reason_of(text: str, place: str = "reason") -> str:
    """A written reason of up to 300 characters. Raises `InvalidInput`."""
    text = text.strip()
    if not text or len(text) > 300:
        raise InvalidInput({place: _("Say why, in up to 300 characters; the unit will read it.")})
    return text


def day_of(actor: Actor) -> date:
    return today(Zone.objects.get(id=actor.zone_id))
