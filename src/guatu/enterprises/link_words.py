"""Where a demand stands and what has happened, said to the enterprise that raised it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guatu.matters.choices import MatterStatus, Move, Outcome
from guatu.matters.models.matter import Matter

# Colour of the tag, beside its words.
_TONES = {
    MatterStatus.VERIFIED: "tag-yellow",
    MatterStatus.CLOSED: "tag-green",
    MatterStatus.WITHDRAWN: "",
}
SHORT: dict[str, Any] = {
    MatterStatus.RAISED: gettext_lazy("received"),
    MatterStatus.DISPATCHED: gettext_lazy("passed on"),
    MatterStatus.IN_HAND: gettext_lazy("being worked on"),
    MatterStatus.COORDINATING: gettext_lazy("being worked on"),
    MatterStatus.DONE_REPORTED: gettext_lazy("being verified"),
    MatterStatus.VERIFIED: gettext_lazy("please confirm"),
    MatterStatus.CLOSED: gettext_lazy("finished"),
    MatterStatus.WITHDRAWN: gettext_lazy("withdrawn by you"),
}
MOVES: dict[str, Any] = {
    Move.RAISE: gettext_lazy("You raised the demand"),
    Move.COMMENT: gettext_lazy("You added a note"),
    Move.REPLY: gettext_lazy("Reply"),
    Move.REPORT_DONE: gettext_lazy("Reported done"),
    Move.CLOSE_OUT: gettext_lazy("Confirmed and finished"),
    Move.CLOSE_UNSOLVED: gettext_lazy("Closed without being solved"),
    Move.WITHDRAW: gettext_lazy("Withdrawn"),
    Move.REOPEN: gettext_lazy("Taken up again"),
    Move.RATE: gettext_lazy("Your rating"),
}


def tone(matter: Matter) -> str:
    if matter.status == MatterStatus.CLOSED and matter.outcome != Outcome.SOLVED:
        return ""
    return _TONES.get(MatterStatus(matter.status), "tag-accent")


def standing_in_words(matter: Matter) -> str:
    """One sentence: where it stands and what comes next."""
    unit = matter.lead_unit.name if matter.lead_unit is not None else ""
    match MatterStatus(matter.status):
        case MatterStatus.RAISED:
            return _("It has been received. The office passes it on to the unit that can solve it.")
        case MatterStatus.DISPATCHED:
            return _("It has gone to “%(unit)s”, which takes it in hand next.") % {"unit": unit}
        case MatterStatus.IN_HAND:
            return _("“%(unit)s” is working on it.") % {"unit": unit}
        case MatterStatus.COORDINATING:
            return _("“%(unit)s” has asked other units to help; a meeting decides how.") % {"unit": unit}
        case MatterStatus.DONE_REPORTED:
            return _("“%(unit)s” says that it is done. Somebody else is verifying that.") % {"unit": unit}
        case MatterStatus.VERIFIED:
            return _("It has been verified that it is done. Please confirm it.")
        case MatterStatus.WITHDRAWN:
            return _("You withdrew it.")
        case MatterStatus.CLOSED:
            if matter.outcome == Outcome.SOLVED:
                return _("It is solved and finished.")
            return _("It was closed: %(outcome)s.") % {"outcome": matter.get_outcome_display()}
