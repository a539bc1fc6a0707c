"""Who reads, writes, reviews and issues briefings: by post over the unit that one is about."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.organization.models import Unit
from guatu.projects.models.project import Project
from guatu.reports.models import Briefing

VIEW = "reports.view_briefing"
DRAFT = "reports.draft_briefing"
ISSUE = "reports.issue_briefing"
TEMPLATES = "reports.define_briefing_template"


def _over(actor: Actor, permission: str, unit: Unit | None, project: Project | None) -> bool:
    """Over the unit or the project's unit; a briefing about the zone takes the whole zone."""
    if project is not None:
        return actor.zone_id == project.zone_id and actor.may(permission, project.unit_id)
    if unit is not None:
        return actor.zone_id == unit.zone_id and actor.may(permission, unit.id)
    return actor.reach(permission).whole_zone


def may_draft_briefing(actor: Actor, unit: Unit | None, project: Project | None) -> bool:
    return _over(actor, DRAFT, unit, project)


def may_edit_briefing(actor: Actor, briefing: Briefing) -> bool:
    return actor.zone_id == briefing.zone_id and _over(actor, DRAFT, briefing.unit, briefing.project)


def may_issue_briefing(actor: Actor, briefing: Briefing) -> bool:
    """Not who wrote it: a second pair of eyes is what a review is."""
    if actor.zone_id != briefing.zone_id or not _over(actor, ISSUE, briefing.unit, briefing.project):
        return False
    return actor.person_id is None or actor.person_id != briefing.drafted_by_id


def may_define_briefing_template(actor: Actor) -> bool:
    return actor.reach(TEMPLATES).whole_zone
