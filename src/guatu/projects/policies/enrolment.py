"""Who gathers papers for the statistics library, who records the entry, who sets the rules."""

from guatu.core.actor import Actor
from guatu.projects.models.enrolment import EnrolmentFile
from guatu.projects.models.project import Project
from guatu.projects.policies.projects import may_on_project

FILE = "projects.file_enrolment_paper"
ENROL = "projects.enrol_project"
REMIND = "projects.remind_of_enrolment"
RULES = "projects.choose_enrolment_rules"


def may_file_enrolment_paper(actor: Actor, project: Project) -> bool:
    return may_on_project(actor, FILE, project)


def may_attach_to_paper(actor: Actor, paper: EnrolmentFile) -> bool:
    return may_file_enrolment_paper(actor, paper.project)


def may_enrol_project(actor: Actor, project: Project) -> bool:
    """Statisticians alone: the entry is the bureau's, and nobody else writes it, leaders included."""
    return may_on_project(actor, ENROL, project)


def may_remind_of_enrolment(actor: Actor) -> bool:
    """The clock, for the whole zone."""
    return actor.reach(REMIND).whole_zone


def may_choose_enrolment_rules(actor: Actor) -> bool:
    """They hold for the whole zone."""
    return actor.reach(RULES).whole_zone
