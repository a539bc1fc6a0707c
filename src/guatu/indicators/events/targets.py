"""What happens to campaigns, targets and inspections."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CampaignEvent(Event):
    """Base: of which campaign."""

    campaign_id: UUID


@dataclass(frozen=True, kw_only=True)
class CampaignDefined(CampaignEvent):
    name = "indicators.campaign.defined"
    sentence = _("defined a campaign")


@dataclass(frozen=True, kw_only=True)
class CampaignEdited(CampaignEvent):
    name = "indicators.campaign.edited"
    sentence = _("changed a campaign")


@dataclass(frozen=True, kw_only=True)
class CampaignClosed(CampaignEvent):
    name = "indicators.campaign.closed"
    sentence = _("closed a campaign")


@dataclass(frozen=True, kw_only=True)
class CampaignReopened(CampaignEvent):
    name = "indicators.campaign.reopened"
    sentence = _("reopened a campaign")


@dataclass(frozen=True, kw_only=True)
class GoalClosed(CampaignEvent):
    name = "indicators.goal.closed"
    sentence = _("closed a goal")

    goal_id: UUID


@dataclass(frozen=True, kw_only=True)
class GoalReopened(CampaignEvent):
    name = "indicators.goal.reopened"
    sentence = _("reopened a goal")

    goal_id: UUID


@dataclass(frozen=True, kw_only=True)
class GoalEdited(CampaignEvent):
    name = "indicators.goal.edited"
    sentence = _("changed a goal")

    goal_id: UUID


@dataclass(frozen=True, kw_only=True)
class GoalAdded(CampaignEvent):
    name = "indicators.goal.added"
    sentence = _("added a goal")

    goal_id: UUID


@dataclass(frozen=True, kw_only=True)
class ItemDefined(CampaignEvent):
    name = "indicators.target_item.defined"
    sentence = _("defined an item of the targets")

    item_id: UUID


@dataclass(frozen=True, kw_only=True)
class ItemEdited(CampaignEvent):
    name = "indicators.target_item.edited"
    sentence = _("changed an item of the targets")

    item_id: UUID


@dataclass(frozen=True, kw_only=True)
class ItemClosed(CampaignEvent):
    name = "indicators.target_item.closed"
    sentence = _("closed an item of the targets")

    item_id: UUID


@dataclass(frozen=True, kw_only=True)
class ItemReopened(CampaignEvent):
    name = "indicators.target_item.reopened"
    sentence = _("reopened an item of the targets")

    item_id: UUID


@dataclass(frozen=True, kw_only=True)
class TargetsSet(CampaignEvent):
    name = "indicators.targets.set"
    sentence = _("set targets")

    item_id: UUID


@dataclass(frozen=True, kw_only=True)
class InspectionOpened(CampaignEvent):
    name = "indicators.inspection.opened"
    sentence = _("opened the quarterly inspection")

    quarter: int


@dataclass(frozen=True, kw_only=True)
class InspectionClosed(CampaignEvent):
    name = "indicators.inspection.closed"
    sentence = _("closed the quarterly inspection")

    quarter: int


@dataclass(frozen=True, kw_only=True)
class ItemReported(CampaignEvent):
    name = "indicators.inspected_item.reported"
    sentence = _("reported on an item")

    item_id: UUID
    quarter: int


@dataclass(frozen=True, kw_only=True)
class ItemJudged(CampaignEvent):
    name = "indicators.inspected_item.judged"
    sentence = _("judged an item")

    item_id: UUID
    quarter: int
    verdict: str


@dataclass(frozen=True, kw_only=True)
class HighlightFiled(CampaignEvent):
    name = "indicators.highlight.filed"
    sentence = _("filed a highlight")

    unit_id: UUID


@dataclass(frozen=True, kw_only=True)
class PaceSetterNamed(CampaignEvent):
    name = "indicators.pace_setter.named"
    sentence = _("named a pace-setter")

    unit_id: UUID
    quarter: int
