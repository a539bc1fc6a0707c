"""Reading proofs of start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from guatu.attachments.models import Attachment
from guatu.attachments.selectors import attachments_of
from guatu.core.actor import Actor
from guatu.core.clock import CHINA
from guatu.core.errors import NotFound
from guatu.projects.choices import ProofStatus
from guatu.projects.models.progress import StartProof
from guatu.projects.models.project import Project
from guatu.projects.policies.progress import filed_by, may_file_start_proof, may_verify_start_proof
from guatu.projects.rules.start_of_construction import photo_doubt
from guatu.projects.selectors.projects import visible_projects


@dataclass(frozen=True, slots=True)
class ProofView:
    """A proof with its files, and what of its photos should make a verifier look twice (file, code)."""

    proof: StartProof
    files: Sequence[Attachment]
    doubts: Sequence[tuple[Attachment, str]]
    # The actor may give the verdict, and did not file it.
    may_judge: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class StartProofPanel:
    """What the project's page shows of its start: every proof, newest first."""

    project: Project
    views: Sequence[ProofView]
    may_file: bool

    @property
    def current(self) -> ProofView | None:
        """The verified proof, else the newest."""
        verified = (v for v in self.views if v.proof.status == ProofStatus.VERIFIED)
        return next(verified, self.views[0] if self.views else None)


def visible_start_proofs(*, actor: Actor) -> QuerySet[StartProof]:
    """The proofs of projects that the actor may see."""
    return StartProof.objects.filter(
        zone_id=actor.zone_id, project_id__in=visible_projects(actor=actor).values("id")
    )


def get_start_proof(proof_id: UUID, *, actor: Actor) -> StartProof:
    proof = visible_start_proofs(actor=actor).select_related("project__unit").filter(id=proof_id).first()
    if proof is None:
        raise NotFound("proof of start")
    return proof


def proof_view(proof: StartProof, *, actor: Actor) -> ProofView:
    """One proof for the page on which the verdict is given."""
    files = attachments_of([proof.id], zone_id=proof.zone_id)[proof.id]
    return _view(proof, files, actor, may_verify_start_proof(actor, proof))


def start_proof_panel(project: Project, *, actor: Actor) -> StartProofPanel:
    """The proofs of a project that the caller was allowed to see (≤ 4 queries)."""
    proofs = list(
        StartProof.objects.filter(zone_id=project.zone_id, project=project).order_by("-filed_at", "-id")
    )
    files = attachments_of([proof.id for proof in proofs], zone_id=project.zone_id)
    for proof in proofs:
        proof.project = project
    may_judge = bool(proofs) and may_verify_start_proof(actor, proofs[0])
    open_or_verified = any(p.status != ProofStatus.REJECTED for p in proofs)
    return StartProofPanel(
        project=project,
        views=[_view(proof, files[proof.id], actor, may_judge) for proof in proofs],
        may_file=(
            not open_or_verified and project.withdrawn_on is None and may_file_start_proof(actor, project)
        ),
    )


def waiting_proofs(*, actor: Actor) -> list[StartProof]:
    """Proofs that wait for a verdict the actor may give, oldest first (one query)."""
    reach = actor.reach("projects.verify_start_proof")
    proofs = (
        visible_start_proofs(actor=actor).filter(status=ProofStatus.FILED).select_related("project__unit")
    )
    if not reach.whole_zone:
        proofs = proofs.filter(project__unit_id__in=reach.unit_ids)
    return [proof for proof in proofs.order_by("filed_at") if not filed_by(actor, proof)]


def _view(proof: StartProof, files: Sequence[Attachment], actor: Actor, may_judge: bool) -> ProofView:
    doubts = []
    for file in files:
        if file.is_image:
            taken = file.taken_at.astimezone(CHINA).date() if file.taken_at else None
            doubt = photo_doubt(proof.day, taken)
            if doubt is not None:
                doubts.append((file, doubt))
    own = filed_by(actor, proof)
    return ProofView(
        proof=proof,
        files=files,
        doubts=doubts,
        may_judge=may_judge and not own and proof.status == ProofStatus.FILED,
        is_own=own,
    )
