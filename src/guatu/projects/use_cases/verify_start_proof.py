"""Verify the start of construction: somebody other than the filer confirms it, and the project has started."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Refused
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.projects.choices import Precision, ProofStatus
from guatu.projects.events.progress import StartProofVerified
from guatu.projects.models.progress import StartProof
from guatu.projects.models.project import Project
from guatu.projects.policies.progress import filed_by, may_verify_start_proof


@use_case(may=may_verify_start_proof)
def verify_start_proof(*, actor: Actor, proof: StartProof, note: str = "") -> Project:
    """Confirm the proof; the project's actual start becomes the day it claims, to the day.

    Raises `Refused` where the actor filed it (`verifier_is_filer`), the proof has its verdict already
    (`judged`), or another proof of the project was verified (`start_verified`).
    """
    one_at_a_time("file_start_proof", proof.project_id)
    check_open(actor, proof)
    if StartProof.objects.filter(
        zone_id=proof.zone_id, project_id=proof.project_id, status=ProofStatus.VERIFIED
    ).exists():
        raise Refused(_("The start of this project has been verified already."), code="start_verified")
    project = Project.objects.get(zone_id=proof.zone_id, id=proof.project_id)
    changes = change(project, actual_start=proof.day, actual_start_precision=Precision.DAY)
    give_verdict(actor, proof, ProofStatus.VERIFIED, note)
    record(
        StartProofVerified(zone_id=actor.zone_id, project_id=project.id, proof_id=proof.id, day=proof.day),
        subject=project,
        changes=changes,
        reason=note.strip(),
        about=(proof.id,),
    )
    return project


def check_open(actor: Actor, proof: StartProof) -> None:
    """Raises `Refused` unless the proof still waits for a verdict and the actor is not its filer."""
    status = StartProof.objects.values_list("status", flat=True).get(zone_id=proof.zone_id, id=proof.id)
    if status != ProofStatus.FILED:
        raise Refused(_("This proof has had its verdict already."), code="judged")
    if filed_by(actor, proof):
        raise Refused(
            _("Whoever files a proof of start cannot verify it; somebody else has to look at it."),
            code="verifier_is_filer",
        )


def give_verdict(actor: Actor, proof: StartProof, status: ProofStatus, note: str) -> None:
    """Write the verdict into the proof."""
    change(
        proof,
        status=status,
        verified_by_id=actor.person_id,
        verified_by_name=actor.name,
        verified_at=now(),
        verdict_note=note.strip(),
    )
