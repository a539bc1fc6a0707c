"""The four-part bundle: what is missing, and how many projects have it whole."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from guatu.projects.choices import BundlePart
from guatu.projects.rules.bundle import MISSING, BundleFacts, Coverage, is_at_work

bundles = st.builds(BundleFacts, st.booleans(), st.booleans(), st.booleans(), st.booleans())


def test_every_part_has_its_words() -> None:
    assert set(MISSING) == set(BundlePart)
    empty = BundleFacts(lead_official=False, task_force=False, plan=False, liaison=False)
    assert empty.missing == tuple(BundlePart)


@given(bundles)
def test_whole_is_nothing_missing(bundle: BundleFacts) -> None:
    whole = bundle.lead_official and bundle.task_force and bundle.plan and bundle.liaison
    assert bundle.is_complete == whole == (bundle.missing == ())


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_share_is_complete_of_all(one: int, other: int) -> None:
    complete, total = sorted((one, other))
    counted = Coverage(total, complete, {})
    assert counted.share == (Fraction(complete, total) if total else None)


@given(st.dates(date(2015, 1, 1), date(2020, 1, 1)), st.integers(0, 400), st.integers(-30, 430))
def test_task_force_counts_on_its_first_and_last_day(first: date, length: int, offset: int) -> None:
    last, day = first + timedelta(length), first + timedelta(offset)
    assert is_at_work(first, last, day) == (0 <= offset <= length)
    assert is_at_work(first, None, day) == (offset >= 0)
