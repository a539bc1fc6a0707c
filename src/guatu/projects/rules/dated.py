"""Dates given more or less exactly. A coarser date is kept as the last day of what was named. Pure."""

from __future__ import annotations

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from guatu.projects.choices import Precision


def first_day(day: date, precision: str) -> date:
    """The first day of what was named: 30 June 2018, known to the half-year → 1 January 2018."""
    match precision:
        case Precision.TEN_DAYS:
            return day.replace(day=1 if day.day <= 10 else 11 if day.day <= 20 else 21)
        case Precision.MONTH:
            return day.replace(day=1)
        case Precision.QUARTER:
            return date(day.year, 3 * _quarter(day) - 2, 1)
        case Precision.HALF:
            return date(day.year, 1 if day.month <= 6 else 7, 1)
        case Precision.YEAR:
            return date(day.year, 1, 1)
    return day


def as_typed(day: date | None, precision: str) -> str:
    """As somebody would type it, no more exact than it is known: 2018-06-30, 2018-06, 2018Q2, 2018H1, 2018."""
    if day is None:
        return ""
    match precision:
        case Precision.TEN_DAYS:
            return f"{day.year}年{day.month}月{'上中下'[min((day.day - 1) // 10, 2)]}旬"
        case Precision.MONTH:
            return f"{day:%Y-%m}"
        case Precision.QUARTER:
            return f"{day.year}Q{_quarter(day)}"
        case Precision.HALF:
            return f"{day.year}H{1 if day.month <= 6 else 2}"
        case Precision.YEAR:
            return str(day.year)
    return day.isoformat()


def in_words(day: date | None, precision: str) -> str:
    """As the reader writes it, no more exact than it is known."""
    if day is None:
        return "—"
    match precision:
        case Precision.TEN_DAYS:
            tens = (_("early %(month)s"), _("mid %(month)s"), _("late %(month)s"))
            return tens[min((day.day - 1) // 10, 2)] % {"month": _month(day)}
        case Precision.MONTH:
            return _month(day)
        case Precision.QUARTER:
            return _("Q%(quarter)s %(year)s") % {"quarter": _quarter(day), "year": day.year}
        case Precision.HALF:
            half = _("first half of %(year)s") if day.month <= 6 else _("second half of %(year)s")
            return half % {"year": day.year}
        case Precision.YEAR:
            return _("in %(year)s") % {"year": day.year}
    return formats.date_format(day, "DATE_FORMAT")


def _quarter(day: date) -> int:
    return (day.month - 1) // 3 + 1


def _month(day: date) -> str:
    return formats.date_format(day, "YEAR_MONTH_FORMAT")
