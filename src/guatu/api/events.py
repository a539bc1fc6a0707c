"""What happens to tokens."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ApiTokenIssued(Event):
    name = "api.token.issued"
    sentence = _("issued an API token")

    token_id: UUID
    person_id: UUID
    powers: tuple[str, ...]
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class ApiTokenWithdrawn(Event):
    name = "api.token.withdrawn"
    sentence = _("withdrew an API token")

    token_id: UUID
    person_id: UUID
