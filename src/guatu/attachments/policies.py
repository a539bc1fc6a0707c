"""Who may add and read files: whoever may do so with the object they belong to."""

from guatu.attachments.models import Attachment
from guatu.attachments.subjects import kind_by_label, subject_kind
from guatu.core.actor import Actor
from guatu.core.zoned import ZonedModel


def may_attach(actor: Actor, subject: ZonedModel) -> bool:
    return actor.zone_id == subject.zone_id and subject_kind(subject).may_attach(actor, subject)


def may_see(actor: Actor, attachment: Attachment) -> bool:
    """Files of a kind of object that no app has registered are seen by nobody."""
    kind = kind_by_label(attachment.subject_type)
    return (
        kind is not None
        and actor.zone_id == attachment.zone_id
        and kind.may_see(actor, attachment.subject_id)
    )
