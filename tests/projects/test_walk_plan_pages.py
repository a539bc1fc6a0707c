"""The pages of plans: what each shows, what they do, who may, and in how many queries."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.organization.models import Unit
from guatu.projects.choices import PlanStatus
from guatu.projects.models.plan import Milestone, Plan
from guatu.projects.models.plan_templates import PlanTemplate
from guatu.projects.models.project import Project
from guatu.projects.selectors.plan import plan_spec
from guatu.projects.selectors.plan_panel import plan_panel
from guatu.projects.use_cases.load_plan_templates import load_plan_templates
from tests.builders import a_unit, an_actor, console
from tests.projects.plan_builders import (
    MONDAY,
    TARGET,
    a_committed_plan,
    a_draft,
    a_planned_zone,
    a_submitted_plan,
    milestone,
    on,
)
from tests.projects.progress_builders import a_duty, a_project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with on(MONDAY):
        yield


def client_of(actor: Actor, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(id=actor.user_id))
    return client


def signed_in(zone: Zone, role: str, **more: object) -> Client:
    return client_of(an_actor(zone, role, **more))  # type: ignore[arg-type]


def url(name: str, plan: Plan | Project, *args: object, query: str = "") -> str:
    project = plan.project if isinstance(plan, Plan) else plan
    return reverse(f"projects:{name}", args=[project.zone.code, project.id, *args]) + query


def zone_url(name: str, zone: Zone, *args: object, query: str = "") -> str:
    return reverse(f"projects:{name}", args=[zone.code, *args]) + query


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def the_tune_form(plan: Plan, **changes: object) -> dict[str, object]:
    spec = plan_spec(plan)
    form: dict[str, object] = {"target": TARGET.isoformat(), "version": plan.version}
    form |= {f"days-{m.code}": m.duration for m in spec.milestones}
    return form | {name.replace("__", "-"): value for name, value in changes.items()}


# --- the plan's page ---


def test_project_without_a_plan_says_what_to_do() -> None:
    project = a_project(a_planned_zone(), actual_start=None)
    clerk = text_of(signed_in(project.zone, "clerk").get(url("plan", project)))
    assert "No plan yet" in clerk
    assert url("plan-instantiate", project) in clerk
    leader = text_of(signed_in(project.zone, "leader").get(url("plan", project)))
    assert url("plan-instantiate", project) not in leader


def test_draft_shows_dates_float_critical_path_and_bars() -> None:
    plan = a_draft()
    page = text_of(signed_in(plan.project.zone, "clerk").get(url("plan", plan)))
    for words in (
        "竣工验收",
        "2019-06-28",
        "Latest start",
        "critical",
        'class="gantt-planned"',
        "Tune",
        "生态环境",
    ):
        assert words in page
    assert 'style="' not in page


def test_committed_plan_shows_three_dates_and_slip() -> None:
    plan = a_committed_plan()
    Milestone.objects.filter(project=plan.project, code="filing").update(
        actual_start=date(2019, 3, 4), actual_finish=date(2019, 3, 5)
    )
    with on(date(2019, 3, 6)):
        page = text_of(signed_in(plan.project.zone, "clerk").get(url("plan", plan)))
    assert "2019-03-05" in page
    assert "days late" in page
    assert 'class="gantt-committed"' in page
    assert 'class="gantt-actual"' in page
    assert "The plan cannot meet its targets" in page


def test_tight_draft_says_what_to_compress_and_what_must_start_today() -> None:
    plan = a_draft(target=date(2018, 11, 30))
    page = text_of(signed_in(plan.project.zone, "clerk").get(url("plan", plan)))
    assert "The plan cannot meet its targets" in page
    assert "the lead official must agree" in page
    assert "Has to start today" in page


def test_page_takes_the_same_queries_however_many_milestones(django_assert_max_num_queries: object) -> None:
    plan = a_committed_plan()
    client = signed_in(plan.project.zone, "clerk")
    client.get(url("plan", plan))
    with django_assert_max_num_queries(26):  # type: ignore[operator]
        client.get(url("plan", plan))
    load_plan_templates(actor=console(plan.project.zone))
    big = Project.objects.create(zone=plan.project.zone, unit=plan.project.unit, name="大项目")
    template = PlanTemplate.objects.get(zone=big.zone, code="industrial")
    signed_in(big.zone, "office").post(
        url("plan-instantiate", big, query=f"?template={template.id}"),
        {"target": "2020-12-31", "milestones": [m.code for m in template.milestones.all() if not m.anchor]},
    )
    with django_assert_max_num_queries(26):  # type: ignore[operator]
        assert "达产" in text_of(client.get(url("plan", big)))


def test_project_page_shows_its_plan() -> None:
    plan = a_committed_plan()
    page = text_of(signed_in(plan.project.zone, "clerk").get(url("project", plan)))
    assert 'class="plan-line"' in page
    assert "0 of 9 milestones done" in page
    assert 'id="next"' in page
    draftless = a_project(plan.project.zone, name="无计划项目", unit=plan.project.unit)
    assert url("plan-instantiate", draftless) in text_of(
        signed_in(plan.project.zone, "office").get(url("project", draftless))
    )


def test_panel_of_the_project_page_takes_two_queries(django_assert_max_num_queries: object) -> None:
    plan = a_committed_plan()
    actor = an_actor(plan.project.zone, "clerk")
    project = Project.objects.get(id=plan.project_id)
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        panel = plan_panel(project, actor=actor, day=date(2019, 3, 4))
    assert (panel.count, panel.done) == (9, 0)
    assert panel.late[0].code == "filing"
    assert panel.completion is not None
    assert panel.slip == 0


# --- drafting and tuning ---


def test_first_plan_is_drafted_from_the_template_for_the_type() -> None:
    project = a_project(a_planned_zone(), actual_start=None, committed_finish=TARGET)
    client = signed_in(project.zone, "office")
    page = text_of(client.get(url("plan-instantiate", project)))
    assert 'value="2019-06-28"' in page
    assert "备案" in page
    done = client.post(
        url("plan-instantiate", project),
        {"target": "2019-06-28", "start_by": "2018-09-28", "milestones": ["filing", "drawings", "building"]},
    )
    assert done.headers["Location"] == url("plan-tune", project)
    spec = plan_spec(Plan.objects.get(project=project))
    assert set(spec.by_code) == {"filing", "drawings", "building", "start", "completion"}
    assert spec.by_code["start"].target == date(2018, 9, 28)


def test_started_project_leaves_out_what_came_before() -> None:
    project = a_project(a_planned_zone(), actual_start=date(2018, 6, 1), committed_finish=TARGET)
    page = text_of(signed_in(project.zone, "office").get(url("plan-instantiate", project)))
    assert "Construction started on" in page
    assert 'value="building" checked' in page.replace('id="', "").replace(
        'class="form-check-input" ', ""
    ) or (page.count("checked") == 3)


def test_bad_drafts_come_back_with_the_faults() -> None:
    project = a_project(a_planned_zone(), actual_start=None)
    client = signed_in(project.zone, "office")
    answer = client.post(url("plan-instantiate", project), {"target": "", "milestones": []})
    assert answer.status_code == 422
    assert "field-errors" in text_of(answer)
    assert not Plan.objects.exists()


def test_preview_shows_the_effect_and_saves_nothing() -> None:
    plan = a_draft()
    client = signed_in(plan.project.zone, "clerk")
    before = plan_spec(plan)
    answer = client.post(url("plan-preview", plan), the_tune_form(plan, days__building=150))
    page = text_of(answer)
    assert answer.status_code == 200
    assert "nothing is saved yet" in page
    assert 'id="bars-building" hx-swap-oob' in page
    assert plan_spec(plan) == before
    faulty = text_of(client.post(url("plan-preview", plan), the_tune_form(plan, days__building=10)))
    assert 'id="errors-building"' in faulty
    assert "shortest possible" in faulty


def test_preview_of_a_tight_target_proposes_and_the_proposal_is_taken_over() -> None:
    plan = a_draft()
    client = signed_in(plan.project.zone, "clerk")
    tight = the_tune_form(plan, target="2018-11-30")
    assert "Take over the proposal" in text_of(client.post(url("plan-preview", plan), tight))
    done = client.post(url("plan-compress", plan), tight)
    assert done.status_code == 302
    plan.refresh_from_db()
    assert plan.target == date(2018, 11, 30)
    page = text_of(client.get(url("plan-tune", plan)))
    assert "The plan cannot meet its targets" not in page
    assert "Shorter than promised" in page or plan_spec(plan).by_code["building"].duration < 120


def test_saving_durations_and_target() -> None:
    plan = a_draft()
    client = signed_in(plan.project.zone, "clerk")
    done = client.post(url("plan-tune", plan), the_tune_form(plan, days__eia=40, target="2019-07-31"))
    assert done.headers["Location"] == url("plan-tune", plan)
    plan.refresh_from_db()
    assert (plan.target, plan_spec(plan).by_code["eia"].duration) == (date(2019, 7, 31), 40)
    stale = client.post(url("plan-tune", plan), the_tune_form(plan, version=1, days__eia=50))
    assert stale.status_code == 409
    bad = client.post(url("plan-tune", plan), the_tune_form(plan, days__eia=3))
    assert bad.status_code == 422
    assert "Not less than the shortest possible" in text_of(bad)


def test_one_milestone_in_full() -> None:
    plan = a_draft()
    zone = plan.project.zone
    bureau = a_unit(zone, "行政审批局")
    client = signed_in(zone, "clerk")
    page = text_of(client.get(url("plan-milestone", plan, "permit")))
    assert "Drop the milestone" in page
    form = {
        "name": "施工许可证", "stage": "施工许可", "department": "住建", "unit": str(bureau.id),
        "unit_of_time": "calendar_day", "duration": 6, "shortest": 1, "promised": 6, "statutory": 7, "source": "",
        "after": "drawings", "version": plan.version, "not_before": "2018-08-01",
        "link-0": "drawings", "type-0": "FS", "lag-0": "", "lag_unit-0": "working_day",
        "link-1": "eia", "type-1": "SS", "lag-1": "10", "lag_unit-1": "calendar_day",
        "link-2": "", "type-2": "", "lag-2": "", "lag_unit-2": "",
    }  # fmt: skip
    done = client.post(url("plan-milestone", plan, "permit"), form)
    assert done.status_code == 302, text_of(done)
    permit = plan_spec(plan).by_code["permit"]
    assert (permit.name, permit.duration, permit.unit_id, permit.not_before) == (
        "施工许可证",
        6,
        bureau.id,
        date(2018, 8, 1),
    )
    assert [(x.predecessor, str(x.type), x.lag) for x in permit.links] == [
        ("eia", "SS", 10),
        ("drawings", "FS", 0),
    ]
    plan.refresh_from_db()
    cycle = client.post(
        url("plan-milestone", plan, "permit"),
        form | {"version": plan.version, "link-2": "completion", "type-2": "FS"},
    )
    assert cycle.status_code == 422
    assert "wait for each other" in text_of(cycle)


def test_milestones_are_added_and_dropped() -> None:
    plan = a_draft()
    client = signed_in(plan.project.zone, "clerk")
    form = {
        "name": "消防设计审查", "unit_of_time": "working_day", "duration": 15, "after": "drawings",
        "version": plan.version, "link-0": "drawings", "type-0": "FS", "lag_unit-0": "working_day",
    }  # fmt: skip
    assert "New milestone" in text_of(client.get(url("plan-milestone-add", plan)))
    assert client.post(url("plan-milestone-add", plan), form).status_code == 302
    added = next(m for m in plan_spec(plan).milestones if m.name == "消防设计审查")
    assert [m.code for m in plan_spec(plan).milestones][3] == added.code
    assert client.post(url("plan-milestone-drop", plan, added.code)).status_code == 302
    assert added.code not in plan_spec(plan).by_code
    assert client.post(url("plan-milestone-drop", plan, "completion")).status_code == 422


# --- deciding ---


def test_plan_goes_from_draft_to_decision() -> None:
    plan = a_draft()
    zone = plan.project.zone
    clerk, leader = signed_in(zone, "clerk"), signed_in(zone, "leader")
    assert clerk.post(url("plan-submit", plan), {"version": plan.version}).status_code == 302
    plan.refresh_from_db()
    assert plan.status == PlanStatus.SUBMITTED
    own = text_of(clerk.get(url("plan", plan)))
    assert "somebody else decides" in own
    assert "Approve" not in own.split("<main")[1].split("<table")[0]
    assert "Decision" in text_of(leader.get(url("plan", plan)))
    no_note = leader.post(url("plan-return", plan), {"version": plan.version})
    assert no_note.status_code == 422
    done = leader.post(url("plan-approve", plan), {"version": plan.version, "meeting": "第24次例会"})
    assert done.status_code == 302
    plan.refresh_from_db()
    assert (plan.status, plan.meeting, plan.decided_by) == (PlanStatus.COMMITTED, "第24次例会", "leader")


def test_infeasible_draft_cannot_be_submitted_from_the_page() -> None:
    plan = a_draft(target=date(2018, 10, 31))
    client = signed_in(plan.project.zone, "clerk")
    assert client.post(url("plan-submit", plan), {"version": plan.version}).status_code == 409
    assert "disabled" in text_of(client.get(url("plan", plan)))


def test_planning_anew_compares_versions() -> None:
    plan = a_committed_plan()
    zone = plan.project.zone
    clerk = signed_in(zone, "clerk")
    assert clerk.post(url("plan-revise", plan), {"reason": ""}).status_code == 422
    assert clerk.post(url("plan-revise", plan), {"reason": "桩基遇淤泥"}).status_code == 302
    draft = Plan.objects.get(project=plan.project, number=2)
    form = the_tune_form(draft, target="2019-08-30")
    assert clerk.post(url("plan-tune", plan), form).status_code == 302
    draft.refresh_from_db()
    clerk.post(url("plan-submit", plan), {"version": draft.version})
    draft.refresh_from_db()
    signed_in(zone, "leader").post(
        url("plan-approve", plan), {"version": draft.version, "meeting": "第30次例会"}
    )
    page = text_of(clerk.get(url("plan-versions", plan)))
    assert "2019-06-28" in page
    assert "2019-08-30" in page
    assert "+63" in page
    assert "桩基遇淤泥" in page
    old = text_of(clerk.get(url("plan", plan, query="?version=1")))
    assert "superseded" in old
    assert clerk.get(url("plan", plan, query="?version=7")).status_code == 404


def test_discarding_needs_a_reason_and_keeps_the_draft_readable() -> None:
    plan = a_draft()
    client = signed_in(plan.project.zone, "clerk")
    assert client.post(url("plan-discard", plan), {"reason": ""}).status_code == 422
    assert client.post(url("plan-discard", plan), {"reason": "模板选错"}).status_code == 302
    assert "No plan yet" in text_of(client.get(url("plan", plan)))
    assert "discarded" in text_of(client.get(url("plan", plan, query="?version=1")))


# --- milestones ---


def test_milestone_page_tells_its_dates_links_and_record() -> None:
    plan = a_committed_plan()
    client = signed_in(plan.project.zone, "clerk")
    permit = milestone(plan, "permit")
    page = text_of(client.get(zone_url("milestone", plan.project.zone, permit.id)))
    for words in (
        "施工许可",
        "图纸",
        "开工",
        "What was committed, and when",
        "第1次调度会",
        "Actual dates",
        "Forecast",
    ):
        assert words in page
    leader = text_of(
        signed_in(plan.project.zone, "leader").get(zone_url("milestone", plan.project.zone, permit.id))
    )
    assert "Save the dates" not in leader


def test_actual_dates_and_forecast_from_the_page() -> None:
    plan = a_committed_plan()
    zone = plan.project.zone
    client = signed_in(zone, "clerk")
    filing, building = milestone(plan, "filing"), milestone(plan, "building")
    done = client.post(
        zone_url("milestone-achieve", zone, filing.id),
        {"started_on": "2018-07-02", "finished_on": "2018-07-02"},
    )
    assert done.status_code == 302
    assert milestone(plan, "filing").actual_finish == MONDAY
    bad = client.post(zone_url("milestone-achieve", zone, filing.id), {"finished_on": "2018-07-09"})
    assert bad.status_code == 422
    later = client.post(
        zone_url("milestone-forecast", zone, building.id),
        {"expected_finish": "2019-07-31", "reason": "供货延迟"},
    )
    assert later.status_code == 302
    page = text_of(client.get(zone_url("milestone", zone, building.id)))
    assert "Why it slips" in page
    assert "供货延迟" in page
    completion = milestone(plan, "completion")
    card = text_of(client.get(zone_url("milestone-card", zone, completion.id)))
    assert "waits for 厂房, later than committed" in card
    assert "It began with “厂房”." in card


def test_start_today_lists_what_is_due_and_what_blocks_it() -> None:
    plan = a_committed_plan()
    zone = plan.project.zone
    client = signed_in(zone, "leader")
    with on(date(2019, 3, 4)):
        page = text_of(client.get(zone_url("start-today", zone)))
        assert "备案" in page
        assert "days overdue" in page
        assert "Still waits for 备案" in page
        elsewhere = a_unit(zone, "别的园")
        none = text_of(client.get(zone_url("start-today", zone, query=f"?unit={elsewhere.id}")))
        assert "Nothing has to start today" in none
        own = Unit.objects.get(id=plan.project.unit_id)
        assert "备案" in text_of(client.get(zone_url("start-today", zone, query=f"?unit={own.id}")))
        assert "Nothing has to start today" in text_of(
            client.get(zone_url("start-today", zone, query="?mine=yes"))
        )
        liaison = an_actor(zone, "clerk", username="liaison")
        a_duty(plan.project, liaison)
        assert "备案" in text_of(client_of(liaison).get(zone_url("start-today", zone, query="?mine=yes")))
    assert "Nothing has to start today" in text_of(client.get(zone_url("start-today", zone)))


def test_plans_to_approve_are_those_of_others() -> None:
    plan = a_submitted_plan()
    zone = plan.project.zone
    page = text_of(signed_in(zone, "leader").get(zone_url("plans-to-approve", zone)))
    assert plan.project.name in page
    assert "No plan waits for you" in text_of(
        signed_in(zone, "clerk").get(zone_url("plans-to-approve", zone))
    )


# --- templates ---


def test_templates_are_listed_shown_and_given_another_version() -> None:
    zone = a_planned_zone()
    office = signed_in(zone, "office")
    assert "Load the templates" in text_of(office.get(zone_url("plan-templates", zone)))
    office.post(zone_url("plan-templates-load", zone))
    page = text_of(office.get(zone_url("plan-templates", zone)))
    assert "工业建设项目" in page
    assert "Load the templates" not in page
    template = PlanTemplate.objects.get(zone=zone, code="equipment")
    shown = text_of(office.get(zone_url("plan-template", zone, template.id)))
    assert "首台设备到场" in shown
    assert "[V]" in shown
    form_page = text_of(office.get(zone_url("plan-template-durations", zone, template.id)))
    assert 'name="promised-filing"' in form_page
    text = text_of(office.get(zone_url("plan-template-text", zone, template.id)))
    assert "[[milestone]]" in text


def test_other_durations_make_a_new_version() -> None:
    zone = a_planned_zone()
    office = signed_in(zone, "office")
    template = PlanTemplate.objects.get(zone=zone, code="small")
    spec = {}
    for m in template.milestones.all():
        for name in ("duration", "statutory", "promised", "shortest"):
            value = getattr(m, name)
            spec[f"{name}-{m.code}"] = "" if value is None else value
    address = zone_url("plan-template-durations", zone, template.id)
    assert office.post(address, spec | {"reason": ""}).status_code == 422
    bad = office.post(address, spec | {"reason": "新承诺", "promised-eia": 90})
    assert bad.status_code == 422
    done = office.post(address, spec | {"reason": "江苏新承诺", "promised-eia": 20, "duration-eia": 20})
    assert done.status_code == 302
    newest = PlanTemplate.objects.get(zone=zone, code="small", is_current=True)
    assert (newest.number, newest.milestones.get(code="eia").promised) == (2, 20)
    assert template.milestones.get(code="eia").promised == 30


@pytest.mark.parametrize("role", ["leader", "clerk", "grid_worker", "statistician"])
def test_templates_are_read_by_many_and_defined_by_the_office(role: str) -> None:
    zone = a_planned_zone()
    client = signed_in(zone, role)
    template = PlanTemplate.objects.get(zone=zone, code="small")
    assert client.get(zone_url("plan-template", zone, template.id)).status_code == 200
    assert client.get(zone_url("plan-template-durations", zone, template.id)).status_code == 403
    assert client.post(zone_url("plan-templates-load", zone)).status_code == 403


# --- who sees what ---


def test_pages_of_projects_out_of_reach_are_not_there() -> None:
    plan = a_committed_plan()
    zone = plan.project.zone
    outsider = signed_in(zone, "clerk", unit=a_unit(zone, "别的园"))
    permit = milestone(plan, "permit")
    for address in (
        url("plan", plan),
        url("plan-versions", plan),
        url("plan-tune", plan),
        zone_url("milestone", zone, permit.id),
        zone_url("milestone-card", zone, permit.id),
    ):
        assert outsider.get(address).status_code == 404, address
    for address in (url("plan-submit", plan), zone_url("milestone-achieve", zone, permit.id)):
        assert outsider.post(address).status_code == 404, address


def test_chinese_pages_are_chinese() -> None:
    plan = a_committed_plan()
    page = text_of(client_of(an_actor(plan.project.zone, "clerk"), "zh-CN").get(url("plan", plan)))
    assert 'lang="zh-Hans"' in page
