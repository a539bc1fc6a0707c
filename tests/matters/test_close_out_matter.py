"""From raising to striking off, and what is refused on the way."""

from uuid import uuid4

import pytest

from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.matters.choices import ClockKind, MatterStatus, Outcome
from guatu.matters.models.clocks import MatterClock, MatterStanding
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.use_cases.close_matter_unsolved import close_matter_unsolved
from guatu.matters.use_cases.close_out_matter import close_out_matter
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.matters.use_cases.rate_matter import rate_matter
from guatu.matters.use_cases.report_matter_done import report_matter_done
from guatu.matters.use_cases.return_matter import return_matter
from guatu.matters.use_cases.send_matter_back import send_matter_back
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.matters.use_cases.verify_matter import verify_matter
from tests.builders import an_actor
from tests.matters.matter_builders import (
    Cast,
    a_matter,
    after,
    at,
    dispatched,
    fresh,
    in_hand,
    reported_done,
    verified,
)


def test_the_whole_way_is_written_down(cast: Cast) -> None:
    with at():
        matter = verified(cast)
        done = close_out_matter(actor=cast.supervisor, matter=matter)
    assert (done.status, done.outcome) == (MatterStatus.CLOSED, Outcome.SOLVED)
    moves = MatterMove.objects.filter(matter=done).order_by("place")
    assert [m.move for m in moves] == ["raise", "dispatch", "sign_for", "report_done", "pass", "close_out"]
    assert [m.place for m in moves] == [1, 2, 3, 4, 5, 6]
    for earlier, later in zip(moves, list(moves)[1:], strict=False):
        assert later.old_status == earlier.new_status
        assert later.at >= earlier.at


def test_numbers_count_within_kind_and_year(cast: Cast) -> None:
    with at():
        numbers = [
            a_matter(cast, "demand").number,
            a_matter(cast, "demand").number,
            a_matter(cast, "tip").number,
        ]
    assert numbers == ["SQ-2018-0001", "SQ-2018-0002", "XS-2018-0001"]


def test_refuses_without_evidence(cast: Cast) -> None:
    with at():
        matter = in_hand(cast, "hazard")
        with pytest.raises(InvalidInput) as error:
            report_matter_done(actor=cast.clerk, matter=matter, text="已整改。")
    assert [f.place for f in error.value.faults] == ["files"]
    assert fresh(matter).status == MatterStatus.IN_HAND
    assert not MatterMove.objects.filter(matter=matter, move="report_done").exists()


def test_the_doer_does_not_verify(cast: Cast) -> None:
    both = an_actor(cast.zone, "clerk", "supervisor", unit=cast.park, username="both")
    with at():
        matter = dispatched(cast)
        sign_for_matter(actor=both, matter=matter)
        report_matter_done(actor=both, matter=matter, text="已疏通。")
        with pytest.raises(Refused) as error:
            verify_matter(actor=both, matter=fresh(matter))
        assert error.value.code == "own"
        passed = verify_matter(actor=cast.supervisor, matter=fresh(matter))
        with pytest.raises(Refused):
            close_out_matter(actor=both, matter=passed)
    assert fresh(matter).status == MatterStatus.VERIFIED


def test_a_demand_is_struck_off_only_when_its_raiser_has_confirmed(cast: Cast) -> None:
    with at():
        matter = verified(cast, "demand")
        with pytest.raises(Refused) as error:
            close_out_matter(actor=cast.supervisor, matter=matter)
        assert error.value.code == "unconfirmed"
        done = close_out_matter(
            actor=cast.supervisor, matter=matter, is_confirmed=True, text="企业负责人电话确认。"
        )
    assert done.outcome == Outcome.SOLVED


def test_no_gate_is_skipped(cast: Cast) -> None:
    with at():
        matter = in_hand(cast)
        for act in (verify_matter, close_out_matter):
            with pytest.raises(Refused) as error:
                act(actor=cast.supervisor, matter=matter)
            assert error.value.code == "moved_on"


def test_who_comes_second_is_told_who_was_quicker(cast: Cast) -> None:
    with at():
        matter = dispatched(cast)
        sign_for_matter(actor=cast.clerk, matter=matter)
        with pytest.raises(Refused, match="TZ-clerk"):
            sign_for_matter(actor=cast.grid, matter=matter)


def test_another_unit_cannot_act(cast: Cast) -> None:
    with at():
        matter = dispatched(cast)
        with pytest.raises(NotAllowed):
            sign_for_matter(actor=cast.bureau_clerk, matter=matter)


