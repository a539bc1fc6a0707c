"""What happens around league tables."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class TableEvent(Event):
    """Base: which table."""

    table_id: UUID


@dataclass(frozen=True, kw_only=True)
class TableDefined(TableEvent):
    name = "leagues.table.defined"
    sentence = _("defined a league table")


@dataclass(frozen=True, kw_only=True)
class RulesDefined(TableEvent):
    name = "leagues.rules.defined"
    sentence = _("set the rules of a league table")

    rules_id: UUID
    number: int
    in_force_from: date


@dataclass(frozen=True, kw_only=True)
class UnitGrouped(TableEvent):
    name = "leagues.unit.grouped"
    sentence = _("put a unit into a group of a league table")

    unit_id: UUID
    group: str
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class ExclusionAsked(TableEvent):
    name = "leagues.exclusion.asked"
    sentence = _("asked to leave something out of a league table")

    exclusion_id: UUID


@dataclass(frozen=True, kw_only=True)
class ExclusionDecided(TableEvent):
    name = "leagues.exclusion.decided"
    sentence = _("decided on an exclusion from a league table")

    exclusion_id: UUID
    granted: bool


@dataclass(frozen=True, kw_only=True)
class RunEvent(TableEvent):
    """Base: which run."""

    run_id: UUID
    period: str


@dataclass(frozen=True, kw_only=True)
class RunTried(RunEvent):
    name = "leagues.run.tried"
    sentence = _("worked out a league table as a dry run")


@dataclass(frozen=True, kw_only=True)
class RunDiscarded(RunEvent):
    name = "leagues.run.discarded"
    sentence = _("threw away a dry run")


@dataclass(frozen=True, kw_only=True)
class RunPublished(RunEvent):
    name = "leagues.run.published"
    sentence = _("published a league table")

    objections_until: date


@dataclass(frozen=True, kw_only=True)
class RunCorrected(RunEvent):
    name = "leagues.run.corrected"
    sentence = _("corrected a published league table")

    corrects_id: UUID


@dataclass(frozen=True, kw_only=True)
class RunFinalized(RunEvent):
    name = "leagues.run.finalized"
    sentence = _("declared a league table final")


@dataclass(frozen=True, kw_only=True)
class ObjectionRaised(RunEvent):
    name = "leagues.objection.raised"
    sentence = _("objected to a number in a league table")

    objection_id: UUID
    unit_id: UUID


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(RunEvent):
    name = "leagues.objection.answered"
    sentence = _("answered an objection to a league table")

    objection_id: UUID
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class AwardsGiven(RunEvent):
    name = "leagues.awards.given"
    sentence = _("gave the awards of a race")

    count: int
