"""What happens to briefings."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class BriefingTemplateDefined(Event):
    name = "reports.briefing_template.defined"
    sentence = _("defined the briefing template")

    template_id: UUID


@dataclass(frozen=True, kw_only=True)
class BriefingEvent(Event):
    """Base: which briefing."""

    briefing_id: UUID


@dataclass(frozen=True, kw_only=True)
class BriefingDrafted(BriefingEvent):
    name = "reports.briefing.drafted"
    sentence = _("drafted the briefing")


@dataclass(frozen=True, kw_only=True)
class BriefingEdited(BriefingEvent):
    name = "reports.briefing.edited"
    sentence = _("edited the briefing")


@dataclass(frozen=True, kw_only=True)
class BriefingSubmitted(BriefingEvent):
    name = "reports.briefing.submitted"
    sentence = _("submitted the briefing for review")


@dataclass(frozen=True, kw_only=True)
class BriefingReturned(BriefingEvent):
    name = "reports.briefing.returned"
    sentence = _("gave the briefing back")


@dataclass(frozen=True, kw_only=True)
class BriefingIssued(BriefingEvent):
    """`figures`: how many numbers were frozen with it."""

    name = "reports.briefing.issued"
    sentence = _("issued the briefing")

    number: str
    figures: int


@dataclass(frozen=True, kw_only=True)
class BriefingDiscarded(BriefingEvent):
    name = "reports.briefing.discarded"
    sentence = _("discarded the draft of the briefing")
