"""What the demo zone lacks for its every page to open, and the objects that the pages' addresses are filled with.

Runs inside the site: `guatu shell --no-imports -c "from tests.browser.scene import set_scene; set_scene()"`; the last
line it prints is the JSON of a `Scene`.
"""

import json
import sys
from datetime import date, timedelta
from typing import Any

from guatu.attachments.models import Attachment
from guatu.calendars.choices import DayKind
from guatu.calendars.days import DayRule
from guatu.calendars.use_cases.draft_notice import draft_notice
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.core.walls import closed, open_zone_here, zone_open
from guatu.demo.city import CODE
from guatu.demo.danyang import TODAY, WORKBOOK
from guatu.demo.danyang_life import acting
from guatu.feeds.use_cases.subscribe_calendar import subscribe_calendar
from guatu.indicators.models.entry import Submission
from guatu.indicators.models.reading import Reading
from guatu.indicators.models.target import InspectionLine
from guatu.investment.models.prospects import Prospect
from guatu.investment.models.registers import Fund
from guatu.investment.use_cases.upload_deals import upload_deals
from guatu.leagues.models import Award, LeagueRun
from guatu.leagues.use_cases.ask_exclusion import ask_exclusion
from guatu.leagues.use_cases.raise_objection import raise_objection
from guatu.matters.selectors.rules import kind_coded
from guatu.matters.use_cases.ask_extension import ask_extension
from guatu.matters.use_cases.ask_support import ask_support
from guatu.matters.use_cases.raise_matter import raise_matter
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.meetings.models.meeting import AgendaItem
from guatu.meetings.models.series import MeetingSeries
from guatu.meetings.use_cases.add_item import add_item
from guatu.meetings.use_cases.call_meeting import call_meeting
from guatu.notifications.models import Delivery, Notification
from guatu.notifications.use_cases.add_channel import add_channel
from guatu.organization.models import Appointment, TaskForce, Unit
from guatu.organization.selectors import root_unit
from guatu.organization.use_cases.add_unit_alias import add_unit_alias
from guatu.projects.models.lists import ListMembership
from guatu.projects.models.plan import Milestone
from guatu.projects.models.plan_templates import PlanTemplate
from guatu.projects.models.progress import ProgressReport, StartProof, WorkItem
from guatu.projects.models.project import Project, ProjectDuty
from guatu.projects.use_cases.instantiate_plan import instantiate_plan
from guatu.projects.use_cases.override_light import override_light
from guatu.projects.use_cases.publish_project import publish_project
from guatu.projects.use_cases.upload_workbook import upload_workbook
from guatu.projects.use_cases.withdraw_project import withdraw_project
from guatu.reports.models import Briefing
from guatu.reports.selectors.briefings import template_by_code
from guatu.reports.use_cases.draft_briefing import draft_briefing
from guatu.reports.use_cases.issue_briefing import issue_briefing
from guatu.reports.use_cases.submit_briefing import submit_briefing
from guatu.webhooks.use_cases.add_webhook import add_webhook
from guatu.zones.models import ZoneRanking
from tests.browser.scene_keys import give_keys
from tests.browser.scene_places import enterprise_file, enterprises, grid_file, grids, link_pages, tips


