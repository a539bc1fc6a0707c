"""Uploaded files of grids: what an import would do, before it does it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import formats

from guatu.core.actor import Actor
from guatu.core.errors import Fault, NotAllowed, NotFound, hidden
from guatu.grids.boundary_words import feature_words
from guatu.grids.models import Grid, GridImport
from guatu.grids.policies import MANAGE, may_manage_grids
from guatu.grids.rules.geojson import FeatureFault, GridDraft, read_grids
from guatu.grids.selectors.grids import drawn, with_boundary
from guatu.organization.choices import TERRITORIAL
from guatu.organization.models import Unit, UnitAlias


@dataclass(frozen=True, slots=True)
class Known:
    """A feature whose code a grid bears, and which says something else of it."""

    draft: GridDraft
    grid: Grid
    unit: Unit
    is_redrawn: bool


@dataclass(slots=True)
class LookThrough:
    """What an import would do. Where there are faults it would do nothing."""

    new: list[tuple[GridDraft, Unit]] = field(default_factory=list)
    changed: list[Known] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def drafts(self) -> list[GridDraft]:
        """The features that would create or change something."""
        return [*(draft for draft, _unit in self.new), *(known.draft for known in self.changed)]


def grid_imports(*, actor: Actor) -> QuerySet[GridImport]:
    """Uploads, newest first, for those who may import: the zone's for those who may everywhere, else their own."""
    if not may_manage_grids(actor):
        raise NotAllowed(MANAGE)
    uploads = GridImport.objects.filter(zone_id=actor.zone_id)
    return uploads if actor.reach(MANAGE).whole_zone else uploads.filter(uploaded_by_id=actor.user_id)


def get_grid_import(import_id: UUID, *, actor: Actor) -> GridImport:
    with hidden("grid import"):
        found = grid_imports(actor=actor).filter(id=import_id).first()
    if found is None:
        raise NotFound("grid import")
    return found


def content_of(upload: GridImport) -> bytes:
    """The stored file."""
    with default_storage.open(upload.storage_name) as file:
        content: bytes = file.read()
    return content


def look_through(content: bytes, *, actor: Actor, day: date) -> LookThrough:
    """Compare a file with the grids on file on `day` (four queries, however many features)."""
    read = read_grids(content)
    look = LookThrough(faults=[feature_words(fault) for fault in read.faults])
    units = _units_by_name(actor.zone_id)
    codes = [draft.code for draft in read.drafts]
    on_file = Grid.objects.filter(zone_id=actor.zone_id, code__in=codes).select_related("unit")
    grids = {grid.code: grid for grid in with_boundary(on_file, day)}
    for draft in read.drafts:
        fault = _look_at(look, draft, units.get(draft.unit), grids.get(draft.code), actor, day)
        if fault is not None:
            look.faults.append(feature_words(fault))
    return look


def _look_at(
    look: LookThrough, draft: GridDraft, unit: Unit | None, grid: Grid | None, actor: Actor, day: date
) -> FeatureFault | None:
    if unit is None:
        return FeatureFault(draft.index, "unit", "unknown_unit", draft.unit)
    if not actor.may(MANAGE, unit.id) or (grid is not None and not actor.may(MANAGE, grid.unit_id)):
        return FeatureFault(draft.index, "unit", "not_yours", draft.unit)
    if grid is None:
        look.new.append((draft, unit))
        return None
    if grid.type != draft.type:
        return FeatureFault(draft.index, "type", "type_changed", str(grid.get_type_display()))
    if grid.closed_on is not None:
        return FeatureFault(draft.index, "code", "closed", _day(grid.closed_on))
    boundary = drawn(grid)
    if boundary is None:
        return FeatureFault(draft.index, "geometry", "too_early", _day(grid.opened_on))
    is_redrawn = boundary.geometry != draft.boundary
    same = (grid.name, grid.unit_id, grid.households) == (draft.name, unit.id, draft.households)
    if is_redrawn or not same:
        look.changed.append(Known(draft, grid, unit, is_redrawn))
    else:
        look.unchanged += 1
    return None


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def _units_by_name(zone_id: UUID) -> dict[str, Unit]:
    """The open territorial units by code, alias, short name and name; the name counts most."""
    open_ones = Unit.objects.filter(zone_id=zone_id, closed_on__isnull=True, type__in=TERRITORIAL)
    units = {unit.id: unit for unit in open_ones}
    found = {unit.code: unit for unit in units.values()}
    for alias in UnitAlias.objects.filter(zone_id=zone_id, unit_id__in=units):
        found[alias.name] = units[alias.unit_id]
    found |= {unit.short_name: unit for unit in units.values() if unit.short_name}
    return found | {unit.name: unit for unit in units.values()}
