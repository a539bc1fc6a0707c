"""Report on an item under inspection: what was done, with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from guatu.attachments.use_cases.attach_file import attach_files
from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.indicators.choices import Verdict
from guatu.indicators.events.targets import ItemReported
from guatu.indicators.inspecting import take_line
from guatu.indicators.models.target import InspectionLine
from guatu.indicators.policies.targets import may_report_item


@use_case(may=may_report_item)
def report_item(
    *,
    actor: Actor,
    line: InspectionLine,
    text: str,
    actual: Decimal | None = None,
    evidence: Sequence[File[Any]] = (),
) -> InspectionLine:
    """`actual` only where no figure tells it. `Refused` (`closed`, `judged`) once it is decided; `InvalidInput`."""
    line = take_line(line, actor=actor)
    if line.verdict != Verdict.OPEN:
        raise Refused(_("This item has been judged already."), code="judged")
    text = text.strip()
    if not text or len(text) > 2000:
        raise InvalidInput({"text": _("What was done, in up to 2,000 characters.")})
    if actual is not None and line.item.figure:
        raise InvalidInput({"actual": _("The value comes from its figure and is not typed in.")})
    changes = change(
        line,
        text=text,
        actual=actual,
        reported_by=actor.name,
        reporter_id=actor.person_id,
        reported_at=now(),
    )
    if evidence:
        attach_files(actor=actor, subject=line, uploads={"evidence": evidence})
    record(
        ItemReported(
            zone_id=actor.zone_id,
            campaign_id=line.inspection.campaign_id,
            item_id=line.item_id,
            quarter=line.inspection.quarter,
        ),
        subject=line,
        changes={name: pair for name, pair in changes.items() if name in ("text", "actual")},
        about=(line.item_id, line.inspection.campaign_id),
    )
    return line
