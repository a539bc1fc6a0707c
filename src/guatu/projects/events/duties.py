"""What happens to the duties of persons in projects."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ProjectDutyHandedOver(Event):
    """Somebody else answers for the project in this role from a day on."""

    name = "projects.duty.handed_over"
    sentence = _("handed a duty in the project over")

    project_id: UUID
    role: str
    from_person_id: UUID
    to_person_id: UUID
    valid_from: date
