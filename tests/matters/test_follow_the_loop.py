"""Random people make random moves while time passes. Whatever they do: one owner, one state, no gate skipped, the
doer never verifies, deadlines on working time, the record complete."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from guatu.audit.models import Entry
from guatu.calendars.official import chinese_calendar
from guatu.core.actor import Actor
from guatu.core.clock import CHINA, frozen_at, local_now
from guatu.core.errors import GuatuError
from guatu.core.periods import Period
from guatu.matters.choices import ENDED, DecisionState, Move, Outcome, ReturnReason, Satisfaction
from guatu.matters.models.clocks import MatterClock, MatterStanding
from guatu.matters.models.history import LadderStep, MatterMove, TimeRequest
from guatu.matters.models.matter import Matter
from guatu.matters.rules.moves import MOVES
from guatu.matters.standing import open_books
from guatu.matters.tasks import ring_ladders
from guatu.matters.use_cases.approve_clock_stop import approve_clock_stop
from guatu.matters.use_cases.ask_clock_stop import ask_clock_stop
from guatu.matters.use_cases.ask_extension import ask_extension
from guatu.matters.use_cases.ask_help import ask_help
from guatu.matters.use_cases.close_matter_unsolved import close_matter_unsolved
from guatu.matters.use_cases.close_out_matter import close_out_matter
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.matters.use_cases.grant_extension import grant_extension
from guatu.matters.use_cases.rate_matter import rate_matter
from guatu.matters.use_cases.reopen_matter import reopen_matter
from guatu.matters.use_cases.reply_on_matter import reply_on_matter
from guatu.matters.use_cases.report_matter_done import report_matter_done
from guatu.matters.use_cases.resume_clock import resume_clock
from guatu.matters.use_cases.return_matter import return_matter
from guatu.matters.use_cases.send_matter_back import send_matter_back
from guatu.matters.use_cases.settle_help import settle_help
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.matters.use_cases.transfer_matter import transfer_matter
from guatu.matters.use_cases.verify_matter import verify_matter
from guatu.matters.use_cases.withdraw_matter import withdraw_matter
from tests.matters.matter_builders import MONDAY, Cast, a_cast, a_matter
from tests.matters.test_count_figures import figures_agree

CALENDAR = chinese_calendar()
TEXT = "演练"
# Moves that need nothing but the matter, an actor and a sentence.
PLAIN: tuple[tuple[Callable[..., Any], dict[str, Any]], ...] = (
    (sign_for_matter, {}),
    (reply_on_matter, {"text": TEXT}),
    (report_matter_done, {"text": TEXT}),
    (verify_matter, {}),
    (close_out_matter, {"text": TEXT, "is_confirmed": True}),
    (send_matter_back, {"text": TEXT}),
    (ask_help, {"text": TEXT}),
    (settle_help, {"text": TEXT}),
    (withdraw_matter, {"text": TEXT}),
    (reopen_matter, {"text": TEXT}),
    (resume_clock, {}),
)

# Status → what should happen next, whose turn it is (place in `Loop.actors`), and with what.
NEXT: dict[str, tuple[Callable[..., Any], int, dict[str, Any]]] = {
    "raised": (dispatch_matter, 2, {}),
    "dispatched": (sign_for_matter, 0, {}),
    "in_hand": (report_matter_done, 0, {"text": TEXT}),
    "coordinating": (settle_help, 2, {"text": TEXT}),
    "done_reported": (verify_matter, 4, {}),
    "verified": (close_out_matter, 4, {"text": TEXT, "is_confirmed": True}),
    "closed": (rate_matter, 5, {"rating": "dissatisfied", "text": TEXT}),
}


class Loop(RuleBasedStateMachine):
    cast: ClassVar[Cast]

    @initialize()
    def begin(self) -> None:
        self.now = MONDAY
        self.matters: list[Matter] = []

    def actors(self) -> list[Actor]:
        c = self.cast
        return [c.clerk, c.bureau_clerk, c.office, c.leader, c.supervisor, c.grid]

    def attempt(self, act: Callable[..., Any], who: int, **values: Any) -> None:
        """Whoever may not, or comes at the wrong time, is refused; anything else would be a fault."""
        with frozen_at(self.now), suppress(GuatuError):
            act(actor=self.actors()[who], **values)

    def one(self, which: int) -> Matter:
        matter = self.matters[which % len(self.matters)]
        return Matter.objects.select_related("kind", "lead_unit", "zone").get(id=matter.id)

    @rule(kind=st.sampled_from(["suggestion", "demand", "tip"]), urgency=st.sampled_from(["", "urgent"]))
    def raise_one(self, kind: str, urgency: str) -> None:
        with frozen_at(self.now):
            self.matters.append(a_matter(self.cast, kind, urgency=urgency))

    @precondition(lambda self: self.matters)
    @rule(which=st.integers(0, 9), act=st.sampled_from(PLAIN), who=st.integers(0, 5))
    def move(self, which: int, act: tuple[Callable[..., Any], dict[str, Any]], who: int) -> None:
        self.attempt(act[0], who, matter=self.one(which), **act[1])

    @precondition(lambda self: self.matters)
    @rule(which=st.integers(0, 9), steps=st.integers(1, 6))
    def go_on(self, which: int, steps: int) -> None:
        """What should happen next happens, so that every state is come to."""
        for _step in range(steps):
            matter = self.one(which)
            if matter.status in NEXT:
                act, who, values = NEXT[matter.status]
                self.attempt(act, who, matter=matter, **values, **self.needed(act))

    def needed(self, act: Callable[..., Any]) -> dict[str, Any]:
        return {"unit": self.cast.park} if act is dispatch_matter else {}

    @precondition(lambda self: self.matters)
    @rule(which=st.integers(0, 9), who=st.integers(0, 5), bureau=st.booleans(), transfer=st.booleans())
    def send(self, which: int, who: int, bureau: bool, transfer: bool) -> None:
        unit = self.cast.bureau if bureau else self.cast.park
        values: dict[str, Any] = {"text": TEXT} if transfer else {}
        self.attempt(
            transfer_matter if transfer else dispatch_matter, who, matter=self.one(which), unit=unit, **values
        )

    @precondition(lambda self: self.matters)
    @rule(which=st.integers(0, 9), who=st.integers(0, 5), reason=st.sampled_from(ReturnReason.values))
    def give_back(self, which: int, who: int, reason: str) -> None:
        values = {"reason": reason, "text": TEXT, "better_unit": self.cast.bureau}
        self.attempt(return_matter, who, matter=self.one(which), **values)

    @precondition(lambda self: self.matters)
    @rule(which=st.integers(0, 9), who=st.integers(0, 5), days=st.integers(0, 40), stop=st.booleans())
    def ask_for_time(self, which: int, who: int, days: int, stop: bool) -> None:
        act = ask_clock_stop if stop else ask_extension
        self.attempt(act, who, matter=self.one(which), days=days, reason=TEXT)

    @rule(who=st.integers(0, 5))
    def decide(self, who: int) -> None:
        # Of this walk alone: the walks before it share the database, and may have come to later days.
        asked = TimeRequest.objects.filter(state=DecisionState.ASKED, matter__in=self.matters)
        for request in asked.select_related("matter__kind"):
            act = approve_clock_stop if request.kind == "stop" else grant_extension
            self.attempt(act, who, request=request)

    @precondition(lambda self: self.matters)
    @rule(which=st.integers(0, 9), who=st.integers(0, 5), outcome=st.sampled_from(Outcome.values))
    def close_unsolved(self, which: int, who: int, outcome: str) -> None:
        self.attempt(close_matter_unsolved, who, matter=self.one(which), outcome=outcome, text=TEXT)

    @precondition(lambda self: self.matters)
    @rule(which=st.integers(0, 9), who=st.integers(0, 5), rating=st.sampled_from(Satisfaction.values))
    def rate(self, which: int, who: int, rating: str) -> None:
        self.attempt(rate_matter, who, matter=self.one(which), rating=rating, text=TEXT)

    @rule(hours=st.sampled_from([1, 5, 24, 24 * 4, 24 * 11]), ring=st.booleans())
    def time_passes(self, hours: int, ring: bool) -> None:
        self.now += timedelta(hours=hours)
        if ring:
            with frozen_at(self.now):
                ring_ladders([self.cast.zone])
                assert ring_ladders([self.cast.zone]) == {self.cast.zone.code: 0}, "twice does nothing"

    @invariant()
    def one_owner_one_state(self) -> None:
        for matter in Matter.objects.filter(id__in=[m.id for m in getattr(self, "matters", [])]):
            assert (matter.lead_unit_id is not None) or matter.status in ("raised", *ENDED)
            assert (matter.outcome != "") == (matter.status == "closed")
            assert MatterStanding.objects.get(matter=matter).is_open == (matter.status not in ENDED)

    @invariant()
    def no_gate_is_skipped(self) -> None:
        for matter in getattr(self, "matters", []):
            status, doer = "", None
            for place, made in enumerate(MatterMove.objects.filter(matter=matter).order_by("place"), 1):
                line = MOVES[Move(made.move)]
                assert made.place == place
                assert made.old_status == status
                assert made.move == Move.RAISE or status in line.start
                assert made.new_status == (line.to or status)
                if made.move == Move.REPORT_DONE:
                    doer = made.by_id
                if made.move in (Move.PASS, Move.CLOSE_OUT):
                    assert made.by_id != doer
                status = made.new_status

    @invariant()
    def clocks_stand_on_working_time(self) -> None:
        ids = [m.id for m in getattr(self, "matters", [])]
        for clock in MatterClock.objects.filter(matter_id__in=ids, due_at__isnull=False).exclude(
            limit_unit__in=("hour", "calendar_day")
        ):
            assert clock.due_at is not None
            assert CALENDAR.is_working(clock.due_at.astimezone(CHINA).date())

    def teardown(self) -> None:
        ids = [m.id for m in getattr(self, "matters", [])]
        moves = MatterMove.objects.filter(matter_id__in=ids).count()
        recorded = Entry.objects.filter(subject_id__in=ids, event__startswith="matters.").count()
        assert recorded == moves, "every move stands in the record, and nothing else does"
        with frozen_at(self.now):
            now = local_now(self.cast.zone)
            for book in open_books(self.cast.zone.id, ids).values():
                stored = MatterStanding.objects.get(matter=book.matter)
                if book.matter.is_open and stored.next_at is not None and stored.next_at > now:
                    assert not book.due_steps(now)[0], "nothing that has come was left unrung"
            figures_agree(self.cast, Period.parse("2018H2"))
        rings = LadderStep.objects.filter(matter_id__in=ids)
        keys = list(rings.values_list("matter_id", "round", "rung", "repetition", "clock_start"))
        assert len(keys) == len(set(keys))


@pytest.mark.django_db
def test_whatever_people_do_the_loop_holds() -> None:
    Loop.cast = a_cast()
    run_state_machine_as_test(
        Loop,
        settings=settings(
            max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
