"""The chain of tips: its helpers, the ratios in force, and its figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from django.db.models import Q, QuerySet

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import NotFound
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.core.tokens import token_hash, zone_code_of
from guatu.core.walls import open_zone_here, zone_open
from guatu.grids.choices import ChainLevel, GridType
from guatu.grids.models import ChainHelper, Grid, HelperTerms, Tip
from guatu.grids.rules.chain import Oddity, Ratios, of_central, of_informant, typical
from guatu.grids.selectors.grids import in_force, in_order, open_on, visible_grids
from guatu.matters.choices import MatterStatus
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.matters import visible_matters


@dataclass(slots=True)
class GridChain:
    """The chain of one grid on a day."""

    grid: Grid
    centrals: int = 0
    informants: int = 0
    # Households that informants look after.
    covered: int = 0
    tips: int = 0

    @property
    def coverage(self) -> Fraction | None:
        """Households looked after ÷ households of the grid; None where those are not known."""
        return Fraction(self.covered, self.grid.households) if self.grid.households else None


@dataclass(slots=True)
class ChainReport:
    """All grids with their chains, what is odd, and how tips of a period went."""

    ratios: Ratios
    period: Period
    grids: list[GridChain] = field(default_factory=list)
    odd: list[tuple[Grid, ChainHelper | None, list[Oddity]]] = field(default_factory=list)
    tips: int = 0
    closed: int = 0
    loop_time: timedelta | None = None

    @property
    def households(self) -> int:
        return sum(one.grid.households or 0 for one in self.grids)

    @property
    def covered(self) -> int:
        return sum(one.covered for one in self.grids if one.grid.households)

    @property
    def coverage(self) -> Fraction | None:
        """Over the grids whose households are known."""
        return Fraction(self.covered, self.households) if self.households else None

    @property
    def with_chain(self) -> int:
        return sum(1 for one in self.grids if one.informants)


def terms_on(zone_id: UUID, day: date) -> Ratios:
    """The ratios in force on a day; the shipped ones where the zone has chosen none."""
    found = HelperTerms.objects.filter(zone_id=zone_id, in_force_from__lte=day).order_by("-number").first()
    if found is None:
        return Ratios()
    names = ("households_least", "households_most", "informants_least", "informants_most")
    return Ratios(**{name: getattr(found, name) for name in names})


def helpers_of(grid: Grid, day: date) -> QuerySet[ChainHelper]:
    """The helpers at work in a grid on a day, central households first."""
    rows = ChainHelper.objects.filter(in_force(day), zone_id=grid.zone_id, grid=grid)
    return rows.select_related("above", "person", "grid").order_by("level", "above__name", "name")


def get_helper(helper_id: UUID, *, actor: Actor) -> ChainHelper:
    """Raises `NotFound` for helpers of grids that the actor may not see."""
    found = ChainHelper.objects.filter(
        zone_id=actor.zone_id, id=helper_id, grid__in=visible_grids(actor=actor)
    ).select_related("grid__unit", "above")
    helper = found.first()
    if helper is None:
        raise NotFound("helper")
    return helper


def helper_by_token(token: str) -> ChainHelper:
    """Whose link it is; for them the zone is then open. Raises `NotFound`: unknown, run out, and of somebody whose work
    has ended look the same."""
    code = zone_code_of(token)
    zone = Zone.objects.filter(code=code).first() if code is not None else None
    if zone is None:
        raise NotFound("link")
    day = today(zone)
    with zone_open(zone.id):
        helper = (
            ChainHelper.objects.filter(in_force(day), zone_id=zone.id, token_hash=token_hash(token))
            .filter(token_until__gte=day, grid__closed_on__isnull=True)
            .select_related("zone", "grid__unit", "above")
            .first()
        )
    if helper is None:
        raise NotFound("link")
    open_zone_here(zone.id)
    return helper


def tips_of(helper: ChainHelper) -> QuerySet[Matter]:
    """What came through a helper, newest first."""
    ids = Tip.objects.filter(zone_id=helper.zone_id, helper=helper).values("matter_id")
    rows = Matter.objects.filter(zone_id=helper.zone_id, id__in=ids)
    return rows.select_related("kind", "lead_unit").order_by("-raised_at")


def chain_report(period: Period, day: date, *, actor: Actor) -> ChainReport:
    """The social grids that the actor may see (six queries, however many)."""
    report = ChainReport(terms_on(actor.zone_id, day), period)
    rows = visible_grids(actor=actor).filter(open_on(day), type=GridType.SOCIAL).select_related("unit")
    chains = {grid.id: GridChain(grid) for grid in in_order(rows)}
    report.grids = list(chains.values())
    helpers = list(
        ChainHelper.objects.filter(in_force(day), zone_id=actor.zone_id, grid_id__in=chains)
        .select_related("grid", "above")
        .order_by("grid__code", "level", "name")
    )
    below = Counter(one.above_id for one in helpers if one.above_id is not None)
    at_work = {one.id for one in helpers}
    for one in helpers:
        chain = chains[one.grid_id]
        if one.level == ChainLevel.CENTRAL:
            chain.centrals += 1
            found = of_central(below[one.id], report.ratios)
        else:
            chain.informants += 1
            chain.covered += one.households or 0
            found = of_informant(one.households, one.above_id in at_work, report.ratios)
        if found:
            report.odd.append((chain.grid, one, found))
    report.odd += [(one.grid, None, [Oddity.NOBODY]) for one in report.grids if not one.informants]
    _count_tips(report, chains, actor)
    return report


def _count_tips(report: ChainReport, chains: dict[UUID, GridChain], actor: Actor) -> None:
    of: dict[UUID, UUID] = dict(
        Tip.objects.filter(zone_id=actor.zone_id, grid_id__in=chains).values_list("matter_id", "grid_id")
    )
    period = report.period
    matters: Iterable[Matter] = visible_matters(actor=actor).filter(
        Q(id__in=of), raised_at__date__range=(period.first, period.last)
    )
    times = []
    counts: dict[UUID, int] = defaultdict(int)
    for matter in matters:
        counts[of[matter.id]] += 1
        if matter.status == MatterStatus.CLOSED and matter.closed_at is not None:
            times.append(matter.closed_at - matter.raised_at)
    for grid_id, count in counts.items():
        chains[grid_id].tips = count
    report.tips, report.closed, report.loop_time = sum(counts.values()), len(times), typical(times)
