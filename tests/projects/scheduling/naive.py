"""The rules of back-scheduling said as plainly as possible: every date is tried, day by day.

Shares nothing with the engine but the network's dataclasses. Days are numbers from 0; `works` is one truth
value per day; without it, times are whole units.
"""

from __future__ import annotations

from dataclasses import dataclass

from guatu.projects.scheduling.network import DayUnit, Link, Milestone, Network


@dataclass(frozen=True)
class Placed:
    """A milestone put on a date: its date of start and of finish, and both as moments between days."""

    start_day: int
    finish_day: int
    start: int
    finish: int


class Naive:
    def __init__(self, network: Network, works: list[bool]) -> None:
        self.network = network
        self.works = works
        self.milestones = {m.id: m for m in network.milestones}
        self.counted = [0]
        for worked in works:
            self.counted.append(self.counted[-1] + worked)

    # --- one milestone ---

    def in_evening(self, milestone: Milestone) -> bool:
        """Whether a milestone without duration stands in the evening of its day."""
        for link in milestone.predecessors:
            if link.lag > 0:
                return True
            if link.lag == 0:
                before = self.milestones[link.predecessor]
                if self.in_evening(before) if before.duration == 0 else link.type.from_finish:
                    return True
        return False

    def place(self, milestone: Milestone, day: int) -> Placed | None:
        """The milestone started on `day`; None where it cannot start on such a day."""
        working = milestone.unit is DayUnit.WORKING
        if working and not self.works[day]:
            return None
        if milestone.duration == 0:
            moment = day + self.in_evening(milestone)
            return Placed(day, day, moment, moment)
        last, left = day, milestone.duration - 1
        while left:
            last += 1
            left -= self.works[last] if working else 1
        return Placed(day, last, day, last + 1)

    def axis(self, milestone: Milestone, day: int) -> int:
        """A date in days of the milestone's unit."""
        return self.counted[day] if milestone.unit is DayUnit.WORKING else day

    # --- one link ---

    def holds(self, link: Link, before: Placed, after: Placed, target: Milestone) -> bool:
        source = self.milestones[link.predecessor]
        left = before.finish if link.type.from_finish else before.start
        right = after.finish if link.type.to_finish else after.start
        both_working = source.unit is DayUnit.WORKING and target.unit is DayUnit.WORKING
        if link.lag == 0:
            return self.counted[right] >= self.counted[left] if both_working else right >= left
        if link.unit is DayUnit.CALENDAR:
            return right >= left + link.lag
        if link.lag > 0 or target.unit is DayUnit.WORKING:
            return self.counted[right] - self.counted[left] >= link.lag
        morning, back = left, -link.lag
        while back:
            morning -= 1
            back -= self.works[morning]
        return right >= morning

    # --- the network ---

    def early(self, start: int) -> dict[str, Placed]:
        placed: dict[str, Placed] = {}
        while len(placed) < len(self.milestones):
            for milestone in self.network.milestones:
                ready = all(link.predecessor in placed for link in milestone.predecessors)
                if milestone.id not in placed and ready:
                    placed[milestone.id] = self.earliest(milestone, start, placed)
        return placed

    def earliest(self, milestone: Milestone, start: int, placed: dict[str, Placed]) -> Placed:
        day = 0
        while True:
            found = self.place(milestone, day)
            if found and milestone.fixed is not None and day >= milestone.fixed:
                return found
            if found and milestone.fixed is None and day >= max(start, milestone.not_before or 0):
                links = milestone.predecessors
                if all(self.holds(link, placed[link.predecessor], found, milestone) for link in links):
                    return found
            day += 1

    def late(self, last: int | None, early: dict[str, Placed]) -> dict[str, Placed]:
        """`last` None: no bound but the milestones' own targets; needs one on every path."""
        placed: dict[str, Placed] = {}
        while len(placed) < len(self.milestones):
            for milestone in self.network.milestones:
                after = self.after(milestone)
                if milestone.id not in placed and all(target.id in placed for target, _ in after):
                    placed[milestone.id] = self.latest(milestone, last, placed, early)
        return placed

    def after(self, milestone: Milestone) -> list[tuple[Milestone, Link]]:
        everything = ((m, link) for m in self.network.milestones for link in m.predecessors)
        return [(target, link) for target, link in everything if link.predecessor == milestone.id]

    def latest(
        self, milestone: Milestone, last: int | None, placed: dict[str, Placed], early: dict[str, Placed]
    ) -> Placed:
        limits = [limit for limit in (last, milestone.not_after, milestone.target) if limit is not None]
        first = early[milestone.id].start_day if milestone.fixed is not None else len(self.works)
        day = min(min(limits), first)
        while True:
            found = self.place(milestone, day)
            if found and found.finish_day <= min(limits):
                seen = [(t, link, self.seen(t, placed, early)) for t, link in self.after(milestone)]
                if all(self.holds(link, found, at, target) for target, link, at in seen):
                    return found
            day -= 1

    def seen(self, target: Milestone, placed: dict[str, Placed], early: dict[str, Placed]) -> Placed:
        """Predecessors see a fixed start where it is fixed, whatever comes after."""
        late = placed[target.id]
        if target.fixed is None:
            return late
        return Placed(early[target.id].start_day, late.finish_day, early[target.id].start, late.finish)

    def free_float(self, milestone: Milestone, early: dict[str, Placed], end: int) -> int:
        own = early[milestone.id]
        day = end
        while True:
            found = self.place(milestone, day)
            if found and found.finish_day <= end:
                after = self.after(milestone)
                if all(self.holds(link, found, early[target.id], target) for target, link in after):
                    return self.axis(milestone, found.start_day) - self.axis(milestone, own.start_day)
            day -= 1
