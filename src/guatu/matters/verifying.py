"""Who verifies is not who did it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.matters.models.matter import Matter
from guatu.matters.policies import did


def require_another(matter: Matter, *, actor: Actor) -> None:
    """Raises `Refused` (`own`) where the actor is the doer."""
    if did(actor, matter):
        raise Refused(_("Somebody other than who did it verifies and strikes off."), code="own")
