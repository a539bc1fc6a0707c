"""Who ranks, who publishes, who objects, who decides.

A league table compares the whole zone, so making one takes powers over all of it; objecting is for the unit ranked.
"""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.leagues.models import LeagueExclusion, LeagueObjection, LeagueRun, LeagueTable
from guatu.organization.models import Unit

VIEW = "leagues.view_league"
MANAGE = "leagues.manage_leagues"
PUBLISH = "leagues.publish_run"
OBJECT = "leagues.raise_objection"
ANSWER = "leagues.answer_objection"
EXCLUDE = "leagues.decide_exclusion"
AWARD = "leagues.give_awards"


def may_manage_leagues(actor: Actor) -> bool:
    """Define tables and rules, group units, ask for exclusions, work out dry runs."""
    return actor.reach(MANAGE).whole_zone


def may_manage_table(actor: Actor, table: LeagueTable) -> bool:
    return actor.zone_id == table.zone_id and may_manage_leagues(actor)


def may_publish_run(actor: Actor, run: LeagueRun) -> bool:
    return actor.zone_id == run.zone_id and actor.reach(PUBLISH).whole_zone


def may_discard_run(actor: Actor, run: LeagueRun) -> bool:
    return actor.zone_id == run.zone_id and may_manage_leagues(actor)


def may_decide_exclusion(actor: Actor, exclusion: LeagueExclusion) -> bool:
    """That they did not ask for it themselves is asked separately."""
    return actor.zone_id == exclusion.zone_id and actor.reach(EXCLUDE).whole_zone


def asked_for(actor: Actor, exclusion: LeagueExclusion) -> bool:
    """Whether the actor is the one who asked, and therefore cannot decide."""
    if exclusion.asked_by_id is not None or actor.person_id is not None:
        return exclusion.asked_by_id == actor.person_id
    return exclusion.asked_by_name == actor.name


def may_raise_objection(actor: Actor, run: LeagueRun, unit: Unit) -> bool:
    return actor.zone_id == run.zone_id == unit.zone_id and actor.may(OBJECT, unit.id)


def may_answer_objection(actor: Actor, objection: LeagueObjection) -> bool:
    """That they did not raise it themselves is asked separately."""
    return actor.zone_id == objection.zone_id and actor.reach(ANSWER).whole_zone


def raised(actor: Actor, objection: LeagueObjection) -> bool:
    """Whether the actor is the one who objected, and therefore cannot answer."""
    if objection.raised_by_id is not None or actor.person_id is not None:
        return objection.raised_by_id == actor.person_id
    return objection.raised_by_name == actor.name


def may_give_awards(actor: Actor, run: LeagueRun) -> bool:
    return actor.zone_id == run.zone_id and actor.reach(AWARD).whole_zone


def sees_all_audiences(actor: Actor) -> bool:
    """Posts over the whole zone read every published table."""
    return actor.reach(VIEW).whole_zone
