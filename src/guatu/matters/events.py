"""What happens to matters, one event for each move."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class MatterEvent(Event):
    """Base: which matter, of what kind (code), about what; `parent_id` is what the subject belongs to."""

    matter_id: UUID
    kind: str
    status: str
    subject_type: str = ""
    subject_id: UUID | None = None
    parent_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class MatterRaised(MatterEvent):
    name = "matters.matter.raised"
    sentence = _("raised a matter")


@dataclass(frozen=True, kw_only=True)
class MatterDispatched(MatterEvent):
    """`unit_id`: whom it went to; `why`: what of the table decided, empty where somebody chose."""

    name = "matters.matter.dispatched"
    sentence = _("dispatched the matter")

    unit_id: UUID
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class MatterSignedFor(MatterEvent):
    name = "matters.matter.signed_for"
    sentence = _("signed for the matter")


@dataclass(frozen=True, kw_only=True)
class MatterReturned(MatterEvent):
    """`better_unit_id`: who should have it instead, where the unit says so."""

    name = "matters.matter.returned"
    sentence = _("returned the matter")

    reason_code: str
    better_unit_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class MatterTransferred(MatterEvent):
    name = "matters.matter.transferred"
    sentence = _("transferred the matter")

    unit_id: UUID


@dataclass(frozen=True, kw_only=True)
class MatterHandlerNamed(MatterEvent):
    name = "matters.matter.handler_named"
    sentence = _("named who handles the matter")

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class MatterReplied(MatterEvent):
    name = "matters.matter.replied"
    sentence = _("replied on the matter")


@dataclass(frozen=True, kw_only=True)
class MatterCommented(MatterEvent):
    name = "matters.matter.commented"
    sentence = _("made a note on the matter")


@dataclass(frozen=True, kw_only=True)
class MatterFollowed(MatterEvent):
    name = "matters.matter.followed"
    sentence = _("followed the matter instead of raising it again")


@dataclass(frozen=True, kw_only=True)
class ExtensionAsked(MatterEvent):
    name = "matters.extension.asked"
    sentence = _("asked for more time")

    days: int


@dataclass(frozen=True, kw_only=True)
class ExtensionGranted(MatterEvent):
    name = "matters.extension.granted"
    sentence = _("granted more time")

    days: int


@dataclass(frozen=True, kw_only=True)
class ExtensionRefused(MatterEvent):
    name = "matters.extension.refused"
    sentence = _("refused more time")


@dataclass(frozen=True, kw_only=True)
class ClockStopAsked(MatterEvent):
    name = "matters.clock_stop.asked"
    sentence = _("asked to stop the clock")

    days: int


@dataclass(frozen=True, kw_only=True)
class ClockStopApproved(MatterEvent):
    name = "matters.clock_stop.approved"
    sentence = _("stopped the clock")

    days: int


@dataclass(frozen=True, kw_only=True)
class ClockStopRefused(MatterEvent):
    name = "matters.clock_stop.refused"
    sentence = _("refused to stop the clock")


@dataclass(frozen=True, kw_only=True)
class ClockResumed(MatterEvent):
    name = "matters.clock.resumed"
    sentence = _("started the clock again")


@dataclass(frozen=True, kw_only=True)
class HelpAsked(MatterEvent):
    name = "matters.help.asked"
    sentence = _("asked for a coordination meeting")


@dataclass(frozen=True, kw_only=True)
class HelpSettled(MatterEvent):
    name = "matters.help.settled"
    sentence = _("settled what was before the coordination meeting")


@dataclass(frozen=True, kw_only=True)
class SupportAsked(MatterEvent):
    name = "matters.support.asked"
    sentence = _("asked a unit for support")

    unit_id: UUID


@dataclass(frozen=True, kw_only=True)
class SupportGiven(MatterEvent):
    name = "matters.support.given"
    sentence = _("answered in support")

    unit_id: UUID


@dataclass(frozen=True, kw_only=True)
class MatterReportedDone(MatterEvent):
    name = "matters.matter.reported_done"
    sentence = _("reported the matter done")


@dataclass(frozen=True, kw_only=True)
class MatterSentBack(MatterEvent):
    name = "matters.matter.sent_back"
    sentence = _("sent the matter back")


@dataclass(frozen=True, kw_only=True)
class MatterVerified(MatterEvent):
    name = "matters.matter.verified"
    sentence = _("verified that the matter is done")


@dataclass(frozen=True, kw_only=True)
class MatterClosedOut(MatterEvent):
    """Struck off 销号: verified, with evidence, by somebody other than the doer."""

    name = "matters.matter.closed_out"
    sentence = _("struck the matter off")


@dataclass(frozen=True, kw_only=True)
class MatterClosedUnsolved(MatterEvent):
    name = "matters.matter.closed_unsolved"
    sentence = _("closed the matter without its being solved")

    outcome: str


@dataclass(frozen=True, kw_only=True)
class MatterWithdrawn(MatterEvent):
    name = "matters.matter.withdrawn"
    sentence = _("withdrew the matter")


@dataclass(frozen=True, kw_only=True)
class MatterReopened(MatterEvent):
    name = "matters.matter.reopened"
    sentence = _("reopened the matter")

    round: int


@dataclass(frozen=True, kw_only=True)
class MatterRated(MatterEvent):
    name = "matters.matter.rated"
    sentence = _("rated how the matter was handled")

    rating: str


@dataclass(frozen=True, kw_only=True)
class MatterEscalated(MatterEvent):
    """The clock reached a rung of the ladder. `receivers`: who hears of it, by their place (`choices.Receiver`); empty
    where another rung that came at the same time is told instead."""

    name = "matters.matter.escalated"
    sentence = _("reached a rung of the ladder")

    rung: int
    repetition: int
    colour: str
    receivers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MatterExcluded(MatterEvent):
    name = "matters.matter.excluded"
    sentence = _("left the matter out of the rates")


@dataclass(frozen=True, kw_only=True)
class KindDefined(Event):
    name = "matters.kind.defined"
    sentence = _("defined a kind of matter")

    kind_id: UUID


@dataclass(frozen=True, kw_only=True)
class CategoryDefined(Event):
    name = "matters.category.defined"
    sentence = _("defined a category of matters")

    category_id: UUID


@dataclass(frozen=True, kw_only=True)
class KindClosed(Event):
    name = "matters.kind.closed"
    sentence = _("closed a kind of matter")

    kind_id: UUID


@dataclass(frozen=True, kw_only=True)
class KindReopened(Event):
    name = "matters.kind.reopened"
    sentence = _("reopened a kind of matter")

    kind_id: UUID


@dataclass(frozen=True, kw_only=True)
class CategoryClosed(Event):
    name = "matters.category.closed"
    sentence = _("closed a category of matters")

    category_id: UUID


@dataclass(frozen=True, kw_only=True)
class CategoryReopened(Event):
    name = "matters.category.reopened"
    sentence = _("reopened a category of matters")

    category_id: UUID


@dataclass(frozen=True, kw_only=True)
class MatterRulesChosen(Event):
    """`applied_to`: how many open matters were brought under the new version."""

    name = "matters.rules.chosen"
    sentence = _("chose the rules of clocks")

    number: int
    applied_to: int


@dataclass(frozen=True, kw_only=True)
class DispatchTableSet(Event):
    name = "matters.dispatch_table.set"
    sentence = _("set the table of dispatch")

    lines: int
