"""What the XML of Microsoft Project calls things, and how long its days are."""

from __future__ import annotations

from fractions import Fraction

from guatu.projects.choices import DurationUnit, LinkType

NAMESPACE = "http://schemas.microsoft.com/project"
# A working day has eight hours in the file, whatever the shifts: plans count days, not hours.
MINUTES_PER_DAY = 8 * 60
MINUTES_OF_A_DAY = 24 * 60
MORNING, EVENING = "08:00:00", "17:00:00"
SHIFTS = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))

# Working days, and elapsed days that run through days off.
DAYS, ELAPSED_DAYS = 7, 8
FORMATS = {DurationUnit.WORKING_DAY: DAYS, DurationUnit.CALENDAR_DAY: ELAPSED_DAYS}
# Formats of elapsed time, certain and estimated; percentages; and what stands for days where none is given.
ELAPSED = frozenset({4, 6, 8, 10, 12, 36, 38, 40, 42, 44})
PERCENT = frozenset({19, 20, 51, 52})

LINK_NUMBERS = {
    LinkType.FINISH_FINISH: 0,
    LinkType.FINISH_START: 1,
    LinkType.START_FINISH: 2,
    LinkType.START_START: 3,
}
LINK_TYPES = {number: kind for kind, number in LINK_NUMBERS.items()}

ASAP, ALAP, MUST_START, NOT_BEFORE, NOT_AFTER = 0, 1, 2, 4, 7
# The field of a milestone that each kind of constraint stands for, the strongest first: a task of the file has one.
CONSTRAINTS = {MUST_START: "fixed_start", NOT_BEFORE: "not_before", NOT_AFTER: "not_after"}

# Custom fields: the milestone's code, by which it is known again, and two for the reader alone.
CODE, UNIT, DEPARTMENT = "188743731", "188743734", "188743737"
CUSTOM_NAMES = {CODE: "Text1", UNIT: "Text2", DEPARTMENT: "Text3"}


def minutes_of(days: int, unit: DurationUnit) -> int:
    """So many days of a unit, in the minutes of the file."""
    return days * (MINUTES_PER_DAY if unit == DurationUnit.WORKING_DAY else MINUTES_OF_A_DAY)


def days_of(minutes: Fraction, unit: DurationUnit, minutes_per_day: int) -> Fraction:
    """The other way round; `minutes_per_day` is what the file calls a working day."""
    return minutes / (minutes_per_day if unit == DurationUnit.WORKING_DAY else MINUTES_OF_A_DAY)
