"""Reading evidence files."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.attachments.models import Attachment
from guatu.attachments.policies import may_see
from guatu.core.actor import Actor
from guatu.core.errors import NotFound


def get_attachment(attachment_id: UUID, *, actor: Actor) -> Attachment:
    """The file, for whoever may see what it belongs to; raises `NotFound` otherwise."""
    attachment = Attachment.objects.filter(zone_id=actor.zone_id, id=attachment_id).first()
    if attachment is None or not may_see(actor, attachment):
        raise NotFound(_("There is no such file."))
    return attachment


def attachments_of(subject_ids: Collection[UUID], *, zone_id: UUID) -> dict[UUID, list[Attachment]]:
    """The files of each of those objects, oldest first (one query).

    Callers come with objects they were allowed to see; the files of a visible object are visible.
    """
    found: dict[UUID, list[Attachment]] = {subject_id: [] for subject_id in subject_ids}
    if found:
        for attachment in Attachment.objects.filter(zone_id=zone_id, subject_id__in=list(found)).order_by(
            "attached_at", "id"
        ):
            found[attachment.subject_id].append(attachment)
    return found
