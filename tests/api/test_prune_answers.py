"""Answers kept for a request that comes again go after a week, also where the token is not used any more."""

from datetime import timedelta

import pytest

from guatu.api.models import ApiAnswer, ApiToken
from guatu.api.tasks import prune_answers
from guatu.core.clock import now
from tests.api.clients import a_token
from tests.builders import a_zone, an_actor

pytestmark = pytest.mark.django_db


def test_after_a_week_in_every_zone() -> None:
    for code in ("DY", "ZJ"):
        zone = a_zone(code)
        a_token(an_actor(zone, "office", username=code))
        token = ApiToken.objects.get(zone=zone)
        for days in (6, 8):
            at = now() - timedelta(days=days)
            ApiAnswer.objects.create(
                zone=zone, token=token, key=str(days), request_hash="0", body="王小明", at=at
            )
    prune_answers(0)
    assert sorted(ApiAnswer.objects.values_list("key", flat=True)) == ["6", "6"]
