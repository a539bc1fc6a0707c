"""What happens by itself: answers that are kept in case a request comes again go."""

from __future__ import annotations

from procrastinate.contrib.django import app

from guatu.api.models import ApiAnswer
from guatu.api.use_cases.answer_once import KEPT
from guatu.core.clock import now
from guatu.core.models import Zone
from guatu.core.walls import zone_open


@app.periodic(cron="30 3 * * *")
@app.task(queueing_lock="prune_api_answers", lock="prune_api_answers")
def prune_answers(timestamp: int) -> None:
    """Every night, also of tokens that are not used any more."""
    for zone in Zone.objects.order_by("code"):
        with zone_open(zone.id):
            ApiAnswer.objects.filter(zone_id=zone.id, at__lt=now() - KEPT).delete()
