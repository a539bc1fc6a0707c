"""Days off and make-up days that the `holidays` library knows, for years without an applied notice.

For a future year it knows the statutory days and their days in lieu; which weekends are worked instead is
known to nobody until the State Council announces it. Pure; results are cached for the life of the process.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import holidays

from guatu.calendars.choices import DayKind
from guatu.calendars.days import DayRule

# The library starts with the holidays proclaimed for 1950 and has lunar dates to 2099.
FIRST_YEAR, LAST_YEAR = 1950, 2099


@lru_cache(maxsize=256)
def statutory_days(year: int) -> Mapping[date, DayRule]:
    """The library's days of `year` that differ from an ordinary week, with their Chinese names.

    Empty outside 1950–2099. A make-up day on 31 December belongs to the notice of the year after, so that
    year is asked too.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return MappingProxyType({})
    years = [y for y in (year, year + 1) if y <= LAST_YEAR]
    table = holidays.country_holidays("CN", years=years, language="zh_CN")
    found = {day: DayRule(DayKind.OFF, name) for day, name in table.items() if day.year == year}
    for day in getattr(table, "weekend_workdays", ()):
        if day.year == year:
            found[day] = DayRule(DayKind.WORKING)
    return MappingProxyType(dict(sorted(found.items())))
