"""From a token to the enterprise that acts by it, and what such an enterprise may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from guatu.attachments.models import Attachment
from guatu.attachments.selectors import attachments_of
from guatu.core.actor import Actor, EnterpriseActor, Party
from guatu.core.clock import now, today
from guatu.core.errors import NotFound
from guatu.core.models import Zone
from guatu.core.tokens import token_hash, zone_code_of
from guatu.core.walls import open_zone_here, zone_open
from guatu.enterprises.choices import EnterpriseStatus
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.links import AccessLink
from guatu.enterprises.selectors.enterprises import names_of
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.matters import moves_of, visible_matters

# How stale the last use may be: not every page is worth a write.
_NOTED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Guest:
    """An enterprise that came by a link."""

    zone: Zone
    enterprise: Enterprise
    link: AccessLink
    actor: EnterpriseActor


def links_of(enterprise: Enterprise) -> QuerySet[AccessLink]:
    return AccessLink.objects.filter(zone_id=enterprise.zone_id, enterprise=enterprise)


def get_link(enterprise: Enterprise, link_id: UUID) -> AccessLink:
    """Raises `NotFound`."""
    link = links_of(enterprise).select_related("enterprise").filter(id=link_id).first()
    if link is None:
        raise NotFound("access link")
    return link


def guest_by_token(token: str) -> Guest:
    """Who comes with this token (three queries); for them the zone is then open. Raises `NotFound`: unknown, expired,
    revoked and of an enterprise that is closed look the same."""
    code = zone_code_of(token)
    zone = Zone.objects.filter(code=code).first() if code is not None else None
    if zone is None:
        raise NotFound("access link")
    with zone_open(zone.id):
        link = (
            AccessLink.objects.filter(zone_id=zone.id, token_hash=token_hash(token), revoked_at__isnull=True)
            .filter(expires_on__gte=today(zone), enterprise__status=EnterpriseStatus.OPERATING)
            .select_related("enterprise", "enterprise__unit")
            .first()
        )
    if link is None:
        raise NotFound("access link")
    open_zone_here(zone.id)
    _note_use(link)
    return Guest(zone, link.enterprise, link, enterprise_actor(link.enterprise))


def enterprise_actor(enterprise: Enterprise) -> EnterpriseActor:
    """The enterprise acting in its own name, with what `GUATU_ROLES` lets a link begin."""
    permissions: frozenset[str] = import_string(f"{settings.GUATU_ROLES}.ENTERPRISE_LINK")
    return EnterpriseActor(
        name=enterprise.name,
        zone_id=enterprise.zone_id,
        speaks_for=Party(enterprise.id, names_of(enterprise)),
        permissions=permissions,
    )


def _note_use(link: AccessLink) -> None:
    """Like the last sign-in of an account: kept beside the record, not in it."""
    moment = now()
    if link.last_used_at is None or moment - link.last_used_at > _NOTED_EVERY:
        AccessLink.objects.filter(zone_id=link.zone_id, id=link.id).update(last_used_at=moment)


def own_matters(*, actor: Actor) -> QuerySet[Matter]:
    """What was raised in the enterprise's name, newest first."""
    return visible_matters(actor=actor).select_related("kind", "category", "lead_unit").order_by("-raised_at")


def get_own_matter(matter_id: UUID, *, actor: Actor) -> Matter:
    """Raises `NotFound` for everything that is not its own."""
    matter = own_matters(actor=actor).filter(id=matter_id).first()
    if matter is None:
        raise NotFound("matter")
    return matter


def public_history(matter: Matter) -> list[tuple[MatterMove, Sequence[Attachment]]]:
    """What the enterprise is meant to see of it, with the files, oldest first (two queries)."""
    moves = moves_of(matter, public_only=True)
    files = attachments_of([move.id for move in moves], zone_id=matter.zone_id)
    return [(move, files[move.id]) for move in moves]


def get_public_file(matter: Matter, file_id: UUID) -> Attachment:
    """A file of a public move. Raises `NotFound` for any other."""
    moves = MatterMove.objects.filter(zone_id=matter.zone_id, matter=matter, is_public=True)
    file = Attachment.objects.filter(
        zone_id=matter.zone_id, id=file_id, subject_id__in=moves.values("id")
    ).first()
    if file is None:
        raise NotFound("file")
    return file


def counts(matters: Sequence[Matter]) -> Counter[str]:
    """How many stand where."""
    return Counter(matter.status for matter in matters)
