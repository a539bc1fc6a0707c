"""From called to closed: numbers without gaps, names that change, items that go on, attendance."""

from datetime import date, time

import pytest

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused, StaleVersion
from guatu.meetings.choices import MeetingMove, MeetingStatus
from guatu.meetings.models.meeting import Meeting
from guatu.meetings.rules.moves import MOVES, is_allowed, status_after
from guatu.meetings.selectors.meetings import sheet_of
from guatu.meetings.selectors.series import series_view, visible_series
from guatu.meetings.use_cases.add_item import add_item
from guatu.meetings.use_cases.call_meeting import call_meeting
from guatu.meetings.use_cases.cancel_meeting import cancel_meeting
from guatu.meetings.use_cases.close_meeting import close_meeting
from guatu.meetings.use_cases.define_series import SeriesTerms, define_series
from guatu.meetings.use_cases.discuss_item import discuss_item
from guatu.meetings.use_cases.move_item import move_item
from guatu.meetings.use_cases.open_meeting import open_meeting
from guatu.meetings.use_cases.record_attendance import Seat, record_attendance
from guatu.meetings.use_cases.rename_series import rename_series
from guatu.meetings.use_cases.start_meeting import start_meeting
from tests.builders import a_unit, the_root
from tests.matters.matter_builders import Cast, a_cast, at
from tests.meetings.meeting_builders import a_meeting, a_series, an_item, closed, running

pytestmark = pytest.mark.django_db


class TestTable:
    @pytest.mark.parametrize("status", MeetingStatus)
    @pytest.mark.parametrize("move", MeetingMove)
    def test_moves(self, status: MeetingStatus, move: MeetingMove) -> None:
        if is_allowed(move, status):
            assert status_after(move, status) in (MOVES[move].to, status)
        else:
            with pytest.raises(ValueError, match="is no move from"):
                status_after(move, status)

    @pytest.mark.parametrize("status", [MeetingStatus.CLOSED, MeetingStatus.CANCELLED])
    def test_what_has_ended_stays(self, status: MeetingStatus) -> None:
        assert not [move for move in MeetingMove if is_allowed(move, status)]


class TestNumbers:
    def test_they_go_on_through_a_new_name(self, cast: Cast) -> None:
        with at(25, month=6):
            series = a_series(cast, name="周例会", first_number=14)
            first = closed(cast, running(cast, series))
            rename_series(actor=cast.office, series=series, name="三大突破例会", valid_from=date(2018, 7, 1))
        with at(2):
            second = a_meeting(cast, series)
        assert [(m.name, m.number) for m in (first, second)] == [("周例会", 14), ("三大突破例会", 15)]
        assert second.title == "三大突破例会, no. 15"

    def test_a_skipped_week_takes_no_number(self, cast: Cast) -> None:
        with at(25, month=6):
            series = a_series(cast)
            closed(cast, running(cast, series))
        with at(9):
            meeting = a_meeting(cast, series)
            view = series_view(series, today=date(2018, 7, 9))
        assert meeting.number == 2
        assert [one.nominal for one in view.skipped] == [date(2018, 7, 2)]
        assert view.possible

    def test_on_a_holiday_it_is_held_on_the_next_working_day(self, cast: Cast) -> None:
        with at(12, month=6):
            series = a_series(cast, starts_on=date(2018, 6, 12))
            meeting = a_meeting(cast, series)
        assert (meeting.nominal_on, meeting.day) == (date(2018, 6, 18), date(2018, 6, 19))

    def test_a_cancelled_one_gives_up_its_number(self, cast: Cast) -> None:
        with at(2):
            series = a_series(cast)
            one, two = a_meeting(cast, series), a_meeting(cast, series)
            written = an_item(cast, one, "亲笔")
            cancel_meeting(actor=cast.office, meeting=one, reason="与党工委会议冲突")
        for row in (one, two, written):
            row.refresh_from_db()
        assert (one.number, two.number) == (None, 1)
        assert (written.meeting, written.kind) == (None, "backlog")

    def test_a_meeting_is_called_once(self, cast: Cast) -> None:
        with at(2):
            series = a_series(cast)
            a_meeting(cast, series, day=date(2018, 7, 4))
            with pytest.raises(Refused):
                a_meeting(cast, series, day=date(2018, 7, 5))
            with pytest.raises(InvalidInput):
                a_meeting(cast, series, day=date(2018, 7, 1))

    def test_a_series_that_is_called_needs_a_day(self, cast: Cast) -> None:
        with at(2):
            series = a_series(cast, cadence="none")
            with pytest.raises(InvalidInput):
                a_meeting(cast, series)
            assert a_meeting(cast, series, day=date(2018, 7, 4)).number == 1


