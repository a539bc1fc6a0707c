"""What a figure comes down to: the questions to other figures that its formula needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from guatu.figures.asking import UnitTree, Wanted
from guatu.figures.definition import At, Figure, Need

Find = Callable[[str], Figure]


def needed(one: Wanted, need: Need, tree: UnitTree) -> list[Wanted]:
    """The questions behind one need of a figure that was asked for."""
    match need.at:
        case At.SAME:
            return [one.of(need.name)]
        case At.LAST_YEAR:
            return [Wanted(need.name, one.period.a_year_before(), one.unit_id, one.where)]
        case At.ZONE:
            return [Wanted(need.name, one.period, None, one.where)]
        case At.PEERS:
            peers = tree.peers(one.unit_id) if one.unit_id is not None else []
            return [Wanted(need.name, one.period, peer, one.where) for peer in peers]


@dataclass(frozen=True, slots=True)
class Step:
    """A figure and the steps that it is worked out from. Of a rank, only the own place among its peers."""

    wanted: Wanted
    figure: Figure
    steps: tuple[Step, ...] = ()


def worked_out_from(wanted: Wanted, find: Find, tree: UnitTree) -> Step:
    """The whole way down to counts, sums and reported values."""
    figure = find(wanted.name)
    below = []
    for need in figure.needs:
        if need.at is At.PEERS:
            below += [wanted.of(need.name)]
        else:
            below += needed(wanted, need, tree)
    below += [wanted.of(part) for part in figure.parts]
    return Step(wanted, figure, tuple(worked_out_from(one, find, tree) for one in below))


def all_steps(step: Step) -> list[Wanted]:
    """Every question of the way, the first one first, each once."""
    found = {step.wanted: None}
    for one in step.steps:
        found |= dict.fromkeys(all_steps(one))
    return list(found)


def counted(step: Step) -> list[Wanted]:
    """The counts, sums and reported values at the end of the way: whose rows can be opened. Each once."""
    if not step.figure.needs:
        return [step.wanted]
    ends: dict[Wanted, None] = {}
    for one in step.steps:
        ends |= dict.fromkeys(counted(one))
    return list(ends)
