"""What projects do when something has happened: lights follow facts."""

from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.organization.powers import system_actor
from guatu.projects.events.imports import ProjectsImported
from guatu.projects.use_cases.refresh_lights import refresh_lights


def refresh_all_lights(event: ProjectsImported) -> None:
    """After a whole list has gone in."""
    zone = Zone.objects.get(id=event.zone_id)
    refresh_lights(actor=system_actor("lights", zone), today=today(zone))
