"""Invented meetings in the demo zone: the weekly project meeting since January, its promises, visits, reviews.

Everything is done by the demo's people through the product's own use cases, at the moments told.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from guatu.core.clock import CHINA, frozen_at
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.demo.danyang_life import acting, picture
from guatu.matters.models.matter import Matter
from guatu.matters.use_cases.close_out_matter import close_out_matter
from guatu.matters.use_cases.reply_on_matter import reply_on_matter
from guatu.matters.use_cases.report_matter_done import report_matter_done
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.matters.use_cases.verify_matter import verify_matter
from guatu.meetings.choices import Cause, ItemOutcome, Presence, VisitKind
from guatu.meetings.models.meeting import Meeting
from guatu.meetings.models.series import MeetingSeries
from guatu.meetings.use_cases.add_item import add_item
from guatu.meetings.use_cases.call_meeting import call_meeting
from guatu.meetings.use_cases.close_meeting import close_meeting
from guatu.meetings.use_cases.define_series import SeriesTerms, define_series
from guatu.meetings.use_cases.discuss_item import discuss_item
from guatu.meetings.use_cases.file_review import file_review
from guatu.meetings.use_cases.file_visit import Finding, file_visit
from guatu.meetings.use_cases.pass_resolution import pass_resolution
from guatu.meetings.use_cases.record_attendance import Seat, record_attendance
from guatu.meetings.use_cases.rename_series import rename_series
from guatu.meetings.use_cases.start_meeting import start_meeting
from guatu.organization.models import Person, Unit
from guatu.organization.selectors import root_unit
from guatu.projects.models.project import Project

FIRST = date(2018, 1, 8)
PARK = "生命科学产业园"


def meet(zone: Zone) -> None:
    """Let the zone meet every Monday until its clock date, and prepare the next meeting."""
    series = _series(zone)
    _quiet_weeks(zone, series)
    _june(zone, series)
    call_meeting(actor=acting(zone, "office"), series=series)
    _fieldwork(zone)


def _at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), CHINA)


def _series(zone: Zone) -> MeetingSeries:
    """Begun as 项目建设周例会, called 重点项目推进例会 since April; the numbers go on."""
    office, park = acting(zone, "office"), Unit.objects.get(zone=zone, name=PARK)
    others = Unit.objects.filter(zone=zone, parent__isnull=False, closed_on=None).exclude(id=park.id)
    series = define_series(
        actor=office,
        unit=root_unit(zone.id),
        name="项目建设周例会",
        terms=SeriesTerms(
            starts_at=time(9),
            starts_on=FIRST,
            venue="管委会三楼会议室",
            branch_venues=["生命科学产业园分会场"],
            chair=Person.objects.get(zone=zone, name="工委领导1"),
            attending=[park, *others.order_by("order", "name")[:5]],
        ),
    )
    return rename_series(actor=office, series=series, name="重点项目推进例会", valid_from=date(2018, 4, 2))


def _quiet_weeks(zone: Zone, series: MeetingSeries) -> None:
    """Meetings of which only the number is told; one week was skipped."""
    office, monday = acting(zone, "office"), FIRST
    while monday < date(2018, 6, 11):
        if monday != date(2018, 5, 14):
            with frozen_at(_at(monday, 8)):
                meeting = call_meeting(actor=office, series=series, with_agenda=False)
            _hold(meeting)
        monday += timedelta(days=7)


def _hold(meeting: Meeting) -> None:
    office = acting(meeting.zone, "office")
    with frozen_at(_at(meeting.day)):
        start_meeting(actor=office, meeting=meeting)
        close_meeting(actor=office, meeting=meeting)


def _june(zone: Zone, series: MeetingSeries) -> None:
    """Three meetings with resolutions: one struck off, one replied to, one late without a word."""
    office, leader, park = acting(zone, "office"), acting(zone, "leader"), acting(zone, "park")
    unit = Unit.objects.get(zone=zone, name=PARK)
    told = (
        (date(2018, 6, 11), "金鹏健身器材", "供电方案一周内确定，增容手续由园区代办。（演示）", date(2018, 6, 19)),
        (date(2018, 6, 19), "恒辉科技", "基础施工增加一个班组，月底前完成承台。（演示）", date(2018, 6, 29)),
        (date(2018, 6, 25), "", "", None),
        (date(2018, 7, 2), "日产业园三期", "承台施工计划重新排定，报项目办备案。（演示）", date(2018, 7, 6)),
    )  # fmt: skip
    for day, name, text, due in told:
        with frozen_at(_at(day, 8)):
            meeting = call_meeting(actor=office, series=series, with_agenda=False)
        if due is None:
            _hold(meeting)
            continue
        with frozen_at(_at(day, 8)):
            project = Project.objects.get(zone=zone, name=name)
            item = add_item(actor=office, series=series, meeting=meeting, title="", subject=project)
        with frozen_at(_at(day)):
            start_meeting(actor=leader, meeting=meeting)
            _attend(zone, meeting, absent=day.day == 19)
            discuss_item(
                actor=office,
                item=item,
                outcome=ItemOutcome.DECISION,
                text="园区汇报进展，与会单位逐项会商。（演示）",
            )
            passed = pass_resolution(actor=leader, item=item, text=text, lead_unit=unit, due_on=due)
            close_meeting(actor=office, meeting=meeting)
        if day == date(2018, 6, 11):
            _strike_off(passed.matter)
        elif day == date(2018, 6, 19):
            with frozen_at(_at(date(2018, 6, 27), 15)):
                sign_for_matter(actor=park, matter=passed.matter)
                reply_on_matter(
                    actor=park, matter=passed.matter, text="已增加一个班组，承台完成三分之二。（演示）"
                )
    with frozen_at(_at(date(2018, 6, 25), 8)):
        add_item(actor=office, series=series, title="下半年集中开工活动安排（演示）")


def _strike_off(matter: Matter) -> None:
    zone = matter.zone
    with frozen_at(_at(date(2018, 6, 15), 16)):
        sign_for_matter(actor=acting(zone, "park"), matter=matter)
        report_matter_done(
            actor=acting(zone, "park"), matter=matter, text="供电方案已定，增容手续已受理。（演示）"
        )
        verify_matter(actor=acting(zone, "supervisor"), matter=matter)
        close_out_matter(actor=acting(zone, "supervisor"), matter=matter, text="核实销号。（演示）")


def _attend(zone: Zone, meeting: Meeting, *, absent: bool) -> None:
    units = [m.unit for m in meeting.series.members.select_related("unit").order_by("unit__order")]
    record_attendance(
        actor=acting(zone, "office"),
        meeting=meeting,
        seats=[
            Seat(
                Presence.LEAVE if absent and place == 1 else Presence.PRESENT,
                unit=unit,
                name=f"负责人{place + 1}（演示）",
                venue=meeting.branch_venues[0] if unit.name == PARK else meeting.venue,
            )
            for place, unit in enumerate(units)
        ],
    )


def _fieldwork(zone: Zone) -> None:
    """Visits of the last two weeks, and three weekly reviews of the park."""
    office, clerk = acting(zone, "office"), acting(zone, "park")
    leader = Person.objects.get(zone=zone, name="工委领导1")
    unit = Unit.objects.get(zone=zone, name=PARK)
    yuyue = Project.objects.get(zone=zone, name="鱼跃医疗设备")
    with frozen_at(_at(date(2018, 6, 28), 15)):
        file_visit(
            actor=office,
            kind=VisitKind.SUPERVISION,
            day=date(2018, 6, 28),
            project=yuyue,
            leader=leader,
            place="湖东厂区",
            note="现场查看6号厂房施工。（演示）",
            findings=[
                Finding("施工便道积水，现场要求当日排除。（演示）", is_settled=True),
                Finding("6号厂房脚手架验收资料不全。（演示）", lead_unit=unit, due_on=date(2018, 7, 5)),
            ],
            photos=[picture("2018-06-28 visit", 33)],
        )
    file_visit(
        actor=office,
        kind=VisitKind.JOINT,
        day=date(2018, 7, 2),
        project=Project.objects.get(zone=zone, name="恒辉科技"),
        units=list(Unit.objects.filter(zone=zone, parent__isnull=False).order_by("order", "name")[:3]),
        note="联合走访，核对施工许可与用电手续。（演示）",
        findings=[Finding("临时用电手续已现场补齐。（演示）", is_settled=True)],
    )
    for week, cause, fact in (
        ("2018W24", Cause.UTILITIES, "供电方案未定，桩机停工两天。（演示）"),
        ("2018W25", Cause.BUILDER, "班组不足，承台完成一半。（演示）"),
        ("2018W26", Cause.UTILITIES, "增容手续受理，恢复施工。（演示）"),
    ):
        file_review(
            actor=clerk,
            unit=unit,
            week=Period.parse(week),
            plan="完成承台施工三分之二。（演示）",
            fact=fact,
            cause=cause,
            lesson="用电需求应在开工前一个月提出。（演示）",
            next_step="每周三与供电公司对接一次。（演示）",
        )
