"""What happens to the four-part bundle of a project."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class BundleAssigned(Event):
    """Lead official, liaison or task force were named; None where there is nobody from `on` on."""

    name = "projects.bundle.assigned"
    sentence = _("named who answers for the project")

    project_id: UUID
    lead_official_id: UUID | None
    liaison_id: UUID | None
    task_force_id: UUID | None
    on: date
