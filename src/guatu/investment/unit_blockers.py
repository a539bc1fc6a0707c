"""Prospects that are still followed keep their responsible unit open."""

from django.utils.translation import ngettext

from guatu.investment.choices import Stage
from guatu.investment.models.prospects import Prospect
from guatu.organization.models import Unit
from guatu.organization.unit_blockers import add_blocker


@add_blocker
def followed_prospects(unit: Unit) -> list[str]:
    """Prospects of the unit that have neither landed nor been dropped."""
    count = (
        Prospect.objects.filter(zone_id=unit.zone_id, unit=unit)
        .exclude(stage__in=[Stage.LANDED, Stage.DROPPED])
        .count()
    )
    return [ngettext("%d prospect", "%d prospects", count) % count] if count else []