def set_scene() -> None:
    """Add what is missing and print what the addresses need: `values` by parameter, `pages` by name, `code`."""
    zone = Zone.objects.get(code="DY")
    open_zone_here(zone.id)
    office = acting(zone, "office")
    project = {p.name: p for p in Project.objects.filter(zone=zone).select_related("unit")}
    started, drafted, submitted = (
        project[name] for name in ("恒辉科技", "新开工项目09（名称未公开）", "新开工项目12（名称未公开）")
    )
    bare, withdrawn = project["新开工项目10（名称未公开）"], project["新开工项目11（名称未公开）"]
    template = PlanTemplate.objects.get(zone=zone, type="industrial", is_current=True)
    instantiate_plan(actor=office, project=drafted, template=template, target=date(2020, 6, 30))
    withdraw_project(actor=office, project=withdrawn, on=TODAY, reason="投资方改变计划（演示）")
    override_light(
        actor=office,
        project=bare,
        colour="yellow",
        reason="用地手续正在办理（演示）",
        expires_on=TODAY + timedelta(14),
    )
    workbook = upload_workbook(actor=office, name=WORKBOOK.name, content=WORKBOOK.read_bytes())
    notice = draft_notice(
        actor=office,
        year=2019,
        title="关于2019年节假日安排的通知（演示）",
        published_on=TODAY,
        days={date(2019, 1, 1): DayRule(DayKind.OFF, "元旦")},
    )
    member = project["鱼跃医疗设备"]
    unit = member.unit
    alias = add_unit_alias(actor=office, unit=unit, name="生命园（演示）")
    listed = ListMembership.objects.filter(zone=zone, left_on=None).first()
    appointment = Appointment.objects.filter(zone=zone, post__title="督查专员").get()
    code, key = give_keys(zone)
    work = WorkItem.objects.filter(zone=zone, project=member).first()
    item = _agenda_item(zone)
    assert listed is not None
    assert work is not None
    values: dict[str, Any] = {
        "zone_code": zone.code,
        "project_id": started.id,
        "list_id": listed.list_id,
        "membership_id": listed.id,
        "import_id": workbook.id,
        "work_id": work.id,
        "proof_id": StartProof.objects.get(zone=zone, status="filed").id,
        "report_id": ProgressReport.objects.filter(zone=zone).order_by("-day", "id")[0].id,
        "milestone_id": Milestone.objects.filter(project=started, actual_finish=None).order_by("order")[0].id,
        "template_id": template.id,
        "notice_id": notice.id,
        "attachment_id": Attachment.objects.filter(zone=zone).order_by("id")[0].id,
        "series_id": item.series_id,
        "meeting_id": item.meeting_id,
        "item_id": item.id,
        "unit_id": unit.id,
        "alias_id": alias.id,
        "post_id": appointment.post_id,
        "appointment_id": appointment.id,
        "person_id": appointment.person_id,
        "task_force_id": TaskForce.objects.filter(zone=zone)[0].id,
        "code": "office",
        "form": "svg",
        "year": 2018,
        "pk": key,
        "provider_id": "none",
    }
    values |= _indicators(zone)
    values |= _leagues(zone)
    values |= _webhook(zone)
    drafted_one, in_review, issued = _briefings(zone)
    values |= {"briefing_id": drafted_one.id, "briefing_template_id": drafted_one.template_id}
    values |= _raise_matters(zone, member) | grids(zone) | enterprises(zone) | _news(zone)
    milestone = Milestone.objects.filter(project=drafted, actual_finish=None).order_by("order")[0]
    pages = {
        "projects:project-reinstate": {"project_id": withdrawn.id},
        "projects:plan-instantiate": {"project_id": bare.id},
        "projects:start-proof-file": {"project_id": bare.id},
        "projects:plan-tune": {"project_id": drafted.id},
        "projects:plan-discard": {"project_id": drafted.id},
        "projects:plan-file": {"project_id": drafted.id},
        "projects:plan-milestone-add": {"project_id": drafted.id},
        "projects:plan-milestone": {"project_id": drafted.id, "code": milestone.code},
        "projects:work-edit": {"project_id": member.id},
        "matters:kind-edit": {"code": "hazard"},
        "matters:category-define": {"code": "hazard"},
        "matters:category-edit": {"code": "hazard"},
        "grids:import-preview": {"import_id": grid_file(zone)},
        "matters:kind-close": {"code": "hazard"},
        "matters:kind-reopen": {"code": "hazard"},
        "matters:category-close": {"code": "hazard"},
        "matters:category-reopen": {"code": "hazard"},
        "enterprises:import-preview": {"import_id": enterprise_file(zone)},
        **tips(zone),
        **_calendar_feed(zone, values),
        **_public_project(zone),
        "reports:figure": {"name": "projects.construction_start_rate"},
        "reports:figure-workbook": {"name": "projects.total_investment"},
        "reports:lead": {
            "person_id": ProjectDuty.objects.filter(zone=zone, role="lead_official")[0].person_id
        },
        "reports:briefing-return": {"briefing_id": in_review.id},
        "reports:briefing-issue": {"briefing_id": in_review.id},
        "reports:briefing-changes": {"briefing_id": issued.id},
        "api:objects": {"collection": "projects"},
        "api:object": {"collection": "projects", "object_id": started.id},
        "api:figure": {"name": "projects.construction_start_rate"},
        "api:act": {"app": "projects", "name": "create-project"},
        "api:docs-of": {"tag": "projects"},
        "tokens:token-withdraw": {"token_id": started.id},
        **link_pages(zone),
        **_zones_below(),
        **_investment(zone),
        **{
            f"indicators:{name}": {"code": code}
            for name, code in (
                ("indicator", "export"),
                ("indicator-edit", "export"),
                ("definition-add", "export"),
                ("rule-edit", "sales_jump"),
            )
        },
    }
    again = [
        ("projects:project", {"project_id": p.id}) for p in (member, bare, drafted, submitted, withdrawn)
    ] + [("projects:plan", {"project_id": p.id}) for p in (bare, drafted, submitted)]
    again += [
        ("projects:light", {"project_id": bare.id}),
        ("organization:unit", {"unit_id": root_unit(zone.id).id}),
        ("matters:act", {"name": "report-done"}),
        ("matters:act", {"name": "return"}),
        ("reports:briefing", {"briefing_id": in_review.id}),
        ("reports:briefing", {"briefing_id": issued.id}),
    ]
    scene = {"values": values, "pages": pages, "again": again, "code": code}
    sys.stdout.write(json.dumps(scene, default=str) + "\n")


