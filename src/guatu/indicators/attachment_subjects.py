"""Inspected items and highlights carry evidence; whoever sees the campaign sees it, who reports adds it."""

from uuid import UUID

from guatu.attachments.subjects import SubjectKind, add_subject
from guatu.core.actor import Actor
from guatu.indicators.models.target import Highlight, InspectionLine
from guatu.indicators.policies.readings import VIEW
from guatu.indicators.policies.targets import may_file_highlight, may_report_item


def _may_see_line(actor: Actor, line_id: UUID) -> bool:
    return actor.may(VIEW) and InspectionLine.objects.filter(zone_id=actor.zone_id, id=line_id).exists()


def _may_see_highlight(actor: Actor, highlight_id: UUID) -> bool:
    return actor.may(VIEW) and Highlight.objects.filter(zone_id=actor.zone_id, id=highlight_id).exists()


def _may_attach_highlight(actor: Actor, highlight: Highlight) -> bool:
    return may_file_highlight(actor, highlight.unit)


add_subject(SubjectKind(InspectionLine, _may_see_line, may_report_item, lambda line: (line.item_id,)))
add_subject(SubjectKind(Highlight, _may_see_highlight, _may_attach_highlight, lambda h: (h.goal_id,)))
