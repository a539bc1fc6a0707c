"""Whose move it is: by post over the unit that holds a matter, or by being the one who raised or handles it."""

from typing import Protocol

from guatu.core.actor import Actor
from guatu.core.zoned import ZonedModel
from guatu.matters.choices import Evidence, Verifier
from guatu.matters.models.history import TimeRequest
from guatu.matters.models.kinds import MatterKind
from guatu.matters.models.matter import Matter, SupportingUnit
from guatu.organization.models import Person

VIEW = "matters.view_matter"
VIEW_CONFIDENTIAL = "matters.view_confidential_matter"
RAISE = "matters.raise_matter"
ASSIGN = "matters.assign_matter"
DISPATCH = "matters.dispatch_matter"
HANDLE = "matters.handle_matter"
DECIDE = "matters.decide_on_matter"
VERIFY = "matters.verify_matter"
EXCLUDE = "matters.exclude_matter"
MANAGE = "matters.manage_matter_rules"
RUN_CLOCKS = "matters.escalate_matters"


class InWhoseName(Protocol):
    """Who is said to raise a matter, as far as policies are concerned."""

    @property
    def name(self) -> str: ...
    @property
    def person(self) -> Person | None: ...


def may_raise_matter(
    actor: Actor, kind: MatterKind, subject: ZonedModel | None = None, raiser: InWhoseName | None = None
) -> bool:
    """Who acts in the name of an object raises about that object and in no other name."""
    if actor.speaks_for is not None:
        own_name = raiser is None or (raiser.person is None and raiser.name == actor.name)
        if not own_name or subject is None or subject.id != actor.speaks_for.id:
            return False
    return actor.zone_id == kind.zone_id and actor.may(kind.raised_with)


def may_dispatch(actor: Actor, matter: Matter) -> bool:
    """At the unit that holds it; what nobody holds yet, at the unit that raised it or in the whole zone."""
    unit_id = matter.lead_unit_id or matter.raiser_unit_id
    reach = actor.reach(DISPATCH)
    return _same_zone(actor, matter) and (reach.whole_zone or reach.covers(unit_id))


def may_handle(actor: Actor, matter: Matter) -> bool:
    if not _same_zone(actor, matter) or matter.lead_unit_id is None:
        return False
    return _is(actor, matter.handler_id) or actor.may(HANDLE, matter.lead_unit_id)


def may_support(actor: Actor, support: SupportingUnit) -> bool:
    return actor.zone_id == support.zone_id and actor.may(HANDLE, support.unit_id)


def may_decide(actor: Actor, request: TimeRequest) -> bool:
    """Whoever holds the power at the lead unit; that they did not ask themselves is asked separately."""
    return actor.zone_id == request.zone_id and actor.may(DECIDE, request.matter.lead_unit_id)


def may_settle_help(actor: Actor, matter: Matter) -> bool:
    return _same_zone(actor, matter) and actor.may(DECIDE, matter.lead_unit_id)


def may_verify(actor: Actor, matter: Matter) -> bool:
    """That the verifier is not the doer is asked separately, see `did`."""
    if not _same_zone(actor, matter):
        return False
    if matter.kind.verifier == Verifier.RAISER and is_raiser(actor, matter):
        return True
    return actor.may(VERIFY, matter.lead_unit_id)


def may_close_out_matter(actor: Actor, matter: Matter) -> bool:
    """Whoever verifies; and where the kind asks for the raiser's confirmation, the raiser, once it is verified."""
    if not _same_zone(actor, matter):
        return False
    confirms = Evidence.CONFIRMATION in matter.kind.evidence and is_raiser(actor, matter)
    return confirms or may_verify(actor, matter)


def may_withdraw_matter(actor: Actor, matter: Matter) -> bool:
    return _same_zone(actor, matter) and (is_raiser(actor, matter) or may_dispatch(actor, matter))


def may_rate_matter(actor: Actor, matter: Matter) -> bool:
    """Who raised it; for those without an account, whoever takes their word at the desk."""
    if not _same_zone(actor, matter) or not matter.kind.is_rated:
        return False
    return is_raiser(actor, matter) or (matter.raiser_id is None and may_dispatch(actor, matter))


def may_comment(actor: Actor, matter: Matter) -> bool:
    return _same_zone(actor, matter) and (
        is_raiser(actor, matter)
        or may_handle(actor, matter)
        or may_dispatch(actor, matter)
        or actor.may(VERIFY)
    )


def may_follow(actor: Actor, matter: Matter) -> bool:
    """Whoever may raise matters and sees this one anyway: at the unit that leads or raised it, or as its raiser."""
    if not _same_zone(actor, matter) or not actor.may(RAISE):
        return False
    units = (matter.lead_unit_id, matter.raiser_unit_id)
    return is_raiser(actor, matter) or any(actor.reach(VIEW).covers(unit_id) for unit_id in units)


def may_exclude_matter(actor: Actor, matter: Matter) -> bool:
    return _same_zone(actor, matter) and actor.may(EXCLUDE, matter.lead_unit_id)


def may_manage_matter_rules(actor: Actor) -> bool:
    """Kinds, clocks, the ladder and the table of dispatch hold for the whole zone."""
    return actor.reach(MANAGE).whole_zone


def may_escalate_matters(actor: Actor) -> bool:
    return actor.reach(RUN_CLOCKS).whole_zone


def is_raiser(actor: Actor, matter: Matter) -> bool:
    """The person who raised it; or the object in whose name it was raised, such as an enterprise by its link."""
    party = actor.speaks_for
    if party is not None:
        raised_by_it = matter.raiser_id is None and matter.raiser_name in party.names
        return raised_by_it and matter.subject_id == party.id
    if matter.raiser_id is not None or actor.person_id is not None:
        return matter.raiser_id is not None and matter.raiser_id == actor.person_id
    return matter.raiser_name == actor.name


def did(actor: Actor, matter: Matter) -> bool:
    """Whether the actor is the doer, and therefore cannot verify or strike off."""
    return matter.done_by_id is not None and matter.done_by_id == actor.person_id


def _is(actor: Actor, person_id: object) -> bool:
    return person_id is not None and actor.person_id == person_id


def _same_zone(actor: Actor, matter: Matter) -> bool:
    return actor.zone_id == matter.zone_id
