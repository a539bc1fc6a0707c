"""The four-part bundle: what is missing, and how many projects have it whole."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from guatu.projects.choices import BundlePart
from guatu.projects.rules.bundle import MISSING, BundleFacts, coverage, is_at_work

bundles = st.builds(BundleFacts, st.booleans(), st.booleans(), st.booleans(), st.booleans())


def test_every_part_has_its_words() -> None:
    assert set(MISSING) == set(BundlePart)
    empty = BundleFacts(lead_official=False, task_force=False, plan=False, liaison=False)
    assert empty.missing == tuple(BundlePart)


@given(bundles)
def test_whole_is_nothing_missing(bundle: BundleFacts) -> None:
    whole = bundle.lead_official and bundle.task_force and bundle.plan and bundle.liaison
    assert bundle.is_complete == whole == (bundle.missing == ())


@given(st.lists(bundles))
def test_coverage_counts_each_project_once(many: list[BundleFacts]) -> None:
    counted = coverage(many)
    assert counted.total == len(many)
    assert counted.complete + sum(1 for b in many if b.missing) == counted.total
    assert all(counted.missing[part] == sum(part in b.missing for b in many) for part in BundlePart)
    if many:
        assert counted.share == Fraction(counted.complete, len(many))
        assert (counted.share == 1) == all(b.is_complete for b in many)
    else:
        assert counted.share is None


@given(st.dates(date(2015, 1, 1), date(2020, 1, 1)), st.integers(0, 400), st.integers(-30, 430))
def test_task_force_counts_on_its_first_and_last_day(first: date, length: int, offset: int) -> None:
    last, day = first + timedelta(length), first + timedelta(offset)
    assert is_at_work(first, last, day) == (0 <= offset <= length)
    assert is_at_work(first, None, day) == (offset >= 0)
