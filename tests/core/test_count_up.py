"""How often something happened within a minute: counted one by one, by however many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from guatu.accounts.tasks import prune
from guatu.core.clock import CHINA, frozen_at
from guatu.core.models import RateCount
from guatu.core.rate_limits import count_up, counted

AT = datetime(2018, 7, 2, 9, 30, 20, tzinfo=CHINA)


@pytest.mark.django_db
def test_each_name_counts_by_itself_and_each_minute_anew() -> None:
    with frozen_at(AT):
        assert count_up("a", "b") == (1, 1)
        assert count_up("a") == (2,)
        assert [counted("a"), counted("b"), counted("c")] == [2, 1, 0]
    with frozen_at(AT + timedelta(minutes=1)):
        assert counted("a") == 0
        assert count_up("a") == (1,)


@pytest.mark.django_db
def test_counting_is_one_statement(django_assert_num_queries: Any) -> None:
    with frozen_at(AT), django_assert_num_queries(1):
        count_up("a", "b")


@pytest.mark.django_db
def test_a_name_of_any_length_is_counted() -> None:
    with frozen_at(AT):
        assert count_up("long" * 500) == (1,)
        assert count_up("long" * 500, "long" * 499) == (2, 1)


@pytest.mark.django_db
def test_what_counts_no_more_is_pruned() -> None:
    with frozen_at(AT):
        count_up("old")
    with frozen_at(AT + timedelta(minutes=5)):
        count_up("new")
        prune(0)
    assert list(RateCount.objects.values_list("name", flat=True)) == ["new"]


@pytest.mark.django_db
def test_none_is_lost_where_many_count_at_once() -> None:
    """Each thread has a connection of its own, whose counts stay; so they are taken away again."""

    def ten(_who: int) -> list[int]:
        try:
            with frozen_at(AT):
                return [count_up("crowd")[0] for _time in range(10)]
        finally:
            connections.close_all()

    def clear() -> None:
        RateCount.objects.filter(name="crowd").delete()
        connections.close_all()

    with ThreadPoolExecutor(6) as crowd:
        try:
            told = [count for counts in crowd.map(ten, range(6)) for count in counts]
        finally:
            crowd.submit(clear).result()
    assert sorted(told) == list(range(1, 61))
