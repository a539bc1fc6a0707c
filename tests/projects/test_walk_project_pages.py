"""The form of a project and of its year, the table, the project's page, and the search box."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from guatu.audit.models import Entry
from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.organization.choices import UnitType
from guatu.organization.models import Unit
from guatu.projects.choices import Precision, StartClass, SubClass
from guatu.projects.models.project import Project, ProjectYear
from guatu.projects.search import find_projects
from guatu.projects.sheets.rows import Dated
from guatu.projects.use_cases.edit_project import edit_project
from tests.builders import a_unit, an_actor, console, the_root
from tests.projects.list_builders import (
    YI,
    a_created_project,
    a_dated_zone,
    a_list,
    details,
    planned,
    put_on,
)
from tests.projects.page_builders import sent, signed_in, text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone() -> Zone:
    return a_dated_zone()


@pytest.fixture
def office(zone: Zone) -> Client:
    return signed_in(an_actor(zone, "office"))


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
