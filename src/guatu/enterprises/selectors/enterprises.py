"""Which enterprises somebody may see, how one is found, and what its page shows."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.core.masks import masked_name, masked_phone
from guatu.core.periods import Period
from guatu.enterprises.choices import EnterpriseStatus, VisitStatus
from guatu.enterprises.models.enterprise import Contact, Enterprise, EnterpriseName
from guatu.enterprises.models.visits import Visit
from guatu.enterprises.policies import VIEW, may_view_contact


def visible_enterprises(*, actor: Actor) -> QuerySet[Enterprise]:
    """All of the zone's for those who work with enterprises anywhere in it (the register is like the roster: known to
    whoever works in the zone; only contacts are masked); a liaison's own in any case."""
    found = Enterprise.objects.filter(zone_id=actor.zone_id)
    if actor.may(VIEW):
        return found
    return found.filter(liaison_id=actor.person_id) if actor.person_id is not None else found.none()


def get_enterprise(enterprise_id: UUID, *, actor: Actor) -> Enterprise:
    """Raises `NotFound` where there is none that the actor may see."""
    found = visible_enterprises(actor=actor).select_related("unit", "liaison").filter(id=enterprise_id)
    enterprise = found.first()
    if enterprise is None:
        raise NotFound("enterprise")
    return enterprise


def named(word: str) -> Q:
    """Enterprises whose name, former name, code or address holds `word`."""
    return (
        Q(name__icontains=word)
        | Q(former_names__name__icontains=word)
        | Q(credit_code__istartswith=word)
        | Q(address__icontains=word)
    )


@dataclass(frozen=True, slots=True)
class EnterpriseFilters:
    """Which enterprises a list shows; what is empty does not narrow."""

    words: str = ""
    unit_id: UUID | None = None
    industry: str = ""
    closed: bool = False
    mine: bool = False
    # Visited at least once in that period; in operation and not visited in it.
    visited: Period | None = None
    unvisited: Period | None = None


def filtered_enterprises(filters: EnterpriseFilters, *, actor: Actor) -> QuerySet[Enterprise]:
    found = visible_enterprises(actor=actor).select_related("unit", "liaison")
    status = EnterpriseStatus.CLOSED if filters.closed else EnterpriseStatus.OPERATING
    found = found.filter(status=status)
    for word in filters.words.split():
        found = found.filter(named(word))
    if filters.unit_id is not None:
        found = found.filter(unit_id=filters.unit_id)
    if filters.industry:
        found = found.filter(industry_code__contains=filters.industry)
    if filters.mine:
        found = found.filter(liaison_id=actor.person_id)
    if filters.visited is not None:
        found = found.filter(id__in=visited_in(filters.visited, zone_id=actor.zone_id))
    if filters.unvisited is not None:
        found = found.exclude(id__in=visited_in(filters.unvisited, zone_id=actor.zone_id))
    return found.distinct().order_by("name", "id")


def visited_in(period: Period, *, zone_id: UUID) -> QuerySet[Visit, UUID]:
    """The ids of the enterprises that were visited in the period."""
    made = Visit.objects.filter(
        zone_id=zone_id, status=VisitStatus.DONE, made_on__range=(period.first, period.last)
    )
    return made.order_by().values_list("enterprise_id", flat=True)


@dataclass(frozen=True, slots=True)
class ContactShown:
    """A contact as the actor may see it: in full, or masked."""

    contact: Contact
    name: str
    phone: str
    is_masked: bool


def contacts_of(enterprise: Enterprise, *, actor: Actor) -> list[ContactShown]:
    """Whom to speak to (one query). Names and numbers are masked for those without the power."""
    in_full = may_view_contact(actor, enterprise)
    rows = Contact.objects.filter(zone_id=enterprise.zone_id, enterprise=enterprise)
    return [
        ContactShown(row, row.name, row.phone, False)
        if in_full
        else ContactShown(row, masked_name(row.name), masked_phone(row.phone), True)
        for row in rows
    ]


def get_contact(contact_id: UUID, *, actor: Actor) -> Contact:
    """Raises `NotFound`."""
    contact = (
        Contact.objects.filter(
            zone_id=actor.zone_id, id=contact_id, enterprise__in=visible_enterprises(actor=actor)
        )
        .select_related("enterprise")
        .first()
    )
    if contact is None:
        raise NotFound("contact")
    return contact


def former_names_of(enterprise: Enterprise) -> QuerySet[EnterpriseName]:
    return EnterpriseName.objects.filter(zone_id=enterprise.zone_id, enterprise=enterprise)


def names_of(enterprise: Enterprise) -> frozenset[str]:
    """Every name it bears or bore."""
    return frozenset({enterprise.name, *former_names_of(enterprise).values_list("name", flat=True)})
