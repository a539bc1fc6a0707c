"""Who may report on a project, enter its money, and verify its start."""

from guatu.core.actor import Actor
from guatu.notifications.models import Channel
from guatu.notifications.policies import may_broadcast
from guatu.projects.models.progress import ProgressReport, StartProof
from guatu.projects.models.project import Project
from guatu.projects.policies.projects import VIEW_PROJECT, may_on_project


def may_file_progress_report(actor: Actor, project: Project) -> bool:
    return may_on_project(actor, "projects.file_progress_report", project)


def may_broadcast_progress_report(actor: Actor, report: ProgressReport, channel: Channel) -> bool:
    """Whoever may tell that group something, of a project they see."""
    sees = may_on_project(actor, VIEW_PROJECT, report.project)
    return sees and may_broadcast(actor, channel, report.project)


def may_describe_works(actor: Actor, project: Project) -> bool:
    return may_on_project(actor, "projects.describe_works", project)


def may_report_investment(actor: Actor, project: Project) -> bool:
    return may_on_project(actor, "projects.report_investment", project)


def may_enter_statistical_investment(actor: Actor, project: Project) -> bool:
    """Statisticians alone: the statistical ledger is read-only for everybody else, leaders included."""
    return may_on_project(actor, "projects.enter_statistical_investment", project)


def may_open_month(actor: Actor) -> bool:
    """A month closes for the whole zone at once, so opening it takes powers over all of it."""
    return actor.reach("projects.open_month").whole_zone


def may_file_start_proof(actor: Actor, project: Project) -> bool:
    return may_on_project(actor, "projects.file_start_proof", project)


def may_verify_start_proof(actor: Actor, proof: StartProof) -> bool:
    """Whoever holds the power at the project's unit. That they did not file it themselves is asked separately."""
    return may_on_project(actor, "projects.verify_start_proof", proof.project)


def filed_by(actor: Actor, proof: StartProof) -> bool:
    """Whether the actor is the one who filed the proof, and therefore cannot verify it."""
    if proof.filed_by_id is not None or actor.person_id is not None:
        return proof.filed_by_id == actor.person_id
    return proof.filed_by_name == actor.name


def may_attach_to_report(actor: Actor, report: ProgressReport) -> bool:
    return may_file_progress_report(actor, report.project)


def may_attach_to_proof(actor: Actor, proof: StartProof) -> bool:
    return may_file_start_proof(actor, proof.project)
