"""Matters can be about enterprises."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.selectors.enterprises import visible_enterprises
from guatu.matters.subjects import SubjectKind, add_subject


def _find(actor: Actor, enterprise_id: UUID) -> Enterprise | None:
    return visible_enterprises(actor=actor).filter(id=enterprise_id).first()


def _unit_id(enterprise: Enterprise) -> UUID:
    return enterprise.unit_id


add_subject(SubjectKind(Enterprise, _("enterprise"), _find, _unit_id, "enterprises:enterprise"))
