"""Hypothesis strategies of calendars, dates and breaks."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from guatu.calendars.breaks import Break
from guatu.calendars.choices import DayKind
from guatu.calendars.days import DayRule
from guatu.calendars.official import official_days
from guatu.calendars.patterns import OFFICE_HOURS, Shift, WeeklyPattern, five_days
from guatu.calendars.rules import WorkingCalendar, seven_by_twenty_four
from guatu.core.clock import CHINA

DAYS, YEARS = official_days()
CHINESE = WorkingCalendar(days=DAYS, official_years=YEARS)
NIGHTS = WeeklyPattern(
    (
        (Shift.parse("22:00", "06:00"),),
        (Shift.parse("06:30", "12:00"), Shift.parse("22:00", "06:00")),
        (Shift.parse("07:00", "19:15"),),
        (),
        (Shift.parse("00:00", "24:00"),),
        (Shift.parse("08:30", "11:07"),),
        (Shift.parse("20:00", "24:00"),),
    ),
    half_days=frozenset({5}),
)
PATTERNS = (OFFICE_HOURS, five_days(("09:00", "17:00")), NIGHTS)

dates = st.dates(date(2017, 1, 1), date(2028, 12, 31))
moments = st.timedeltas(timedelta(0), timedelta(days=800)).map(
    lambda after: datetime(2017, 12, 1, tzinfo=CHINA) + after
)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """The Chinese calendar, 7×24, or a pattern with a few arbitrary dates, half days among them."""
    kind = draw(st.sampled_from(("chinese", "all hours", "odd")))
    if kind == "chinese":
        return CHINESE
    if kind == "all hours":
        return seven_by_twenty_four()
    rules = st.sampled_from(DayKind).map(DayRule)
    near = st.dates(date(2018, 1, 1), date(2018, 4, 30))
    return WorkingCalendar(
        pattern=draw(st.sampled_from(PATTERNS)),
        days=draw(st.dictionaries(near, rules, max_size=40)),
        official_years=draw(st.sampled_from((frozenset[int](), frozenset({2018})))),
    )


@st.composite
def breaks(draw: st.DrawFn) -> list[Break]:
    """Up to four breaks of up to ten days around the start of 2018; they may overlap."""
    first = datetime(2017, 12, 25, tzinfo=CHINA)
    starts = st.timedeltas(timedelta(0), timedelta(days=97)).map(lambda after: first + after)
    lengths = st.timedeltas(timedelta(0), timedelta(days=10))
    pairs = draw(st.lists(st.tuples(starts, lengths), max_size=4))
    return [Break(start, start + length) for start, length in pairs]
