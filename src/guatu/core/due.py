"""What waits until a moment, when the machine's clock may have been wrong when that moment was reckoned."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q


def is_due(waits_until: datetime | None, moment: datetime, longest: timedelta) -> bool:
    """Whether what waits until then is to be done at `moment`. A moment farther ahead than anything ever waits
    (`longest`) comes of a clock that had jumped ahead and was set right since: nothing waits for it."""
    return waits_until is None or not moment < waits_until <= moment + longest


def due_by(field: str, moment: datetime, longest: timedelta) -> Q:
    """The same as a condition on rows where `field` is never empty."""
    return Q(**{f"{field}__lte": moment}) | Q(**{f"{field}__gt": moment + longest})
