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
class WorksDescribed(Event):
    """Buildings and production lines were added, edited or taken out."""

    name = "projects.works.described"
    sentence = _("described the buildings and production lines")

    project_id: UUID
    added: tuple[str, ...]
    edited: tuple[str, ...]
    removed: tuple[str, ...]


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
