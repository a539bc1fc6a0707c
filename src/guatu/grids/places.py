"""Grids know who answers at a place: registered with the organisation, so that apps below can ask."""

from datetime import date
from uuid import UUID

from guatu.grids.choices import GridType
from guatu.grids.selectors.places import grids_at, responsible_in
from guatu.organization.places import PlaceAnswer, add_place_resolver

# Social grids cover all ground; a firm's or a site's grid answers where there is no social one.
_ORDER = (GridType.SOCIAL, GridType.ENTERPRISE, GridType.PROJECT)


@add_place_resolver
def who_answers_at(zone_id: UUID, lon: float, lat: float, on: date) -> PlaceAnswer | None:
    """The social grid's people, else the enterprise grid's, else the project grid's."""
    there = grids_at(zone_id, lon, lat, on)
    grid = next((there[kind] for kind in _ORDER if kind in there), None)
    if grid is None:
        return None
    found = responsible_in(grid, on)
    return PlaceAnswer(
        unit_id=found.unit.id,
        person_id=found.person.id if found.person else None,
        grid_id=found.grid.id,
        grid_label=found.grid.name,
        why=found.why,
    )
