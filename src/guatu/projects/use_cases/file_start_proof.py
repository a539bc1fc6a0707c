"""File the proof that a project has started construction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from guatu.attachments.use_cases.attach_file import attach_files
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import Fault, InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import record, use_case
from guatu.projects.choices import ProjectType, ProofStatus, StartKind
from guatu.projects.events.progress import StartProofFiled
from guatu.projects.models.progress import StartProof
from guatu.projects.models.project import Project
from guatu.projects.policies.progress import may_file_start_proof
from guatu.projects.rules.start_of_construction import RULE, refusal


@use_case(may=may_file_start_proof)
def file_start_proof(
    *,
    actor: Actor,
    project: Project,
    kind: StartKind | str,
    day: date,
    permit_number: str = "",
    description: str = "",
    photos: Sequence[File[Any]] = (),
    documents: Sequence[File[Any]] = (),
) -> StartProof:
    """Claim that `project` started on `day` by what `kind` says, with at least one photo of it.

    Without a construction permit number, `description` says why there is none yet. Documents (contract,
    permit, payment) may be added. Raises `InvalidInput` naming every fault; levelling, temporary works and
    ceremonies carry the code of the rule, `start_of_construction`. `Refused` where the start is verified
    already (`start_verified`), another proof waits (`proof_waiting`) or the project was withdrawn.
    """
    one_at_a_time("file_start_proof", project.id)
    _check_state(project)
    faults = _faults(project, kind, day, permit_number.strip(), description.strip())
    if not photos:
        faults.append(
            Fault("photos", _("At least one photo that shows what was done, taken on the site."), "required")
        )
    if faults:
        raise InvalidInput(faults)
    proof = StartProof.objects.create(
        zone_id=actor.zone_id,
        project=project,
        kind=StartKind(kind),
        day=day,
        permit_number=permit_number.strip(),
        description=description.strip(),
        filed_by_id=actor.person_id,
        filed_by_name=actor.name,
    )
    record(
        StartProofFiled(
            zone_id=actor.zone_id, project_id=project.id, proof_id=proof.id, kind=str(proof.kind), day=day
        ),
        subject=proof,
        about=(project.id,),
    )
    attach_files(
        actor=actor,
        subject=proof,
        uploads={"photos": photos, "documents": documents},
        images_only={"photos"},
    )
    return proof


def _check_state(project: Project) -> None:
    if project.withdrawn_on is not None:
        raise Refused(_("This project was withdrawn."), code="withdrawn")
    proofs = StartProof.objects.filter(zone_id=project.zone_id, project=project)
    status = proofs.filter(status__in=[ProofStatus.VERIFIED, ProofStatus.FILED]).values_list(
        "status", flat=True
    )
    if ProofStatus.VERIFIED in status:
        raise Refused(_("The start of this project has been verified already."), code="start_verified")
    if ProofStatus.FILED in status:
        raise Refused(
            _("A proof of start is waiting for verification; file another only if it is rejected."),
            code="proof_waiting",
        )


def _faults(project: Project, kind: str, day: date, permit: str, description: str) -> list[Fault]:
    faults = []
    if kind not in StartKind.values:
        faults.append(Fault("kind", _("Choose what was done on that day."), "required"))
    else:
        code = refusal(StartKind(kind), ProjectType(project.type))
        if code is not None:
            faults.append(Fault("kind", explain(code, StartKind(kind)), RULE))
    if day > today(project.zone):
        faults.append(Fault("day", _("A start is proved after it has happened; this day is still to come.")))
    if not permit and not description:
        faults.append(
            Fault(
                "permit_number", _("Give the construction permit number, or say below why there is none yet.")
            )
        )
    if len(permit) > 60:
        faults.append(Fault("permit_number", _("Up to 60 characters.")))
    return faults


def explain(code: str, kind: StartKind) -> str:
    """Why the rule refuses it, and what counts instead."""
    match code:
        case "builds":
            return _(
                "By the rule of the start of construction, equipment on site is the start only of a pure "
                "purchase of equipment. This project builds: it starts with the first permanent digging for "
                "its foundations, or with the first pile."
            )
        case "buys_only":
            return _(
                "By the rule of the start of construction, a pure purchase of equipment starts with the first "
                "equipment on site. If the project builds something, correct its type first."
            )
    return _(
        "By the rule of the start of construction, “%(kind)s” is not a start. What counts is the first permanent "
        "digging for the foundations, or the first pile; for a pure purchase, the first equipment on site."
    ) % {"kind": kind.label}
