"""Filing, verifying and rejecting a proof of start."""

from datetime import date, timedelta
from typing import Any

import pytest

from guatu.attachments.models import Attachment
from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.projects.choices import Precision, ProjectType, ProofStatus, StartKind
from guatu.projects.models.progress import StartProof
from guatu.projects.models.project import Project
from guatu.projects.use_cases.file_start_proof import file_start_proof
from guatu.projects.use_cases.reject_start_proof import reject_start_proof
from guatu.projects.use_cases.verify_start_proof import verify_start_proof
from tests.attachments.files import office_file, photo, upload
from tests.builders import a_zone, an_actor, console
from tests.projects.progress_builders import MONDAY, NOON, a_duty, a_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage", "in_english")]


def file(project: Project, **more: Any) -> StartProof:
    values = {
        "actor": console(project.zone),
        "kind": StartKind.PILING,
        "day": date(2018, 6, 28),
        "permit_number": "321181201806280101",
        "photos": [photo()],
    } | more
    with frozen_at(NOON):
        return file_start_proof(project=project, **values)


def places(error: pytest.ExceptionInfo[InvalidInput]) -> set[tuple[str, str]]:
    return {(fault.place, fault.code) for fault in error.value.faults}


def not_started(**values: Any) -> Project:
    return a_project(a_zone(), actual_start=None, **values)


def test_files_with_its_evidence() -> None:
    project = not_started()
    contract = upload(office_file(), "施工合同.docx")
    actor = an_actor(project.zone, "clerk", unit=project.unit)
    proof = file(project, actor=actor, documents=[contract])
    assert (proof.status, proof.filed_by_id, proof.filed_by_name) == ("filed", actor.person_id, actor.name)
    assert {a.is_image for a in Attachment.objects.filter(subject_id=proof.id)} == {True, False}
    entry = Entry.objects.get(event="projects.start_proof.filed")
    assert (entry.data["kind"], entry.data["day"]) == ("piling", "2018-06-28")
    assert project.id in entry.about
    project.refresh_from_db()
    assert project.actual_start is None


@pytest.mark.parametrize("kind", [StartKind.LEVELLING, StartKind.TEMPORARY, StartKind.CEREMONY])
def test_levelling_and_ceremonies_are_refused_by_the_rule(kind: StartKind) -> None:
    project = not_started()
    with pytest.raises(InvalidInput, match="rule of the start of construction") as caught:
        file(project, kind=kind)
    assert places(caught) == {("kind", "start_of_construction")}
    assert "first pile" in str(caught.value)
    assert not StartProof.objects.exists()


def test_a_purchase_starts_with_its_equipment_and_a_building_does_not() -> None:
    purchase = not_started(type=ProjectType.EQUIPMENT)
    assert file(purchase, kind=StartKind.EQUIPMENT).kind == StartKind.EQUIPMENT
    other = a_project(purchase.zone, purchase.unit, name="厂房", actual_start=None)
    with pytest.raises(InvalidInput, match="pure purchase"):
        file(other, kind=StartKind.EQUIPMENT)
    third = a_project(
        purchase.zone, purchase.unit, name="设备二期", actual_start=None, type=ProjectType.EQUIPMENT
    )
    with pytest.raises(InvalidInput, match="correct its type"):
        file(third, kind=StartKind.PERMANENT_DIGGING)


def test_names_everything_that_is_missing() -> None:
    project = not_started()
    with pytest.raises(InvalidInput) as caught:
        file(project, kind="party", day=MONDAY + timedelta(days=1), permit_number="", photos=[])
    assert {place for place, _code in places(caught)} == {"kind", "day", "permit_number", "photos"}
    assert file(project, permit_number="", description="施工许可正在办理，先行打桩").description


def test_a_document_is_not_a_photo() -> None:
    project = not_started()
    with pytest.raises(InvalidInput) as caught:
        file(project, photos=[upload(office_file(), "plan.docx")])
    assert places(caught) == {("photos", "kind")}
    assert not StartProof.objects.exists()


def test_verification_by_somebody_else_starts_the_project() -> None:
    project = not_started()
    filer = an_actor(project.zone, "office", username="filer")
    proof = file(project, actor=filer)
    verifier = an_actor(project.zone, "supervisor")
    verify_start_proof(actor=verifier, proof=proof, note="现场看过")
    project.refresh_from_db()
    proof.refresh_from_db()
    assert (project.actual_start, project.actual_start_precision) == (date(2018, 6, 28), Precision.DAY)
    assert (proof.status, proof.verified_by_id) == (ProofStatus.VERIFIED, verifier.person_id)
    entry = Entry.objects.get(event="projects.start_proof.verified")
    assert entry.changes["actual_start"] == [None, "2018-06-28"]
    assert (entry.reason, project.id in entry.about) == ("现场看过", True)


def test_a_coarse_start_from_a_list_becomes_exact_and_the_old_one_is_kept() -> None:
    project = a_project(a_zone(), actual_start=date(2018, 6, 30), actual_start_precision=Precision.MONTH)
    proof = file(project)
    verify_start_proof(actor=an_actor(project.zone, "office"), proof=proof)
    entry = Entry.objects.get(event="projects.start_proof.verified")
    assert entry.changes["actual_start"] == ["2018-06-30", "2018-06-28"]
    assert entry.changes["actual_start_precision"] == ["month", "day"]


def test_the_filer_does_not_verify() -> None:
    project = not_started()
    filer = an_actor(project.zone, "office_head")
    proof = file(project, actor=filer)
    for judge in (verify_start_proof, reject_start_proof):
        with pytest.raises(Refused) as caught:
            judge(actor=filer, proof=proof, note="x")
        assert caught.value.code == "verifier_is_filer"
    by_console = a_project(project.zone, project.unit, name="乙", actual_start=None)
    with pytest.raises(Refused):
        verify_start_proof(actor=console(project.zone), proof=file(by_console))


def test_a_rejection_needs_a_note_and_lets_another_be_filed() -> None:
    project = not_started()
    proof = file(project)
    judge = an_actor(project.zone, "leader")
    with pytest.raises(InvalidInput) as caught:
        reject_start_proof(actor=judge, proof=proof, note=" ")
    assert places(caught) == {("note", "invalid")}
    with pytest.raises(Refused) as waiting:
        file(project)
    assert waiting.value.code == "proof_waiting"
    reject_start_proof(actor=judge, proof=proof, note="照片看不出打桩")
    assert Entry.objects.get(event="projects.start_proof.rejected").reason == "照片看不出打桩"
    again = file(project)
    verify_start_proof(actor=judge, proof=again)
    with pytest.raises(Refused) as done:
        file(project)
    assert done.value.code == "start_verified"
    with pytest.raises(Refused) as judged:
        verify_start_proof(actor=judge, proof=proof)
    assert judged.value.code == "judged"
    assert StartProof.objects.filter(status=ProofStatus.VERIFIED).count() == 1


def test_a_withdrawn_project_does_not_start() -> None:
    project = not_started(withdrawn_on=date(2018, 6, 1))
    with pytest.raises(Refused) as caught:
        file(project)
    assert caught.value.code == "withdrawn"


def test_a_liaison_may_file_and_not_verify() -> None:
    project = not_started()
    liaison = an_actor(project.zone, "statistician", username="liaison")
    a_duty(project, liaison)
    proof = file(project, actor=liaison)
    other = an_actor(project.zone, "statistician", username="other")
    a_duty(project, other, role="lead_official")  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        verify_start_proof(actor=other, proof=proof)