def _zones_below() -> dict[str, dict[str, Any]]:
    """The pages of the city above the demo zones, and its ranking of them."""
    city = Zone.objects.get(code=CODE)
    with closed(), zone_open(city.id):
        ranking = ZoneRanking.objects.get(zone=city)
    here = {"zone_code": city.code, "below_code": "DY", "name": "projects.construction_start_rate"}
    names = ("table", "workbook", "csv", "figure", "zone-figure", "rankings", "ranking-draft", "ranking")
    more = ("ranking-withdraw", "screen")
    return {f"zones:{name}": {**here, "ranking_id": ranking.id} for name in (*names, *more)}


def _agenda_item(zone: Zone) -> AgendaItem:
    """On the agenda of a meeting that is still being prepared; the demo's own may have been held by a walk."""
    office, series = acting(zone, "office"), MeetingSeries.objects.get(zone=zone)
    meeting = series.meetings.filter(status="draft").first() or call_meeting(actor=office, series=series)
    return add_item(actor=office, series=series, meeting=meeting, title="专题汇报（演示）")


def _public_project(zone: Zone) -> dict[str, dict[str, Any]]:
    """One project that is public, and one that is not."""
    public, other = Project.objects.filter(zone=zone, withdrawn_on=None).order_by("id")[:2]
    publish_project(actor=acting(zone, "office"), project=public, description="演示")
    return {
        "projects:project-publish": {"project_id": other.id},
        "projects:project-unpublish": {"project_id": public.id},
    }


def _webhook(zone: Zone) -> dict[str, Any]:
    """A webhook of which nothing has arrived yet."""
    keeper = acting(zone, "system")
    webhook = add_webhook(
        actor=keeper, name="数据平台（演示）", url="https://data.invalid/hook", events=["projects"]
    ).webhook
    return {"webhook_id": webhook.id}


