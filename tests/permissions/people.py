"""Who asks: one person of every role, somebody without one, a stranger, nobody, and whoever comes by a link."""

from __future__ import annotations

from typing import Any, NamedTuple

from guatu.accounts.models import User
from guatu.core.models import Zone
from guatu.organization.models import Unit
from tests.builders import an_actor


class Who(NamedTuple):
    """A column of the table. `at_unit`: the post is in the unit whose objects are the own ones, else at the root."""

    name: str
    head: str
    role: str = ""
    at_unit: bool = False


# By nobody's name, by the link of an enterprise or of a household, from another zone; then posts in one park; then
# posts over the zone.
ANONYMOUS, LINK, STRANGER = Who("anonymous", "an"), Who("link", "li"), Who("stranger", "st", "office")
IN_UNIT = (
    Who("no_role", "no", "", True),
    Who("clerk", "cl", "clerk", True),
    Who("grid_worker", "gw", "grid_worker", True),
    Who("unit_office", "of", "office", True),
    Who("unit_leader", "le", "leader", True),
    Who("unit_investment", "in", "investment_officer", True),
    Who("unit_supervisor", "su", "supervisor", True),
    Who("unit_statistician", "sc", "statistician", True),
)
OVER_ZONE = (
    Who("office", "OF", "office"),
    Who("office_head", "HE", "office_head"),
    Who("leader", "LE", "leader"),
    Who("investment", "IN", "investment_officer"),
    Who("supervisor", "SU", "supervisor"),
    Who("statistician", "SC", "statistician"),
    Who("auditor", "AU", "auditor"),
    Who("system_administrator", "SY", "system_administrator"),
    Who("security_administrator", "SE", "security_administrator"),
)
EVERYBODY = (ANONYMOUS, LINK, STRANGER, *IN_UNIT, *OVER_ZONE)
# Who has no session.
WITHOUT_SESSION = (ANONYMOUS, LINK)


def everybody(zone: Zone, unit: Unit, other: Zone) -> dict[str, User]:
    """The users of all who have one, by the names of their columns."""
    users = {}
    for who in EVERYBODY:
        if who in WITHOUT_SESSION:
            continue
        given: dict[str, Any] = {"unit": unit} if who.at_unit else {}
        roles = [who.role] if who.role else []
        actor = an_actor(other if who is STRANGER else zone, *roles, username=who.name, **given)
        users[who.name] = User.objects.get(id=actor.user_id)
    return users
