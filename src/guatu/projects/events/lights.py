"""What happens to lights."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class LightChanged(Event):
    name = "projects.light.changed"
    sentence = _("changed the light")

    project_id: UUID
    old: str
    new: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class LightOverridden(Event):
    name = "projects.light.overridden"
    sentence = _("set the light by hand")

    project_id: UUID
    colour: str
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class LightOverrideWithdrawn(Event):
    name = "projects.light_override.withdrawn"
    sentence = _("gave the light back to the rules")

    project_id: UUID


@dataclass(frozen=True, kw_only=True)
class LightRulesChosen(Event):
    name = "projects.light_rules.chosen"
    sentence = _("chose the rules for lights")

    preset: str
    number: int
