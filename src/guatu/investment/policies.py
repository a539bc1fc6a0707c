"""Who may do what in investment promotion: by post over the responsible unit, or by being in charge of the prospect."""

from guatu.core.actor import Actor
from guatu.investment.models.prospects import Prospect
from guatu.organization.models import Unit

VIEW = "investment.view_prospect"
REGISTER = "investment.register_prospect"
EDIT = "investment.edit_prospect"
CAPITAL = "investment.enter_capital_paid_in"
REGISTERS = "investment.manage_registers"
STATE = "investment.state_totals"
IMPORT = "investment.import_deals"

# What the person in charge of a prospect may do with it whatever their posts say.
BY_DUTY = frozenset({VIEW, EDIT})


def may_on_prospect(actor: Actor, permission: str, prospect: Prospect) -> bool:
    """Whether the actor holds `permission` at the prospect's unit, or by being in charge of it."""
    if actor.zone_id != prospect.zone_id:
        return False
    in_charge = actor.person_id is not None and prospect.person_id == actor.person_id
    return actor.may(permission, prospect.unit_id) or (in_charge and permission in BY_DUTY)


def may_register_prospect(actor: Actor, unit: Unit | None = None) -> bool:
    """At `unit`; or, where none is named, anywhere."""
    if unit is not None and unit.zone_id != actor.zone_id:
        return False
    return actor.may(REGISTER, unit.id if unit is not None else None)


def may_edit_prospect(actor: Actor, prospect: Prospect) -> bool:
    """Also who may move it on, record its agreement and its landing, and link it with its project."""
    return may_on_prospect(actor, EDIT, prospect)


def may_enter_capital_paid_in(actor: Actor, prospect: Prospect) -> bool:
    return may_on_prospect(actor, CAPITAL, prospect)


def may_manage_registers(actor: Actor) -> bool:
    """They serve the whole zone."""
    return actor.reach(REGISTERS).whole_zone


def may_state_totals(actor: Actor) -> bool:
    return actor.reach(STATE).whole_zone


def may_import_deals(actor: Actor) -> bool:
    """A sheet speaks of the whole zone."""
    return actor.reach(IMPORT).whole_zone
