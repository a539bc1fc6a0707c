"""Tuning a plan: each edit takes a plan and gives the plan with it. Pure.

Whether the outcome is sound is asked of `plan_checks` once all edits of one go have been made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.errors import Fault
from guatu.projects.choices import LinkType
from guatu.projects.rules.plan_checks import PlanFault
from guatu.projects.rules.plan_spec import LinkSpec, MilestoneSpec, PlanSpec

# What of a milestone can be tuned. Its code and its anchor are what it is.
TUNABLE = frozenset(
    {
        "name", "stage", "department", "unit_id", "unit_of_time", "duration", "statutory", "promised", "shortest",
        "source", "not_before", "not_after", "fixed_start", "target", "links",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SetTarget:
    """Another day by which the completion is to be reached; None for none."""

    target: date | None


@dataclass(frozen=True, slots=True)
class ChangeMilestone:
    """New values for some fields (of `TUNABLE`) of the milestone `code`."""

    code: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AddMilestone:
    """A new milestone, read after the one called `after` (at the end where it is None)."""

    milestone: MilestoneSpec
    after: str | None = None


@dataclass(frozen=True, slots=True)
class DropMilestone:
    """Takes a milestone out; what waited for it waits for what it waited for."""

    code: str


@dataclass(frozen=True, slots=True)
class MoveMilestone:
    """Reads the milestone after another (first where `after` is None). Changes no date."""

    code: str
    after: str | None = None


Edit = SetTarget | ChangeMilestone | AddMilestone | DropMilestone | MoveMilestone


def apply_edits(spec: PlanSpec, edits: Iterable[Edit]) -> PlanSpec:
    """The plan with all edits, in their order. Raises `PlanFault` for a milestone that there is not, or is
    already, for a field that cannot be tuned, and for dropping an anchor."""
    for edit in edits:
        match edit:
            case SetTarget():
                spec = replace(spec, target=edit.target)
            case ChangeMilestone():
                spec = _changed(spec, edit)
            case AddMilestone():
                spec = _added(spec, edit)
            case DropMilestone():
                if _known(spec, edit.code).anchor:
                    message = _("“%(name)s” stands for the start or the completion and stays in the plan.")
                    name = spec.by_code[edit.code].name
                    raise PlanFault([Fault(f"{edit.code}.code", message % {"name": name}, "anchor")])
                spec = without(spec, [edit.code])
            case MoveMilestone():
                spec = _moved(spec, edit.code, edit.after)
    return spec


def _known(spec: PlanSpec, code: str) -> MilestoneSpec:
    found = spec.by_code.get(code)
    if found is None:
        raise PlanFault(
            [Fault("milestones", _("There is no milestone “%(code)s”.") % {"code": code}, "unknown")]
        )
    return found


def _changed(spec: PlanSpec, edit: ChangeMilestone) -> PlanSpec:
    milestone = _known(spec, edit.code)
    if unknown := sorted(set(edit.values) - TUNABLE):
        raise PlanFault([Fault(f"{edit.code}.{name}", _("This cannot be changed.")) for name in unknown])
    tuned = replace(milestone, **edit.values)
    return replace(spec, milestones=tuple(tuned if m.code == edit.code else m for m in spec.milestones))


def _added(spec: PlanSpec, edit: AddMilestone) -> PlanSpec:
    code = edit.milestone.code
    if code in spec.by_code:
        raise PlanFault([Fault(f"{code}.code", _("Two milestones have this code."), "taken")])
    if edit.after is not None:
        _known(spec, edit.after)
    longer = replace(spec, milestones=(*spec.milestones, edit.milestone))
    return longer if edit.after is None else _moved(longer, code, edit.after)


def _moved(spec: PlanSpec, code: str, after: str | None) -> PlanSpec:
    moving = _known(spec, code)
    if after == code:
        return spec
    rest = [m for m in spec.milestones if m.code != code]
    at = 0 if after is None else 1 + rest.index(_known(spec, after))
    return replace(spec, milestones=(*rest[:at], moving, *rest[at:]))


def without(spec: PlanSpec, codes: Collection[str]) -> PlanSpec:
    """The plan without some milestones: what waited for one of them waits for what that one waited for.

    The order of everything else stays; lags go with the milestone that they led to or from.
    """
    for code in codes:
        gone = spec.by_code[code]
        rest = replace(
            spec,
            milestones=tuple(
                replace(m, links=tuple(link for link in m.links if link.predecessor != code))
                for m in spec.milestones
                if m.code != code
            ),
        )
        for milestone in spec.milestones:
            for onward in (link for link in milestone.links if link.predecessor == code):
                rest = _bridged(rest, milestone.code, gone, onward)
        spec = rest
    return spec


def _bridged(spec: PlanSpec, code: str, gone: MilestoneSpec, onward: LinkSpec) -> PlanSpec:
    for back in gone.links:
        # From the end that the first link leaves to the end that the second one holds.
        joined = LinkSpec(back.predecessor, LinkType(back.type[0] + onward.type[1]))
        milestone = spec.by_code[code]
        if joined.type == LinkType.FINISH_START and back.predecessor in spec.before([code]):
            continue  # it comes before anyway
        if (joined.predecessor, joined.type) in {(x.predecessor, x.type) for x in milestone.links}:
            continue
        longer = replace(milestone, links=(*milestone.links, joined))
        spec = replace(spec, milestones=tuple(longer if m.code == code else m for m in spec.milestones))
    return spec


def differences(before: PlanSpec, after: PlanSpec) -> dict[str, dict[str, tuple[Any, Any]]]:
    """Code → field → (old, new) for every milestone that is in both plans and says something else."""
    found = {}
    for milestone in after.milestones:
        old = before.by_code.get(milestone.code)
        if old is None or old == milestone:
            continue
        found[milestone.code] = {
            name: (getattr(old, name), getattr(milestone, name))
            for name in sorted(TUNABLE)
            if getattr(old, name) != getattr(milestone, name)
        }
    return found
