"""Builders for tests of meetings: a weekly series, meetings in each state, projects with a light."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from guatu.meetings.models.meeting import AgendaItem, Meeting, Resolution
from guatu.meetings.models.series import MeetingSeries
from guatu.meetings.use_cases.add_item import add_item
from guatu.meetings.use_cases.call_meeting import call_meeting
from guatu.meetings.use_cases.close_meeting import close_meeting
from guatu.meetings.use_cases.define_series import SeriesTerms, define_series
from guatu.meetings.use_cases.pass_resolution import pass_resolution
from guatu.meetings.use_cases.start_meeting import start_meeting
from guatu.organization.models import Unit
from guatu.projects.models.lights import LightRuleSet, ProjectLight
from guatu.projects.models.project import Project
from tests.builders import the_root
from tests.matters.matter_builders import Cast
from tests.projects.progress_builders import a_project

NAME = "重点项目推进例会"


def a_series(cast: Cast, name: str = NAME, unit: Unit | None = None, **values: Any) -> MeetingSeries:
    """Every Monday at nine since 25 June 2018, convened by the zone; the park attends, the bureau sits in."""
    given: dict[str, Any] = {
        "starts_at": time(9),
        "starts_on": date(2018, 6, 25),
        "venue": "三楼会议室",
        "attending": [cast.park],
        "sitting_in": [cast.bureau],
    }
    terms = SeriesTerms(**(given | values))
    return define_series(actor=cast.office, unit=unit or the_root(cast.zone), name=name, terms=terms)


def a_meeting(cast: Cast, series: MeetingSeries | None = None, **values: Any) -> Meeting:
    return call_meeting(actor=cast.office, series=series or a_series(cast), **values)


def running(cast: Cast, series: MeetingSeries | None = None, **values: Any) -> Meeting:
    return start_meeting(actor=cast.office, meeting=a_meeting(cast, series, **values))


def an_item(cast: Cast, meeting: Meeting, title: str = "用电增容", **values: Any) -> AgendaItem:
    return add_item(actor=cast.office, series=meeting.series, meeting=meeting, title=title, **values)


def a_resolution(cast: Cast, item: AgendaItem, **values: Any) -> Resolution:
    given: dict[str, Any] = {"text": "一周内完成增容。", "lead_unit": cast.park, "due_on": date(2018, 7, 6)}
    return pass_resolution(**({"actor": cast.leader, "item": item} | given | values))


def closed(cast: Cast, meeting: Meeting) -> Meeting:
    return close_meeting(actor=cast.office, meeting=meeting)


def a_light(
    cast: Cast, name: str, colour: str, since: date = date(2018, 7, 2), days_to_red: int | None = None
) -> Project:
    """A project of the park with that light."""
    project = a_project(cast.zone, cast.park, name=name)
    rules, _made = LightRuleSet.objects.get_or_create(
        zone=cast.zone,
        number=1,
        defaults={"name": "r", "preset": "", "parameters": {}, "in_force_from": date(2018, 1, 1)},
    )
    ProjectLight.objects.create(
        zone=cast.zone,
        project=project,
        colour=colour,
        computed_colour=colour,
        rule_set=rules,
        verdict={"findings": []},
        days_to_red=days_to_red,
        since=since,
        evaluated_on=since,
    )
    return project
