"""What happens to lights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class LightChanged(Event):
    """A light shows another colour from `day` on, a day of the zone.

    `finding` is what decided, as stored with the light, so that the history can say why in any language.
    """

    name = "projects.light.changed"
    sentence = _("changed the light")

    project_id: UUID
    old: str
    new: str
    rule: str
    day: date
    finding: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LightOverridden(Event):
    """Somebody set the light by hand, up to and including `expires_on`."""

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
class LightOverrideExpired(Event):
    """The last day of a light set by hand has passed."""

    name = "projects.light_override.expired"
    sentence = _("ended a light that was set by hand: its last day has passed")

    project_id: UUID


@dataclass(frozen=True, kw_only=True)
class LightRulesChosen(Event):
    name = "projects.light_rules.chosen"
    sentence = _("chose the rules for lights")

    preset: str
    number: int
    in_force_from: date
