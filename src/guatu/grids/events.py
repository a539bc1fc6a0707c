"""What happens to grids."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class GridEvent(Event):
    """Base of what happens to a grid."""

    grid_id: UUID


class GridDefined(GridEvent):
    name = "grids.grid.defined"
    sentence = _("defined the grid")


class GridEdited(GridEvent):
    name = "grids.grid.edited"
    sentence = _("edited the grid")


@dataclass(frozen=True, kw_only=True)
class GridRedrawn(GridEvent):
    name = "grids.grid.redrawn"
    sentence = _("drew the boundary of the grid anew")

    valid_from: date


@dataclass(frozen=True, kw_only=True)
class GridClosed(GridEvent):
    name = "grids.grid.closed"
    sentence = _("closed the grid")

    closed_on: date


@dataclass(frozen=True, kw_only=True)
class GridWorkEvent(GridEvent):
    """Base of what happens to somebody's work in a grid."""

    person_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class GridWorkerAssigned(GridWorkEvent):
    name = "grids.worker.assigned"
    sentence = _("assigned somebody to the grid")

    valid_from: date


@dataclass(frozen=True, kw_only=True)
class GridWorkerEnded(GridWorkEvent):
    name = "grids.worker.ended"
    sentence = _("ended somebody’s work in the grid")

    valid_to: date


@dataclass(frozen=True, kw_only=True)
class GridWorkHandedOver(GridWorkEvent):
    """Somebody else does the work from a day on."""

    name = "grids.worker.handed_over"
    sentence = _("handed the work in the grid over")

    to_person_id: UUID
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class SubstituteNamed(GridEvent):
    name = "grids.substitute.named"
    sentence = _("named a substitute")

    away_id: UUID
    person_id: UUID
    valid_from: date
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class SubstituteEnded(GridEvent):
    name = "grids.substitute.ended"
    sentence = _("ended a substitution")

    away_id: UUID
    person_id: UUID
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class ObjectPlaced(GridEvent):
    name = "grids.object.placed"
    sentence = _("put something into the grid")

    subject_type: str
    subject_id: UUID
    placement: str


@dataclass(frozen=True, kw_only=True)
class ObjectRemoved(GridEvent):
    name = "grids.object.removed"
    sentence = _("took something out of the grid")

    subject_type: str
    subject_id: UUID
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class GridFileUploaded(Event):
    name = "grids.file.uploaded"
    sentence = _("uploaded a file of grids")

    sha256: str


@dataclass(frozen=True, kw_only=True)
class GridImported(GridEvent):
    """A grid was created from a feature of a file."""

    name = "grids.grid.imported"
    sentence = _("entered the grid from a file")

    feature: int


@dataclass(frozen=True, kw_only=True)
class GridUpdatedByImport(GridEvent):
    name = "grids.grid.updated_by_import"
    sentence = _("brought the grid up to date from a file")

    feature: int


@dataclass(frozen=True, kw_only=True)
class GridsImported(Event):
    """A whole file went in."""

    name = "grids.grids.imported"
    sentence = _("imported grids")

    created: int
    changed: int
    unchanged: int


class ZoneOutlineDrawn(Event):
    name = "grids.outline.drawn"
    sentence = _("drew the outer boundary of the zone")


@dataclass(frozen=True, kw_only=True)
class HelperTermsChosen(Event):
    name = "grids.helper_terms.chosen"
    sentence = _("chose the ratios of helpers in the chain of tips")

    number: int


@dataclass(frozen=True, kw_only=True)
class HelperEvent(GridEvent):
    """Base: which helper in the chain of tips."""

    helper_id: UUID


@dataclass(frozen=True, kw_only=True)
class ChainHelperAdded(HelperEvent):
    name = "grids.chain_helper.added"
    sentence = _("added a helper to the chain of tips")


@dataclass(frozen=True, kw_only=True)
class ChainHelperEnded(HelperEvent):
    name = "grids.chain_helper.ended"
    sentence = _("ended the work of a helper in the chain of tips")


@dataclass(frozen=True, kw_only=True)
class ChainLinkIssued(HelperEvent):
    name = "grids.chain_link.issued"
    sentence = _("gave a helper a link for tips")


@dataclass(frozen=True, kw_only=True)
class TipRaised(HelperEvent):
    name = "grids.tip.raised"
    sentence = _("passed a tip up the chain")

    matter_id: UUID
