"""Contradictions in a project's year: what the list says against what it also says.

Each is explained in docs/rules/contradictions.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from guatu.core.money import YI
from guatu.projects.choices import ListLevel, StartClass, SubClass


@dataclass(frozen=True, slots=True)
class YearFacts:
    """What is known of a project in one year; None where nothing is said.

    `starts_recorded`: whether a start that is not known was not made. A workbook without a column of actual starts
    does not say so; the register does.
    """

    year: int
    start_class: str
    sub_class: str = ""
    committed_start: date | None = None
    committed_finish: date | None = None
    actual_start: date | None = None
    actual_finish: date | None = None
    construction_to: int | None = None
    total_cny: Decimal | None = None
    annual_plan_cny: Decimal | None = None
    notes: str = ""
    levels: frozenset[str] = frozenset()
    starts_recorded: bool = False


class Place(StrEnum):
    """Where a contradiction is mended."""

    YEAR = "year"
    PROJECT = "project"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One of them: a stable code, a sentence for people, and where to mend it."""

    code: str
    sentence: Any
    place: Place = Place.YEAR


_NEW_START_WORDS = ("年初开工", "年初正式开工", "今年开工", "本年开工", "新开工", "年内开工")
_LEAST: Mapping[str, Decimal] = {ListLevel.OVER_100_MILLION: YI, ListLevel.OVER_1_BILLION: 10 * YI}


def contradictions(facts: YearFacts) -> list[Contradiction]:
    """Everything in `facts` that cannot be true at once. An empty list where nothing contradicts."""
    return [*_of_class(facts), *_of_money(facts), *_of_dates(facts)]


def _of_class(facts: YearFacts) -> list[Contradiction]:
    if facts.start_class == StartClass.CARRY_OVER:
        return _of_carry_over(facts)
    if facts.start_class == StartClass.NEW_START:
        return _of_new_start(facts)
    return []


def _of_carry_over(facts: YearFacts) -> list[Contradiction]:
    started = facts.actual_start
    if started is not None and started.year >= facts.year:
        return [
            Contradiction("carry_over_started_this_year", _("listed as carry-over, yet started this year"))
        ]
    found = []
    if any(words in facts.notes for words in _NEW_START_WORDS):
        sentence = _("listed as carry-over, yet the notes call it a new start")
        found.append(Contradiction("carry_over_called_new", sentence))
    if started is None and facts.starts_recorded:
        sentence = _("listed as carry-over, yet no start is on record")
        found.append(Contradiction("carry_over_not_started", sentence))
    return found


def _of_new_start(facts: YearFacts) -> list[Contradiction]:
    found = []
    if facts.actual_start is not None and facts.actual_start.year < facts.year:
        sentence = _("listed as a new start, yet started in an earlier year")
        found.append(Contradiction("new_start_started_before", sentence))
    if facts.sub_class in {SubClass.CONTINUING, SubClass.EQUIPMENT}:
        sentence = _("a new start with a sub-class of carry-over projects")
        found.append(Contradiction("new_start_with_carry_over_sub_class", sentence))
    if facts.committed_start is not None and facts.committed_start.year != facts.year:
        sentence = _("listed as a new start, yet planned to start in another year")
        found.append(Contradiction("new_start_planned_other_year", sentence))
    return found


def _of_money(facts: YearFacts) -> list[Contradiction]:
    found = []
    total = facts.total_cny
    if total is not None and (facts.annual_plan_cny or 0) > total:
        sentence = _("the annual plan is larger than the total investment")
        found.append(Contradiction("plan_exceeds_total", sentence))
    if total is not None and any(total < least for level, least in _LEAST.items() if level in facts.levels):
        sentence = _("the total investment is smaller than its list demands")
        found.append(Contradiction("too_small_for_list", sentence, Place.LIST))
    return found


def _of_dates(facts: YearFacts) -> list[Contradiction]:
    found = []
    if facts.construction_to is not None and facts.construction_to < facts.year:
        sentence = _("construction was to end before this year")
        found.append(Contradiction("finish_before_year", sentence, Place.PROJECT))
    if facts.actual_finish is not None and facts.actual_finish.year < facts.year:
        sentence = _("finished in an earlier year, yet in the plan of this one")
        found.append(Contradiction("finished_before_year", sentence))
    if _backwards(facts.committed_start, facts.committed_finish):
        sentence = _("committed to finish before it is committed to start")
        found.append(Contradiction("commitment_backwards", sentence, Place.PROJECT))
    if _backwards(facts.actual_start, facts.actual_finish):
        sentence = _("finished before it started")
        found.append(Contradiction("actual_backwards", sentence, Place.PROJECT))
    return found


def _backwards(start: date | None, finish: date | None) -> bool:
    return start is not None and finish is not None and finish < start