def test_sent_back_runs_on(cast: Cast) -> None:
    with at():
        matter = reported_done(cast)
        whole = MatterClock.objects.get(matter=matter, kind=ClockKind.WHOLE)
        assert whole.kept
    with at(day=3):
        send_matter_back(actor=cast.supervisor, matter=matter, text="仍有积水。")
    whole = MatterClock.objects.get(matter=matter, kind=ClockKind.WHOLE)
    assert (whole.ended_at, whole.kept) == (None, False)
    assert fresh(matter).done_by_id is None


def test_returned_with_a_reason_and_a_better_address(cast: Cast) -> None:
    with at():
        matter = dispatched(cast)
        with pytest.raises(InvalidInput) as error:
            return_matter(actor=cast.clerk, matter=matter, reason="not_ours", text="属经发局职责。")
        assert [f.place for f in error.value.faults] == ["better_unit"]
        returned = return_matter(
            actor=cast.clerk, matter=matter, reason="not_ours", text="属经发局职责。", better_unit=cast.bureau
        )
    assert (returned.status, returned.lead_unit, returned.returns) == (MatterStatus.RAISED, None, 1)
    assert MatterMove.objects.get(matter=matter, move="return").unit == cast.bureau


def test_returns_have_an_end(cast: Cast) -> None:
    with at():
        matter = dispatched(cast, "hazard")  # one return
        matter = return_matter(actor=cast.clerk, matter=matter, reason="unclear", text="地点不清。")
        matter = dispatch_matter(actor=cast.office, matter=matter, unit=cast.park)
        with pytest.raises(Refused) as error:
            return_matter(actor=cast.clerk, matter=matter, reason="unclear", text="地点仍不清。")
    assert error.value.code == "returned_enough"


def test_unsolved_is_never_solved(cast: Cast) -> None:
    with at():
        first, second = a_matter(cast), a_matter(cast)
        with pytest.raises(InvalidInput):
            close_matter_unsolved(actor=cast.office, matter=second, outcome="solved", text="好。")
        with pytest.raises(InvalidInput):
            close_matter_unsolved(actor=cast.office, matter=second, outcome="duplicate", text="同一件。")
        done = close_matter_unsolved(
            actor=cast.office, matter=second, outcome="duplicate", text="同一件。", duplicate_of=first
        )
    assert (done.status, done.outcome, done.duplicate_of) == (MatterStatus.CLOSED, Outcome.DUPLICATE, first)


def test_dissatisfied_reopens_one_level_higher(cast: Cast) -> None:
    with at():
        done = close_out_matter(actor=cast.supervisor, matter=verified(cast))
    with at(day=5):
        again = rate_matter(actor=cast.grid, matter=done, rating="dissatisfied", text="下雨又积水。")
    assert (again.status, again.round, again.lead_unit_id) == (
        MatterStatus.DISPATCHED,
        2,
        cast.park.parent_id,
    )
    clocks = MatterClock.objects.filter(matter=again, kind=ClockKind.WHOLE).order_by("round")
    assert [c.round for c in clocks] == [1, 2]
    assert clocks[0].kept, "what the first round kept stays kept"
    standing = MatterStanding.objects.get(matter=again)
    assert standing.is_open
    assert standing.due_at == clocks[1].due_at


def test_satisfied_is_rated_once(cast: Cast) -> None:
    with at():
        done = close_out_matter(actor=cast.supervisor, matter=verified(cast))
        rate_matter(actor=cast.grid, matter=done, rating="satisfied")
        with pytest.raises(Refused) as error:
            rate_matter(actor=cast.grid, matter=done, rating="dissatisfied", text="其实不好。")
    assert error.value.code == "rated"


def test_the_same_request_twice_has_one_effect(cast: Cast) -> None:
    key = uuid4()
    with at():
        first = a_matter(cast, client_key=key)
        again = a_matter(cast, client_key=key)
        assert first.id == again.id
        matter = in_hand(cast)
        done = uuid4()
        report_matter_done(actor=cast.clerk, matter=matter, text="好了。", client_key=done)
        report_matter_done(actor=cast.clerk, matter=matter, text="好了。", client_key=done)
    assert MatterMove.objects.filter(matter=matter, move="report_done").count() == 1


@pytest.mark.usefixtures("units_as_subjects")
def test_a_recurrence_is_flagged(cast: Cast) -> None:
    def again(**values: object) -> Matter:
        return a_matter(cast, "resolution", actor=cast.office, subject=cast.park, **values)

    with at():
        first = dispatch_matter(actor=cast.office, matter=again(), unit=cast.park)
        sign_for_matter(actor=cast.clerk, matter=first)
        report_matter_done(actor=cast.clerk, matter=first, text="已落实。")
        verify_matter(actor=cast.supervisor, matter=first)
        close_out_matter(actor=cast.supervisor, matter=first)
    with after(days=20):
        second = again()
    with after(days=200):
        third = again()
    assert second.recurrence_of_id == first.id
    assert third.recurrence_of_id is None, "the kind counts recurrences for 90 days"
