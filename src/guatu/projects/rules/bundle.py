"""The four-part bundle of a project: one lead official, one task force, one plan, one liaison. Pure.

See docs/rules/four_part_bundle.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from guatu.projects.choices import BundlePart

# What stands on a page where a part is missing.
MISSING: Mapping[BundlePart, Any] = {
    BundlePart.LEAD_OFFICIAL: _("no lead official"),
    BundlePart.TASK_FORCE: _("no task force"),
    BundlePart.PLAN: _("no committed plan"),
    BundlePart.LIAISON: _("no liaison"),
}


@dataclass(frozen=True, slots=True)
class BundleFacts:
    """Which parts a project has on a day."""

    lead_official: bool
    task_force: bool
    plan: bool
    liaison: bool

    @property
    def missing(self) -> tuple[BundlePart, ...]:
        """The parts that are not there, in the order of the bundle."""
        return tuple(part for part in BundlePart if not getattr(self, part.value))

    @property
    def is_complete(self) -> bool:
        return not self.missing


def is_at_work(valid_from: date, valid_to: date | None, day: date) -> bool:
    """Whether a task force of these days (both within, None is open) counts on `day`."""
    return valid_from <= day and (valid_to is None or valid_to >= day)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of `total` projects have all four parts, and how many lack each."""

    total: int
    complete: int
    missing: Mapping[BundlePart, int]

    @property
    def share(self) -> Fraction | None:
        """Complete ÷ all, 0–1; None where there is no project."""
        return Fraction(self.complete, self.total) if self.total else None
