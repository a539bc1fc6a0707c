"""Who hears of what: those whose turn it is, once, and never who may not see it."""

import pytest

from guatu.matters.selectors.matters import visible_matters
from guatu.matters.tasks import ring_ladders
from guatu.matters.use_cases.ask_extension import ask_extension
from guatu.matters.use_cases.reply_on_matter import reply_on_matter
from guatu.notifications.models import Notification
from tests.builders import an_actor
from tests.matters.matter_builders import Cast, at, dispatched, in_hand, reported_done


def told(kind: str) -> set[str]:
    """Names of those who were told something of that kind."""
    return set(Notification.objects.filter(kind=f"matters.{kind}").values_list("receiver__name", flat=True))


def test_the_unit_hears_of_what_is_given_to_it(cast: Cast) -> None:
    with at():
        dispatched(cast)
    assert told("dispatched") == {"TZ-clerk", "TZ-grid"}, "the park, and nobody of the bureau"


def test_whoever_did_it_is_not_told(cast: Cast) -> None:
    with at():
        matter = in_hand(cast)
        ask_extension(actor=cast.clerk, matter=matter, days=2, reason="等待材料")
    assert told("asked") == {"TZ-office", "TZ-leader"}


def test_the_raiser_hears_of_the_answer(cast: Cast) -> None:
    with at():
        matter = in_hand(cast)
        reply_on_matter(actor=cast.clerk, matter=matter, text="已安排。")
    assert told("answered") == {"TZ-grid"}


def test_verifiers_hear_of_what_is_done(cast: Cast) -> None:
    with at():
        reported_done(cast)
    assert "TZ-supervisor" in told("to_verify")


@pytest.mark.parametrize("times", [1, 3])
def test_a_rung_is_told_once_however_often_the_clock_comes_by(cast: Cast, times: int) -> None:
    with at():
        in_hand(cast)
    with at(day=24, hour=18):
        for _time in range(times):
            ring_ladders([cast.zone])
    rows = Notification.objects.filter(kind="matters.rung")
    assert len(rows) == len({(r.receiver_id, r.dedup_key) for r in rows})
    assert {"TZ-clerk", "TZ-leader", "TZ-office"} <= told("rung"), "from the handler to the leaders"


def test_a_confidential_matter_is_known_to_those_who_hold_it_and_nobody_beside_them(cast: Cast) -> None:
    with at():
        secret = dispatched(cast, is_confidential=True, actor=cast.bureau_clerk)
        watcher = an_actor(cast.zone, "statistician", unit=cast.park, username="watcher")
        seen_by = [
            actor.name
            for actor in (cast.clerk, cast.grid, cast.office, cast.leader, cast.bureau_clerk, watcher)
            if visible_matters(actor=actor).filter(id=secret.id).exists()
        ]
    assert told("dispatched") == {"TZ-clerk", "TZ-grid"}
    assert seen_by == ["TZ-clerk", "TZ-grid", "TZ-office", "TZ-leader", "TZ-bureau"]
