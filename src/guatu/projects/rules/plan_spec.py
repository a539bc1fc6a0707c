"""What a plan says, as a value: milestones with durations, dates and what they wait for.

Templates, drafts and committed plans are all read into a `PlanSpec`; edits and schedules work on it. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from guatu.projects.choices import Anchor, DurationUnit, LinkType, ProjectType

LENGTH_FIELDS = ("duration", "statutory", "promised", "shortest")
DATE_FIELDS = ("not_before", "not_after", "fixed_start", "target")


@dataclass(frozen=True, slots=True)
class LinkSpec:
    """The milestone that holds it waits for `predecessor` (a code); `lag` in `lag_unit`, negative for a lead."""

    predecessor: str
    type: LinkType = LinkType.FINISH_START
    lag: int = 0
    lag_unit: DurationUnit = DurationUnit.WORKING_DAY


@dataclass(frozen=True, slots=True)
class MilestoneSpec:
    """One milestone. Lengths are in days of `unit_of_time`; a duration of 0 is a moment.

    `target`: the day to finish by, from which late dates count. `fixed_start`: starts on that day, whatever
    it waits for. `unit_id`: the responsible unit. `optional`: needed only in some projects (of a template).
    """

    code: str
    name: str
    duration: int
    unit_of_time: DurationUnit = DurationUnit.WORKING_DAY
    statutory: int | None = None
    promised: int | None = None
    shortest: int | None = None
    stage: str = ""
    anchor: str = ""
    department: str = ""
    unit_id: UUID | None = None
    not_before: date | None = None
    not_after: date | None = None
    fixed_start: date | None = None
    target: date | None = None
    links: tuple[LinkSpec, ...] = ()
    optional: bool = False
    source: str = ""


@dataclass(frozen=True)
class PlanSpec:
    """The milestones of a plan in the order in which people read them, and its target.

    `target` is the day by which the completion anchor is to finish.
    """

    milestones: tuple[MilestoneSpec, ...]
    target: date | None = None

    @cached_property
    def by_code(self) -> dict[str, MilestoneSpec]:
        return {m.code: m for m in self.milestones}

    def anchored(self, anchor: Anchor) -> MilestoneSpec | None:
        """The milestone that stands for the start or the completion of the project."""
        return next((m for m in self.milestones if m.anchor == anchor), None)

    @cached_property
    def targets(self) -> dict[str, date]:
        """Code → the day it is to finish by, the plan's own target among them."""
        found = {m.code: m.target for m in self.milestones if m.target is not None}
        completion = self.anchored(Anchor.COMPLETION)
        if completion is not None and self.target is not None:
            found[completion.code] = self.target
        return found

    @cached_property
    def successors(self) -> dict[str, list[str]]:
        """Code → the codes of those that wait for it."""
        found: dict[str, list[str]] = {m.code: [] for m in self.milestones}
        for milestone in self.milestones:
            for link in milestone.links:
                found[link.predecessor].append(milestone.code)
        return found

    def predecessors(self, code: str) -> list[str]:
        """The codes that `code` waits for itself."""
        return [link.predecessor for link in self.by_code[code].links]

    def before(self, codes: Iterable[str]) -> frozenset[str]:
        """Every milestone that one of `codes` waits for, near or far; `codes` themselves only where one of them
        waits for another."""
        return _reach(codes, self.predecessors)

    def after(self, codes: Iterable[str]) -> frozenset[str]:
        """Every milestone that waits for one of `codes`, near or far."""
        return _reach(codes, self.successors.__getitem__)


def in_order(spec: PlanSpec) -> PlanSpec:
    """The same plan with each milestone's links in the order of the plan, so that equal plans compare equal."""
    place = {m.code: at for at, m in enumerate(spec.milestones)}
    return replace(
        spec,
        milestones=tuple(
            replace(m, links=tuple(sorted(m.links, key=lambda x: (place.get(x.predecessor, 0), x.type))))
            for m in spec.milestones
        ),
    )


def _reach(codes: Iterable[str], step: Callable[[str], list[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(codes)
    while waiting:
        for other in step(waiting.pop()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found)


@dataclass(frozen=True)
class TemplateSpec:
    """A plan template: what it is called, for which projects, where its durations come from, and the plan."""

    code: str
    name: str
    type: ProjectType
    source: str
    plan: PlanSpec
