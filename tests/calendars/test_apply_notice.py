"""Applying a notice: the preview says what moves, and just that moves."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from tests.builders import a_unit, a_zone, an_actor, console

from guatu.audit.selectors import first_break, history_of
from guatu.calendars import open_dates
from guatu.calendars.choices import DayKind, DeadlineUnit, NoticeStatus
from guatu.calendars.days import DayRule
from guatu.calendars.deadlines import Deadline
from guatu.calendars.models import Calendar, Notice
from guatu.calendars.open_dates import DateMove, OpenDate
from guatu.calendars.patterns import five_days
from guatu.calendars.previews import preview_notice
from guatu.calendars.selectors import provisional_years, working_calendar
from guatu.calendars.use_cases.apply_notice import apply_notice
from guatu.calendars.use_cases.define_calendar import define_calendar
from guatu.calendars.use_cases.draft_notice import draft_notice
from guatu.calendars.use_cases.set_up_calendars import set_up_calendars
from guatu.core.actor import Actor
from guatu.core.clock import CHINA
from guatu.core.errors import NotAllowed, NotFound, Refused
from guatu.core.models import Zone

pytestmark = pytest.mark.django_db

FIVE = Deadline(5, DeadlineUnit.WORKING_DAY)
# As the notice for 2018 put Spring Festival, three weeks of a year that has none yet: 2031.
NEW_YEAR = date(2031, 1, 23)


class Desk:
    """An app with open dates, kept in memory."""

    name = "desk"

    def __init__(self, *dates: OpenDate) -> None:
        self.dates = {d.subject: d for d in dates}
        self.moved: list[tuple[str, date, date, str, str]] = []

    def open_dates(self, zone: Zone) -> Iterable[OpenDate]:
        return list(self.dates.values())

    def move(self, moves: Sequence[DateMove], *, actor: Actor, reason: str) -> None:
        for move in moves:
            old = move.open_date
            self.moved.append((old.subject, old.due, move.new_due, actor.name, reason))
            self.dates[old.subject] = replace(old, due=move.new_due)


def open_date(subject: str, start: date, due: date, deadline: Deadline = FIVE, **more: Any) -> OpenDate:
    return OpenDate(subject, f"事项 {subject}", f"/{subject}", start, deadline, due, **more)


@pytest.fixture
def zone() -> Zone:
    zone = a_zone()
    set_up_calendars(actor=console(zone))
    return zone


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    open_dates.register(desk)
    yield desk
    open_dates.unregister(desk.name)


@pytest.fixture
def notice(zone: Zone) -> Notice:
    """2031: off from 22 to 29 January (the library has 22–24 and two days in lieu), the 19th worked."""
    off = {date(2031, 1, day): DayRule(DayKind.OFF, "春节") for day in range(22, 30)}
    return draft_notice(
        actor=console(zone),
        year=2031,
        title="国务院办公厅关于2031年部分节假日安排的通知",
        document_number="国办发明电〔2030〕5号",
        published_on=date(2030, 11, 5),
        days={**off, date(2031, 1, 19): DayRule(DayKind.WORKING, "春节")},
    )


def due(zone: Zone, start: date, deadline: Deadline = FIVE) -> date:
    return open_date("x", start, start, deadline).reckon(working_calendar(zone))


def test_preview_shows_what_moves_and_changes_nothing(zone: Zone, desk: Desk, notice: Notice) -> None:
    office = an_actor(zone, "office")
    old = due(zone, date(2031, 1, 17))
    desk.dates = {
        "across": open_date("across", date(2031, 1, 17), old),
        "before": open_date("before", date(2030, 12, 2), due(zone, date(2030, 12, 2))),
    }
    preview = preview_notice(notice.id, actor=office)
    assert [(m.open_date.subject, m.open_date.due) for m in preview.all_moves] == [("across", old)]
    assert preview.kept == ()
    changed = {day.date: (day.before, day.after) for day in preview.days}
    assert changed[date(2031, 1, 19)] == (DayKind.OFF, DayKind.WORKING)
    assert changed[date(2031, 1, 29)] == (DayKind.WORKING, DayKind.OFF)
    assert date(2031, 1, 23) not in changed, "off by the library already"
    assert changed[date(2031, 5, 1)] == (DayKind.OFF, DayKind.WORKING), (
        "silent on Labour Day, so it is worked"
    )
    assert working_calendar(zone).kind_on(date(2031, 1, 19)) == DayKind.OFF
    assert desk.moved == []


def test_applying_moves_just_the_previewed_dates(zone: Zone, desk: Desk, notice: Notice) -> None:
    office = an_actor(zone, "office")
    starts = {"across": date(2031, 1, 17), "before": date(2030, 12, 2), "after": date(2031, 2, 10)}
    desk.dates = {name: open_date(name, start, due(zone, start)) for name, start in starts.items()}
    preview = preview_notice(notice.id, actor=office)
    apply_notice(actor=office, notice=notice, previewed=preview.digest)

    assert working_calendar(zone).kind_on(date(2031, 1, 19)) == DayKind.WORKING
    ((subject, old, new, who, why),) = desk.moved
    assert (subject, old, new) == ("across", preview.all_moves[0].open_date.due, due(zone, starts["across"]))
    assert who == "office"
    assert "国办发明电〔2030〕5号" in why
    assert {name: d.due for name, d in desk.dates.items()} == {n: due(zone, s) for n, s in starts.items()}

    notice.refresh_from_db()
    assert notice.status == NoticeStatus.APPLIED
    assert notice.applied_by == "office"
    entry = history_of(notice.id, zone_id=zone.id)[0]
    assert entry.event == "calendars.notice.applied"
    assert entry.data["moved"] == 1
    assert entry.changes["status"] == ["draft", "applied"]
    assert first_break(zone.id) is None
    assert preview_notice(notice.id, actor=office).all_moves == []


def test_dates_set_by_hand_stay(zone: Zone, desk: Desk, notice: Notice) -> None:
    start = date(2031, 1, 17)
    desk.dates = {"promised": open_date("promised", start, date(2031, 3, 31))}
    preview = preview_notice(notice.id, actor=console(zone))
    assert preview.all_moves == []
    assert [kept.subject for kept in preview.kept] == ["promised"]
    apply_notice(actor=console(zone), notice=notice, previewed=preview.digest)
    assert desk.moved == []


def test_each_date_follows_its_own_calendar(zone: Zone, desk: Desk, notice: Notice) -> None:
    define_calendar(actor=console(zone), code="yard", name="Yard", pattern=five_days(("07:00", "19:00")))
    start = datetime(2031, 1, 17, 10, tzinfo=CHINA)
    hours = Deadline(24, DeadlineUnit.WORKING_HOUR)
    desk.dates = {
        code: open_date(
            code,
            start,
            open_date("x", start, start, hours).reckon(working_calendar(zone, code)),
            hours,
            calendar=code,
        )
        for code in ("yard", "all-hours")
    }
    moves = preview_notice(notice.id, actor=console(zone)).all_moves
    assert [move.open_date.subject for move in moves] == ["yard"]
    # 9 hours on Friday, 12 on the make-up Sunday (as Monday), 3 on Monday.
    assert moves[0].new_due == datetime(2031, 1, 20, 10, tzinfo=CHINA)


def test_refuses_a_stale_preview(zone: Zone, desk: Desk, notice: Notice) -> None:
    seen = preview_notice(notice.id, actor=console(zone)).digest
    start = date(2031, 1, 17)
    desk.dates = {"new": open_date("new", start, due(zone, start))}
    with pytest.raises(Refused, match="Look at the preview again"):
        apply_notice(actor=console(zone), notice=notice, previewed=seen)
    notice.refresh_from_db()
    assert notice.status == NoticeStatus.DRAFT
    assert desk.moved == []


def test_refuses_a_revised_draft_and_a_second_time(zone: Zone, notice: Notice) -> None:
    seen = preview_notice(notice.id, actor=console(zone)).digest
    days = {date(2031, 1, 1): DayRule(DayKind.OFF)}
    draft_notice(
        actor=console(zone), notice=notice, year=2031, title="改", published_on=date(2030, 11, 5), days=days
    )
    with pytest.raises(Refused):
        apply_notice(actor=console(zone), notice=notice, previewed=seen)
    seen = preview_notice(notice.id, actor=console(zone)).digest
    apply_notice(actor=console(zone), notice=notice, previewed=seen)
    with pytest.raises(Refused, match="applied already"):
        apply_notice(actor=console(zone), notice=notice, previewed=seen)


def test_a_failing_provider_leaves_everything_as_it_was(zone: Zone, desk: Desk, notice: Notice) -> None:
    start = date(2031, 1, 17)
    desk.dates = {"across": open_date("across", start, due(zone, start))}

    def fail(moves: Sequence[DateMove], *, actor: Actor, reason: str) -> None:
        raise Refused("locked")

    desk.move = fail  # type: ignore[method-assign]
    seen = preview_notice(notice.id, actor=console(zone)).digest
    with pytest.raises(Refused, match="locked"):
        apply_notice(actor=console(zone), notice=notice, previewed=seen)
    assert working_calendar(zone).kind_on(date(2031, 1, 19)) == DayKind.OFF
    assert Notice.objects.get(zone=zone, id=notice.id).status == NoticeStatus.DRAFT


def test_nothing_seen_in_a_failed_attempt_is_remembered(zone: Zone, desk: Desk, notice: Notice) -> None:
    start = date(2031, 1, 17)
    desk.dates = {"across": open_date("across", start, due(zone, start))}

    def look_and_fail(moves: Sequence[DateMove], *, actor: Actor, reason: str) -> None:
        assert working_calendar(zone).kind_on(date(2031, 1, 19)) == DayKind.WORKING
        raise Refused("locked")

    desk.move = look_and_fail  # type: ignore[method-assign]
    first_seen = preview_notice(notice.id, actor=console(zone)).digest
    with pytest.raises(Refused, match="locked"):
        apply_notice(actor=console(zone), notice=notice, previewed=first_seen)
    desk.dates = {}
    notice = Notice.objects.get(zone=zone, id=notice.id)
    # Only the days differ from the first attempt.
    draft_notice(
        actor=console(zone),
        notice=notice,
        year=2031,
        title=notice.title,
        document_number=notice.document_number,
        published_on=notice.published_on,
        days={date(2031, 1, 23): DayRule(DayKind.OFF, "春节")},
    )
    seen = preview_notice(notice.id, actor=console(zone)).digest
    assert seen != first_seen
    apply_notice(actor=console(zone), notice=notice, previewed=seen)
    assert working_calendar(zone).kind_on(date(2031, 1, 19)) == DayKind.OFF


def test_later_publication_wins(zone: Zone) -> None:
    days = {date(2027, 5, 1): DayRule(DayKind.OFF), date(2027, 5, 3): DayRule(DayKind.WORKING)}
    earlier = draft_notice(
        actor=console(zone), year=2027, title="earlier", published_on=date(2026, 11, 1), days=days
    )
    later = draft_notice(
        actor=console(zone),
        year=2027,
        title="later",
        published_on=date(2027, 3, 1),
        days={date(2027, 5, 3): DayRule(DayKind.OFF)},
    )
    for draft in (later, earlier):  # applied in the wrong order
        seen = preview_notice(draft.id, actor=console(zone)).digest
        apply_notice(actor=console(zone), notice=draft, previewed=seen)
    assert working_calendar(zone).kind_on(date(2027, 5, 3)) == DayKind.OFF


def test_year_is_no_longer_provisional(zone: Zone, notice: Notice) -> None:
    assert provisional_years(zone, 2025, 2031) == [2027, 2028, 2029, 2030, 2031]
    seen = preview_notice(notice.id, actor=console(zone)).digest
    apply_notice(actor=console(zone), notice=notice, previewed=seen)
    assert provisional_years(zone, 2025, 2031) == [2027, 2028, 2029, 2030]
    assert not working_calendar(zone).is_provisional(date(2031, 6, 1))


def test_only_those_over_the_whole_zone_may(zone: Zone, notice: Notice) -> None:
    seen = preview_notice(notice.id, actor=console(zone)).digest
    for actor in (
        an_actor(zone, "leader"),
        an_actor(zone, "clerk"),
        an_actor(zone, "office", unit=a_unit(zone), username="park-office"),
    ):
        with pytest.raises(NotAllowed, match=r"calendars\.apply_notice"):
            apply_notice(actor=actor, notice=notice, previewed=seen)


def test_notices_of_another_zone_do_not_exist(zone: Zone, notice: Notice) -> None:
    other = a_zone("OT", "别的新区")
    set_up_calendars(actor=console(other))
    with pytest.raises(NotFound):
        preview_notice(notice.id, actor=console(other))
    with pytest.raises(NotFound):
        apply_notice(actor=console(other), notice=notice, previewed="")
    assert Calendar.objects.filter(zone=other).count() == 2
