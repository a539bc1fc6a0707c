"""Working days as a numbered axis, and moving between it and the axis of calendar days.

A *moment* on the axis of days is the boundary before day `t`: 0 is the morning of the first day, 1 is the
evening of the first day and the morning of the second. A moment on the axis of working days counts working
days only: `w` is the evening of working day `w - 1` and the morning of working day `w`, with all the days
off between the two. Four monotone maps lead from one axis to the other, each the best inverse of its
neighbours, which is why the backward pass is exact:

    reached(t) <= w  ⇔  t <= evening(w)        evening(w) <= t  ⇔  w <= before(t)
    before(t)  <= w  ⇔  t <= morning(w)        morning(w) <= t  ⇔  w <= begun(t)

Outside the known days every day counts as worked, so that the maps never fail in the middle of a pass;
whoever turns a moment into a date checks that it is inside (`PastHorizonError`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from guatu.core.errors import Fault, InvalidInput
from guatu.projects.scheduling.errors import NoWorkingDayError, PastHorizonError

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Days from 1970-01-01 to `day`: what numpy's `datetime64[D]` counts."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The date of a day number; the inverse of `day_number`."""
    return EPOCH + timedelta(days=number)


@dataclass(frozen=True, eq=False)
class WorkingDays:
    """The days from `first_day` on, and which of them are worked.

    `mask` is one truth value per day (1-D, bool). Raises `NoWorkingDayError` where none is true and
    `InvalidInput` where it is no such array.
    """

    first_day: date
    mask: BoolArray = field(repr=False)
    _before: IntArray = field(init=False, repr=False)
    _mornings: IntArray = field(init=False, repr=False)
    _numbers: IntArray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        mask = np.asarray(self.mask)
        if mask.ndim != 1 or mask.dtype != np.bool_:
            found = f"shape {mask.shape} of {mask.dtype}"
            raise InvalidInput([Fault("calendar", f"expected one truth value per day, found {found}")])
        if not mask.any():
            raise NoWorkingDayError
        mask = mask.copy()
        mask.flags.writeable = False
        before = np.concatenate(([0], np.cumsum(mask, dtype=np.int64)))
        mornings = np.concatenate(([-1], np.flatnonzero(mask), [len(mask)])).astype(np.int64)
        object.__setattr__(self, "mask", mask)
        object.__setattr__(self, "_before", before)
        object.__setattr__(self, "_mornings", mornings)
        object.__setattr__(self, "_numbers", mornings + day_number(self.first_day))

    # --- size ---

    @property
    def days(self) -> int:
        """How many days are known."""
        return len(self.mask)

    @property
    def count(self) -> int:
        """How many of them are worked."""
        return int(self._before[-1])

    @property
    def first_number(self) -> int:
        """`day_number` of the first day."""
        return day_number(self.first_day)

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=self.days - 1)

    # --- the maps; arrays of moments in and out ---

    def before(self, moments: IntArray) -> IntArray:
        """Working days wholly before moment `t`: the first working morning at or after it."""
        inside = np.clip(moments, 0, self.days)
        return self._before[inside] + (moments - inside)

    def begun(self, moments: IntArray) -> IntArray:
        """The last working day whose morning is at or before moment `t`."""
        return self.before(moments + 1) - 1

    def reached(self, moments: IntArray) -> IntArray:
        """The first working evening at or after moment `t`."""
        return self.before(moments - 1) + 1

    def morning(self, works: IntArray) -> IntArray:
        """The moment at which working day `w` begins; as a day, working day `w` itself."""
        inside = np.clip(works, -1, self.count)
        return self._mornings[inside + 1] + (works - inside)

    def evening(self, works: IntArray) -> IntArray:
        """The moment at which working day `w - 1` ends."""
        return self.morning(works - 1) + 1

    def day_numbers(self, works: IntArray) -> IntArray:
        """The day numbers of working days; below the first day, or above the last, for an index that is
        not known."""
        return self._numbers.take(works + 1, mode="clip")

    def day_numbers_before(self, works: IntArray) -> IntArray:
        """The same for the working day that ends at each moment: `day_numbers(works - 1)`."""
        return self._numbers.take(works, mode="clip")

    # --- single dates ---

    def _offset(self, day: date) -> int:
        offset = (day - self.first_day).days
        if not 0 <= offset < self.days:
            raise self.outside(day)
        return offset

    def outside(self, day: date | None = None, place: str = "calendar") -> PastHorizonError:
        """The error for `day` (or for a day that cannot even be named) outside the known days."""
        what = f"{day} is" if day else "the plan runs"
        known = f"{self.first_day} to {self.last_day}"
        return PastHorizonError(place, f"{what} outside the days the calendar knows, {known}")

    def is_working(self, day: date) -> bool:
        """Whether `day` is worked. Raises `PastHorizonError` outside the known days, as all that follow."""
        return bool(self.mask[self._offset(day)])

    def index(self, day: date) -> int:
        """The number of working days before `day`: the index of `day` itself where it is worked."""
        return int(self._before[self._offset(day)])

    def date_of(self, index: int) -> date:
        """The date of the working day with this index, counted from 0."""
        if not 0 <= index < self.count:
            raise self.outside()
        return self.first_day + timedelta(days=int(self._mornings[index + 1]))

    def next_working_day(self, day: date) -> date:
        """`day` itself if it is worked, otherwise the first working day after it."""
        return self.date_of(self.index(day))

    def previous_working_day(self, day: date) -> date:
        """`day` itself if it is worked, otherwise the last working day before it."""
        return self.date_of(int(self._before[self._offset(day) + 1]) - 1)

    def add(self, day: date, count: int) -> date:
        """The date on which `count` working days after `day` are complete; before it where `count` is
        negative. Zero gives `day` itself, worked or not."""
        if count == 0:
            self._offset(day)
            return day
        if count > 0:
            return self.date_of(int(self._before[self._offset(day) + 1]) + count - 1)
        return self.date_of(self.index(day) + count)

    def count_between(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both included; 0 where `last` comes before `first`."""
        if last < first:
            return 0
        return int(self._before[self._offset(last) + 1] - self._before[self._offset(first)])
