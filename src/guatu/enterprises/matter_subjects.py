"""Matters can be about enterprises."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.enterprises.choices import EnterpriseStatus
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.selectors.enterprises import named, visible_enterprises
from guatu.matters.subjects import SubjectKind, add_subject

_MOST = 8


def _find(actor: Actor, enterprise_id: UUID) -> Enterprise | None:
    return visible_enterprises(actor=actor).filter(id=enterprise_id).first()


def _search(actor: Actor, words: str) -> Iterable[Enterprise]:
    found = visible_enterprises(actor=actor).filter(status=EnterpriseStatus.OPERATING)
    for word in words.split():
        found = found.filter(named(word))
    return found.distinct().order_by("name", "id")[:_MOST]


def _place(enterprise: Enterprise) -> tuple[Decimal, Decimal] | None:
    if enterprise.longitude is None or enterprise.latitude is None:
        return None
    return enterprise.longitude, enterprise.latitude


def _unit_id(enterprise: Enterprise) -> UUID:
    return enterprise.unit_id


add_subject(
    SubjectKind(
        model=Enterprise,
        name=_("enterprise"),
        find=_find,
        unit_id=_unit_id,
        url_name="enterprises:enterprise",
        search=_search,
        place=_place,
    )
)
