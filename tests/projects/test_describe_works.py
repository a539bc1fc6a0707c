"""Saying which buildings and lines a project has."""

from datetime import date
from uuid import uuid4

import pytest

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, Refused
from guatu.projects.choices import LineProcess, LineProduct, WorkKind, WorkStage
from guatu.projects.models.progress import WorkItem
from guatu.projects.use_cases.describe_works import WorkDescription, describe_works
from guatu.projects.use_cases.file_progress_report import WorkTold, file_progress_report
from tests.builders import a_unit, a_zone, an_actor
from tests.projects.progress_builders import a_project, a_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_adds_edits_and_takes_out_in_one_act() -> None:
    zone = a_zone()
    project = a_project(zone)
    hall, shed = a_work(project), a_work(project, "棚子")
    works = describe_works(
        actor=an_actor(zone, "clerk", unit=project.unit),
        project=project,
        works=[
            WorkDescription(WorkKind.BUILDING, "一号厂房", place="东区", work_id=hall.id),
            WorkDescription(
                WorkKind.LINE, " 冲压线 ", process=LineProcess.STAMPING, product=LineProduct.NEW_ENERGY
            ),
        ],
        remove=[shed.id],
    )
    assert [(w.kind, w.name, w.place, w.process) for w in works] == [
        ("building", "一号厂房", "东区", ""),
        ("line", "冲压线", "", "stamping"),
    ]
    assert WorkItem.objects.filter(project=project).count() == 2
    entries = Entry.objects.filter(event__startswith="projects.work.").order_by("sequence")
    assert [(e.event, e.subject_label) for e in entries] == [
        ("projects.work.removed", "棚子"),
        ("projects.work.edited", "一号厂房"),
        ("projects.work.added", "冲压线"),
    ]
    assert entries[1].changes["name"] == ["1号厂房", "一号厂房"]
    assert all(project.id in e.about for e in entries)


def test_saying_the_same_again_records_nothing() -> None:
    zone = a_zone()
    project = a_project(zone)
    hall = a_work(project)
    same = WorkDescription(WorkKind.BUILDING, hall.name, work_id=hall.id)
    describe_works(actor=an_actor(zone, "office"), project=project, works=[same])
    assert not Entry.objects.filter(event__startswith="projects.work.").exists()


def test_names_every_fault_at_its_place() -> None:
    zone = a_zone()
    project = a_project(zone)
    other = a_project(zone, unit=a_unit(zone, "别的园区"), name="别的项目")
    hall, shed, foreign = a_work(project), a_work(project, "棚子"), a_work(other)
    with pytest.raises(InvalidInput) as caught:
        describe_works(
            actor=an_actor(zone, "office"),
            project=project,
            works=[
                WorkDescription(WorkKind.BUILDING, shed.name),
                WorkDescription(WorkKind.LINE, ""),
                WorkDescription(WorkKind.BUILDING, "新", process=LineProcess.OTHER),
                WorkDescription("tower", "塔"),
                WorkDescription(WorkKind.LINE, "线", product="dreams", place="长" * 61),
                WorkDescription(WorkKind.BUILDING, "外", work_id=foreign.id),
                WorkDescription(WorkKind.LINE, "换", work_id=hall.id),
            ],
        )
    assert [f.place for f in caught.value.faults] == [
        "works.0.name",
        "works.1.name",
        "works.2.process",
        "works.3.kind",
        "works.4.product",
        "works.4.place",
        "works.5.name",
        "works.6.kind",
    ]
    assert WorkItem.objects.filter(project=project).count() == 2


def test_what_was_reported_on_stays() -> None:
    zone = a_zone()
    project = a_project(zone)
    hall, actor = a_work(project), an_actor(zone, "office")
    file_progress_report(
        actor=actor,
        project=project,
        text="结顶",
        day=date(2018, 6, 1),
        works=[WorkTold(hall.id, WorkStage.CAPPED)],
    )
    with pytest.raises(Refused) as caught:
        describe_works(actor=actor, project=project, remove=[hall.id])
    assert caught.value.code == "reported"
    with pytest.raises(InvalidInput):
        describe_works(actor=actor, project=project, remove=[uuid4()])


def test_two_do_not_get_one_name() -> None:
    zone = a_zone()
    project = a_project(zone)
    one, two = a_work(project, "甲"), a_work(project, "乙")
    with pytest.raises(InvalidInput):
        describe_works(
            actor=an_actor(zone, "office"),
            project=project,
            works=[
                WorkDescription(WorkKind.BUILDING, "丙", work_id=one.id),
                WorkDescription(WorkKind.BUILDING, "丙", work_id=two.id),
            ],
        )
