"""Projects keep their unit open."""

from django.db.models import Q
from django.utils.translation import ngettext

from guatu.organization.models import Unit
from guatu.organization.unit_blockers import add_blocker
from guatu.projects.models.project import Project


@add_blocker
def open_projects(unit: Unit) -> list[str]:
    """Projects neither finished nor withdrawn that the unit answers for, or that it is the territory of."""
    count = (
        Project.objects.filter(zone_id=unit.zone_id, withdrawn_on__isnull=True, actual_finish__isnull=True)
        .filter(Q(unit=unit) | Q(registration_unit=unit) | Q(statistical_unit=unit))
        .count()
    )
    return [ngettext("%d open project", "%d open projects", count) % count] if count else []
