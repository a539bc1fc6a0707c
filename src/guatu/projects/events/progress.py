"""What happens to physical progress and to the proof of start."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ProgressReportFiled(Event):
    name = "projects.progress_report.filed"
    sentence = _("filed a progress report")

    project_id: UUID
    report_id: UUID
    day: date


@dataclass(frozen=True, kw_only=True)
class ProgressReportBroadcast(Event):
    """`in_full`: the group read the report, not only that there is one."""

    name = "projects.progress_report.broadcast"
    sentence = _("told a group of the progress report")

    project_id: UUID
    report_id: UUID
    channel_id: UUID
    in_full: bool


@dataclass(frozen=True, kw_only=True)
class WorkReported(Event):
    """A report brought a building or production line up to date."""

    name = "projects.work.reported"
    sentence = _("reported how far it has come")

    project_id: UUID
    work_id: UUID
    report_id: UUID


@dataclass(frozen=True, kw_only=True)
class WorkAdded(Event):
    name = "projects.work.added"
    sentence = _("added a building or production line")

    project_id: UUID
    work_id: UUID


@dataclass(frozen=True, kw_only=True)
class WorkEdited(Event):
    name = "projects.work.edited"
    sentence = _("edited a building or production line")

    project_id: UUID
    work_id: UUID


@dataclass(frozen=True, kw_only=True)
class WorkRemoved(Event):
    name = "projects.work.removed"
    sentence = _("took out a building or production line")

    project_id: UUID
    work_id: UUID


@dataclass(frozen=True, kw_only=True)
class StartProofFiled(Event):
    name = "projects.start_proof.filed"
    sentence = _("filed a proof of start")

    project_id: UUID
    proof_id: UUID
    kind: str
    day: date


@dataclass(frozen=True, kw_only=True)
class StartProofVerified(Event):
    name = "projects.start_proof.verified"
    sentence = _("verified the start of construction")

    project_id: UUID
    proof_id: UUID
    day: date


@dataclass(frozen=True, kw_only=True)
class StartProofRejected(Event):
    name = "projects.start_proof.rejected"
    sentence = _("rejected a proof of start")

    project_id: UUID
    proof_id: UUID
