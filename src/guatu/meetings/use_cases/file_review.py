"""File a weekly review 复盘: what was planned, what was done, why not, what is learnt, what comes next."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.core.use_case import change, record, use_case
from guatu.meetings.choices import Cause
from guatu.meetings.events import ReviewFiled
from guatu.meetings.models.fieldwork import Review
from guatu.meetings.policies import may_file_review
from guatu.meetings.taking import words
from guatu.organization.models import Unit
from guatu.projects.models.project import Project


@use_case(may=may_file_review)
def file_review(
    *,
    actor: Actor,
    unit: Unit,
    week: Period,
    plan: str,
    fact: str,
    cause: str,
    lesson: str = "",
    next_step: str = "",
    project: Project | None = None,
) -> Review:
    """One review for each week and unit, or project of it; filing it again writes it anew.

    Where the plan was not kept a lesson and a next step are needed. Raises `InvalidInput` naming every fault.
    """
    told = {
        "plan": words(plan, "plan", needed=_("What was planned for the week?")),
        "fact": words(fact, "fact", needed=_("What was done?")),
        "lesson": words(lesson, "lesson"),
        "next_step": words(next_step, "next_step"),
    }
    faults: dict[str, str] = {}
    if (week.last - week.first).days != 6 or week.first.isoweekday() != 1:
        faults["week"] = _("A week such as 2018W26.")
    elif week.first > today(Zone.objects.get(id=actor.zone_id)):
        faults["week"] = _("This week or one that is over.")
    if cause not in Cause.values:
        faults["cause"] = _("Choose a cause from the list.")
    elif cause != Cause.NONE:
        for place in ("lesson", "next_step"):
            if not told[place]:
                faults[place] = _("Needed where the plan was not kept.")
    if faults:
        raise InvalidInput(faults)
    one_at_a_time("meetings.review", actor.zone_id, week.text, unit.id, project.id if project else "")
    review = Review.objects.filter(zone_id=actor.zone_id, week=week.text, unit=unit, project=project).first()
    changes = {}
    if review is None:
        review = Review.objects.create(
            zone_id=actor.zone_id,
            week=week.text,
            first_day=week.first,
            unit=unit,
            project=project,
            cause=cause,
            filed_by=actor.name,
            **told,
        )
    else:
        changes = change(review, cause=cause, filed_by=actor.name, **told)
        if not changes:
            return review
    record(
        ReviewFiled(zone_id=actor.zone_id, review_id=review.id, week=week.text, cause=cause),
        subject=review,
        changes=changes,
        about=(project.id,) if project else (),
    )
    return review
