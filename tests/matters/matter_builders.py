"""Builders for tests of matters: a zone with kinds and calendars, people in posts, matters in each state."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from guatu.core.actor import Actor
from guatu.core.clock import CHINA, frozen_at
from guatu.core.models import Zone
from guatu.matters.models.kinds import MatterKind
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.rules import kind_coded
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.matters.use_cases.load_matter_defaults import load_matter_defaults
from guatu.matters.use_cases.raise_matter import raise_matter
from guatu.matters.use_cases.report_matter_done import report_matter_done
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.matters.use_cases.verify_matter import verify_matter
from guatu.organization.choices import UnitType
from guatu.organization.models import Unit
from tests.builders import a_unit, a_zone, an_actor, console
from tests.projects.progress_builders import with_calendars

# A Monday, nine in the morning in China.
MONDAY = datetime(2018, 7, 2, 1, tzinfo=UTC)


def at(day: int = 2, hour: int = 9, minute: int = 0, month: int = 7) -> AbstractContextManager[None]:
    """Within the block it is that moment of 2018 in China."""
    return frozen_at(datetime(2018, month, day, hour, minute, tzinfo=CHINA))


def after(**values: float) -> AbstractContextManager[None]:
    return frozen_at(MONDAY + timedelta(**values))


@dataclass
class Cast:
    """A zone and its people: a park below the root with a clerk and a grid worker, a bureau, an office, a leader."""

    zone: Zone
    park: Unit
    bureau: Unit
    clerk: Actor
    bureau_clerk: Actor
    office: Actor
    leader: Actor
    supervisor: Actor
    grid: Actor

    def kind(self, code: str = "suggestion") -> MatterKind:
        return kind_coded(code, self.zone.id)


def a_cast(code: str = "TZ") -> Cast:
    with frozen_at(MONDAY):
        zone = with_calendars(a_zone(code))
        load_matter_defaults(actor=console(zone))
        park, bureau = a_unit(zone), a_unit(zone, "经济发展局", UnitType.DEPARTMENT)
        return Cast(
            zone,
            park,
            bureau,
            clerk=an_actor(zone, "clerk", unit=park, username=f"{code}-clerk"),
            bureau_clerk=an_actor(zone, "clerk", unit=bureau, username=f"{code}-bureau"),
            office=an_actor(zone, "office", username=f"{code}-office"),
            leader=an_actor(zone, "leader", username=f"{code}-leader"),
            supervisor=an_actor(zone, "supervisor", username=f"{code}-supervisor"),
            grid=an_actor(zone, "grid_worker", unit=park, username=f"{code}-grid"),
        )


def a_matter(cast: Cast, kind: str = "suggestion", *, actor: Actor | None = None, **values: Any) -> Matter:
    """Raised by the grid worker of the park, unless somebody else is named."""
    given = {"title": "门前道路积水"} | values
    return raise_matter(actor=actor or cast.grid, kind=cast.kind(kind), **given)


def dispatched(cast: Cast, kind: str = "suggestion", **values: Any) -> Matter:
    matter = a_matter(cast, kind, **values)
    return dispatch_matter(actor=cast.office, matter=matter, unit=cast.park)


def in_hand(cast: Cast, kind: str = "suggestion", **values: Any) -> Matter:
    return sign_for_matter(actor=cast.clerk, matter=dispatched(cast, kind, **values))


def reported_done(cast: Cast, kind: str = "suggestion", **values: Any) -> Matter:
    matter = in_hand(cast, kind, **values)
    report_matter_done(actor=cast.clerk, matter=matter, text="已疏通。")
    return fresh(matter)


def verified(cast: Cast, kind: str = "suggestion", **values: Any) -> Matter:
    return verify_matter(actor=cast.supervisor, matter=reported_done(cast, kind, **values))


def fresh(matter: Matter) -> Matter:
    return Matter.objects.select_related("kind", "lead_unit", "zone").get(
        zone_id=matter.zone_id, id=matter.id
    )
