"""The pages of projects, years, lists and bundles: what they show, what they do, and who may open them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guatu.accounts.models import User
from guatu.audit.models import Entry
from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.organization.choices import UnitType
from guatu.organization.models import Person, Unit
from guatu.projects.choices import Precision, StartClass, SubClass
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.search import find_projects
from guatu.projects.sheets.rows import Dated
from guatu.projects.use_cases.assign_bundle import Bundle, assign_bundle
from guatu.projects.use_cases.edit_project import edit_project
from tests.builders import a_person, a_unit, an_actor, console, the_root
from tests.projects.list_builders import (
    DAY,
    YI,
    a_created_project,
    a_dated_zone,
    a_list,
    a_task_force,
    committed_plan,
    details,
    planned,
    put_on,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone() -> Zone:
    return a_dated_zone()


@pytest.fixture
def office(zone: Zone) -> Client:
    return signed_in(an_actor(zone, "office"))


def signed_in(actor: Actor, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(id=actor.user_id))
    return client


def url(name: str, zone: Zone, *args: object, query: str = "") -> str:
    return reverse(f"projects:{name}", args=[zone.code, *args]) + query


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def sent(answer: Any) -> dict[str, Any]:
    """The form on a page as it would be sent back unchanged."""
    form = answer.context["form"]
    values: dict[str, Any] = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value())
        widget = bound.field.widget
        if hasattr(widget, "decompress"):
            for number, part in enumerate(widget.decompress(bound.value())):
                values[f"{bound.html_name}_{number}"] = part if part is not None else ""
        elif value not in (None, False):
            values[bound.html_name] = value.isoformat() if isinstance(value, date) else value
    return values


def the_form(zone: Zone, **changes: str) -> dict[str, str]:
    return {
        "name": "高端医疗器械",
        "owner_name": "示例医疗器械有限公司",
        "type": "industrial",
        "capital_origin": "foreign",
        "code": "２０１８-321181-36-03-000000",
        "industry_code": "C3581",
        "total_investment_0": "3,000",
        "total_investment_1": "万美元",
        "exchange_rate": "6.6166",
        "rate_date": "2018-06-29",
        "unit": str(the_root(zone).id),
        "committed_start": "2018.9",
        "committed_finish": "2020年上半年",
        **changes,
    }


class TestProjectForm:
    def test_project_is_entered_and_its_year_comes_next(self, zone: Zone, office: Client) -> None:
        answer = office.post(url("project-create", zone), the_form(zone))
        project = Project.objects.get(zone=zone)
        assert (answer.status_code, answer["Location"]) == (302, url("year-plan", zone, project.id, 2018))
        assert (project.total_investment, project.currency) == (Decimal("30000000.00"), "USD")
        assert project.total_cny == Decimal("198498000.00")
        assert (project.committed_start, project.committed_start_precision) == (date(2018, 9, 30), "month")
        assert (project.committed_finish, project.committed_finish_precision) == (date(2020, 6, 30), "half")
        answer = office.post(
            answer["Location"],
            {
                "start_class": "new_start",
                "annual_plan_cny_0": "6150",
                "annual_plan_cny_1": "万元",
                "concentrated_start": "on",
                "version": "0",
            },
            follow=True,
        )
        row = ProjectYear.objects.get(project=project)
        assert (row.annual_plan_cny, row.concentrated_start) == (Decimal(61_500_000), True)
        page = answer.content.decode()
        assert "The year 2018 is planned." in page

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"name": ""}, "This field is required."),
            ({"code": "2018-321181"}, "this has 11 characters"),
            ({"industry_code": "D3581"}, "belongs to section C"),
            ({"total_investment_0": "plenty"}, "A number such as 5.63."),
            ({"total_investment_0": "0.00000000001"}, "decimal places"),
            ({"exchange_rate": ""}, "How many yuan one USD is worth is needed."),
            ({"rate_date": "2018-07-03"}, "A rate is of a day that has come."),
            ({"committed_start": "soon"}, "this is not a date"),
            ({"committed_finish": "2018-08"}, "before it starts"),
            ({"unit": "00000000-0000-0000-0000-000000000000"}, "Select a valid choice"),
        ],
    )
    def test_faults_stand_beside_their_fields(
        self, zone: Zone, office: Client, changes: dict[str, str], said: str
    ) -> None:
        answer = office.post(url("project-create", zone), the_form(zone, **changes))
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not Project.objects.filter(zone=zone).exists()

    def test_saving_the_form_unchanged_changes_nothing(self, zone: Zone, office: Client) -> None:
        project = a_created_project(
            zone,
            total_investment=Decimal("563000000.55"),
            committed_start=Dated(date(2018, 9, 30), Precision.QUARTER),
            committed_finish=Dated(date(2019, 4, 20), Precision.TEN_DAYS),
            registration_unit=a_unit(zone),
            industry_code="3670",
        )
        address = url("project-edit", zone, project.id)
        answer = office.post(address, sent(office.get(address)))
        assert answer.status_code == 302
        assert not Entry.objects.filter(event="projects.project.edited").exists()

    def test_closed_territory_stays_where_it_was_named(self, zone: Zone, office: Client) -> None:
        street = a_unit(zone, "老街道", UnitType.STREET)
        project = a_created_project(zone, registration_unit=street)
        Unit.objects.filter(id=street.id).update(closed_on=date(2018, 6, 1))
        address = url("project-edit", zone, project.id)
        assert office.post(address, sent(office.get(address)) | {"remark": "改"}).status_code == 302
        project.refresh_from_db()
        assert (project.registration_unit, project.remark) == (street, "改")
        page = text_of(office, url("project-create", zone))
        assert "老街道" not in page, "a new project is not registered there"

    def test_moved_date_asks_for_a_reason_at_its_field(self, zone: Zone, office: Client) -> None:
        project = a_created_project(zone, committed_start=Dated(date(2018, 9, 30), Precision.MONTH))
        address = url("project-edit", zone, project.id)
        form = sent(office.get(address)) | {"committed_start": "2018-10"}
        answer = office.post(address, form)
        assert answer.status_code == 422
        assert "say why, and who agreed" in str(answer.context["form"].errors["reason"])
        assert office.post(address, form | {"reason": "主任办公会同意"}).status_code == 302
        assert Entry.objects.get(event="projects.project.edited").reason == "主任办公会同意"

    def test_change_over_somebody_elses_shows_what_stands_there_now(self, zone: Zone, office: Client) -> None:
        project = a_created_project(zone, total_investment=YI)
        address = url("project-edit", zone, project.id)
        form = sent(office.get(address)) | {"remark": "我的备注"}
        edit_project(
            actor=console(zone),
            project=Project.objects.get(id=project.id),
            unit=project.unit,
            details=details(total_investment=2 * YI, remark="别人的备注"),
        )
        answer = office.post(address, form)
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "Somebody else has changed this since you opened it." in page
        assert "Stands there now: 别人的备注" in page
        assert "Stands there now: 2 亿元" in page
        assert "我的备注" in page, "what was typed is kept"
        project.refresh_from_db()
        assert project.remark == "别人的备注"
        again = office.post(address, form | {"version": str(answer.context["form"]["version"].value())})
        assert again.status_code == 302
        project.refresh_from_db()
        assert (project.remark, project.total_cny) == ("我的备注", YI)

    def test_withdrawn_and_taken_up_again(self, zone: Zone, office: Client) -> None:
        project = a_created_project(zone)
        put_on(a_list(zone), project)
        answer = office.post(url("project-withdraw", zone, project.id), {"on": "2018-07-01", "reason": ""})
        assert answer.status_code == 422
        office.post(url("project-withdraw", zone, project.id), {"on": "2018-07-01", "reason": "资金链断裂"})
        project.refresh_from_db()
        assert project.withdrawn_on == date(2018, 7, 1)
        assert "is withdrawn." in text_of(office, url("project", zone, project.id))
        page = text_of(office, url("projects", zone))
        assert "1 withdrawn project<" in page
        assert project.name not in page
        assert project.name in text_of(
            office, url("projects", zone, query="?year=2018&planned=any&withdrawn=yes")
        )
        office.post(url("project-reinstate", zone, project.id), {"reason": "新股东注资"})
        project.refresh_from_db()
        assert project.withdrawn_on is None

    def test_year_far_off_is_not_there(self, zone: Zone, office: Client) -> None:
        project = a_created_project(zone)
        assert office.get(url("year-plan", zone, project.id, 18)).status_code == 404


class TestTable:
    def test_rows_and_sums_in_yi_and_every_chip_can_be_taken_off(self, zone: Zone, office: Client) -> None:
        planned(
            a_created_project(zone, name="续建", total_investment=5 * YI),
            StartClass.CARRY_OVER,
            plan="2.5",
            sub_class=SubClass.EQUIPMENT,
        )
        planned(a_created_project(zone, name="新建", total_investment=3 * YI))
        page = text_of(office, url("projects", zone))
        assert "2 projects" in page
        assert 'title="800,000,000.00 yuan">8</td>' in page
        query = "?class=carry_over&sub=equipment&sort=-total&missing=any&year=2018"
        page = text_of(office, url("projects", zone, query=query))
        assert "续建" in page
        assert "新建" not in page
        assert 'aria-sort="descending"' in page
        assert 'href="?class=carry_over&amp;sort=-total&amp;missing=any&amp;year=2018"' in page
        assert '<input type="hidden" name="sub" value="equipment">' in page

    def test_unplanned_projects_are_one_link_away(self, zone: Zone, office: Client) -> None:
        a_created_project(zone, name="没有计划")
        planned(a_created_project(zone, name="有计划"))
        page = text_of(office, url("projects", zone))
        assert "1 project has no plan for 2018" in page
        assert "没有计划" in text_of(office, url("projects", zone, query="?year=2018&planned=no"))

    def test_empty_states_say_the_next_step(self, zone: Zone, office: Client) -> None:
        page = text_of(office, url("projects", zone))
        assert "No project has a plan for 2018" in page
        assert "Import a workbook" in page
        assert "No project matches these filters" in text_of(office, url("projects", zone, query="?q=x"))

    def test_odd_address_says_what_was_expected(self, zone: Zone, office: Client) -> None:
        answer = office.get(url("projects", zone, query="?class=begun"))
        assert answer.status_code == 422
        assert "expected one of: carry_over, new_start" in answer.content.decode()


class TestLists:
    def test_lists_are_counted_once_and_every_number_is_a_link(self, zone: Zone, office: Client) -> None:
        district, city = a_list(zone), a_list(zone, "市级")
        one = planned(a_created_project(zone, name="一", total_investment=3 * YI), plan="1")
        two = planned(a_created_project(zone, name="二", total_investment=2 * YI), plan="0.5")
        put_on(district, one, two)
        put_on(city, one)
        page = text_of(office, url("lists", zone, query="?year=2018"))
        table = url("projects", zone)
        assert f'<a href="{table}?year=2018&amp;list={district.id}">2</a>' in page
        assert f'<a href="{table}?year=2018&amp;listed=yes">2</a>' in page
        assert "1 project stands on several lists and is counted once above." in page
        assert "planned new starts" in page.lower()

    def test_paragraph_says_what_the_records_say(self, zone: Zone) -> None:
        district = a_list(zone)
        for number, total, plan, sub in ((1, 50, "6.15", "continuing"), (2, 138, "63.15", "equipment")):
            project = a_created_project(zone, name=f"续{number}", total_investment=total * YI)
            put_on(district, planned(project, StartClass.CARRY_OVER, plan=plan, sub_class=sub))
        new = planned(a_created_project(zone, name="新", total_investment=Decimal("143.7") * YI), plan="63.3")
        put_on(district, new)
        Project.objects.filter(id=new.id).update(actual_start=date(2018, 2, 1))
        client = signed_in(an_actor(zone, "leader"), "zh-CN")
        lines = client.get(url("list", zone, district.id)).context["lines"]
        said = ["".join(part.split(">")[-1] for part in str(line).split("<")) for line in lines]
        assert len(said) == 4
        for number in ("3", "331.7", "132.6"):
            assert number in said[0]
        for number in ("2", "188", "69.3", "1"):
            assert number in said[1]
        for number in ("143.7", "63.3", "100.0%"):
            assert number in said[2]
        assert f"list={district.id}&amp;class=carry_over&amp;sub=equipment" in str(lines[1])

    def test_defined_filled_frozen_and_left(self, zone: Zone, office: Client) -> None:
        one, two = planned(a_created_project(zone, name="一")), planned(a_created_project(zone, name="二"))
        form = {"name": "2018年市级以上重点", "level": "municipal_and_above", "year": "2018"}
        answer = office.post(url("list-define", zone), form)
        project_list = ProjectList.objects.get(zone=zone)
        assert answer["Location"] == url("list", zone, project_list.id)
        enter = url("list-enter", zone, project_list.id)
        assert "Choose at least one project." in office.post(enter, {"on": "2018-07-01"}).content.decode()
        answer = office.post(enter, {"projects": [str(one.id), str(two.id)], "on": "2018-01-01"}, follow=True)
        assert "2 projects are on the list now." in answer.content.decode()
        assert "Every project stands on the list already" in text_of(office, enter)
        answer = office.post(url("list-freeze", zone, project_list.id), follow=True)
        assert "entry and exit need a reason" in answer.content.decode()
        assert office.post(url("list-freeze", zone, project_list.id)).status_code == 409
        assert "list-edit" not in answer.content.decode()
        member = ListMembership.objects.get(project=two)
        leave = url("list-leave", zone, member.id)
        assert office.post(leave, {"on": "2018-07-01", "reason": ""}).status_code == 422
        answer = office.post(leave, {"on": "2018-07-01", "reason": "土地未落实"}, follow=True)
        page = answer.content.decode()
        assert "土地未落实" in page
        assert "after the freeze" in page

    def test_definition_changed_meanwhile_is_not_overwritten(self, zone: Zone, office: Client) -> None:
        district = a_list(zone)
        address = url("list-edit", zone, district.id)
        form = sent(office.get(address)) | {"name": "我的叫法"}
        assert office.post(address, form | {"name": "别人的叫法"}).status_code == 302
        answer = office.post(address, form)
        assert answer.status_code == 409
        assert "Stands there now: 别人的叫法" in answer.content.decode()

    def test_contradictions_by_kind(self, zone: Zone, office: Client) -> None:
        planned(a_created_project(zone, name="铝箔制品", remark="年初正式开工"), StartClass.CARRY_OVER)
        planned(a_created_project(zone, name="没问题"))
        page = text_of(office, url("contradictions", zone))
        assert "铝箔制品" in page
        assert "没问题" not in page
        assert "listed as carry-over, yet the notes call it a new start" in page
        page = text_of(office, url("contradictions", zone, query="?code=plan_exceeds_total"))
        assert "铝箔制品" not in page
        assert "Nothing contradicts itself" in text_of(
            office, url("contradictions", zone, query="?year=2019")
        )


class TestBundle:
    def test_coverage_and_what_is_missing_in_words(self, zone: Zone, office: Client) -> None:
        whole, part = planned(a_created_project(zone, name="全")), planned(a_created_project(zone, name="缺"))
        bundle = Bundle(
            lead_official=a_person(zone, "领导甲"),
            liaison=a_person(zone, "联系人乙"),
            task_force=a_task_force(zone),
        )
        assign_bundle(actor=console(zone), project=whole, bundle=bundle, on=DAY)
        committed_plan(whole)
        page = text_of(office, url("bundles", zone))
        assert "50.0%" in page
        assert part.name in page
        for words in ("no lead official", "no task force", "no committed plan", "no liaison"):
            assert f'<span class="tag tag-red">{words}</span>' in page
        committed_plan(part)
        page = text_of(office, url("bundles", zone, query="?missing=plan"))
        assert "Every bundle is complete" in page

    def test_people_are_named_on_the_page(self, zone: Zone, office: Client) -> None:
        project = planned(a_created_project(zone))
        lead, force = a_person(zone, "领导甲"), a_task_force(zone)
        address = url("bundle-assign", zone, project.id)
        assert "领导甲" in text_of(office, address)
        form = {"lead_official": str(lead.id), "liaison": "", "task_force": str(force.id), "on": "2018-07-02"}
        assert office.post(address, form).status_code == 302
        assert ProjectDuty.objects.get(project=project, valid_to=None).person == lead
        project.refresh_from_db()
        assert project.task_force == force
        late = office.post(address, form | {"lead_official": "", "on": "2018-07-03"})
        assert late.status_code == 422
        assert "a day that has come" in late.content.decode()

    def test_linkage_table_groups_by_leader_with_workload(self, zone: Zone, office: Client) -> None:
        lead = a_person(zone, "领导甲")
        for name in ("一", "二"):
            project = planned(a_created_project(zone, name=name, total_investment=YI))
            bundle = Bundle(lead_official=lead, liaison=None, task_force=None)
            assign_bundle(actor=console(zone), project=project, bundle=bundle, on=DAY)
        planned(a_created_project(zone, name="没人管"))
        page = text_of(office, url("linkage", zone))
        assert f'?year=2018&amp;lead={lead.id}">2</a>' in page
        assert page.index("一</a>") < page.index("没人管</a>")
        assert page.count('class="group-row"') == 2


class TestProjectPage:
    def test_panels_show_facts_lists_bundle_and_contradictions(self, zone: Zone, office: Client) -> None:
        project = a_created_project(
            zone, code="2018-321181-36-03-000000", industry_code="C3581", total_investment=YI / 2
        )
        planned(project, StartClass.CARRY_OVER, plan="1")
        district = a_list(zone)
        put_on(district, project)
        page = text_of(office, url("project", zone, project.id))
        assert "form used until 2020, given in 2018" in page
        assert "丹阳市" in page
        assert "check character not verified" in page
        assert "Manufacture of special purpose machinery" in page
        assert district.name in page
        assert "the annual plan is larger than the total investment" in page
        assert '<span class="tag tag-red">no lead official</span>' in page

    def test_code_that_cannot_be_read_says_why(self, zone: Zone, office: Client) -> None:
        project = a_created_project(zone)
        Project.objects.filter(id=project.id).update(code="备案中", industry_code="99")
        page = text_of(office, url("project", zone, project.id))
        assert "this has 3 characters" in page
        assert "there is no division 99" in page


@pytest.mark.parametrize("count", [2, 25])
@pytest.mark.parametrize(
    ("name", "budget"),
    [("projects", 20), ("lists", 20), ("list", 20), ("bundles", 18), ("linkage", 16), ("contradictions", 14)],
)
def test_pages_ask_a_fixed_number_of_queries(
    zone: Zone, name: str, budget: int, count: int, django_assert_max_num_queries: Any
) -> None:
    district = a_list(zone)
    projects = [planned(a_created_project(zone, name=f"项目{n}", total_investment=YI)) for n in range(count)]
    put_on(district, *projects)
    for project in projects:
        bundle = Bundle(lead_official=a_person(zone, f"领导{project.name}"), liaison=None, task_force=None)
        assign_bundle(actor=console(zone), project=project, bundle=bundle, on=DAY)
    client = signed_in(an_actor(zone, "office"))
    address = url(name, zone, *([district.id] if name == "list" else []))
    client.get(address)
    with django_assert_max_num_queries(budget):
        assert client.get(address).status_code == 200


class TestSearch:
    def hits(self, words: str, actor: Actor) -> list[str]:
        return [hit.label for hit in find_projects(words, actor, "TZ")]

    def test_finds_by_name_owner_and_code(self, zone: Zone) -> None:
        a_created_project(zone, name="LED芯片", owner_name="甲公司", code="2018-321181-36-03-000000")
        a_created_project(zone, name="碳纤维", owner_name="乙公司")
        assert self.hits("led", console(zone)) == ["LED芯片"]
        assert self.hits("乙公", console(zone)) == ["碳纤维"]
        assert self.hits("2018-3211", console(zone)) == ["LED芯片"]
        assert self.hits("led 乙", console(zone)) == []

    def test_nobody_finds_beyond_reach(self, zone: Zone) -> None:
        a_created_project(zone, a_unit(zone), name="园内")
        there = an_actor(zone, "clerk", unit=a_unit(zone, "另一个园区"))
        assert self.hits("园内", there) == []
        assert self.hits("园内", an_actor(zone, "auditor")) == []

    def test_search_box_finds_projects(self, zone: Zone, office: Client) -> None:
        project = a_created_project(zone, name="碳纤维")
        page = office.get(reverse("search", args=[zone.code]) + "?q=碳纤").content.decode()
        assert url("project", zone, project.id) in page


ROLES = ("office", "park office", "clerk", "leader", "statistician", "auditor", "outsider", "nobody")
LOOK = (200, 200, 200, 200, 200, 403, 404, 302)
OWN = (200, 404, 200, 200, 200, 404, 404, 302)
CHANGE = (200, 404, 403, 403, 403, 404, 404, 302)
KEEP_LISTS = (200, 403, 403, 403, 403, 403, 404, 302)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("projects", (200, 200, 200, 200, 200, 200, 404, 302)),
        ("lists", LOOK),
        ("list", LOOK),
        ("contradictions", (200, 200, 200, 200, 200, 200, 404, 302)),
        ("bundles", (200, 200, 200, 200, 200, 200, 404, 302)),
        ("linkage", (200, 200, 200, 200, 200, 200, 404, 302)),
        ("project", OWN),
        ("project-create", (200, 200, 403, 403, 403, 403, 404, 302)),
        ("project-edit", CHANGE),
        ("project-withdraw", CHANGE),
        ("project-reinstate", CHANGE),
        ("year-plan", CHANGE),
        ("bundle-assign", CHANGE),
        ("list-define", KEEP_LISTS),
        ("list-edit", KEEP_LISTS),
        ("list-enter", KEEP_LISTS),
        ("list-leave", (200, 404, 403, 403, 403, 404, 404, 302)),
    ],
)
def test_who_may_open_what(zone: Zone, name: str, expected: tuple[int, ...]) -> None:
    project = planned(a_created_project(zone, a_unit(zone, "这个园区")))
    district = a_list(zone)
    (member,) = put_on(district, project)
    arguments: Iterable[object] = {
        "list": (district.id,),
        "list-edit": (district.id,),
        "list-enter": (district.id,),
        "list-leave": (member.id,),
        "year-plan": (project.id, 2018),
    }.get(name, (project.id,) if name in ("project", "bundle-assign") or name.startswith("project-") else ())
    if name == "project-create":
        arguments = ()
    address = url(name, zone, *arguments)
    park = a_unit(zone, "另一个园区")
    clients = (
        *(
            signed_in(an_actor(zone, role, unit=park if at_park else None, username=f"{role}{at_park}"))
            for role, at_park in (
                ("office", False),
                ("office", True),
                ("clerk", False),
                ("leader", False),
                ("statistician", False),
                ("auditor", False),
            )
        ),
        signed_in(an_actor(a_dated_zone("OT", "别的新区"), "office", username="outsider")),
        Client(),
    )
    statuses = tuple(client.get(address).status_code for client in clients)
    assert dict(zip(ROLES, statuses, strict=True)) == dict(zip(ROLES, expected, strict=True))


def test_frozen_list_is_posted_only_by_its_keepers(zone: Zone) -> None:
    district = a_list(zone)
    put_on(district, a_created_project(zone))
    address = url("list-freeze", zone, district.id)
    assert signed_in(an_actor(zone, "clerk")).post(address).status_code == 403
    office = signed_in(an_actor(zone, "office"))
    assert office.get(address).status_code == 405
    assert office.post(address).status_code == 302


def test_names_of_people_are_those_of_the_zone(zone: Zone) -> None:
    project = a_created_project(zone)
    a_person(a_dated_zone("OT", "别的新区"), "外区的人")
    page = text_of(signed_in(an_actor(zone, "office")), url("bundle-assign", zone, project.id))
    assert "外区的人" not in page
    assert Person.objects.filter(name="外区的人").exists()
