"""Set the table of dispatch, the whole of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.json import to_json
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import record, use_case
from guatu.matters.events import DispatchTableSet
from guatu.matters.models.kinds import DispatchRule, MatterCategory, MatterKind
from guatu.matters.policies import may_manage_matter_rules
from guatu.matters.rules.routing import Route
from guatu.matters.selectors.rules import routes
from guatu.matters.subjects import kind_by_label
from guatu.organization.models import Unit
from guatu.organization.selectors import root_unit


@use_case(may=may_manage_matter_rules)
def set_dispatch_table(*, actor: Actor, lines: Sequence[Route], reason: str = "") -> int:
    """Replace the table by `lines`, in their order; returns how many there are. Nothing is recorded where nothing
    differs. Raises `InvalidInput` naming each line at fault (`lines.0.kind`)."""
    one_at_a_time("set_dispatch_table", actor.zone_id)
    before = routes(actor.zone_id)
    wanted = [_numbered(line, place) for place, line in enumerate(lines)]
    if before == wanted:
        return len(before)
    rows, faults = [], {}
    kinds = {k.code: k for k in MatterKind.objects.filter(zone_id=actor.zone_id)}
    categories = {(c.kind_id, c.code): c for c in MatterCategory.objects.filter(zone_id=actor.zone_id)}
    units = {u.id: u for u in Unit.objects.filter(zone_id=actor.zone_id, closed_on__isnull=True)}
    for place, line in enumerate(wanted):
        kind = kinds.get(line.kind)
        category = categories.get((kind.id, line.category)) if kind else None
        if line.kind and kind is None:
            faults[f"lines.{place}.kind"] = _("There is no such kind.")
        if line.category and category is None:
            faults[f"lines.{place}.category"] = _("The kind has no such category.")
        if line.subject_type and kind_by_label(line.subject_type) is None:
            faults[f"lines.{place}.subject_type"] = _("Matters are not about such things.")
        for name, unit_id in (("within", line.within), ("to_unit", line.to_unit)):
            if unit_id is not None and unit_id not in units:
                faults[f"lines.{place}.{name}"] = _("Choose a unit that is at work in this zone.")
        rows.append(
            DispatchRule(
                zone_id=actor.zone_id,
                order=line.order,
                kind=kind,
                category=category,
                subject_type=line.subject_type,
                words=list(line.words),
                within_id=line.within,
                to_unit_id=line.to_unit,
            )
        )
    if faults:
        raise InvalidInput(faults)
    DispatchRule.objects.filter(zone_id=actor.zone_id).delete()
    DispatchRule.objects.bulk_create(rows)
    record(
        DispatchTableSet(zone_id=actor.zone_id, lines=len(rows)),
        subject=root_unit(actor.zone_id),
        changes={"dispatch_table": (_told(before), _told(wanted))},
        reason=reason.strip(),
    )
    return len(rows)


def _numbered(line: Route, place: int) -> Route:
    return Route(
        place + 1, line.kind, line.category, line.subject_type, line.words, line.within, line.to_unit
    )


def _told(lines: Sequence[Route]) -> list[dict[str, object]]:
    return [
        {name: to_json(getattr(line, name)) for name in Route.__slots__ if getattr(line, name)}
        for line in lines
    ]
