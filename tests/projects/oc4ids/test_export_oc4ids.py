"""Public projects in OC4IDS: against the published schema, and nothing that is not meant for the public."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT4

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.grids.choices import GridType
from guatu.grids.use_cases.place_object import place_object
from guatu.projects.choices import ProjectType
from guatu.projects.models.project import Project
from guatu.projects.models.publication import ProjectPublication
from guatu.projects.oc4ids.mapping import Party, PublicMilestone, PublicProject, package, sector
from guatu.projects.selectors.publications import oc4ids_package
from guatu.projects.use_cases.publish_project import publish_project
from guatu.projects.use_cases.unpublish_project import unpublish_project
from tests.builders import a_unit, an_actor, console
from tests.enterprises.enterprise_builders import an_enterprise
from tests.grids.grid_builders import a_grid, middle
from tests.matters.matter_builders import Cast, a_cast
from tests.projects.page_builders import signed_in, text_of, url
from tests.projects.plan_builders import MONDAY, a_committed_plan, on
from tests.projects.progress_builders import a_project

HERE = Path(__file__).parent
SCHEMAS = [
    json.loads((HERE / f"{name}.json").read_text("utf-8"))
    for name in ("project-package-schema", "project-schema")
]
REGISTRY = Registry().with_resources([(s["id"], DRAFT4.create_resource(s)) for s in SCHEMAS])
VALIDATOR = Draft4Validator(SCHEMAS[0], registry=REGISTRY, format_checker=FormatChecker())
TODAY = date(2018, 7, 2)


def faults(document: Any) -> list[str]:
    return [
        f"{list(e.absolute_path)}: {e.message}"
        for e in VALIDATOR.iter_errors(json.loads(json.dumps(document)))
    ]


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2090, 1, 1))
PROJECTS = st.builds(
    PublicProject,
    id=st.uuids().map(str),
    name=TEXTS.filter(bool),
    code=st.sampled_from(["", "2018-321102-36-03-501234"]),
    description=TEXTS,
    type=st.sampled_from(ProjectType.values),
    industry_code=st.sampled_from(["", "C3670", "36", "D4411", "5412", "G", "83"]),
    industry_name=TEXTS,
    total_cny=st.none() | st.decimals(0, 10**12, places=2),
    starts=DAYS,
    ends=DAYS,
    started=DAYS,
    finished=DAYS,
    withdrawn=st.booleans(),
    place_name=TEXTS.filter(bool),
    point=st.none() | st.tuples(st.floats(73, 135), st.floats(3, 53)),
    parties=st.lists(
        st.builds(
            Party,
            name=TEXTS.filter(bool),
            roles=st.just(("buyer", "funder")),
            credit_code=st.sampled_from(["", "91320000MA1MXXXX00"]),
        ),
        max_size=2,
        unique_by=lambda party: party.id,
    ),
    milestones=st.lists(
        st.builds(PublicMilestone, code=st.uuids().map(str), name=TEXTS.filter(bool), due=DAYS, met=DAYS),
        max_size=3,
    ),
)


@given(st.lists(PROJECTS, min_size=1, max_size=3, unique_by=lambda p: p.id))
def test_every_package_is_valid(projects: list[PublicProject]) -> None:
    document = package(
        projects,
        uri="https://guatu.example.gov.cn/p.json",
        publisher="测试新区",
        published_at=datetime(2018, 7, 2, tzinfo=UTC),
        today=TODAY,
        license_uri="https://creativecommons.org/licenses/by/4.0/",
    )
    assert faults(document) == []


def test_the_schema_is_asked() -> None:
    assert faults({"uri": "x", "version": "0.9", "projects": [{"id": ""}]}) != []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("C3670", "economy"),
        ("4411", "energy"),
        ("D46", "waterAndWaste"),
        ("54", "transport.road"),
        ("", ""),
        ("?", ""),
    ],
)
def test_sectors_follow_industries(code: str, name: str) -> None:
    assert sector(code) == name


@pytest.fixture
def cast(db: None) -> Cast:
    return a_cast()


def test_only_public_projects_go_out_and_only_what_is_meant_to(cast: Cast) -> None:
    firm = an_enterprise(cast)
    firm.credit_code = "91320000100000001X"
    firm.save()
    with on(TODAY):
        project = a_project(
            cast.zone,
            cast.park,
            owner_name=firm.name,
            industry_code="C3670",
            total_cny=Decimal("1200000000"),
            stage_note="内部进展",
            remark="内部备注",
            committed_finish=date(2019, 6, 30),
        )
        a_project(cast.zone, cast.park, name="不公开的项目")
        a_grid(cast.zone, "P1", type=GridType.PROJECT)
        place_object(
            actor=console(cast.zone),
            subject_type=Project._meta.label_lower,
            subject_id=project.id,
            point=middle(),
        )
        with pytest.raises(Refused):
            oc4ids_package(actor=cast.office, zone=cast.zone, uri="urn:x:y")
        publish_project(actor=cast.office, project=project, description="年产碳纤维千吨。")
        document = oc4ids_package(actor=cast.office, zone=cast.zone, uri="urn:x:y")
    assert faults(document) == []
    (found,) = document["projects"]
    assert found["id"] == f"TZ-{project.id}"
    assert (found["status"], found["type"], found["sector"]) == (
        "implementation",
        "construction",
        ["economy"],
    )
    assert found["budget"]["amount"] == {"amount": 1.2e9, "currency": "CNY"}
    assert found["period"] == {
        "startDate": "2018-01-10T00:00:00+08:00",
        "endDate": "2019-06-30T00:00:00+08:00",
    }
    assert found["locations"][0]["geometry"]["coordinates"] == pytest.approx(middle())
    owner = found["parties"][1]
    assert (owner["roles"], owner["identifier"]["scheme"]) == (["buyer"], "CN-USCI")
    assert owner["identifier"]["id"] == firm.credit_code
    text = json.dumps(document, ensure_ascii=False)
    assert "内部" not in text
    assert "不公开" not in text


def test_committed_milestones_with_what_became_of_them(db: None) -> None:
    plan = a_committed_plan()
    project, zone = plan.project, plan.project.zone
    with on(MONDAY):
        publish_project(actor=console(zone), project=project)
        document = oc4ids_package(actor=console(zone), zone=zone, uri="urn:x:y")
    assert faults(document) == []
    found = document["projects"][0]["milestones"]
    assert len(found) == 9
    assert {m["status"] for m in found} == {"scheduled"}


def test_published_once_taken_back_with_a_reason_and_recorded(cast: Cast) -> None:
    project = a_project(cast.zone, cast.park)
    with pytest.raises(NotAllowed):
        publish_project(actor=cast.clerk, project=project)
    publish_project(actor=cast.office, project=project)
    with pytest.raises(Refused):
        publish_project(actor=cast.office, project=project)
    with pytest.raises(InvalidInput):
        unpublish_project(actor=cast.office, project=project, reason=" ")
    unpublish_project(actor=cast.office, project=project, reason="涉密")
    with pytest.raises(Refused):
        unpublish_project(actor=cast.office, project=project, reason="涉密")
    assert not ProjectPublication.objects.exists()
    events = Entry.objects.filter(subject_id=project.id).order_by("sequence").values_list("event", "reason")
    assert list(events) == [("projects.project.published", ""), ("projects.project.unpublished", "涉密")]


def test_ids_bear_the_registered_prefix(cast: Cast, settings: Any) -> None:
    settings.GUATU_OC4IDS_PREFIX = "oc4ids-abc123"
    settings.GUATU_OC4IDS_LICENSE = "https://example.org/licence"
    project = a_project(cast.zone, cast.park)
    publish_project(actor=cast.office, project=project)
    document = oc4ids_package(actor=cast.office, zone=cast.zone, uri="urn:x:y")
    assert document["projects"][0]["id"] == f"oc4ids-abc123-TZ-{project.id}"
    assert document["license"] == "https://example.org/licence"


def test_walk_the_pages(cast: Cast) -> None:
    project = a_project(cast.zone, cast.park)
    office, clerk = signed_in(cast.office), signed_in(cast.clerk)
    publish, unpublish = (url(f"project-{act}", cast.zone, project.id) for act in ("publish", "unpublish"))
    assert publish in text_of(office, url("project", cast.zone, project.id))
    assert publish not in text_of(clerk, url("project", cast.zone, project.id))
    assert clerk.get(publish).status_code == clerk.get(url("oc4ids", cast.zone)).status_code == 403
    assert office.get(url("oc4ids", cast.zone)).status_code == 409
    assert office.get(publish).status_code == 200
    assert office.post(publish, {"description": "年产千吨。"}).status_code == 302
    page = text_of(office, url("project", cast.zone, project.id))
    assert unpublish in page
    assert "年产千吨。" in page
    assert url("oc4ids", cast.zone) in text_of(office, url("projects", cast.zone))
    answer = office.get(url("oc4ids", cast.zone))
    assert faults(json.loads(answer.content)) == []
    assert office.post(unpublish, {"reason": ""}).status_code == 422
    assert office.post(unpublish, {"reason": "涉密"}).status_code == 302
    stranger = signed_in(an_actor(cast.zone, "office", unit=a_unit(cast.zone, "别园"), username="x"))
    assert stranger.get(publish).status_code == 404
