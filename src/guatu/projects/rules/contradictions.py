"""Contradictions in a project's year: what the list says against what it also says."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from guatu.projects.choices import StartClass, SubClass


@dataclass(frozen=True, slots=True)
class YearFacts:
    """What is known of a project in one year; None where nothing is said."""

    year: int
    start_class: str
    sub_class: str = ""
    committed_start: date | None = None
    actual_start: date | None = None
    construction_to: int | None = None
    total_cny: Decimal | None = None
    annual_plan_cny: Decimal | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One of them: a stable code and a sentence for people."""

    code: str
    sentence: Any


_NEW_START_WORDS = ("年初开工", "年初正式开工", "今年开工", "本年开工", "新开工", "年内开工")


def contradictions(facts: YearFacts) -> list[Contradiction]:
    """Everything in `facts` that cannot be true at once. An empty list where nothing contradicts."""
    found: list[Contradiction] = []

    def say(code: str, sentence: Any) -> None:
        found.append(Contradiction(code, sentence))

    started = facts.actual_start
    if facts.start_class == StartClass.CARRY_OVER:
        if started is not None and started.year >= facts.year:
            say("carry_over_started_this_year", _("listed as carry-over, yet started this year"))
        elif any(words in facts.notes for words in _NEW_START_WORDS):
            say("carry_over_called_new", _("listed as carry-over, yet the notes call it a new start"))
    if facts.start_class == StartClass.NEW_START:
        if started is not None and started.year < facts.year:
            say("new_start_started_before", _("listed as a new start, yet started in an earlier year"))
        if facts.sub_class in {SubClass.CONTINUING, SubClass.EQUIPMENT}:
            say(
                "new_start_with_carry_over_sub_class",
                _("a new start with a sub-class of carry-over projects"),
            )
        if facts.committed_start is not None and facts.committed_start.year != facts.year:
            say(
                "new_start_planned_other_year",
                _("listed as a new start, yet planned to start in another year"),
            )
    if facts.total_cny is not None and (facts.annual_plan_cny or 0) > facts.total_cny:
        say("plan_exceeds_total", _("the annual plan is larger than the total investment"))
    if facts.construction_to is not None and facts.construction_to < facts.year:
        say("finish_before_year", _("construction was to end before this year"))
    return found
