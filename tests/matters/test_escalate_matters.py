"""The ladder: rung by rung, each once, never silent, and nothing while the clock stands."""

import pytest

from guatu.audit.models import Entry
from guatu.core.clock import local_now
from guatu.matters.choices import SlipColour
from guatu.matters.models.clocks import MatterStanding
from guatu.matters.models.history import LadderStep, MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.tasks import ring_ladders
from guatu.matters.use_cases.approve_clock_stop import approve_clock_stop
from guatu.matters.use_cases.ask_clock_stop import ask_clock_stop
from guatu.matters.use_cases.escalate_matters import escalate_matters
from guatu.matters.use_cases.reply_on_matter import reply_on_matter
from guatu.matters.use_cases.report_matter_done import report_matter_done
from guatu.organization.powers import system_actor
from tests.matters.matter_builders import Cast, a_matter, at, dispatched, in_hand


def rungs(matter: Matter) -> list[str]:
    steps = LadderStep.objects.filter(matter=matter).order_by("reached_at", "rung")
    return [f"{s.name}×{s.repetition}" if s.repetition else s.name for s in steps]


def ring(cast: Cast) -> int:
    return ring_ladders([cast.zone])[cast.zone.code]


def test_one_rung_after_the_other(cast: Cast) -> None:
    with at():
        matter = in_hand(cast)  # ten working days: due on Monday the 16th
        reply_on_matter(actor=cast.clerk, matter=matter, text="已安排。")
    with at(day=12, hour=18):
        assert ring(cast) == 1
    assert rungs(matter) == ["临期提醒"]
    assert MatterStanding.objects.get(matter=matter).colour == SlipColour.BLUE
    with at(day=16, hour=18):
        ring(cast)
    assert rungs(matter) == ["临期提醒", "逾期"]
    assert MatterStanding.objects.get(matter=matter).colour == SlipColour.YELLOW
    with at(day=17, hour=18):
        ring(cast)
    assert MatterStanding.objects.get(matter=matter).colour == SlipColour.RED
    with at(day=24, hour=18):
        ring(cast)
    assert rungs(matter)[-3:] == ["逾期三个工作日", "逾期五个工作日", "逾期五个工作日×1"]
    with at(day=31, hour=18):
        ring(cast)
    assert rungs(matter)[-1] == "逾期五个工作日×6", "never silent; what was slept through is rung once"
    assert LadderStep.objects.filter(matter=matter, repetition__gt=0).count() == 2


def test_twice_at_once_rings_once(cast: Cast) -> None:
    with at():
        matter = dispatched(cast)
    with at(day=20):
        assert ring(cast) == 1
        assert ring(cast) == 0
    moves = MatterMove.objects.filter(matter=matter, move="escalate").count()
    assert moves == LadderStep.objects.filter(matter=matter).count() > 0
    assert Entry.objects.filter(subject_id=matter.id, event="matters.matter.escalated").count() == moves


def test_nothing_rings_while_the_clock_stands_and_it_runs_on_at_the_cap(cast: Cast) -> None:
    with at():
        matter = in_hand(cast)
        reply_on_matter(actor=cast.clerk, matter=matter, text="已安排。")
    with at(day=3):
        request = ask_clock_stop(actor=cast.clerk, matter=matter, days=20, reason="等待供货")
        approve_clock_stop(actor=cast.leader, request=request)
    standing = MatterStanding.objects.get(matter=matter)
    assert (standing.due_at, standing.stopped_since is not None) == (None, True)
    with at(day=25):
        assert ring(cast) == 0
    assert rungs(matter) == []
    with at(day=31, hour=20):  # the twenty working days ended at the close of the 31st
        assert ring(cast) == 1
    standing = MatterStanding.objects.get(matter=matter)
    assert standing.due_at is not None
    assert standing.stopped_since is None


def test_urgent_matters_start_higher(cast: Cast) -> None:
    with at():
        plain, urgent = dispatched(cast), dispatched(cast, urgency="urgent")
    with at(hour=12):
        ring(cast)
    assert rungs(plain) == []
    [step] = LadderStep.objects.filter(matter=urgent)
    assert step.name == "签收逾期", "two hours around the clock"
    assert step.told == ["handler", "unit", "grid"]


def test_what_was_late_stays_late_when_it_is_done(cast: Cast) -> None:
    with at():
        matter = in_hand(cast)
    with at(day=20):
        ring(cast)
        report_matter_done(actor=cast.clerk, matter=matter, text="已疏通。")
        ring(cast)
    standing = MatterStanding.objects.get(matter=matter)
    assert standing.colour == SlipColour.RED
    assert standing.ended_at is not None
    assert standing.due_at is not None
    assert standing.ended_at > standing.due_at


def test_batches_leave_nothing_behind(cast: Cast) -> None:
    with at():
        for _number in range(5):
            dispatched(cast)
    with at(day=20):
        actor, now = system_actor("tick", cast.zone), local_now(cast.zone)
        assert [escalate_matters(actor=actor, now=now, batch=2) for _round in range(4)] == [2, 2, 1, 0]


def test_time_follows_what_changes(cast: Cast, django_assert_max_num_queries: object) -> None:
    with at():
        for _number in range(6):
            a_matter(cast)
    with at(hour=10):
        actor, now = system_actor("tick", cast.zone), local_now(cast.zone)
        with django_assert_max_num_queries(10):  # type: ignore[operator]
            assert escalate_matters(actor=actor, now=now) == 0


@pytest.mark.parametrize("day", [20, 27])
def test_an_undispatched_matter_rings_too(cast: Cast, day: int) -> None:
    with at():
        matter = a_matter(cast)
    with at(day=day):
        ring(cast)
    assert rungs(matter), "nobody owns it yet, and it is not forgotten"
