"""Reading notifications and how people want them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from guatu.notifications.choices import MailTime
from guatu.notifications.models import Preference


def preferences_of(zone_id: UUID, person_ids: Collection[UUID]) -> dict[UUID, Preference]:
    """Person → how they want to be told, the defaults where they never said (one query)."""
    found = {p.person_id: p for p in Preference.objects.filter(zone_id=zone_id, person_id__in=person_ids)}
    return {i: found.get(i) or Preference(zone_id=zone_id, person_id=i) for i in person_ids}


def mail_time(preference: Preference, kind: str, default: MailTime) -> MailTime:
    """When that person wants that kind by e-mail; `default` is the kind's own."""
    chosen = preference.mail.get(kind)
    return MailTime(chosen) if chosen in MailTime.values else default
