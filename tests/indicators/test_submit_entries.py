"""A unit's entries from the first cell to approval: window, checks, four eyes, locks, exceptions."""

import json
from datetime import date
from decimal import Decimal

import pytest
from click.testing import CliRunner

from guatu.audit.models import Entry
from guatu.cli.tick import command as tick_command
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.indicators.choices import EntryStatus
from guatu.indicators.models.entry import Submission
from guatu.indicators.models.reading import Reading
from guatu.indicators.selectors.submissions import overview, visible_submissions
from guatu.indicators.use_cases.approve_entries import approve_entries
from guatu.indicators.use_cases.define_rule import RuleTerms, define_rule
from guatu.indicators.use_cases.grant_late_entry import grant_late_entry
from guatu.indicators.use_cases.remind_units import remind_units
from guatu.indicators.use_cases.reopen_entries import reopen_entries
from guatu.indicators.use_cases.return_entries import return_entries
from guatu.indicators.use_cases.review_entries import review_entries
from guatu.indicators.use_cases.save_entries import Cell, save_entries
from guatu.indicators.use_cases.submit_entries import submit_entries
from guatu.notifications.models import Notification
from guatu.organization.powers import system_actor
from tests.builders import an_actor, the_root
from tests.indicators.indicator_builders import JUNE, MAY, Cast, a_set, an_indicator, at, cells, filled


def approved(cast: Cast, submission: Submission) -> Submission:
    submit_entries(actor=cast.clerk, submission=submission)
    review_entries(actor=cast.office, submission=submission)
    return approve_entries(actor=cast.leader, submission=submission)


def test_approved_values_become_readings(cast: Cast) -> None:
    with at(3):
        done = approved(cast, filled(cast, a_set(cast)))
    assert done.status == EntryStatus.APPROVED
    reading = Reading.objects.get(indicator__code="dispatched_investment")
    assert (reading.value, reading.period, reading.unit_id) == (Decimal(10), "2018H1", cast.park.id)
    assert (reading.approved_by, reading.recorded_by, reading.origin) == ("leader", "clerk", "entered")
    events = Entry.objects.filter(event__startswith="indicators.entries").order_by("sequence")
    assert [e.event.rsplit(".", 1)[1] for e in events] == ["saved", "submitted", "reviewed", "approved"]


def test_whoever_submits_neither_reviews_nor_approves(cast: Cast) -> None:
    both = an_actor(cast.zone, "office_head", username="head")
    with at(3):
        entry_set = a_set(cast)
        row = save_entries(actor=both, entry_set=entry_set, unit=cast.park, period=JUNE, cells=cells())
        submit_entries(actor=both, submission=row)
        with pytest.raises(Refused) as caught:
            review_entries(actor=both, submission=row)
        assert caught.value.code == "own_entries"
        review_entries(actor=cast.office, submission=row)
        with pytest.raises(Refused) as caught:
            approve_entries(actor=both, submission=row)
        assert caught.value.code == "own_entries"


def test_the_window_opens_and_closes_by_working_days(cast: Cast) -> None:
    entry_set = a_set(cast)
    with at(30, month=6), pytest.raises(InvalidInput):
        filled(cast, a_set(cast, starts_on=date(2018, 7, 1)))
    entry_set = a_set(cast)
    with at(29, month=6), pytest.raises(Refused) as caught:
        filled(cast, entry_set)
    assert caught.value.code == "not_yet"
    with at(6):  # the fifth working day after 30 June
        row = filled(cast, entry_set)
    with at(9), pytest.raises(Refused) as caught:
        submit_entries(actor=cast.clerk, submission=row)
    assert caught.value.code == "closed"


def test_an_exception_lets_one_unit_enter_late_and_it_stays_late(cast: Cast) -> None:
    entry_set = a_set(cast)
    with at(9):
        with pytest.raises(InvalidInput) as caught:
            grant_late_entry(
                actor=cast.office,
                entry_set=entry_set,
                unit=cast.park,
                period=JUNE,
                until=date(2018, 7, 5),
                reason="",
            )
        assert {f.place for f in caught.value.faults} == {"until", "reason"}
        grant_late_entry(
            actor=cast.office,
            entry_set=entry_set,
            unit=cast.park,
            period=JUNE,
            until=date(2018, 7, 11),
            reason="统计员住院",
        )
        assert Notification.objects.filter(kind="indicators.due", receiver_id=cast.clerk.person_id).exists()
    with at(11):
        row = submit_entries(actor=cast.clerk, submission=filled(cast, entry_set))
        with pytest.raises(Refused):
            save_entries(actor=cast.office, entry_set=entry_set, unit=cast.other, period=JUNE, cells=cells())
    assert row.was_late
    with at(12), pytest.raises(NotAllowed):
        grant_late_entry(
            actor=cast.clerk,
            entry_set=entry_set,
            unit=cast.park,
            period=JUNE,
            until=date(2018, 7, 20),
            reason="x",
        )


