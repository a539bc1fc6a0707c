"""Periods as people name them: 2018, 2018H1, 2018Q2, 2018M06, 2018W23, 2018M01-M05."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guatu.core.errors import InvalidInput

_FORM = re.compile(r"^(\d{4})(?:H([12])|Q([1-4])|W(\d{2})|M(\d{2})(?:-M(\d{2}))?)?$")


class PeriodType(TextChoices):
    """How long a period is; a span is several months that are none of the others."""

    YEAR = "year", pgettext_lazy("period", "year")
    HALF = "half", pgettext_lazy("period", "half-year")
    QUARTER = "quarter", pgettext_lazy("period", "quarter")
    MONTH = "month", pgettext_lazy("period", "month")
    WEEK = "week", pgettext_lazy("period", "week")
    SPAN = "span", gettext_lazy("several months")


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Whole days from `first` to `last`, both within."""

    first: date
    last: date
    text: str

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a period; raises `InvalidInput` naming the forms that are understood."""
        match = _FORM.match(text.strip())
        try:
            if match is None:
                raise ValueError(text)
            year = int(match.group(1))
            half, quarter, week, month, to_month = (int(g) if g else None for g in match.groups()[1:])
            if week is not None:
                first = date.fromisocalendar(year, week, 1)
                return cls(first, first + timedelta(days=6), text.strip())
            if half is not None:
                start, end = 6 * half - 5, 6 * half
            elif quarter is not None:
                start, end = 3 * quarter - 2, 3 * quarter
            elif month is not None:
                start, end = month, to_month or month
            else:
                start, end = 1, 12
            if start > end:
                raise ValueError(text)
            return cls(date(year, start, 1), month_end(year, end), text.strip())
        except ValueError as error:
            expected = "2018, 2018H1, 2018Q2, 2018M06, 2018W23, 2018M01-M05"
            message = _("“%(text)s” is not a period; expected one of: %(expected)s")
            raise InvalidInput({"period": message % {"text": text, "expected": expected}}) from error

    def __str__(self) -> str:
        return self.text

    @property
    def type(self) -> PeriodType:
        letter, rest = self.text[4:5], self.text[5:]
        if letter == "M":
            return PeriodType.SPAN if "-" in rest else PeriodType.MONTH
        return {"": PeriodType.YEAR, "H": PeriodType.HALF, "Q": PeriodType.QUARTER}.get(
            letter, PeriodType.WEEK
        )

    def a_year_before(self) -> "Period":
        """The same period of the year before. Of week 53, which not every year has, week 52."""
        year = int(self.text[:4]) - 1
        try:
            return Period.parse(f"{year}{self.text[4:]}")
        except InvalidInput:
            return Period.parse(f"{year}W52")

    @property
    def label(self) -> str:
        """How a reader names it: “first half of 2018”, “2018年上半年”."""
        year, number = self.text[:4], self.text[5:]
        match self.type:
            case PeriodType.YEAR:
                return _("%(year)s") % {"year": year}
            case PeriodType.HALF:
                half = _("first half of %(year)s") if number == "1" else _("second half of %(year)s")
                return half % {"year": year}
            case PeriodType.QUARTER:
                return _("quarter %(quarter)s of %(year)s") % {"year": year, "quarter": number}
            case PeriodType.WEEK:
                return _("week %(week)s of %(year)s") % {"year": year, "week": int(number)}
            case PeriodType.MONTH:
                return _("month %(month)s of %(year)s") % {"year": year, "month": self.first.month}
        months = {"year": year, "first": self.first.month, "last": self.last.month}
        return _("months %(first)s to %(last)s of %(year)s") % months


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def elapsed_share(day: date) -> tuple[int, int]:
    """Time-proportional progress 序时进度 at the end of `day`'s month: (months elapsed, 12).

    Source: ratios printed by provincial bulletins (three quarters = 75 %); whole months, not days.
    """
    return day.month, 12
