"""Entering the statistics library 纳统: which papers a project needs by which day, and what is missing. Pure.

The prose, with its sources, is docs/rules/enrolment.md. The rules are parameters with versions: places differ.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from guatu.core.money import WAN


class Reporting(StrEnum):
    """How an enrolled project reports: not at all, through the local bureau, or monthly and directly."""

    NONE = "none"
    LOCAL = "local"
    DIRECT = "direct"


class Applies(StrEnum):
    """Which projects a paper is asked of."""

    ALWAYS = "always"
    BUILDS = "builds"  # everything but a pure purchase of equipment
    BUYS = "buys"  # a pure purchase of equipment
    DIRECT = "direct"  # those that report directly


@dataclass(frozen=True, slots=True)
class Material:
    """One paper of the checklist. `names`: it bears the names of owner and project, which have to match."""

    code: str
    applies: Applies = Applies.ALWAYS
    compulsory: bool = True
    names: bool = False


# The strictest published list (standards 5): ①–④ are compulsory.
MATERIALS = (
    Material("content"),
    Material("filing", names=True),
    Material("contract", names=True),
    Material("site_photos", Applies.BUILDS),
    Material("payment", Applies.BUYS),
    Material("equipment_photos", Applies.BUYS),
    Material("licence", names=True),
    Material("explanation", Applies.DIRECT),
    Material("feasibility", compulsory=False),
)
CODES = tuple(material.code for material in MATERIALS)


@dataclass(frozen=True, slots=True)
class EnrolmentRules:
    """Thresholds in yuan of planned total investment (each included), days after the start by which the papers are
    expected, and the papers."""

    threshold_cny: Decimal = 500 * WAN
    direct_cny: Decimal = 5000 * WAN
    days_after_start: int = 30
    materials: tuple[Material, ...] = MATERIALS

    def reporting(self, total_cny: Decimal | None) -> Reporting:
        """How a project of this size reports. Not known is below every threshold."""
        if total_cny is None or total_cny < self.threshold_cny:
            return Reporting.NONE
        return Reporting.DIRECT if total_cny >= self.direct_cny else Reporting.LOCAL

    def checklist(self, total_cny: Decimal | None, *, buys_only: bool) -> tuple[Material, ...]:
        """The papers asked of a project, in order; none below the threshold."""
        reporting = self.reporting(total_cny)
        if reporting is Reporting.NONE:
            return ()
        asked = {Applies.ALWAYS, Applies.BUYS if buys_only else Applies.BUILDS}
        if reporting is Reporting.DIRECT:
            asked.add(Applies.DIRECT)
        return tuple(material for material in self.materials if material.applies in asked)


def missing(checklist: Iterable[Material], there: Collection[str]) -> tuple[str, ...]:
    """Codes of the compulsory papers that are not there, in the checklist's order."""
    return tuple(m.code for m in checklist if m.compulsory and m.code not in there)


@dataclass(frozen=True, slots=True)
class PaperNames:
    """The names as a paper bears them; "" where it bears none (a licence knows no project)."""

    material: str
    owner: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A name on a paper that is not the one in the register. `what`: owner or project."""

    material: str
    what: str
    on_paper: str
    expected: str


_SIGNS = re.compile(r"[\s\u3000“”\"'‘’《》<>「」·．.，,。、；;:：()（）\[\]【】\-—–_/]+")


def folded(name: str) -> str:
    """A name without spaces, brackets and signs, full-width letters made plain: how names are compared."""
    plain = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in name)
    return _SIGNS.sub("", plain).casefold()


def mismatches(owner: str, project: str, papers: Iterable[PaperNames]) -> list[Mismatch]:
    """Owner and name have to match on licence, filing and contract. What a paper does not bear is not compared."""
    found = []
    for paper in papers:
        for what, on_paper, expected in (("owner", paper.owner, owner), ("project", paper.project, project)):
            if on_paper and folded(on_paper) != folded(expected):
                found.append(Mismatch(paper.material, what, on_paper, expected))
    return found


def papers_due(started: date | None, rules: EnrolmentRules) -> date | None:
    """By which day the papers are expected: so many days after construction began. None before that."""
    return None if started is None else date.fromordinal(started.toordinal() + rules.days_after_start)
