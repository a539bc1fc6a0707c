"""The demo zone's own half-year report, one of last month's bulletins issued, and the half-year's as a draft."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from guatu.core.actor import Actor
from guatu.core.clock import CHINA, frozen_at
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.demo.danyang_life import acting
from guatu.organization.powers import actors_for, system_actor
from guatu.organization.selectors import root_unit
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.register_person import register_person
from guatu.reports.models import BriefingTemplate
from guatu.reports.use_cases.define_briefing_template import define_briefing_template
from guatu.reports.use_cases.draft_briefing import draft_briefing
from guatu.reports.use_cases.issue_briefing import issue_briefing
from guatu.reports.use_cases.submit_briefing import submit_briefing

HALF_YEAR = Path(__file__).parent / "data" / "danyang_half_year.txt"


def write_briefings(zone: Zone) -> None:
    """Rewrite the shipped half-year template, then write with it and with the bulletin."""
    templates = {one.code: one for one in BriefingTemplate.objects.filter(zone=zone)}
    half_year = define_briefing_template(
        actor=system_actor("demo", zone),
        code="half_year",
        name="半年报告",
        text=HALF_YEAR.read_text("utf-8"),
        template=templates["half_year"],
    )
    office, clerk = acting(zone, "office"), _clerk(zone)
    with frozen_at(datetime.combine(date(2018, 7, 2), time(11), CHINA)):
        bulletin = draft_briefing(
            actor=clerk, template=templates["monthly_bulletin"], period=Period.parse("2018M06")
        )
        submit_briefing(actor=clerk, briefing=bulletin)
        draft_briefing(actor=office, template=half_year, period=Period.parse("2018H1"))
    issue_briefing(actor=office, briefing=bulletin, number="〔2018〕6号", day=date(2018, 7, 2))


def _clerk(zone: Zone) -> Actor:
    """Who writes what the office issues; without an account."""
    console = system_actor("demo", zone)
    person = register_person(actor=console, name="文稿起草员（演示）")
    post = create_post(actor=console, unit=root_unit(zone.id), title="文稿起草员", roles=["clerk"])
    appoint_person(actor=console, person=person, post=post, valid_from=date(2018, 1, 1), source="演示数据")
    return actors_for([person.id], zone)[person.id]