def test_an_error_stops_and_a_warning_needs_its_reason(cast: Cast) -> None:
    with at(3):
        entry_set = a_set(cast)
        with at(5, month=6):
            approved(cast, filled(cast, entry_set, MAY, investment="8", sales="15"))
        row = filled(cast, entry_set, investment="7.9", sales="28")
        with pytest.raises(InvalidInput) as caught:
            submit_entries(actor=cast.clerk, submission=row)
        faults = {f.place: f.message for f in caught.value.faults}
        assert set(faults) == {"value-dispatched_investment", "note-dispatched_sales"}
        assert "7.9 / 8" in faults["value-dispatched_investment"]
        assert "+86.7 %" in faults["note-dispatched_sales"]
        told = cells("9", "30", "28") | {"dispatched_sales": Cell(Decimal(28), note="新厂投产")}
        save_entries(actor=cast.clerk, entry_set=entry_set, unit=cast.park, period=JUNE, cells=told)
        assert submit_entries(actor=cast.clerk, submission=row).status == EntryStatus.SUBMITTED


def test_a_missing_value_needs_its_explanation(cast: Cast) -> None:
    with at(3):
        entry_set = a_set(cast)
        row = save_entries(
            actor=cast.clerk,
            entry_set=entry_set,
            unit=cast.park,
            period=JUNE,
            cells={"dispatched_investment": Cell(Decimal(1)), "dispatched_output": Cell(note="停产")},
        )
        with pytest.raises(InvalidInput) as caught:
            submit_entries(actor=cast.clerk, submission=row)
    assert [(f.place, f.code) for f in caught.value.faults] == [("value-dispatched_sales", "missing")]


def test_the_sum_of_the_units_is_the_zone_and_approval_locks_below(cast: Cast) -> None:
    with at(3):
        entry_set = a_set(cast, ("dispatched_investment",), unit_types=["zone", "park"])
        one = {"dispatched_investment": Cell(Decimal(10))}
        below = []
        for unit in (cast.park, cast.other):
            row = save_entries(actor=cast.office, entry_set=entry_set, unit=unit, period=JUNE, cells=one)
            below.append(submit_entries(actor=cast.office, submission=row))
        root = the_root(cast.zone)
        top = save_entries(actor=cast.office, entry_set=entry_set, unit=root, period=JUNE, cells=one)
        with pytest.raises(InvalidInput, match="10 / 20"):
            submit_entries(actor=cast.office, submission=top)
        twenty = {"dispatched_investment": Cell(Decimal(20))}
        save_entries(actor=cast.office, entry_set=entry_set, unit=root, period=JUNE, cells=twenty)
        submit_entries(actor=cast.office, submission=top)
        head = an_actor(cast.zone, "office_head", username="head")
        for row in (*below, top):
            review_entries(actor=head, submission=row)
        with pytest.raises(Refused) as caught:
            approve_entries(actor=cast.leader, submission=top)
        assert caught.value.code == "below_open"
        for row in (*below, top):
            approve_entries(actor=cast.leader, submission=row)
        with pytest.raises(Refused) as caught:
            reopen_entries(actor=cast.leader, submission=below[0], reason="数错了")
        assert caught.value.code == "locked_above"
        reopen_entries(actor=cast.leader, submission=top, reason="下级要改")
        assert reopen_entries(actor=cast.leader, submission=below[0], reason="数错了").status == "returned"


def test_reopened_and_approved_anew_the_old_reading_stays(cast: Cast) -> None:
    with at(3):
        entry_set = a_set(cast)
        row = approved(cast, filled(cast, entry_set))
        with pytest.raises(InvalidInput):
            reopen_entries(actor=cast.leader, submission=row, reason=" ")
        reopen_entries(actor=cast.leader, submission=row, reason="口径有误")
        told = Notification.objects.get(kind="indicators.decided", receiver_id=cast.clerk.person_id)
        assert told.subject_id == row.id
        approved(cast, filled(cast, entry_set, investment="11"))
    rows = list(Reading.objects.filter(indicator__code="dispatched_investment").order_by("number"))
    assert [(r.number, r.value, r.reason) for r in rows] == [(1, 10, ""), (2, 11, "口径有误")]
    assert Reading.objects.filter(indicator__code="dispatched_output").count() == 1


