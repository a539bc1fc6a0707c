"""The way into the statistics library: rules, papers, names, the bureau's entry, reminders, pages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.errors import InvalidInput, NotAllowed
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.asking import Wanted
from guatu.figures.evaluating import evaluate
from guatu.notifications.models import Notification
from guatu.organization.models import Person
from guatu.organization.powers import system_actor
from guatu.projects.models.enrolment import EnrolmentFile, EnrolmentRuleSet, StatisticalEnrolment
from guatu.projects.models.project import Project, ProjectDuty
from guatu.projects.rules.enrolment import (
    CODES,
    Applies,
    EnrolmentRules,
    PaperNames,
    Reporting,
    folded,
    mismatches,
    missing,
)
from guatu.projects.selectors.enrolment import (
    enrolled_projects,
    enrolment_panel,
    enrolment_rules_on,
    to_enrol,
)
from guatu.projects.use_cases.choose_enrolment_rules import choose_enrolment_rules
from guatu.projects.use_cases.enrol_project import enrol_project
from guatu.projects.use_cases.file_enrolment_paper import file_enrolment_paper
from guatu.projects.use_cases.remind_of_enrolment import remind_of_enrolment
from tests.builders import a_unit, an_actor, console
from tests.projects.list_builders import YI, a_created_project, a_dated_zone
from tests.projects.page_builders import signed_in, text_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]
RULES = EnrolmentRules()
STARTED = date(2018, 5, 1)


@pytest.fixture
def zone() -> Zone:
    return a_dated_zone()


@pytest.fixture
def project(zone: Zone) -> Project:
    project = a_created_project(
        zone, name="电机定转子", owner_name="联博（镇江）有限公司", total_investment=2 * YI
    )
    project.actual_start = STARTED
    project.save()
    return project


def a_scan(text: str = "scan") -> SimpleUploadedFile:
    return SimpleUploadedFile("filing.pdf", b"%PDF-1.4\n" + text.encode() + b"\n%%EOF\n", "application/pdf")


def file(project: Project, material: str, **values: Any) -> EnrolmentFile:
    return file_enrolment_paper(
        actor=console(project.zone), project=project, material=material, files=[a_scan(material)], **values
    )


class TestRules:
    @given(st.decimals(0, 10**10, places=2))
    def test_thresholds_are_included(self, total: Decimal) -> None:
        reporting = RULES.reporting(total)
        assert (reporting is Reporting.NONE) == (total < 5_000_000)
        assert (reporting is Reporting.DIRECT) == (total >= 50_000_000)

    @given(st.decimals(0, 10**9, places=2), st.booleans(), st.sets(st.sampled_from(CODES)))
    def test_missing_is_what_is_compulsory_and_not_there(
        self, total: Decimal, buys: bool, there: set[str]
    ) -> None:
        checklist = RULES.checklist(total, buys_only=buys)
        asked = {m.code for m in checklist}
        lacking = missing(checklist, there)
        assert set(lacking) == {m.code for m in checklist if m.compulsory} - there
        assert "feasibility" not in lacking
        if asked:
            assert ("payment" in asked) == buys
            assert ("site_photos" in asked) == (not buys)
            assert ("explanation" in asked) == (total >= 50_000_000)
        assert bool(asked) == (total >= 5_000_000)

    def test_of_a_size_that_is_not_known_nothing_is_asked(self) -> None:
        assert RULES.checklist(None, buys_only=False) == ()

    @given(st.text(max_size=20))
    def test_a_name_matches_itself_whatever_its_signs(self, name: str) -> None:
        assert folded(name) == folded(f" {name}（）") == folded(folded(name))

    def test_names_are_compared_where_a_paper_bears_them(self) -> None:
        owner, name = "联博（镇江）有限公司", "电机定转子项目"
        papers = [
            PaperNames("filing", "联博(镇江)有限公司", "电机　定转子项目"),
            PaperNames("licence", "联博（镇江）科技有限公司"),
            PaperNames("contract", owner, "电机定转子二期项目"),
        ]
        found = mismatches(owner, name, papers)
        assert [(m.material, m.what) for m in found] == [("licence", "owner"), ("contract", "project")]

    def test_what_applies_is_one_of_the_known(self) -> None:
        assert {m.applies for m in RULES.materials} == set(Applies)


def test_from_the_start_to_the_bureaus_entry(zone: Zone, project: Project) -> None:
    day = date(2018, 7, 2)
    office, statistician = an_actor(zone, "office"), an_actor(zone, "statistician")
    assert list(to_enrol(day, actor=office)) == [project]
    assert not list(to_enrol(STARTED - timedelta(1), actor=office)), "it had not started"
    panel = enrolment_panel(project, actor=office, day=day)
    assert panel.state.missing == ("content", "filing", "contract", "site_photos", "licence", "explanation")
    assert panel.state.due == STARTED + timedelta(30)
    assert (panel.may_file, panel.may_enrol) == (True, False)
    for material in panel.state.missing:
        file(project, material, owner_on_paper=project.owner_name)
    assert enrolment_panel(project, actor=office, day=day).state.is_ready
    with pytest.raises(NotAllowed):
        enrol_project(actor=office, project=project, entered_on=date(2018, 6, 20), source="名单")
    enrol_project(actor=statistician, project=project, entered_on=date(2018, 6, 20), source="在库名单")
    assert not list(to_enrol(day, actor=office))
    assert list(to_enrol(date(2018, 6, 19), actor=office)) == [project], "as of the day before"
    assert list(enrolled_projects(day, actor=office)) == [project]
    h1 = Period.parse("2018H1")
    wanted = [Wanted(f"projects.{name}", h1) for name in ("enrolled", "newly_enrolled", "to_be_enrolled")]
    found = evaluate(wanted, actor=office, zone=zone)
    assert [found[one].value for one in wanted] == [1, 1, 0]


def test_an_entry_is_never_edited(zone: Zone, project: Project) -> None:
    statistician = an_actor(zone, "statistician")
    enrol_project(actor=statistician, project=project, entered_on=date(2018, 6, 20), source="在库名单")
    with pytest.raises(InvalidInput, match="recorded already"):
        enrol_project(actor=statistician, project=project, entered_on=date(2018, 6, 21), source="更正")
    enrol_project(
        actor=statistician, project=project, entered_on=date(2018, 6, 21), source="更正", reason="局里更正"
    )
    assert StatisticalEnrolment.objects.count() == 2
    (found,) = enrolled_projects(date(2018, 7, 2), actor=statistician)
    assert found.stat_entry_date == date(2018, 6, 21), "the bureau's last word"
    for sql in (
        "UPDATE projects_statisticalenrolment SET source = ''",
        "DELETE FROM projects_statisticalenrolment",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(sql)


@pytest.mark.parametrize("role", ["leader", "office_head", "clerk", "grid_worker", "supervisor", "auditor"])
def test_nobody_but_statisticians_records_an_entry(zone: Zone, project: Project, role: str) -> None:
    actor = an_actor(zone, role)
    with pytest.raises(NotAllowed):
        enrol_project(actor=actor, project=project, entered_on=STARTED, source="x")


def test_papers_are_refused_without_a_file_and_kept_with_their_names(zone: Zone, project: Project) -> None:
    with pytest.raises(InvalidInput) as refused:
        file_enrolment_paper(
            actor=console(zone), project=project, material="contract", dated=date(2019, 1, 1)
        )
    assert {f.place for f in refused.value.faults} == {"files", "dated"}
    file(project, "contract", owner_on_paper="别的公司")
    panel = enrolment_panel(project, actor=console(zone), day=date(2018, 7, 2))
    line = next(line for line in panel.state.lines if line.material.code == "contract")
    assert [m.on_paper for m in line.mismatches] == ["别的公司"]
    assert len(line.files) == 1
    file_enrolment_paper(
        actor=console(zone), project=project, material="contract", owner_on_paper=project.owner_name
    )
    assert not enrolment_panel(project, actor=console(zone), day=date(2018, 7, 2)).state.mismatches
    with pytest.raises(NotAllowed):
        file_enrolment_paper(
            actor=an_actor(zone, "clerk", unit=a_unit(zone, "别的园区")),
            project=project,
            material="filing",
            files=[a_scan()],
        )


def test_rules_are_versions(zone: Zone, project: Project) -> None:
    office = an_actor(zone, "office")
    given: dict[str, Any] = {
        "threshold_cny": Decimal(10_000_000),
        "direct_cny": Decimal(300_000_000),
        "days_after_start": 60,
        "asked": ["filing", "contract", "site_photos"],
        "compulsory": ["filing"],
        "reason": "市局通知",
    }
    with pytest.raises(InvalidInput) as refused:
        choose_enrolment_rules(
            actor=office, **(given | {"direct_cny": Decimal(1), "compulsory": ["licence"], "reason": " "})
        )
    assert {f.place for f in refused.value.faults} == {"direct_cny", "compulsory", "reason"}
    choose_enrolment_rules(actor=office, **given, in_force_from=date(2018, 7, 1))
    assert enrolment_rules_on(zone.id, date(2018, 6, 30)) == EnrolmentRules()
    panel = enrolment_panel(project, actor=office, day=date(2018, 7, 2))
    assert panel.state.missing == ("filing",)
    assert panel.state.reporting is Reporting.LOCAL
    with pytest.raises(NotAllowed):
        choose_enrolment_rules(actor=an_actor(zone, "leader"), **given)
    assert EnrolmentRuleSet.objects.count() == 1


def test_who_answers_is_reminded_once_a_week(zone: Zone, project: Project) -> None:
    an_actor(zone, "grid_worker", username="liaison")
    liaison = Person.objects.get(zone=zone, name="liaison")
    ProjectDuty.objects.create(
        zone=zone, project=project, role="liaison", person=liaison, valid_from=date(2018, 1, 1)
    )
    tick = system_actor("tick", zone)
    assert remind_of_enrolment(actor=tick, today=date(2018, 5, 20)) == 0, "more than a week ahead"
    assert remind_of_enrolment(actor=tick, today=date(2018, 7, 2)) == 1
    assert remind_of_enrolment(actor=tick, today=date(2018, 7, 2)) == 0
    note = Notification.objects.get()
    assert str(project.id) in note.url
    with pytest.raises(NotAllowed):
        remind_of_enrolment(actor=an_actor(zone, "office"), today=date(2018, 7, 2))


class TestPages:
    @pytest.fixture
    def office(self, zone: Zone) -> Client:
        return signed_in(an_actor(zone, "office"))

    def test_from_the_list_to_a_filed_paper(self, zone: Zone, project: Project, office: Client) -> None:
        page = text_of(office, url("enrolments", zone))
        assert project.name in page
        assert "no paper yet" in page
        show = url("enrolment", zone, project.id)
        assert "missing" in text_of(office, show)
        form = url("enrolment-paper-file", zone, project.id)
        assert office.post(form, {"material": "filing"}).status_code == 422
        answer = office.post(form, {"material": "filing", "owner_on_paper": "别的公司", "files": a_scan()})
        assert answer.status_code == 302
        assert "别的公司" in text_of(office, show)
        assert "names do not match" in text_of(office, url("project", zone, project.id))
        assert office.get(url("project-enrol", zone, project.id)).status_code == 403

    def test_the_statistician_records_the_entry(self, zone: Zone, project: Project) -> None:
        client = signed_in(an_actor(zone, "statistician"))
        form = url("project-enrol", zone, project.id)
        data = {"entered_on": "2018-06-20", "source": "在库名单"}
        assert client.post(form, data | {"source": ""}).status_code == 422
        assert client.post(form, data).status_code == 302
        assert client.post(form, data).status_code == 422, "a second entry says what was put right"
        assert "在库名单" in text_of(client, url("enrolment", zone, project.id))
        assert client.get(url("enrolment-rules", zone)).status_code == 403

    def test_rules_by_page(self, zone: Zone, project: Project, office: Client) -> None:
        form = url("enrolment-rules", zone)
        assert "None chosen yet" in text_of(office, form)
        data = {
            "threshold": "1000",
            "direct": "5000",
            "days_after_start": "45",
            "asked": ["filing"],
            "reason": "通知",
        }
        assert office.post(form, data | {"direct": "1"}).status_code == 422
        assert office.post(form, data).status_code == 302
        assert "Version 1" in text_of(office, form)

    def test_somebody_elses_is_not_there(self, zone: Zone, project: Project) -> None:
        abroad = signed_in(an_actor(a_dated_zone("TW"), "office", username="abroad"))
        for name in ("enrolment", "enrolment-paper-file", "project-enrol"):
            assert abroad.get(url(name, zone, project.id)).status_code == 404
