"""What counts as the start of construction. Pure; the prose is docs/rules/start_of_construction.md.

Source: the statistics of fixed-asset investment (domain standards §5): the start is the day of the first
permanent digging or piling; levelling the ground, temporary works and ceremonies are not. A pure purchase of
equipment, which digs nothing, starts with its first equipment.
"""

from __future__ import annotations

from datetime import date, timedelta

from guatu.projects.choices import ProjectType, StartKind

RULE = "start_of_construction"

NEVER_A_START = frozenset({StartKind.LEVELLING, StartKind.TEMPORARY, StartKind.CEREMONY})
_BUILDING_STARTS = frozenset({StartKind.PERMANENT_DIGGING, StartKind.PILING})


def starts_of(project_type: ProjectType) -> frozenset[StartKind]:
    """What counts as a start for projects of that type."""
    return frozenset({StartKind.EQUIPMENT}) if project_type == ProjectType.EQUIPMENT else _BUILDING_STARTS


def refusal(kind: StartKind, project_type: ProjectType) -> str | None:
    """Why `kind` is no start for such a project, as a code; None where it is one.

    `never`: for no project. `builds`: equipment, but the project builds something. `buys_only`: digging or
    piling, but the project is a pure purchase.
    """
    if kind in NEVER_A_START:
        return "never"
    if kind in starts_of(project_type):
        return None
    return "builds" if kind == StartKind.EQUIPMENT else "buys_only"


def photo_doubt(claimed: date, taken: date | None) -> str | None:
    """What speaks against a photo as proof of the claimed day, as a code; None where nothing does.

    `undated`: the camera left no date. `before`: taken before the claimed day, so it cannot show the start.
    `later`: taken more than a week after it. The verifier decides; this only draws attention.
    """
    if taken is None:
        return "undated"
    if taken < claimed:
        return "before"
    return "later" if taken > claimed + timedelta(days=7) else None
