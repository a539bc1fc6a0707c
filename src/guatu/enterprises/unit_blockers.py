"""Enterprises keep their territorial unit open."""

from django.utils.translation import ngettext

from guatu.enterprises.choices import EnterpriseStatus
from guatu.enterprises.models.enterprise import Enterprise
from guatu.organization.models import Unit
from guatu.organization.unit_blockers import add_blocker


@add_blocker
def operating_enterprises(unit: Unit) -> list[str]:
    """Enterprises in operation that the unit serves."""
    count = Enterprise.objects.filter(
        zone_id=unit.zone_id, unit=unit, status=EnterpriseStatus.OPERATING
    ).count()
    return [ngettext("%d enterprise", "%d enterprises", count) % count] if count else []
