"""Write a check of entered values, or its next version."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.indicators.choices import CheckKind, Operator, Severity
from guatu.indicators.events.entries import RuleDefined
from guatu.indicators.models.entry import ValidationRule
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.policies.entries import may_manage_entry
from guatu.indicators.rules.expressions import At, NotUnderstood, Ref, parse, refs_of
from guatu.indicators.use_cases.define_indicator import CODE


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """What a check is, but for its code. A jump has an indicator at its left and a `limit` (0–1)."""

    left: str
    instruction: str
    severity: str
    kind: str = CheckKind.COMPARE
    operator: str = ""
    right: str = ""
    limit: Decimal | None = None
    instruction_en: str = ""
    ended: bool = False


@use_case(may=may_manage_entry)
def define_rule(*, actor: Actor, code: str, terms: RuleTerms) -> ValidationRule:
    """The first or the next version; earlier ones stay. The same terms again change nothing.

    Raises `InvalidInput` naming every fault, and the place in an expression that is not understood.
    """
    code = code.strip()
    faults = _faults(actor, code, terms)
    if faults:
        raise InvalidInput(faults)
    values: dict[str, Any] = {
        "kind": terms.kind,
        "left": terms.left.strip(),
        "operator": terms.operator,
        "right": terms.right.strip(),
        "limit": terms.limit,
        "severity": terms.severity,
        "instruction": terms.instruction.strip(),
        "instruction_en": terms.instruction_en.strip(),
        "ended": terms.ended,
    }
    newest = ValidationRule.objects.filter(zone_id=actor.zone_id, code=code).order_by("-number").first()
    old = {name: getattr(newest, name) for name in values} if newest is not None else {}
    if newest is not None and old == values:
        return newest
    rule = ValidationRule.objects.create(
        zone_id=actor.zone_id,
        code=code,
        number=newest.number + 1 if newest else 1,
        written_by=actor.name,
        **values,
    )
    record(
        RuleDefined(zone_id=actor.zone_id, code=code, number=rule.number),
        subject=rule,
        changes={n: (old.get(n), v) for n, v in values.items() if old.get(n) != v and (v or old.get(n))},
    )
    return rule


def _faults(actor: Actor, code: str, terms: RuleTerms) -> dict[str, str]:
    faults: dict[str, str] = {}
    if not CODE.fullmatch(code):
        faults["code"] = _("Lower-case letters, digits and underscores, such as “industrial_sales”.")
    if terms.severity not in Severity.values:
        faults["severity"] = _("Choose one of the list.")
    if not 0 < len(terms.instruction.strip()) <= 300:
        faults["instruction"] = _("Say in plain words what is to be done, in up to 300 characters.")
    refs = {place: _refs(getattr(terms, place), place, faults) for place in ("left", "right")}
    if terms.kind == CheckKind.JUMP:
        if terms.limit is None or terms.limit <= 0:
            faults["limit"] = _("The greatest change that is still plausible, in percent.")
        if len(refs["left"]) != 1 or refs["left"][0].at is not At.HERE:
            faults.setdefault("left", _("One indicator."))
        faults.pop("right", None)
    elif terms.operator not in Operator.values:
        faults["operator"] = _("Choose one of the list.")
    known = set(Indicator.objects.filter(zone_id=actor.zone_id).values_list("code", flat=True))
    for place, found in refs.items():
        missing = [ref.code for ref in found if ref.code not in known]
        if missing:
            faults.setdefault(place, _("There is no indicator with the code “%s”.") % missing[0])
    return faults


def _refs(text: str, place: str, faults: dict[str, str]) -> list[Ref]:
    try:
        return refs_of(parse(text))
    except NotUnderstood as error:
        message = _("Not understood from character %(at)s on; write for example: %(example)s")
        faults[place] = message % {"at": error.at + 1, "example": "export + import"}
        return []
