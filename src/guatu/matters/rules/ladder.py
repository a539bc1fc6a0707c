"""The ladder: which rung a matter has reached, and when the next one comes. Pure.

A rung hangs on the due moment of a clock. After the last rung of the whole time it rings again and again
(`repeat`) until the matter ends: the ladder never stops at its first rung and never goes silent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from guatu.calendars.deadlines import due_at
from guatu.calendars.rules import WorkingCalendar
from guatu.matters.choices import ClockKind, Receiver
from guatu.matters.rules.clock_rules import MatterRules, Rung
from guatu.matters.rules.clocks import Reading


@dataclass(frozen=True, slots=True)
class Step:
    """A rung at its moment. `place` is its number in the ladder from 0, `repetition` 0 for the first time.

    `clock_start` tells one running of a clock from the next, such as of a second dispatch.
    """

    place: int
    repetition: int
    clock_start: datetime
    at: datetime

    @property
    def key(self) -> tuple[int, int, datetime]:
        return self.place, self.repetition, self.clock_start


def steps(ladder: Sequence[Rung], readings: Sequence[Reading], calendar: WorkingCalendar) -> list[Step]:
    """The moments of every rung whose clock runs and is not stopped, in order of time."""
    found = []
    for reading in readings:
        if reading.span.ended_at is not None or reading.due_at is None or reading.span.unit_id is not None:
            continue
        for place, rung in enumerate(ladder):
            if rung.clock is reading.span.kind:
                found.append(Step(place, 0, reading.span.start, moment_of(rung, reading, calendar)))
    return sorted(found, key=lambda step: (step.at, step.place))


def moment_of(rung: Rung, reading: Reading, calendar: WorkingCalendar) -> datetime:
    """When the rung is reached if nothing happens; the clock runs (`reading.due_at` is known)."""
    if reading.due_at is None or reading.warn_at is None:
        raise ValueError("a stopped clock reaches no rung")
    if rung.after is None:
        return reading.warn_at
    return due_at(reading.due_at, rung.after, calendar) if rung.after.amount else reading.due_at


def repetitions(last: Step, rules: MatterRules, calendar: WorkingCalendar) -> Iterator[Step]:
    """The rings after the last rung of the whole time, without end."""
    at, number = last.at, last.repetition
    while True:
        at, number = due_at(at, rules.repeat, calendar), number + 1
        yield Step(last.place, number, last.clock_start, at)


def due_steps(
    ladder: Sequence[Rung],
    readings: Sequence[Reading],
    reached: Collection[tuple[int, int, datetime]],
    rules: MatterRules,
    calendar: WorkingCalendar,
    now: datetime,
) -> tuple[list[Step], datetime | None]:
    """What has come by `now` and is not among `reached`, and when the next step comes (None: none will).

    Of repetitions that were slept through only the newest is rung: nobody is called five times at once.
    """
    known = set(reached)
    planned = steps(ladder, readings, calendar)
    due = [step for step in planned if step.at <= now and step.key not in known]
    ahead = [step.at for step in planned if step.at > now]
    last = _last_of_whole(ladder, planned)
    if last is not None and last.at <= now:
        missed = None
        for step in repetitions(last, rules, calendar):
            if step.at > now:
                ahead.append(step.at)
                break
            missed = step
        if missed is not None and missed.key not in known:
            due.append(missed)
    return due, min(ahead, default=None)


def _last_of_whole(ladder: Sequence[Rung], planned: Sequence[Step]) -> Step | None:
    whole = [step for step in planned if ladder[step.place].clock is ClockKind.WHOLE]
    return whole[-1] if whole else None


def receivers_of(ladder: Sequence[Rung], place: int, higher: int) -> tuple[Receiver, ...]:
    """Who hears of the rung; for important matters also those of the rung `higher` places above it."""
    own = ladder[place].receivers
    above = ladder[min(place + higher, len(ladder) - 1)].receivers if higher else ()
    return tuple(dict.fromkeys([*own, *above]))
