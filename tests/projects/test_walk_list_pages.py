"""The pages of lists, contradictions and bundles: what they show and what they do."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from guatu.core.models import Zone
from guatu.projects.choices import StartClass
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.models.project import Project, ProjectDuty
from guatu.projects.use_cases.assign_bundle import Bundle, assign_bundle
from tests.builders import a_person, an_actor, console
from tests.projects.list_builders import (
    DAY,
    YI,
    a_created_project,
    a_dated_zone,
    a_list,
    a_task_force,
    committed_plan,
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


@pytest.mark.parametrize("count", [2, 25])
@pytest.mark.parametrize(
    ("name", "budget"),
    [("projects", 21), ("lists", 20), ("list", 20), ("bundles", 18), ("linkage", 16), ("contradictions", 14)],
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
