"""What can happen to evidence files."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class FilesAttached(Event):
    """Files were added to an object. The hashes are of the files as they came in, in the order of the ids."""

    name = "attachments.files.attached"
    sentence = _("attached files")

    subject_type: str
    subject_id: UUID
    attachment_ids: tuple[UUID, ...]
    names: tuple[str, ...]
    sha256: tuple[str, ...]
