"""Judge an item under inspection."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.indicators.choices import Verdict
from guatu.indicators.events.targets import ItemJudged
from guatu.indicators.inspecting import take_line
from guatu.indicators.models.target import InspectionLine
from guatu.indicators.policies.targets import may_judge_item


@use_case(may=may_judge_item)
def judge_item(*, actor: Actor, line: InspectionLine, verdict: str, finding: str = "") -> InspectionLine:
    """Not by whoever reported (`own_report`). Less than met needs a finding in words. May be judged anew while the
    inspection is open."""
    line = take_line(line, actor=actor)
    if line.reporter_id is not None and line.reporter_id == actor.person_id:
        raise Refused(_("You reported on this item; somebody else judges it."), code="own_report")
    finding = finding.strip()
    faults: dict[str, str] = {}
    if verdict not in Verdict.values or verdict == Verdict.OPEN:
        faults["verdict"] = _("Choose one of the list.")
    elif verdict != Verdict.MET and not finding:
        faults["finding"] = _("Say what is missing.")
    if len(finding) > 300:
        faults["finding"] = _("Up to %s characters.") % 300
    if faults:
        raise InvalidInput(faults)
    changes = change(line, verdict=verdict, finding=finding, judged_by=actor.name, judged_at=now())
    record(
        ItemJudged(
            zone_id=actor.zone_id,
            campaign_id=line.inspection.campaign_id,
            item_id=line.item_id,
            quarter=line.inspection.quarter,
            verdict=verdict,
        ),
        subject=line,
        changes={name: pair for name, pair in changes.items() if name in ("verdict", "finding")},
        about=(line.item_id, line.inspection.campaign_id),
    )
    return line
