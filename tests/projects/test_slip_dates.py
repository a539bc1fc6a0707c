"""The slip between dates that are known more or less exactly, and the dates on a project's page."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.projects.choices import Precision
from guatu.projects.models.project import Project
from guatu.projects.rules.dated import first_day
from guatu.projects.rules.slip_of_dates import certain_slip
from guatu.projects.selectors.dates import dates_panel

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
PRECISIONS = st.sampled_from(
    [Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.HALF, Precision.YEAR]
)


def last_day(day: date, precision: str) -> date:
    """The last day of what `day` names at that precision."""
    first = first_day(day, precision)
    while first_day(day + timedelta(1), precision) == first:
        day += timedelta(1)
    return day


@pytest.mark.parametrize(
    ("committed", "now", "slip"),
    [
        ((date(2018, 6, 20), Precision.DAY), (date(2018, 6, 25), Precision.DAY), 5),
        ((date(2018, 6, 20), Precision.DAY), (date(2018, 6, 15), Precision.DAY), -5),
        ((date(2018, 2, 28), Precision.MONTH), (date(2018, 1, 31), Precision.MONTH), 0),
        ((date(2018, 2, 28), Precision.MONTH), (date(2018, 2, 10), Precision.DAY), 0),
        ((date(2018, 2, 28), Precision.MONTH), (date(2018, 3, 2), Precision.DAY), 2),
        ((date(2018, 6, 20), Precision.DAY), (date(2018, 6, 30), Precision.MONTH), None),
        ((date(2018, 6, 20), Precision.DAY), (date(2018, 7, 31), Precision.MONTH), 11),
    ],
)
def test_slip_is_told_where_it_is_certain(
    committed: tuple[date, str], now: tuple[date, str], slip: int | None
) -> None:
    assert certain_slip(*committed, *now) == slip


@given(DAYS, PRECISIONS, DAYS, PRECISIONS)
def test_slip_holds_whichever_day_was_meant(
    committed: date, committed_precision: str, now: date, now_precision: str
) -> None:
    committed, now = last_day(committed, committed_precision), last_day(now, now_precision)
    slip = certain_slip(committed, committed_precision, now, now_precision)
    exact = committed_precision == now_precision == Precision.DAY
    latest, earliest = (now - committed).days, (first_day(now, now_precision) - committed).days
    if exact:
        assert slip == latest
    elif slip is None:
        assert earliest <= 0 < latest
    elif slip > 0:
        assert slip == earliest
    else:
        assert slip == 0
        assert latest <= 0


def test_what_has_happened_is_forecast_no_longer() -> None:
    project = Project(
        committed_start=date(2018, 3, 31),
        committed_start_precision=Precision.MONTH,
        forecast_start=date(2018, 4, 2),
        actual_start=date(2018, 4, 3),
        committed_finish=date(2019, 10, 31),
        forecast_finish=date(2019, 11, 2),
    )
    start, finish = dates_panel(project)
    assert (start.committed, start.forecast, start.actual) == ("Mar 2018", "—", "3 Apr 2018")
    assert (start.slip, start.slip_words) == (3, "3 days late")
    assert (finish.actual, finish.slip_words) == ("—", "expected 2 days late")


def test_nothing_known_is_no_slip() -> None:
    assert [(row.committed, row.slip, row.slip_words) for row in dates_panel(Project())] == [
        ("—", None, "")
    ] * 2
