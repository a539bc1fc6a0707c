"""Who fills in, reviews, approves; who sets windows, exceptions and checks."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.indicators.models.entry import Submission
from guatu.organization.models import Unit

ENTER = "indicators.save_entries"
REVIEW = "indicators.review_entries"
APPROVE = "indicators.approve_entries"
MANAGE = "indicators.define_entry_set"


def may_manage_entry(actor: Actor) -> bool:
    """Sets, windows and checks are the zone's own."""
    return actor.reach(MANAGE).whole_zone


def may_enter(actor: Actor, unit: Unit) -> bool:
    return actor.zone_id == unit.zone_id and actor.may(ENTER, unit.id)


def may_grant_late_entry(actor: Actor, unit: Unit) -> bool:
    return actor.zone_id == unit.zone_id and may_manage_entry(actor)


def may_submit_entries(actor: Actor, submission: Submission) -> bool:
    return actor.zone_id == submission.zone_id and actor.may(ENTER, submission.unit_id)


def may_review_entries(actor: Actor, submission: Submission) -> bool:
    return actor.zone_id == submission.zone_id and actor.may(REVIEW, submission.unit_id)


def may_approve_entries(actor: Actor, submission: Submission) -> bool:
    return actor.zone_id == submission.zone_id and actor.may(APPROVE, submission.unit_id)


def may_return_entries(actor: Actor, submission: Submission) -> bool:
    """Whoever reviews or approves."""
    return may_review_entries(actor, submission) or may_approve_entries(actor, submission)


def may_remind_units(actor: Actor) -> bool:
    return actor.may("indicators.remind_units")
