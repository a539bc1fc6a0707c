"""What a single date is said to be, by a notice or by the holiday library."""

from dataclasses import dataclass

from guatu.calendars.choices import DayKind


@dataclass(frozen=True, slots=True)
class DayRule:
    """A date's kind, against what its weekday says, and the holiday's name where it has one."""

    kind: DayKind
    name: str = ""
