"""The request that views of zone pages receive."""

from typing import Any

from django.http import HttpRequest

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.models import Zone


class ZoneRequest(HttpRequest):
    """A request under `/z/<zone>/`: signed in, in a zone where the user holds a post."""

    zone: Zone
    actor: Actor
    user: User
    htmx: Any
