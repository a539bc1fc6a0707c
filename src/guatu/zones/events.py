"""What happens around rankings of zones."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class RankingPublished(Event):
    name = "zones.ranking.published"
    sentence = _("published a ranking of the zones below")

    ranking_id: UUID
    period: str
    ranked: int


@dataclass(frozen=True, kw_only=True)
class RankingWithdrawn(Event):
    name = "zones.ranking.withdrawn"
    sentence = _("withdrew a ranking of the zones below")

    ranking_id: UUID
    period: str