class TestClose:
    def test_what_is_not_finished_goes_on_and_the_rest_stays(self, cast: Cast) -> None:
        with at(2):
            series = a_series(cast)
            meeting = running(cast, series)
            done, left = an_item(cast, meeting, "已议"), an_item(cast, meeting, "未议")
            discuss_item(actor=cast.leader, item=done, outcome="information")
            close_meeting(actor=cast.office, meeting=meeting, notes="会议强调安全。")
        following = Meeting.objects.get(number=2)
        assert [i.title for i in following.items.all()] == ["未议"]
        left.refresh_from_db()
        assert left.moved_to == following.items.get()
        with at(2), pytest.raises(Refused):
            discuss_item(actor=cast.leader, item=done, outcome="information", text="补")

    def test_without_a_rhythm_it_waits_in_the_backlog(self, cast: Cast) -> None:
        with at(2):
            series = a_series(cast, cadence="none")
            meeting = start_meeting(actor=cast.leader, meeting=a_meeting(cast, series, day=date(2018, 7, 2)))
            item = an_item(cast, meeting)
            closed(cast, meeting)
        item.refresh_from_db()
        assert item.moved_to is not None
        assert item.moved_to.meeting is None

    def test_an_item_is_moved_by_hand(self, cast: Cast) -> None:
        with at(2):
            series = a_series(cast)
            meeting = a_meeting(cast, series)
            moved = move_item(actor=cast.office, item=an_item(cast, meeting))
            assert moved.meeting is not None
            assert (moved.meeting.number, moved.meeting.day) == (2, date(2018, 7, 9))
            waiting = move_item(actor=cast.office, item=moved, to_backlog=True)
            with pytest.raises(Refused):
                move_item(actor=cast.office, item=moved)
            third = call_meeting(actor=cast.office, series=series)
        assert waiting.meeting is None
        waiting.refresh_from_db()
        assert waiting.meeting == third

    def test_a_step_twice_is_refused_in_words(self, cast: Cast) -> None:
        with at(2):
            meeting = open_meeting(actor=cast.office, meeting=a_meeting(cast))
            with pytest.raises(Refused, match="called"):
                open_meeting(actor=cast.office, meeting=meeting)


class TestAttendance:
    def test_the_sheet_has_groups_and_counts(self, cast: Cast) -> None:
        other = a_unit(cast.zone, "规划局")
        with at(2):
            series = a_series(cast, branch_venues=["园区分会场"])
            meeting = running(cast, series)
            seats = [
                Seat("present", cast.park, name="张三", venue="园区分会场"),
                Seat("leave", other, name="李四", substitute="王五"),
                Seat("present", cast.bureau, sits_in=True),
            ]
            record_attendance(actor=cast.office, meeting=meeting, seats=seats)
            record_attendance(actor=cast.office, meeting=meeting, seats=seats)
            sheet = sheet_of(meeting)
            assert [s.name for s in sheet.present] == ["张三", "李四"]
            assert [s.unit for s in sheet.sits_in] == [cast.bureau]
            rate = series_view(series, today=date(2018, 7, 2)).attendance_rate
        assert rate == 1

    def test_faults_name_the_seat(self, cast: Cast) -> None:
        with at(2):
            meeting = running(cast)
            with pytest.raises(InvalidInput) as caught:
                record_attendance(
                    actor=cast.office,
                    meeting=meeting,
                    seats=[
                        Seat("present"),
                        Seat("gone", cast.park),
                        Seat("present", cast.bureau, venue="月球"),
                    ],
                )
        assert [f.place for f in caught.value.faults] == ["seat-0", "seat-1", "seat-2"]


class TestWho:
    def test_the_office_convenes_leaders_conduct(self, cast: Cast) -> None:
        with at(2):
            series = a_series(cast)
            for who in (cast.leader, cast.clerk, cast.supervisor):
                with pytest.raises(NotAllowed):
                    call_meeting(actor=who, series=series)
            meeting = a_meeting(cast, series)
            with pytest.raises(NotAllowed):
                start_meeting(actor=cast.clerk, meeting=meeting)
            assert start_meeting(actor=cast.leader, meeting=meeting).status == "running"
            with pytest.raises(NotAllowed):
                close_meeting(actor=cast.leader, meeting=meeting)

    def test_members_see_it_others_do_not(self, cast: Cast) -> None:
        with at(2):
            series = a_series(cast, sitting_in=[])
        assert list(visible_series(actor=cast.clerk)) == [series]
        assert not visible_series(actor=cast.bureau_clerk).exists()
        assert not visible_series(actor=a_cast("ZZ").office).exists()

    def test_another_zone_is_refused(self, cast: Cast) -> None:
        stranger = a_cast("YY")
        with at(2), pytest.raises(NotAllowed):
            add_item(actor=stranger.office, series=a_series(cast), title="x")


class TestSeries:
    def test_faults_are_named(self, cast: Cast) -> None:
        with at(2):
            a_series(cast)
            terms = SeriesTerms(time(9), date(2018, 7, 2), " ", weekday=8, ends_on=date(2018, 7, 1))
            with pytest.raises(InvalidInput) as caught:
                define_series(
                    actor=cast.office, unit=the_root(cast.zone), name="重点项目推进例会", terms=terms
                )
        assert {f.place for f in caught.value.faults} == {"name", "venue", "weekday", "ends_on"}

    def test_new_terms_are_recorded_and_stale_ones_refused(self, cast: Cast) -> None:
        with at(2):
            series = a_series(cast)
            stale = type(series).objects.get(id=series.id)
            terms = SeriesTerms(time(14), date(2018, 6, 25), "新会议室", attending=[cast.park, cast.bureau])
            define_series(actor=cast.office, unit=series.unit, name="", terms=terms, series=series)
            entry = Entry.objects.filter(event="meetings.series.defined").order_by("-id").first()
            assert entry is not None
            assert {"venue", "starts_at", "members"} <= set(entry.changes)
            with pytest.raises(StaleVersion):
                define_series(
                    actor=cast.office,
                    unit=series.unit,
                    name="",
                    terms=SeriesTerms(time(15), date(2018, 6, 25), "别处"),
                    series=stale,
                )
