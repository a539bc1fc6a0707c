"""Where figures are defined and found.

An app writes its numbers in its module `figures`, each a function under `@figure`. For a count or a sum the function
tells which rows of the source count: `(ask) -> Q`. For any other kind it is the formula over the values of `needs`:

    @figure(COUNT, PROJECT_YEARS, label=_("planned new starts"), unit=ITEM, words=_("…"))
    def planned_new_starts(ask: Ask) -> Q:
        return Q(start_class=StartClass.NEW_START)

    @figure(RATIO, needs=(new_starts_started, planned_new_starts), label=_("construction start rate"), …)
    def construction_start_rate(started: Decimal | None, planned: Decimal | None) -> Decimal | None:
        return quotient(started, planned)

The figure is named `<app>.<function>`. What is reported by people has no function: a `Provider` tells its
definitions, which differ by zone, and its values.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.core.periods import PeriodType
from guatu.figures.asking import UnitTree, Wanted
from guatu.figures.definition import ALL_PERIODS, Adding, At, Base, Condition, Figure, Kind, Need
from guatu.figures.reading import Reading, Row
from guatu.figures.source import Source
from guatu.figures.units import Unit


class Provider(Protocol):
    """Figures whose definitions are data of a zone. All their names begin with `prefix` and a dot."""

    prefix: str

    def definitions(self, zone_id: UUID) -> Sequence[Figure]:
        """Every figure of the zone, in its usual order."""
        ...

    def readings(
        self,
        wanted: Collection[Wanted],
        *,
        actor: Actor,
        zone: Zone,
        tree: UnitTree,
        as_of: datetime | None,
    ) -> Mapping[Wanted, Reading]:
        """All of `wanted`, in a number of queries that does not grow with them. Slices are refused."""
        ...

    def rows(self, wanted: Wanted, *, actor: Actor, zone: Zone, as_of: datetime | None) -> list[Row]:
        """What was entered, by whom and when."""
        ...


_figures: dict[str, Figure] = {}
_providers: dict[str, Provider] = {}


def figure(
    kind: Kind,
    source: Source | None = None,
    *,
    label: Any,
    unit: Unit,
    words: Any,
    field: str = "",
    lacking: Condition | None = None,
    at_least: Condition | None = None,
    needs: Iterable[Figure | Need] = (),
    adding: Adding | None = None,
    periods: frozenset[PeriodType] = ALL_PERIODS,
    places: int | None = None,
    ledger: str = "",
    parts: Iterable[Figure] = (),
    ascending: bool = False,
    mechanisms: tuple[str, ...] = (),
) -> Callable[[Callable[..., Any]], Figure]:
    """Define a figure; see the module. `words`: the formula in words, for readers. `ascending`: of a rank, least is
    best. Raises `ValueError` where the parts given do not make a definition."""

    def define(function: Callable[..., Any]) -> Figure:
        name = f"{function.__module__.split('.')[1]}.{function.__name__}"
        needed = tuple(Need(one.name) if isinstance(one, Figure) else one for one in needs)
        if (source is None) == (not needed):
            raise ValueError(f"{name}: either a source or other figures")
        if (kind is Kind.SUM) != bool(field):
            raise ValueError(f"{name}: a sum, and only a sum, adds up a field")
        if name in _figures:
            raise ValueError(f"{name} is defined twice")
        _figures[name] = defined = Figure(
            name=name,
            label=label,
            unit=unit,
            kind=kind,
            words=words,
            adding=adding or (Adding.SUM if source is not None and source.again is None else Adding.ANEW),
            periods=periods,
            base=Base(source, function, field, lacking, at_least) if source is not None else None,
            needs=needed,
            formula=None if source is not None else function,
            places=places,
            ledger=ledger,
            parts=tuple(part.name for part in parts),
            ascending=ascending,
            mechanisms=mechanisms,
        )
        return defined

    return define


def last_year(of: Figure) -> Need:
    """The figure in the same period of the year before."""
    return Need(of.name, At.LAST_YEAR)


def of_zone(of: Figure) -> Need:
    """The figure of the whole zone."""
    return Need(of.name, At.ZONE)


def among_peers(of: Figure) -> Need:
    """The figure of every unit of the same type, for a rank."""
    return Need(of.name, At.PEERS)


def provide(provider: Provider) -> None:
    """Called at the top level of an app's module `figures`."""
    _providers[provider.prefix] = provider


def defined_figures() -> list[Figure]:
    """Every figure defined in code, by app and in the order of their definition."""
    return list(_figures.values())


def figures_of(zone_id: UUID) -> list[Figure]:
    """Every figure of a zone: those defined in code, and those its providers tell."""
    return [*_figures.values(), *(f for p in _providers.values() for f in p.definitions(zone_id))]


def provider_of(name: str) -> Provider | None:
    """Who answers for a figure that is not defined in code."""
    return None if name in _figures else _providers.get(name.split(".", 1)[0])


def get_defined(name: str) -> Figure:
    """A figure defined in code, which means the same in every zone. Raises `InvalidInput` where there is none."""
    if name not in _figures:
        raise InvalidInput({"figure": _("there is no figure “%s”") % name})
    return _figures[name]


def get_figure(name: str, zone_id: UUID) -> Figure:
    """Raises `InvalidInput` where there is none of that name."""
    return figures_beside(name, zone_id)[name]


def figures_beside(name: str, zone_id: UUID) -> dict[str, Figure]:
    """The figure of that name and, where a provider tells it, all that are told with it: they cost nothing more.

    Raises `InvalidInput` where there is none of that name.
    """
    provider = provider_of(name)
    if provider is not None:
        found = {figure.name: figure for figure in provider.definitions(zone_id)}
    else:
        found = {name: _figures[name]} if name in _figures else {}
    if name not in found:
        raise InvalidInput({"figure": _("there is no figure “%s”") % name})
    return found
