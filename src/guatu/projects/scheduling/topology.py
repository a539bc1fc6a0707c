"""What projects of one template have in common: which milestone waits for which, and in which units."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from guatu.projects.scheduling.network import DayUnit, Network


class Arc(NamedTuple):
    """A link between positions. `from_finish` and `to_finish` say which ends of the two it ties."""

    source: int
    target: int
    from_finish: bool
    to_finish: bool
    lag: int
    unit: DayUnit


@dataclass(frozen=True)
class Topology:
    """A network without its durations and dates. Equal (and of equal hash) for all projects that can be
    scheduled together; `ids` only name the milestones in messages and do not count."""

    units: tuple[DayUnit, ...]
    arcs: tuple[Arc, ...]
    order: tuple[int, ...] = field(compare=False)
    ids: tuple[str, ...] = field(compare=False)

    @classmethod
    def of(cls, network: Network) -> Topology:
        where = network.positions
        arcs = tuple(
            Arc(where[k.predecessor], target, k.type.from_finish, k.type.to_finish, k.lag, k.unit)
            for target, milestone in enumerate(network.milestones)
            for k in milestone.predecessors
        )
        milestones = network.milestones
        return cls(tuple(m.unit for m in milestones), arcs, network.order, tuple(m.id for m in milestones))

    @cached_property
    def incoming(self) -> tuple[tuple[int, ...], ...]:
        """For each milestone, the positions in `arcs` of the links it waits for."""
        return self._grouped([arc.target for arc in self.arcs])

    @cached_property
    def outgoing(self) -> tuple[tuple[int, ...], ...]:
        """For each milestone, the positions in `arcs` of the links that wait for it."""
        return self._grouped([arc.source for arc in self.arcs])

    def _grouped(self, owners: list[int]) -> tuple[tuple[int, ...], ...]:
        grouped: list[list[int]] = [[] for _ in self.units]
        for position, owner in enumerate(owners):
            grouped[owner].append(position)
        return tuple(tuple(group) for group in grouped)
