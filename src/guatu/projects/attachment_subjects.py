"""Which of the app's objects carry evidence files, and who may see and add them."""

from uuid import UUID

from guatu.attachments.subjects import SubjectKind, add_subject
from guatu.core.actor import Actor
from guatu.projects.models.enrolment import EnrolmentFile
from guatu.projects.models.plan import Milestone
from guatu.projects.models.progress import ProgressReport, StartProof
from guatu.projects.policies.enrolment import may_attach_to_paper
from guatu.projects.policies.plan import may_achieve_milestone
from guatu.projects.policies.progress import may_attach_to_proof, may_attach_to_report
from guatu.projects.selectors.enrolment import visible_papers
from guatu.projects.selectors.plan import visible_milestones
from guatu.projects.selectors.progress import visible_reports
from guatu.projects.selectors.start_proofs import visible_start_proofs


def _may_see_report(actor: Actor, report_id: UUID) -> bool:
    return visible_reports(actor=actor).filter(id=report_id).exists()


def _may_see_proof(actor: Actor, proof_id: UUID) -> bool:
    return visible_start_proofs(actor=actor).filter(id=proof_id).exists()


def _may_see_milestone(actor: Actor, milestone_id: UUID) -> bool:
    return visible_milestones(actor=actor).filter(id=milestone_id).exists()


def _may_see_paper(actor: Actor, paper_id: UUID) -> bool:
    return visible_papers(actor=actor).filter(id=paper_id).exists()


def _about(subject: ProgressReport | StartProof | Milestone | EnrolmentFile) -> tuple[UUID, ...]:
    return (subject.project_id,)


add_subject(SubjectKind(ProgressReport, _may_see_report, may_attach_to_report, _about))
add_subject(SubjectKind(StartProof, _may_see_proof, may_attach_to_proof, _about))
add_subject(SubjectKind(Milestone, _may_see_milestone, may_achieve_milestone, _about))
add_subject(SubjectKind(EnrolmentFile, _may_see_paper, may_attach_to_paper, _about))
