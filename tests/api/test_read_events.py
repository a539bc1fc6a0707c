"""The feed of events: what happened since a cursor to what the token may see, and nothing beside it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guatu.audit.models import Entry
from guatu.core.models import Zone
from guatu.enterprises.details import EnterpriseDetails
from guatu.enterprises.use_cases.add_contact import add_contact
from guatu.enterprises.use_cases.register_enterprise import register_enterprise
from guatu.matters.selectors.rules import kind_coded
from guatu.matters.use_cases.load_matter_defaults import load_matter_defaults
from guatu.matters.use_cases.raise_matter import raise_matter
from guatu.organization.models import Person
from guatu.projects.use_cases.file_progress_report import file_progress_report
from tests.api.clients import a_program, a_token, problem
from tests.builders import a_unit, a_zone, an_actor, console
from tests.projects.progress_builders import a_project, a_work, with_calendars

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone() -> Zone:
    return with_calendars(a_zone())


def told(client: Client, cursor: str | None = None) -> tuple[list[str], str]:
    """The names of the events after the cursor, and where to go on."""
    page = client.get("/api/v1/events", {"cursor": cursor} if cursor else {}).json()
    return [one["event"] for one in page["items"]], page["next"]


def test_goes_on_from_where_it_was(zone: Zone) -> None:
    program = a_program(a_token(an_actor(zone, "office")))
    project = a_project(zone)
    _events, cursor = told(program)
    assert told(program, cursor) == ([], cursor)
    file_progress_report(actor=console(zone), project=project, text="结顶")
    events, after = told(program, cursor)
    assert events == ["projects.progress_report.filed"]
    assert told(program, after) == ([], after)
    item = program.get("/api/v1/events", {"cursor": cursor}).json()["items"][0]
    assert item["subject"] == {
        "type": "projects.project",
        "id": str(project.id),
        "label": project.name,
        "collection": "projects",
    }
    assert item["changed"] == ["last_reported_on", "stage_note"]
    assert "结顶" not in str(item)


def test_pages_miss_nothing(zone: Zone) -> None:
    program = a_program(a_token(an_actor(zone, "office")))
    project = a_project(zone)
    for day in range(3):
        file_progress_report(actor=console(zone), project=project, text=f"第{day}天")
    every, _cursor = told(program)
    seen: list[str] = []
    cursor: str | None = None
    while True:
        query = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = program.get("/api/v1/events", query).json()
        if not page["items"]:
            break
        seen += [one["event"] for one in page["items"]]
        cursor = page["next"]
    assert seen == every
    assert len(every) > 4


def test_of_what_is_not_seen_nothing_is_told(zone: Zone) -> None:
    load_matter_defaults(actor=console(zone))
    here, unit = a_project(zone), a_unit(zone, "别处")
    clerk = a_program(a_token(an_actor(zone, "clerk", unit=unit)))
    office = an_actor(zone, "office")
    _events, cursor = told(clerk)
    file_progress_report(actor=office, project=here, text="结顶")
    kind = kind_coded("problem", zone.id)
    raise_matter(actor=office, kind=kind, title="密", subject=here, is_confidential=True)
    assert told(clerk, cursor)[0] == []
    names = told(a_program(a_token(office)), cursor)[0]
    assert {"projects.progress_report.filed", "matters.matter.raised"} <= set(names)
    blind = an_actor(zone, "statistician")
    names = told(a_program(a_token(blind, ["projects.view_project"])), cursor)[0]
    assert "matters.matter.raised" not in names
    assert "projects.progress_report.filed" in names


def test_what_belongs_to_people_is_the_record_s(zone: Zone) -> None:
    office = an_actor(zone, "office")
    program = a_program(a_token(office))
    enterprise = register_enterprise(
        actor=office, details=EnterpriseDetails(name="示例公司", unit=a_unit(zone))
    )
    add_contact(actor=office, enterprise=enterprise, name="王某", phone="13800000000")
    names = told(program)[0]
    assert "enterprises.enterprise.registered" in names
    assert not [name for name in names if name.startswith(("api.", "enterprises.contact"))]
    assert not [name for name in names if "person" in name]
    assert Entry.objects.filter(subject_type=Person._meta.label_lower).exists()


def test_cursors_are_what_a_page_gave(zone: Zone) -> None:
    program = a_program(a_token(an_actor(zone, "office")))
    for cursor in ("nonsense", "MTIz=", "LTE"):
        problem(program.get("/api/v1/events", {"cursor": cursor}), 422, "invalid_input")


def test_however_much_happened_it_takes_few_queries(zone: Zone) -> None:
    program = a_program(a_token(an_actor(zone, "office")))
    project = a_project(zone)
    for number in range(5):
        a_work(project, name=f"{number}号厂房")
        file_progress_report(actor=console(zone), project=project, text=f"第{number}次")
    program.get("/api/v1/token")
    with CaptureQueriesContext(connection) as queries:
        program.get("/api/v1/events")
    assert len(queries) <= 24
