"""Project codes: the present and the former form, told apart by their time."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from guatu.projects.rules.project_codes import (
    CodeForm,
    ProjectCode,
    ProjectCodeFault,
    fold_project_code,
    parse_project_code,
)

TODAY = date(2024, 5, 20)
# A number that no platform gives: the groups after the region stand for themselves.
TAIL = "-32-01-000000"

regions = st.sampled_from(["321181", "330703", "110000", "321171", "659001", "000052"])
pairs = st.integers(0, 99).map("{:02}".format)
numbers = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=6, max_size=6)


def read(text: str, today: date = TODAY) -> tuple[ProjectCode | None, str]:
    """The code, or why there is none."""
    try:
        return parse_project_code(text, today=today), ""
    except ProjectCodeFault as fault:
        return None, fault.fault if str(fault.message) else "no reason"


def present(year: int, month: int) -> str:
    return f"{year % 100:02}{month:02}"


@given(st.integers(2020, 2024), st.integers(1, 12), regions, pairs, pairs, numbers)
def test_present_form_is_taken_apart(
    year: int, month: int, region: str, department: str, kind: str, number: str
) -> None:
    text = f"{present(year, month)}-{region}-{department}-{kind}-{number}"
    if (year, month) > (TODAY.year, TODAY.month):
        with pytest.raises(ProjectCodeFault) as raised:
            parse_project_code(text, today=TODAY)
        assert raised.value.fault == "future"
        return
    code = parse_project_code(text, today=TODAY)
    assert (code.form, code.year, code.month) == (CodeForm.PRESENT, year, month)
    assert (code.region, code.department, code.industry) == (region, department, "")
    assert (code.type, code.number, code.text) == (kind, number, text)


@given(st.integers(2015, 2020), regions, pairs, pairs, numbers)
def test_former_form_is_taken_apart(year: int, region: str, industry: str, kind: str, number: str) -> None:
    code = parse_project_code(f"{year}-{region}-{industry}-{kind}-{number}", today=TODAY)
    assert (code.form, code.year, code.month) == (CodeForm.FORMER, year, None)
    assert (code.industry, code.department) == (industry, "")


@given(st.integers(0, 9999))
def test_every_time_is_of_one_form_or_none(time: int) -> None:
    text = f"{time:04}-321181{TAIL}"
    former, month = 2015 <= time <= 2020, time % 100
    given_since_2020 = 2000 + time // 100 >= 2020 and 1 <= month <= 12
    assert not (former and given_since_2020), "the two forms never claim the same time"
    code, fault = read(text, today=date(2099, 12, 31))
    if former or given_since_2020:
        assert code is not None
        assert code.form == (CodeForm.FORMER if former else CodeForm.PRESENT)
    else:
        assert fault == "time"


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    code, fault = read(text)
    assert (fault in {"shape", "time", "future", "region"}) if code is None else (len(code.text) == 24)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold_project_code(text)
    assert fold_project_code(once) == once


@pytest.mark.parametrize(
    "written",
    [
        f"2018-321181{TAIL}",
        f" 2018 - 321181{TAIL} ",
        "２０１８－３２１１８１－３２－０１－００００００",
        "2018–321181—32−01‐000000",
        "20183211813201000000",
    ],
)
def test_ways_of_writing_are_one_code(written: str) -> None:
    assert parse_project_code(written, today=TODAY).text == f"2018-321181{TAIL}"


@pytest.mark.parametrize(
    ("text", "fault", "said"),
    [
        ("", "shape", "this has 0 characters"),
        ("2018-321181-32-01-00000", "shape", "this has 23 characters"),
        ("2018-3211811-32-01-00000", "shape", "groups of 4, 6, 2, 2 and 6"),
        ("2O18-321181-32-01-000000", "shape", "groups of 4, 6, 2, 2 and 6"),
        (f"2013-321181{TAIL}", "time", "“2013” is no time"),
        (f"1912-321181{TAIL}", "time", "“1912” is no time"),
        (f"2100-321181{TAIL}", "time", "“2100” is no time"),
        (f"2406-321181{TAIL}", "future", "“2406”, is still to come"),
        (f"2018-991181{TAIL}", "region", "“991181” begins with no province's number"),
    ],
)
def test_fault_says_what_was_expected(text: str, fault: str, said: str) -> None:
    with pytest.raises(ProjectCodeFault) as raised:
        parse_project_code(text, today=TODAY)
    assert raised.value.fault == fault
    assert said in _english(raised.value)


def test_former_code_of_a_year_to_come_is_refused() -> None:
    with pytest.raises(ProjectCodeFault) as raised:
        parse_project_code(f"2019-321181{TAIL}", today=date(2018, 7, 2))
    assert raised.value.fault == "future"


def _english(fault: ProjectCodeFault) -> str:
    with translation.override("en"):
        return str(fault.message)
