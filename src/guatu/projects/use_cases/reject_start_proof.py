"""Reject a proof of start, with a word on what is wrong with it."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import record, use_case
from guatu.projects.choices import ProofStatus
from guatu.projects.events.progress import StartProofRejected
from guatu.projects.models.progress import StartProof
from guatu.projects.policies.progress import may_verify_start_proof
from guatu.projects.use_cases.verify_start_proof import check_open, give_verdict


@use_case(may=may_verify_start_proof)
def reject_start_proof(*, actor: Actor, proof: StartProof, note: str) -> StartProof:
    """Turn the proof down; another may then be filed. Whoever verifies may reject.

    Raises `InvalidInput` without a note, and `Refused` as verifying does.
    """
    one_at_a_time("file_start_proof", proof.project_id)
    check_open(actor, proof)
    if not note.strip():
        raise InvalidInput({"note": _("Say what is wrong or missing, so that it can be put right.")})
    give_verdict(actor, proof, ProofStatus.REJECTED, note)
    record(
        StartProofRejected(zone_id=actor.zone_id, project_id=proof.project_id, proof_id=proof.id),
        subject=proof,
        reason=note.strip(),
        about=(proof.project_id,),
    )
    return proof
