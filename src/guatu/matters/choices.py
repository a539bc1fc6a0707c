"""States, moves and kinds of matters."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MatterStatus(TextChoices):
    """Where a matter stands. Each has a next step; only the last two have none."""

    RAISED = "raised", _("to be dispatched")
    DISPATCHED = "dispatched", _("to be signed for")
    IN_HAND = "in_hand", _("in hand")
    COORDINATING = "coordinating", _("before a coordination meeting")
    DONE_REPORTED = "done_reported", _("to be verified")
    VERIFIED = "verified", _("to be struck off")
    CLOSED = "closed", pgettext_lazy("a matter", "closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("a matter", "withdrawn")


ENDED = (MatterStatus.CLOSED, MatterStatus.WITHDRAWN)


class Move(TextChoices):
    """What somebody can do with a matter; named after the use case that does it."""

    RAISE = "raise", _("raised")
    DISPATCH = "dispatch", _("dispatched")
    SIGN_FOR = "sign_for", _("signed for")
    RETURN = "return", pgettext_lazy("a matter", "returned")
    TRANSFER = "transfer", _("transferred")
    REPLY = "reply", _("replied")
    ASK_EXTENSION = "ask_extension", _("asked for more time")
    GRANT_EXTENSION = "grant_extension", _("granted more time")
    REFUSE_EXTENSION = "refuse_extension", _("refused more time")
    ASK_STOP = "ask_stop", _("asked to stop the clock")
    APPROVE_STOP = "approve_stop", _("stopped the clock")
    REFUSE_STOP = "refuse_stop", _("refused to stop the clock")
    RESUME = "resume", _("started the clock again")
    ASK_HELP = "ask_help", _("asked for a coordination meeting")
    SETTLE_HELP = "settle_help", _("settled in a coordination meeting")
    REPORT_DONE = "report_done", _("reported done")
    SEND_BACK = "send_back", _("sent back")
    PASS = "pass", _("verified")
    CLOSE_OUT = "close_out", _("struck off")
    CLOSE_UNSOLVED = "close_unsolved", _("closed without being solved")
    WITHDRAW = "withdraw", _("withdrew")
    REOPEN = "reopen", _("reopened")
    RATE = "rate", _("rated")
    ADD_SUPPORT = "add_support", _("asked a unit for support")
    SUPPORT_REPLY = "support_reply", _("answered in support")
    ESCALATE = "escalate", _("went up the ladder")
    COMMENT = "comment", _("noted")


class Outcome(TextChoices):
    """How a matter ended. Only the first counts as solved."""

    SOLVED = "solved", pgettext_lazy("a matter", "solved")
    NOT_OURS = "not_ours", _("not ours")
    NOT_POSSIBLE = "not_possible", _("not possible")
    DUPLICATE = "duplicate", _("duplicate")


UNSOLVED = (Outcome.NOT_OURS, Outcome.NOT_POSSIBLE, Outcome.DUPLICATE)


class Urgency(TextChoices):
    """Urgent matters run around the clock; important ones start higher on the ladder."""

    NORMAL = "normal", pgettext_lazy("urgency", "normal")
    IMPORTANT = "important", pgettext_lazy("urgency", "important")
    URGENT = "urgent", pgettext_lazy("urgency", "urgent")


class Source(TextChoices):
    """Where a matter came from."""

    DESK = "desk", _("at the desk")
    SITE = "site", _("on the site")
    VISIT = "visit", _("in a visit")
    LINK = "link", _("by the enterprise itself")
    MEETING = "meeting", _("in a meeting")
    LEADER = "leader", _("by a leader")
    HOTLINE = "hotline", _("by telephone")
    PATROL = "patrol", _("on patrol")
    INFORMANT = "informant", _("by an informant")
    RULE = "rule", _("by rule")


class ReturnReason(TextChoices):
    """Why a unit gives a matter back; anything else is handled."""

    NOT_OURS = "not_ours", _("not our field")
    WRONG_PLACE = "wrong_place", _("not our territory")
    UNCLEAR = "unclear", _("cannot be understood")
    DUPLICATE = "duplicate", _("the same is in hand already")


class Satisfaction(TextChoices):
    SATISFIED = "satisfied", _("satisfied")
    BASICALLY = "basically", _("basically satisfied")
    DISSATISFIED = "dissatisfied", _("dissatisfied")


class Evidence(TextChoices):
    """What proves that a matter is done."""

    WORDS = "words", _("a report in words")
    PHOTO = "photo", _("a photo")
    PLACED_PHOTO = "placed_photo", _("a photo with time and place")
    DOCUMENT = "document", _("a document")
    CONFIRMATION = "confirmation", _("the raiser's confirmation")


class ClockKind(TextChoices):
    """The clocks of a matter; a supporting unit has its own."""

    SIGN_FOR = "sign_for", _("sign for")
    FIRST_REPLY = "first_reply", _("first reply")
    WHOLE = "whole", _("whole time")
    SUPPORT = "support", _("support")


class ClockState(TextChoices):
    """What a clock shows now. Computed from time whenever it is asked, never stored."""

    RUNNING = "running", _("in time")
    NEARLY_DUE = "nearly_due", _("nearly due")
    OVERDUE = "overdue", _("overdue")
    STOPPED = "stopped", _("clock stopped")
    MET = "met", _("kept")
    MISSED = "missed", _("missed")


class SlipColour(TextChoices):
    """The colour of a slip: blue near its date, yellow behind, red overdue (宿迁)."""

    NONE = "", _("none")
    BLUE = "blue", pgettext_lazy("slip", "blue")
    YELLOW = "yellow", pgettext_lazy("slip", "yellow")
    RED = "red", pgettext_lazy("slip", "red")


class Receiver(TextChoices):
    """Who hears of a rung."""

    CENTRAL = "central", _("central household")
    GRID = "grid", _("grid worker of the place")
    HANDLER = "handler", _("handler")
    UNIT = "unit", _("lead unit")
    DEPARTMENT = "department", _("the unit above")
    OFFICE = "office", _("office that dispatches")
    MEETING = "meeting", _("coordination meeting")
    LEADERS = "leaders", _("zone leaders")


class DecisionState(TextChoices):
    ASKED = "asked", _("asked")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class TimeKind(TextChoices):
    EXTENSION = "extension", _("more time")
    STOP = "stop", _("clock stopped")


class RaisedWith(TextChoices):
    """The power it takes to raise a matter of a kind."""

    RAISE = "matters.raise_matter", _("everybody who works in the zone")
    ASSIGN = "matters.assign_matter", _("leaders and the office")


class Verifier(TextChoices):
    """Who verifies that a matter is done; never who did it."""

    SUPERVISOR = "supervisor", _("a supervisor")
    RAISER = "raiser", _("who raised it")


class Act(TextChoices):
    """What a person can do on a matter's page, as its button says it; the value stands in the address."""

    DISPATCH = "dispatch", _("Dispatch")
    SIGN_FOR = "sign-for", _("Sign for it")
    REPORT_DONE = "report-done", _("Report done")
    PASS_AND_CLOSE = "pass-and-close", _("Pass and strike off")
    CLOSE_OUT = "close-out", _("Strike off")
    SETTLE_HELP = "settle-help", _("Settle it")
    REPLY = "reply", pgettext_lazy("on a matter", "Reply")
    RATE = "rate", pgettext_lazy("a matter", "Rate")
    PASS = "pass", _("Pass only")
    SEND_BACK = "send-back", pgettext_lazy("a matter", "Send back")
    NAME_HANDLER = "name-handler", _("Name the handler")
    ASK_SUPPORT = "ask-support", _("Ask a unit for support")
    ASK_HELP = "ask-help", _("Ask for a coordination meeting")
    ASK_EXTENSION = "ask-extension", _("Ask for more time")
    ASK_STOP = "ask-stop", _("Ask to stop the clock")
    RESUME = "resume", _("Start the clock again")
    RETURN = "return", pgettext_lazy("a matter", "Return")
    TRANSFER = "transfer", pgettext_lazy("a matter", "Transfer")
    CLOSE_UNSOLVED = "close-unsolved", _("Close without solving")
    REOPEN = "reopen", pgettext_lazy("a matter", "Reopen")
    WITHDRAW = "withdraw", pgettext_lazy("a matter", "Withdraw")
    COMMENT = "comment", _("Make a note")
    EXCLUDE = "exclude", _("Leave out of the rates")
