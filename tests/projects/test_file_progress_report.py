"""Filing a progress report."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from guatu.attachments.models import Attachment
from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.projects.choices import WorkKind, WorkStage
from guatu.projects.models.progress import ProgressItem, ProgressReport
from guatu.projects.use_cases.file_progress_report import WorkTold, file_progress_report
from tests.attachments.files import office_file, photo, upload
from tests.builders import a_unit, a_zone, an_actor
from tests.projects.progress_builders import MONDAY, NOON, a_duty, a_project, a_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage", "in_english")]

YESTERDAY = MONDAY - timedelta(days=1)


def faults_of(error: pytest.ExceptionInfo[InvalidInput]) -> set[str]:
    return {fault.place for fault in error.value.faults}


def test_files_with_photos_and_brings_the_project_up_to_date() -> None:
    zone = a_zone()
    project = a_project(zone)
    actor = an_actor(zone, "clerk", unit=project.unit)
    with frozen_at(NOON):
        report = file_progress_report(
            actor=actor,
            project=project,
            text=" 1号厂房  结顶 ",
            next_plan="砌墙",
            difficulty="缺电",
            share=Decimal("0.4"),
            photos=[photo("a.jpg"), photo("b.jpg", width=320)],
        )
    project.refresh_from_db()
    assert (report.day, report.reporter_id, report.reporter_name) == (MONDAY, actor.person_id, actor.name)
    assert (project.last_reported_on, project.stage_note) == (MONDAY, "1号厂房 结顶")
    assert Attachment.objects.filter(subject_id=report.id).count() == 2
    entry = Entry.objects.get(event="projects.progress_report.filed")
    assert entry.about == [project.id, report.id]
    assert entry.changes["stage_note"] == ["", "1号厂房 结顶"]
    assert project.id in Entry.objects.get(event="attachments.files.attached").about


def test_a_line_and_a_building_take_over_what_is_told() -> None:
    zone = a_zone()
    project = a_project(zone)
    hall, line = a_work(project), a_work(project, "冲压线", WorkKind.LINE)
    with frozen_at(NOON):
        report = file_progress_report(
            actor=an_actor(zone, "office"),
            project=project,
            text="二层",
            works=[
                WorkTold(hall.id, WorkStage.STRUCTURE, floor=2, share=Decimal("0.5")),
                WorkTold(line.id, WorkStage.MASS),
            ],
        )
    hall.refresh_from_db()
    line.refresh_from_db()
    assert (hall.stage, hall.floor, hall.share, hall.as_of) == ("structure", 2, Decimal("0.5"), MONDAY)
    assert (line.stage, line.share) == ("mass", 1)
    assert ProgressItem.objects.filter(report=report).count() == 2
    entry = Entry.objects.get(event="projects.work.reported", subject_id=hall.id)
    assert entry.changes["stage"] == ["not_started", "structure"]
    assert entry.about == [hall.id, project.id, report.id]


def test_a_late_report_does_not_undo_a_newer_one() -> None:
    zone = a_zone()
    project = a_project(zone)
    hall = a_work(project, stage=WorkStage.CAPPED, as_of=MONDAY)
    actor = an_actor(zone, "office")
    with frozen_at(NOON):
        file_progress_report(actor=actor, project=project, text="结顶")
        late = file_progress_report(
            actor=actor,
            project=project,
            text="周日：三层",
            day=YESTERDAY,
            works=[WorkTold(hall.id, WorkStage.STRUCTURE, floor=3)],
        )
    hall.refresh_from_db()
    project.refresh_from_db()
    assert hall.stage == WorkStage.CAPPED
    assert (project.stage_note, project.last_reported_on) == ("结顶", MONDAY)
    assert ProgressItem.objects.get(report=late).stage == WorkStage.STRUCTURE


@pytest.mark.parametrize(
    "told",
    [
        {"stage": WorkStage.FOUNDATION},
        {"stage": WorkStage.STRUCTURE, "floor": 2},
        {"stage": WorkStage.STRUCTURE, "share": Decimal("0.3")},
    ],
)
def test_a_step_back_needs_its_reason_in_the_text(told: dict[str, Any]) -> None:
    zone = a_zone()
    project = a_project(zone)
    hall = a_work(project, stage=WorkStage.STRUCTURE, floor=3, share=Decimal("0.6"), as_of=YESTERDAY)
    actor = an_actor(zone, "office")

    def file(**more: Any) -> ProgressReport:
        works = [WorkTold(hall.id, **told)]
        return file_progress_report(actor=actor, project=project, text="返工", works=works, **more)

    with frozen_at(NOON):
        with pytest.raises(InvalidInput, match="1号厂房") as caught:
            file()
        assert faults_of(caught) == {"regress_reason"}
        report = file(regress_reason="混凝土强度不够，拆除重建")
    hall.refresh_from_db()
    assert hall.stage == told["stage"]
    assert report.text == "返工\n\n混凝土强度不够，拆除重建"
    assert Entry.objects.get(event="projects.progress_report.filed").reason == "混凝土强度不够，拆除重建"


def test_a_smaller_share_of_the_whole_needs_its_reason_too() -> None:
    zone = a_zone()
    project = a_project(zone)
    actor = an_actor(zone, "office")
    with frozen_at(NOON):
        file_progress_report(actor=actor, project=project, text="一半", share=Decimal("0.5"), day=YESTERDAY)
        with pytest.raises(InvalidInput) as caught:
            file_progress_report(actor=actor, project=project, text="少了", share=Decimal("0.4"))
        assert faults_of(caught) == {"regress_reason"}
        earlier = YESTERDAY - timedelta(days=3)
        file_progress_report(actor=actor, project=project, text="之前", share=Decimal("0.4"), day=earlier)


def test_names_every_field_at_fault() -> None:
    zone = a_zone()
    project, other = a_project(zone), a_project(zone, unit=a_unit(zone, "别的园区"), name="别的项目")
    hall, foreign = a_work(project), a_work(other)
    line = a_work(project, "二号线", WorkKind.LINE)
    with frozen_at(NOON), pytest.raises(InvalidInput) as caught:
        file_progress_report(
            actor=an_actor(zone, "office"),
            project=project,
            text="  ",
            next_plan="长" * 5000,
            share=Decimal("1.2"),
            day=MONDAY + timedelta(days=1),
            works=[
                WorkTold(hall.id, WorkStage.MASS),
                WorkTold(foreign.id, WorkStage.CAPPED),
                WorkTold(line.id, "no such stage"),
            ],
        )
    works = {f"work-{w.id}" for w in (hall, foreign, line)}
    assert faults_of(caught) == {"text", "next_plan", "share", "day"} | works
    assert not ProgressReport.objects.exists()


def test_a_bad_photo_files_nothing(file_storage: Path) -> None:
    zone = a_zone()
    project = a_project(zone)
    for bad in (upload(b"<svg/>", "x.jpg"), upload(office_file(), "plan.docx")):
        with frozen_at(NOON), pytest.raises(InvalidInput) as caught:
            file_progress_report(
                actor=an_actor(zone, "office", username=f"o {bad.name}"),
                project=project,
                text="结顶",
                photos=[photo(), bad],
            )
        assert faults_of(caught) == {"photos"}
    assert not ProgressReport.objects.exists()
    assert not [path for path in file_storage.rglob("*") if path.is_file()]
    project.refresh_from_db()
    assert project.last_reported_on is None


def test_the_same_key_files_once() -> None:
    zone = a_zone()
    project = a_project(zone)
    actor, key = an_actor(zone, "office"), uuid4()
    with frozen_at(NOON):
        first, again = (
            file_progress_report(actor=actor, project=project, text="结顶", photos=[photo()], client_key=key)
            for _ in range(2)
        )
    assert again.id == first.id
    assert ProgressReport.objects.count() == 1
    assert Entry.objects.filter(event="projects.progress_report.filed").count() == 1
    assert Attachment.objects.count() == 1


def test_the_same_key_with_a_step_back_files_once() -> None:
    zone = a_zone()
    project = a_project(zone)
    hall = a_work(project, stage=WorkStage.CAPPED, as_of=YESTERDAY)
    actor, key = an_actor(zone, "office"), uuid4()
    told = [WorkTold(hall.id, WorkStage.STRUCTURE)]
    with frozen_at(NOON):
        for _ in range(2):
            file_progress_report(
                actor=actor, project=project, text="拆", works=told, regress_reason="裂缝", client_key=key
            )
    assert ProgressReport.objects.count() == 1


def test_the_same_key_with_another_report_is_refused() -> None:
    zone = a_zone()
    project = a_project(zone)
    actor, key = an_actor(zone, "office"), uuid4()
    with frozen_at(NOON):
        file_progress_report(actor=actor, project=project, text="结顶", client_key=key)
        with pytest.raises(Refused) as caught:
            file_progress_report(actor=actor, project=project, text="砌墙", client_key=key)
    assert caught.value.code == "key_used"


def test_keys_of_other_zones_are_not_ours() -> None:
    key = uuid4()
    for code in ("A", "B"):
        zone = a_zone(code)
        with frozen_at(NOON):
            file_progress_report(
                actor=an_actor(zone, "office", username=code),
                project=a_project(zone),
                text="结顶",
                client_key=key,
            )
    assert ProgressReport.objects.count() == 2


def test_a_withdrawn_project_is_not_reported_on() -> None:
    zone = a_zone()
    project = a_project(zone, withdrawn_on=date(2018, 6, 1))
    with pytest.raises(Refused) as caught:
        file_progress_report(actor=an_actor(zone, "office"), project=project, text="x")
    assert caught.value.code == "withdrawn"


def test_the_liaison_may_report_whatever_their_post_says() -> None:
    zone = a_zone()
    project = a_project(zone)
    actor = an_actor(zone, "statistician", unit=a_unit(zone, "统计局"))
    with pytest.raises(NotAllowed):
        file_progress_report(actor=actor, project=project, text="x")
    a_duty(project, actor)
    with frozen_at(NOON):
        assert file_progress_report(actor=actor, project=project, text="x").reporter_name == actor.name