def _calendar_feed(zone: Zone, values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A calendar of the office's own, and its link."""
    issued = subscribe_calendar(actor=acting(zone, "office"), content="meetings", language="zh-hans")
    values["feed_id"] = issued.feed.id
    return {"calendar-feed": {"token": issued.token}}


def _briefings(zone: Zone) -> tuple[Briefing, Briefing, Briefing]:
    """The half-year's report as a draft, in review, and issued."""
    office = acting(zone, "office")
    template = template_by_code("half_year", actor=office)
    drafted, in_review, issued = (
        draft_briefing(actor=office, template=template, period=Period.parse("2018H1")) for _ in range(3)
    )
    for briefing in (in_review, issued):
        submit_briefing(actor=office, briefing=briefing)
    issue_briefing(actor=acting(zone, "leader"), briefing=issued, number="丹开发〔2018〕99号")
    return drafted, in_review, issued


def _investment(zone: Zone) -> dict[str, dict[str, Any]]:
    """A prospect in negotiation, one that is signed and has capital paid in, an entry of a register, a workbook."""
    officer = acting(zone, "investment")
    talked, holding = (
        Prospect.objects.get(zone=zone, name=name)
        for name in ("中建国际科创园二期", "新能源、电力电气项目07")
    )
    workbook = upload_deals(
        actor=officer, reads="agreements", name=WORKBOOK.name, content=WORKBOOK.read_bytes()
    )
    signed_pages = ("prospect-land", "project-link", "capital-enter")
    return {
        **{f"investment:{page}": {"prospect_id": holding.id} for page in signed_pages},
        "investment:capital-take-back": {
            "prospect_id": holding.id,
            "entry_id": holding.paid_in.order_by("id")[0].id,
        },
        **{
            f"investment:{page}": {"prospect_id": talked.id}
            for page in ("prospect", "prospect-edit", "prospect-move", "agreement-sign")
        },
        "investment:register-entry-define": {"register": "ppp"},
        "investment:register-entry-edit": {
            "register": "funds",
            "entry_id": Fund.objects.filter(zone=zone)[0].id,
        },
        "investment:import-preview": {"import_id": workbook.id},
    }


def _indicators(zone: Zone) -> dict[str, Any]:
    """Approved entries of the unit, a value of the dispatch ledger, an item that is not judged yet."""
    line = (
        InspectionLine.objects.filter(zone=zone, verdict="open")
        .select_related("item__goal")
        .order_by("id")[0]
    )
    submission = Submission.objects.filter(zone=zone, status="approved").order_by("last_day")[0]
    reading = Reading.objects.filter(zone=zone, indicator__ledger="dispatch").order_by("id")[0]
    return {
        "set_id": submission.entry_set_id,
        "period": "2018H1",
        "submission_id": submission.id,
        "reading_id": reading.id,
        "campaign_id": line.item.goal.campaign_id,
        "goal_id": line.item.goal_id,
        "target_item_id": line.item_id,
        "line_id": line.id,
        "inspection_id": line.inspection_id,
    }


def _leagues(zone: Zone) -> dict[str, Any]:
    """A published table with the line of the park, an objection and an exclusion that wait, and an award."""
    run = LeagueRun.objects.filter(zone=zone, status="published").select_related("table").get()
    park = Unit.objects.get(zone=zone, name="生命科学产业园")
    objection = raise_objection(
        actor=acting(zone, "park"), run=run, unit=park, criterion="c2", text="计划数应为最新批次（演示）"
    )
    exclusion = ask_exclusion(
        actor=acting(zone, "office"), table=run.table, unit=park, period="2018Q3", reason="演示"
    )
    return {
        "table_id": run.table_id,
        "run_id": run.id,
        "objection_id": objection.id,
        "exclusion_id": exclusion.id,
        "award_id": Award.objects.filter(zone=zone).order_by("id")[0].id,
    }


def _raise_matters(zone: Zone, about: Project) -> dict[str, Any]:
    """A matter in hand, with a unit asked for support and a request for time that waits."""
    office, park = acting(zone, "office"), acting(zone, "park")
    matter = raise_matter(
        actor=office,
        kind=kind_coded("demand", zone.id),
        title="变压器增容审批进度缓慢（演示）",
        subject=about,
        lead_unit=about.unit,
    )
    sign_for_matter(actor=park, matter=matter)
    support = ask_support(actor=park, matter=matter, unit=root_unit(zone.id), request="请协调供电（演示）")
    request = ask_extension(actor=park, matter=matter, days=3, reason="等待现场勘查（演示）")
    return {
        "matter_id": matter.id,
        "request_id": request.id,
        "support_id": support.id,
        "name": "comment",
        "category_code": "fire",
    }


def _news(zone: Zone) -> dict[str, Any]:
    """Something the office was told, a group robot, and an e-mail that was given up."""
    office = acting(zone, "office")
    channel = add_channel(
        actor=office,
        unit=root_unit(zone.id),
        kind="feishu",
        name="项目群（演示）",
        webhook="https://open.feishu.cn/open-apis/bot/v2/hook/00000000-0000-0000-0000-000000000000",
        enabled=False,
    )
    # A group that could be told something; nothing is.
    add_channel(
        actor=office,
        unit=root_unit(zone.id),
        kind="feishu",
        name="晒进度群（演示）",
        webhook="https://open.feishu.cn/open-apis/bot/v2/hook/10000000-0000-0000-0000-000000000000",
    )
    told = Notification.objects.filter(zone=zone, receiver_id=office.person_id).order_by("id")[0]
    delivery = Delivery.objects.create(
        zone=zone, kind="mail", person_id=office.person_id, notification=told, state="given_up", attempts=8
    )
    return {"channel_id": channel.id, "notification_id": told.id, "delivery_id": delivery.id}
