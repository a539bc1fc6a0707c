"""From what a file says to the edits that bring a plan there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.errors import Fault, InvalidInput
from guatu.projects.choices import Anchor
from guatu.projects.mspdi import form
from guatu.projects.mspdi.read import ReadPlan, ReadTask
from guatu.projects.mspdi.write import constraint_of
from guatu.projects.rules.plan_edits import (
    AddMilestone,
    ChangeMilestone,
    DropMilestone,
    Edit,
    MoveMilestone,
    SetTarget,
    apply_edits,
    differences,
)
from guatu.projects.rules.plan_spec import LinkSpec, MilestoneSpec, PlanSpec, in_order


def proposed(spec: PlanSpec, read: ReadPlan, taken: Collection[str] = ()) -> PlanSpec:
    """The plan as the file has it. What a file has no room for (limits by law, promises, who answers) stays as it is.

    Tasks are known again by the code that Guatu wrote into them or, in a file without any, by their names; others are
    new milestones, with codes that are not `taken`. Raises `InvalidInput` for a link that leads nowhere.
    """
    codes = _codes(spec, read, taken)
    faults = [
        Fault(task.name, _("it waits for a task that is not in the file."))
        for task in read.tasks
        if any(link.uid not in codes for link in task.links)
    ]
    if faults:
        raise InvalidInput(faults)
    completion = spec.anchored(Anchor.COMPLETION)
    target, milestones = spec.target, []
    for task in read.tasks:
        milestone = _milestone(spec.by_code.get(codes[task.uid]), codes[task.uid], task)
        milestone = replace(
            milestone,
            links=tuple(LinkSpec(codes[x.uid], x.type, x.lag, x.lag_unit) for x in task.links),
        )
        if task.deadline != spec.targets.get(milestone.code):
            if completion is not None and completion.code == milestone.code:
                target = task.deadline
            else:
                milestone = replace(milestone, target=task.deadline)
        milestones.append(milestone)
    return in_order(PlanSpec(tuple(milestones), target))


def _codes(spec: PlanSpec, read: ReadPlan, taken: Collection[str]) -> dict[str, str]:
    """Number of a task → code of its milestone. A code that stands twice, as in a task that was copied, is its first
    one's."""
    by_name = {m.name: m.code for m in spec.milestones}
    codes: dict[str, str] = {}
    used: set[str] = set()
    number = len(spec.milestones)
    for task in read.tasks:
        code = task.code if read.has_codes else by_name.get(task.name, "")
        if code not in spec.by_code or code in used:
            number += 1
            while f"m{number}" in {*taken, *spec.by_code, *used}:
                number += 1
            code = f"m{number}"
        used.add(code)
        codes[task.uid] = code
    return codes


def _milestone(old: MilestoneSpec | None, code: str, task: ReadTask) -> MilestoneSpec:
    milestone = old or MilestoneSpec(code, task.name, task.duration, task.unit_of_time)
    still_a_moment = old is not None and old.duration == task.duration == 0
    milestone = replace(
        milestone,
        name=task.name,
        stage=task.stage,
        duration=task.duration,
        unit_of_time=milestone.unit_of_time if still_a_moment else task.unit_of_time,
    )
    kind, day = constraint_of(milestone)
    if (task.constraint if task.constraint_day else form.ASAP, task.constraint_day) == (kind, day):
        return milestone
    # The constraint that the file shows gives way to the one that it has now; others stay.
    values: dict[str, Any] = {}
    if kind in form.CONSTRAINTS:
        values[form.CONSTRAINTS[kind]] = None
    if task.constraint_day is not None:
        values[form.CONSTRAINTS[task.constraint]] = task.constraint_day
    return replace(milestone, **values)


def edits_between(before: PlanSpec, after: PlanSpec) -> list[Edit]:
    """Edits that lead from one plan to the other; none where they say the same."""
    edits: list[Edit] = []
    if after.target != before.target:
        edits.append(SetTarget(after.target))
    edits += [AddMilestone(replace(m, links=())) for m in after.milestones if m.code not in before.by_code]
    edits += [DropMilestone(m.code) for m in before.milestones if m.code not in after.by_code]
    reached = in_order(apply_edits(before, edits))
    edits += _moves([m.code for m in reached.milestones], [m.code for m in after.milestones])
    edits += [
        ChangeMilestone(code, {name: new for name, (_old, new) in values.items()})
        for code, values in differences(in_order(apply_edits(before, edits)), after).items()
    ]
    return edits


def _moves(order: list[str], wanted: list[str]) -> list[Edit]:
    """The fewest that are easily found: each milestone that does not follow its neighbour yet."""
    moves: list[Edit] = []
    for at, code in enumerate(wanted):
        if order[at] != code:
            order.remove(code)
            order.insert(at, code)
            moves.append(MoveMilestone(code, wanted[at - 1] if at else None))
    return moves