def test_returned_with_a_reason(cast: Cast) -> None:
    with at(3):
        row = submit_entries(actor=cast.clerk, submission=filled(cast, a_set(cast)))
        assert Notification.objects.filter(kind="indicators.to_decide").exists()
        with pytest.raises(NotAllowed):
            return_entries(actor=cast.clerk, submission=row, reason="x")
        with pytest.raises(InvalidInput):
            return_entries(actor=cast.office, submission=row, reason="")
        back = return_entries(actor=cast.office, submission=row, reason="请核对")
        assert (back.status, back.reason) == (EntryStatus.RETURNED, "请核对")
        with pytest.raises(Refused):
            return_entries(actor=cast.office, submission=row, reason="再来")


def test_who_has_not_submitted(cast: Cast) -> None:
    with at(3):
        entry_set = a_set(cast)
        submit_entries(actor=cast.clerk, submission=filled(cast, entry_set))
        view = overview(entry_set, JUNE, actor=cast.office, day=date(2018, 7, 9))
        assert [(line.unit.id, line.is_overdue) for line in view.missing] == [(cast.other.id, True)]
        own = overview(entry_set, JUNE, actor=cast.clerk, day=date(2018, 7, 9))
        assert [line.unit.id for line in own.lines] == [cast.park.id]
        stranger = an_actor(cast.zone, "clerk", unit=cast.other, username="stranger")
        assert not visible_submissions(actor=stranger).exists()


def test_one_reminder_for_each_step_to_those_who_have_not_submitted(cast: Cast) -> None:
    entry_set = a_set(cast, remind_before=2)
    tick = system_actor("tick", cast.zone)

    def told(day: int) -> list[str]:
        """The texts that the clerk got on that day, by two runs of the clock."""
        before = set(Notification.objects.values_list("id", flat=True))
        with at(day):
            remind_units(actor=tick, today=date(2018, 7, day))
            assert remind_units(actor=tick, today=date(2018, 7, day)) == 0
        rows = Notification.objects.filter(kind="indicators.due", receiver_id=cast.clerk.person_id)
        return [str(row.text) for row in rows.exclude(id__in=before)]

    days = {day: told(day) for day in (3, 4, 5, 6, 9, 10)}
    assert [day for day, texts in days.items() if texts] == [4, 6, 9]
    assert all(len(texts) <= 1 for texts in days.values())
    assert len({texts[0] for texts in days.values() if texts}) == 3
    with at(6):
        submit_entries(actor=cast.clerk, submission=filled(cast, entry_set))
    Notification.objects.all().delete()
    assert told(9) == []


def test_the_clock_reminds(cast: Cast) -> None:
    a_set(cast)
    run = CliRunner().invoke
    asked = ["--now", "2018-07-05T09:00+08:00", "--json"]
    assert json.loads(run(tick_command, asked).stdout)["people_reminded"][cast.zone.code] > 0
    assert json.loads(run(tick_command, asked).stdout)["people_reminded"] == {cast.zone.code: 0}


def test_checks_are_versions(cast: Cast) -> None:
    terms = RuleTerms(
        left="export", operator="<=", right="import_export", severity="warning", instruction="核对"
    )
    rule = define_rule(actor=cast.office, code="export_within_trade", terms=terms)
    assert rule.number == 2
    assert define_rule(actor=cast.office, code="export_within_trade", terms=terms).id == rule.id
    bad = RuleTerms(left="export +", operator="?", right="nothing", severity="x", instruction="")
    with pytest.raises(InvalidInput) as caught:
        define_rule(actor=cast.office, code="Bad", terms=bad)
    assert {f.place for f in caught.value.faults} == {
        "code", "left", "operator", "right", "severity", "instruction",
    }  # fmt: skip
    jump = RuleTerms(left="export + import", kind="jump", severity="error", instruction="核对")
    with pytest.raises(InvalidInput) as caught:
        define_rule(actor=cast.office, code="jump", terms=jump)
    assert {f.place for f in caught.value.faults} == {"left", "limit"}
    assert an_indicator(cast.zone, "export").label == "出口总额"
