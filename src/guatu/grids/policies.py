"""Who may do what with grids: by post over the grid's unit. Whoever works in a grid sees it."""

from guatu.core.actor import Actor
from guatu.grids.models import ChainHelper, Grid, GridObject, GridWorker, Substitute
from guatu.matters.policies import RAISE
from guatu.organization.models import Unit

VIEW = "grids.view_grid"
# Carried by grid workers: the page of one's own grids stands in their menu.
VIEW_OWN = "grids.view_own_grids"
MANAGE = "grids.manage_grids"
TIP = "grids.raise_tip"


def may_manage_grids(actor: Actor) -> bool:
    """Anywhere; where exactly is asked with the unit."""
    return actor.may(MANAGE)


def may_define_grid(actor: Actor, unit: Unit) -> bool:
    return actor.zone_id == unit.zone_id and actor.may(MANAGE, unit.id)


def may_manage_grid(actor: Actor, grid: Grid) -> bool:
    return actor.zone_id == grid.zone_id and actor.may(MANAGE, grid.unit_id)


def may_edit_grid(actor: Actor, grid: Grid, unit: Unit) -> bool:
    """Giving a grid to another unit takes powers over both."""
    return may_manage_grid(actor, grid) and may_define_grid(actor, unit)


def may_manage_worker(actor: Actor, worker: GridWorker) -> bool:
    return may_manage_grid(actor, worker.grid)


def may_manage_substitute(actor: Actor, substitute: Substitute) -> bool:
    return may_manage_grid(actor, substitute.worker.grid)


def may_remove_object(actor: Actor, placed: GridObject) -> bool:
    return may_manage_grid(actor, placed.grid)


def may_draw_outline(actor: Actor) -> bool:
    """The outer boundary is everybody's, so drawing it takes powers over the whole zone."""
    return actor.reach(MANAGE).whole_zone


def may_choose_helper_terms(actor: Actor) -> bool:
    """They hold for the whole zone."""
    return actor.reach(MANAGE).whole_zone


def may_manage_helper(actor: Actor, helper: ChainHelper) -> bool:
    return may_manage_grid(actor, helper.grid)


def may_raise_tip(actor: Actor, helper: ChainHelper) -> bool:
    """By the helper's own link; or, for what was said on the telephone, whoever raises matters."""
    return actor.zone_id == helper.zone_id and (actor.may(TIP) or actor.may(RAISE))
