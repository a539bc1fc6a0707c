"""Doing by the API: every use case, its body checked, once for each key, at the version that was read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from guatu.api.acts.closed import CLOSED, LEFT_OUT
from guatu.api.acts.finding import Found
from guatu.api.acts.shapes import NotOpen, shape_of
from guatu.api.acts.table import act_names, find_act, use_case_names
from guatu.api.models import ApiAnswer
from guatu.attachments.models import Attachment
from guatu.audit.models import Entry
from guatu.core.json import dumps
from guatu.core.models import Zone
from guatu.organization.models import TaskForce, Unit
from guatu.projects.models.progress import ProgressReport
from guatu.projects.models.project import Project
from tests.api.clients import a_program, a_token, problem
from tests.attachments.files import photo
from tests.builders import a_unit, a_zone, an_actor
from tests.projects.progress_builders import a_duty, a_project, with_calendars

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]
REPORT = "/api/v1/projects/file-progress-report"


@pytest.fixture
def zone() -> Zone:
    return with_calendars(a_zone())


@pytest.fixture
def project(zone: Zone) -> Project:
    return a_project(zone)


@pytest.fixture
def office(zone: Zone) -> Client:
    return a_program(a_token(an_actor(zone, "office")))


def json_of(project: Project, **values: str) -> str:
    return dumps({"project": str(project.id), **values})


def send(client: Client, path: str, body: Any, **headers: str) -> Any:
    return client.post(path, body, content_type="application/json", headers=headers)


def test_every_use_case_is_open_or_closed_with_a_reason() -> None:
    assert CLOSED.keys() <= use_case_names(), "closed use cases that are gone"
    assert LEFT_OUT.keys() <= set(act_names())
    assert all(len(reason) > 10 for reason in CLOSED.values())
    assert len(act_names()) > 200
    for name in act_names():
        act = find_act(name)
        assert act is not None
        assert act.body.model_json_schema()["additionalProperties"] is False, name
        assert act.headline, name


def test_what_json_cannot_stand_for_is_refused_when_the_act_is_built() -> None:
    for kind in (Callable[[], None], Zone, type[Project]):
        with pytest.raises(NotOpen):
            shape_of(kind)


def test_a_report_comes_in_with_its_photos(project: Project, office: Client) -> None:
    answer = office.post(
        REPORT,
        {
            "body": json_of(project, text="结顶", day="2018-06-01", share="0.5"),
            "photos": [photo("a.jpg"), photo("b.jpg", width=99)],
        },
    )
    assert answer.status_code == 200, answer.content
    report = ProgressReport.objects.get()
    result = answer.json()["result"]
    assert (result["type"], result["id"]) == ("projects.progressreport", str(report.id))
    assert office.get(result["href"]).json()["share"] == "0.5000"
    assert answer["ETag"] == f'"{report.version}"'
    assert Attachment.objects.count() == 2
    entry = Entry.objects.filter(event="projects.progress_report.filed").get()
    assert (entry.actor_kind, entry.actor_name) == ("token", "office")


def test_every_field_at_fault_is_named(project: Project, office: Client) -> None:
    body = {"project": "x", "share": True, "day": "1750-01-01", "colour": "red", "works": [{"stage": 1}]}
    document = problem(send(office, REPORT, body), 422, "invalid_input")
    places = {one["field"] for one in document["errors"]}
    assert places == {"project", "text", "share", "day", "colour", "works.0.work_id", "works.0.stage"} | (
        places & {f"share.{kind}" for kind in ("decimal", "number")}
    )
    document = problem(send(office, REPORT, {"project": str(project.id), "text": " "}), 422, "invalid_input")
    assert [one["field"] for one in document["errors"]] == ["text"]


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        ("{", "application/json", 400, "malformed"),
        ('{"text": "\\ud800"}', "application/json", 400, "malformed"),
        ("[]", "application/json", 422, "invalid_input"),
        ('{"text": "a\\u0000"}', "application/json", 422, "invalid_input"),
        ("text=a", "application/x-www-form-urlencoded", 415, "media_type"),
        ("nonsense", "multipart/form-data; boundary=", 400, "malformed"),
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(
    office: Client, body: str, kind: str, status: int, code: str
) -> None:
    problem(office.post(REPORT, body, content_type=kind), status, code)


def test_files_of_no_part_are_refused(project: Project, office: Client) -> None:
    sent = {"body": json_of(project, text="x"), "films": photo("a.jpg")}
    document = problem(office.post(REPORT, sent), 422, "invalid_input")
    assert [one["field"] for one in document["errors"]] == ["films"]


def test_what_is_not_seen_is_not_there(project: Project, office: Client) -> None:
    for missing in (uuid4(), a_project(a_zone("B")).id):
        document = problem(send(office, REPORT, {"project": str(missing), "text": "x"}), 404, "not_found")
        assert document["errors"][0]["field"] == "project"


def test_the_same_key_gives_the_same_answer_and_one_effect(project: Project, office: Client) -> None:
    body = {"project": str(project.id), "text": "结顶"}
    first = send(office, REPORT, body, **{"Idempotency-Key": "k-1"})
    second = send(office, REPORT, dict(reversed(body.items())), **{"Idempotency-Key": "k-1"})
    assert (first.status_code, first.content, first["ETag"]) == (200, second.content, second["ETag"])
    assert "Idempotent-Replayed" not in first
    assert second["Idempotent-Replayed"] == "true"
    assert ProgressReport.objects.count() == 1
    other = send(office, REPORT, body | {"text": "砌墙"}, **{"Idempotency-Key": "k-1"})
    problem(other, 409, "key_used")
    problem(send(office, REPORT, body, **{"Idempotency-Key": "a b"}), 422, "invalid_input")


def test_a_key_that_came_to_nothing_can_be_used_again(project: Project, office: Client) -> None:
    body = {"project": str(project.id), "text": " "}
    problem(send(office, REPORT, body, **{"Idempotency-Key": "k"}), 422, "invalid_input")
    assert send(office, REPORT, body | {"text": "好"}, **{"Idempotency-Key": "k"}).status_code == 200


def test_keys_are_each_token_s_own(project: Project, office: Client) -> None:
    other = a_program(a_token(an_actor(project.zone, "office", username="other")))
    for client, text in ((office, "甲"), (other, "乙")):
        answer = send(client, REPORT, {"project": str(project.id), "text": text}, **{"Idempotency-Key": "k"})
        assert answer.status_code == 200
    assert ProgressReport.objects.count() == 2


def test_kept_answers_tell_no_secrets(zone: Zone, project: Project, office: Client) -> None:
    send(office, REPORT, {"project": str(project.id), "text": "结顶"}, **{"Idempotency-Key": "k"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM api_apianswer")
        assert cursor.fetchone()[0].startswith("sealed:")
    assert "progressreport" in ApiAnswer.objects.get().body


def test_a_stale_version_changes_nothing(project: Project, office: Client) -> None:
    path = "/api/v1/projects/withdraw-project"
    body = {"project": str(project.id), "on": "2018-06-01", "reason": "退出"}
    problem(send(office, path, body, **{"If-Match": '"7"'}), 412, "stale_version")
    problem(send(office, path, body, **{"If-Match": "nonsense"}), 422, "invalid_input")
    project.refresh_from_db()
    assert project.withdrawn_on is None
    tag = office.get(f"/api/v1/projects/{project.id}")["ETag"]
    answer = send(office, path, body, **{"If-Match": tag})
    assert answer.status_code == 200, answer.content
    assert answer["ETag"] == office.get(f"/api/v1/projects/{project.id}")["ETag"] != tag
    problem(send(office, path, body, **{"If-Match": tag}), 412, "stale_version")


def test_a_token_does_no_more_than_it_carries(project: Project) -> None:
    actor = an_actor(project.zone, "office")
    narrow = a_program(a_token(actor, ["projects.view_project"]))
    body = {"project": str(project.id), "text": "结顶"}
    problem(send(narrow, REPORT, body), 403, "not_allowed")
    enough = a_program(a_token(actor, ["projects.view_project", "projects.file_progress_report"]))
    assert send(enough, REPORT, body).status_code == 200


def test_a_token_does_not_carry_what_somebody_answers_for(project: Project) -> None:
    """The liaison may report on the page whatever their post says; their token may not."""
    actor = an_actor(project.zone, "statistician")
    a_duty(project, actor)
    program = a_program(a_token(actor))
    problem(send(program, REPORT, {"project": str(project.id), "text": "结顶"}), 403, "not_allowed")


def test_rules_of_the_house_are_conflicts(project: Project, office: Client) -> None:
    Project.objects.filter(id=project.id).update(withdrawn_on=date(2018, 6, 1))
    problem(send(office, REPORT, {"project": str(project.id), "text": "x"}), 409, "withdrawn")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/organization/open-account", 404),
        ("/api/v1/api/answer-once", 404),
        ("/api/v1/projects/file_progress_report", 404),
        ("/api/v1/projects/nothing", 404),
    ],
)
def test_closed_use_cases_are_not_there(office: Client, path: str, status: int) -> None:
    problem(send(office, path, {}), status, "not_found")


def test_an_act_is_sent_and_not_asked_for(office: Client) -> None:
    answer = office.get(REPORT)
    problem(answer, 405, "method")
    assert answer["Allow"] == "POST"


def test_values_that_are_made_of_others(zone: Zone, office: Client) -> None:
    unit = a_unit(zone)
    details = {"name": "新项目", "owner_name": "示例公司", "total_investment": "120000000"}
    answer = send(office, "/api/v1/projects/create-project", {"unit": str(unit.id), "details": details})
    assert answer.status_code == 200, answer.content
    assert Project.objects.get().total_cny == 120_000_000
    entry = {"terms": {"kind": "fund_terms", "name": "产业基金", "since": "2018-01-01", "size_cny": 5}}
    answer = send(office, "/api/v1/investment/define-register-entry", entry)
    assert answer.status_code == 200, answer.content
    fund = answer.json()["result"]
    change = entry | {"entry": {"type": fund["type"], "id": fund["id"]}}
    change["terms"] = {"kind": "park_terms", "name": "园", "since": "2018-01-01"}
    document = problem(send(office, "/api/v1/investment/define-register-entry", change), 422, "invalid_input")
    assert document["errors"][0]["field"] == "entry"


def test_objects_of_every_type_can_be_named() -> None:
    assert {Unit, Project, TaskForce} <= Found.keys()
