"""When a plan is sound: every fault is named at its milestone, a cycle by the names along it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from guatu.core.errors import Fault, InvalidInput
from guatu.projects.choices import Anchor
from guatu.projects.rules.plan_network import network_of
from guatu.projects.rules.plan_spec import LENGTH_FIELDS, MilestoneSpec, PlanSpec
from guatu.projects.scheduling.errors import CycleError, NetworkError

MAX_MILESTONES = 300
MAX_DURATION = 3660
CODE_LENGTH, NAME_LENGTH, STAGE_LENGTH, DEPARTMENT_LENGTH, SOURCE_LENGTH = 30, 80, 80, 60, 300


class PlanFault(InvalidInput):
    """A plan that is not sound. Places are `<code>.<field>`, or the plan's own `milestones` and `target`."""

    code = "invalid_plan"


def check_plan(spec: PlanSpec) -> None:
    """Raises `PlanFault` with every fault; a cycle carries the code `cycle` and names its milestones."""
    faults = list(_faults(spec))
    if not faults:
        faults = _network_faults(spec)
    if faults:
        raise PlanFault(faults)


def _faults(spec: PlanSpec) -> Iterator[Fault]:
    if not spec.milestones:
        yield Fault("milestones", _("A plan needs at least one milestone."), "empty")
    if len(spec.milestones) > MAX_MILESTONES:
        yield Fault("milestones", _("At most %(count)d milestones.") % {"count": MAX_MILESTONES}, "too_many")
    for anchor in Anchor:
        found = [m for m in spec.milestones if m.anchor == anchor]
        if len(found) != 1:
            message = _(
                "Exactly one milestone stands for the %(anchor)s of the project; there are %(count)d."
            )
            yield Fault("milestones", message % {"anchor": anchor.label, "count": len(found)}, "anchor")
    seen: set[str] = set()
    for milestone in spec.milestones:
        if not milestone.code or len(milestone.code) > CODE_LENGTH:
            yield _fault(milestone, "code", _("1 to %(count)d characters.") % {"count": CODE_LENGTH})
        if milestone.code in seen:
            yield _fault(milestone, "code", _("Two milestones have this code."))
        seen.add(milestone.code)
        yield from _milestone_faults(milestone)
    for milestone in spec.milestones:
        yield from _link_faults(spec, milestone)


def _milestone_faults(milestone: MilestoneSpec) -> Iterator[Fault]:
    if not milestone.name.strip():
        yield _fault(milestone, "name", _("A milestone needs a name."), "required")
    for name, limit in (
        ("name", NAME_LENGTH), ("stage", STAGE_LENGTH), ("department", DEPARTMENT_LENGTH), ("source", SOURCE_LENGTH),
    ):  # fmt: skip
        if len(getattr(milestone, name)) > limit:
            yield _fault(milestone, name, _("At most %(count)d characters.") % {"count": limit})
    for name in LENGTH_FIELDS:
        length = getattr(milestone, name)
        if length is not None and not 0 <= length <= MAX_DURATION:
            yield _fault(
                milestone, name, _("A whole number of days from 0 to %(count)d.") % {"count": MAX_DURATION}
            )
    if milestone.shortest is not None and milestone.duration < milestone.shortest:
        message = _("Not less than the shortest possible, %(days)d.")
        yield _fault(milestone, "duration", message % {"days": milestone.shortest}, "below_shortest")
    if (
        milestone.promised is not None
        and milestone.statutory is not None
        and milestone.promised > milestone.statutory
    ):
        message = _("Not more than the law allows, %(days)d.")
        yield _fault(milestone, "promised", message % {"days": milestone.statutory})
    if milestone.fixed_start and milestone.not_before and milestone.fixed_start < milestone.not_before:
        yield _fault(milestone, "fixed_start", _("Lies before “not before”."))


def _link_faults(spec: PlanSpec, milestone: MilestoneSpec) -> Iterator[Fault]:
    known: set[tuple[str, str]] = set()
    for link in milestone.links:
        if link.predecessor not in spec.by_code:
            yield _fault(
                milestone, "links", _("There is no milestone “%(code)s”.") % {"code": link.predecessor}
            )
            continue
        name = spec.by_code[link.predecessor].name
        if link.predecessor == milestone.code:
            yield _fault(
                milestone, "links", _("“%(name)s” cannot wait for itself.") % {"name": name}, "cycle"
            )
        if (link.predecessor, link.type) in known:
            yield _fault(
                milestone, "links", _("“%(name)s” stands twice with the same type.") % {"name": name}
            )
        if abs(link.lag) > MAX_DURATION:
            yield _fault(
                milestone, "links", _("The lag is at most %(count)d days.") % {"count": MAX_DURATION}
            )
        known.add((link.predecessor, link.type))


def _network_faults(spec: PlanSpec) -> list[Fault]:
    try:
        network_of(spec)
    except CycleError as error:
        names = " → ".join(spec.by_code[code].name for code in error.cycle)
        return [
            Fault(
                "milestones",
                _("These milestones wait for each other: %(names)s.") % {"names": names},
                "cycle",
            )
        ]
    except NetworkError as error:
        return error.faults
    return []


def _fault(milestone: MilestoneSpec, name: str, message: str, code: str = "invalid") -> Fault:
    return Fault(f"{milestone.code}.{name}", message, code)
