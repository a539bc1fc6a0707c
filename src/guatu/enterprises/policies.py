"""Who may do what with enterprises: by post over the territorial unit, or as the liaison."""

from guatu.core.actor import Actor
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.visits import Visit, VisitUnit
from guatu.organization.models import Unit

VIEW = "enterprises.view_enterprise"
VIEW_CONTACT = "enterprises.view_contact"
REGISTER = "enterprises.register_enterprise"
EDIT = "enterprises.edit_enterprise"
CONTACTS = "enterprises.manage_contacts"
VISIT = "enterprises.visit_enterprise"
LIMIT = "enterprises.choose_visit_limit"
LINKS = "enterprises.manage_access_links"

# What the liaison of an enterprise may do with it whatever their posts say.
BY_DUTY = frozenset({VIEW, VIEW_CONTACT, CONTACTS, VISIT})


def may_on_enterprise(actor: Actor, permission: str, enterprise: Enterprise) -> bool:
    """Whether the actor holds `permission` at the enterprise's unit, or by being its liaison."""
    if actor.zone_id != enterprise.zone_id:
        return False
    is_liaison = actor.person_id is not None and enterprise.liaison_id == actor.person_id
    return actor.may(permission, enterprise.unit_id) or (is_liaison and permission in BY_DUTY)


def may_register_enterprise(actor: Actor, unit: Unit | None = None) -> bool:
    """At `unit`; or, where none is named, anywhere."""
    if unit is not None and unit.zone_id != actor.zone_id:
        return False
    return actor.may(REGISTER, unit.id if unit is not None else None)


def may_import_enterprises(actor: Actor) -> bool:
    """Whoever registers anywhere; each row is asked for its own unit."""
    return actor.may(REGISTER)


def may_edit_enterprise(actor: Actor, enterprise: Enterprise) -> bool:
    """Also who may mark it as closed."""
    return may_on_enterprise(actor, EDIT, enterprise)


def may_view_contact(actor: Actor, enterprise: Enterprise) -> bool:
    """Names and telephone numbers in full; everybody else sees them masked."""
    return may_on_enterprise(actor, VIEW_CONTACT, enterprise)


def may_manage_contacts(actor: Actor, enterprise: Enterprise) -> bool:
    return may_on_enterprise(actor, CONTACTS, enterprise)


def may_plan_visit(actor: Actor, enterprise: Enterprise) -> bool:
    """Whoever visits anywhere in the zone: a department comes to enterprises that are not in its own territory."""
    return actor.zone_id == enterprise.zone_id and (
        actor.may(VISIT) or may_on_enterprise(actor, VISIT, enterprise)
    )


def may_join_visit(actor: Actor, visit: Visit, unit: Unit) -> bool:
    """In the name of a unit that the actor visits for."""
    return actor.zone_id == visit.zone_id == unit.zone_id and actor.may(VISIT, unit.id)


def may_conclude_visit(actor: Actor, visit: Visit) -> bool:
    """Record or cancel it: the territorial unit, the liaison, and every unit that takes part."""
    if may_on_enterprise(actor, VISIT, visit.enterprise):
        return True
    taking_part = VisitUnit.objects.filter(zone_id=visit.zone_id, visit=visit).values_list(
        "unit_id", flat=True
    )
    return actor.zone_id == visit.zone_id and any(actor.may(VISIT, unit_id) for unit_id in taking_part)


def may_choose_visit_limit(actor: Actor) -> bool:
    """It holds for the whole zone."""
    return actor.reach(LIMIT).whole_zone


def may_manage_access_links(actor: Actor, enterprise: Enterprise) -> bool:
    return may_on_enterprise(actor, LINKS, enterprise)
