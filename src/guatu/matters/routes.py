"""Where a matter goes by the table of dispatch, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guatu.matters.models.matter import Matter
from guatu.matters.rules.routing import Answer, Facts, route
from guatu.matters.selectors.rules import routes
from guatu.matters.subjects import kind_by_label
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.organization.holders import line_of
from guatu.organization.models import Unit
from guatu.organization.places import unit_at
from guatu.organization.powers import system_actor

# What of a line can decide, in words.
DECIDED_BY: Mapping[str, Promise | str] = {
    "kind": _("the kind"),
    "category": _("the category"),
    "subject": _("what it is about"),
    "words": _("words in its text"),
    "place": _("the place"),
    "territory": _("the unit of the place"),
}


def where_to(matter: Matter) -> Answer | None:
    """The answer of the table for a matter, raised or only being written; None where nothing decides."""
    facts = Facts(
        kind=matter.kind.code,
        category=matter.category.code if matter.category else "",
        subject_type=matter.subject_type,
        text=f"{matter.title}\n{matter.text}",
        territory=_territory(matter),
    )
    return route(routes(matter.zone_id), facts)


def dispatch_by_table(matter: Matter) -> bool:
    """Dispatch what a line of the table decides, and say whether one did. The unit of the place alone is a proposal to
    the dispatcher, no decision."""
    answer = where_to(matter)
    if answer is None or answer.line is None:
        return False
    unit = Unit.objects.filter(zone_id=matter.zone_id, id=answer.unit_id, closed_on__isnull=True).first()
    if unit is None:
        return False
    actor = system_actor("dispatch", matter.zone)
    dispatch_matter(actor=actor, matter=matter, unit=unit, why=",".join(answer.matched) or "table")
    return True


def reasons(why: str) -> list[Any]:
    """The `why` of an event, in words."""
    return [DECIDED_BY[part] for part in why.split(",") if part in DECIDED_BY]


def _territory(matter: Matter) -> tuple[UUID, ...]:
    """The unit of the place, else of the subject, with all above it."""
    unit_id: UUID | None = None
    if matter.longitude is not None and matter.latitude is not None:
        at = unit_at(matter.zone_id, float(matter.longitude), float(matter.latitude), matter.raised_at.date())
        unit_id = at.unit_id if at else None
    kind = kind_by_label(matter.subject_type)
    if unit_id is None and kind is not None and matter.subject_id is not None:
        subject = kind.model._default_manager.filter(zone_id=matter.zone_id, id=matter.subject_id).first()
        unit_id = kind.unit_id(subject) if subject is not None else None
    return tuple(line_of(matter.zone_id, unit_id)) if unit_id is not None else ()
