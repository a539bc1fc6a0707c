"""What projects do when something has happened: lights follow facts."""

from uuid import UUID

from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.organization.powers import system_actor
from guatu.projects.events.imports import ProjectsImported
from guatu.projects.events.investment import InvestmentCorrected, InvestmentReported
from guatu.projects.events.progress import StartProofVerified
from guatu.projects.use_cases.refresh_lights import refresh_lights


def refresh_all_lights(event: ProjectsImported) -> None:
    """After a whole list has gone in."""
    zone = Zone.objects.get(id=event.zone_id)
    refresh_lights(actor=system_actor("lights", zone), today=today(zone))


def refresh_project_light(event: InvestmentReported | InvestmentCorrected | StartProofVerified) -> None:
    """After something that the light of one project looks at: its money, its start."""
    refresh_lights_of(event.zone_id, event.project_id)


def refresh_lights_of(zone_id: UUID, *project_ids: UUID) -> None:
    """Evaluate the lights of some projects again."""
    zone = Zone.objects.get(id=zone_id)
    refresh_lights(actor=system_actor("lights", zone), today=today(zone), project_ids=project_ids)
