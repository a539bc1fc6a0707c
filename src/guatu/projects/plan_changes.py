"""What becomes of a plan, in words: for the preview of a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guatu.projects.models.plan import PlanMilestone
from guatu.projects.plan_words import length_words, link_words
from guatu.projects.rules.plan_edits import differences
from guatu.projects.rules.plan_spec import LinkSpec, MilestoneSpec, PlanSpec

EMPTY = "—"
_LABELLED = ("name", "stage", "not_before", "not_after", "fixed_start", "target")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a milestone, from what to what."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class MilestoneChange:
    """What happens to one milestone: `added`, `dropped`, or `changed` in its fields."""

    name: str
    act: str
    fields: tuple[FieldChange, ...] = ()


def changes_in_words(before: PlanSpec, after: PlanSpec) -> list[MilestoneChange]:
    """In the order of the new plan, then what is dropped. Another order alone is one line without a name."""
    changed = differences(before, after)
    found = []
    for milestone in after.milestones:
        old = before.by_code.get(milestone.code)
        if old is None:
            fields = tuple(_fields(None, before, milestone, after))
            found.append(MilestoneChange(milestone.name, "added", fields))
        elif milestone.code in changed:
            found.append(MilestoneChange(old.name, "changed", tuple(_fields(old, before, milestone, after))))
    found += [MilestoneChange(m.name, "dropped") for m in before.milestones if m.code not in after.by_code]
    kept = [m.code for m in before.milestones if m.code in after.by_code]
    if kept != [m.code for m in after.milestones if m.code in before.by_code]:
        found.append(MilestoneChange("", "moved"))
    return found


def _fields(
    old: MilestoneSpec | None, before: PlanSpec, new: MilestoneSpec, after: PlanSpec
) -> Iterable[FieldChange]:
    rows = [(_label(name), getattr(old, name, None), getattr(new, name)) for name in _LABELLED]
    rows.insert(
        2,
        (
            _("duration"),
            length_words(old.duration, old.unit_of_time) if old is not None else None,
            length_words(new.duration, new.unit_of_time),
        ),
    )
    rows.append(
        (_("waits for"), _links(old.links, before) if old is not None else None, _links(new.links, after))
    )
    for label, first, second in rows:
        if first != second and (first or second):
            yield FieldChange(label, _said(first), _said(second))


def _label(name: str) -> str:
    return str(PlanMilestone._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _said(value: Any) -> str:
    if value in (None, ""):
        return EMPTY
    return date_format(value, "DATE_FORMAT") if hasattr(value, "isoformat") else str(value)


def _links(links: Iterable[LinkSpec], spec: PlanSpec) -> str:
    names = {m.code: m.name for m in spec.milestones}
    return pgettext("between items of a list", ", ").join(link_words(link, names) for link in links)
